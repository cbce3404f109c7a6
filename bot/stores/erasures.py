"""Receipts: that a conversation was erased, and when. A receipt is not connected with anybody."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable

from bot.stores.connection import Connection
from bot.stores.records import Json

# Neither I, L, O, U nor 0, 1: they are mistaken for each other when a receipt is read out.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 3, 4


def new_receipt() -> str:
    """A receipt such as ``7KQF-M2XW-94TB``: 58 random bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def receipt_in(messages: Iterable[Json]) -> str:
    """The receipt that the visitor is told in these messages; a new one where they name none."""
    told = (message.get("custom", {}).get("receipt") for message in messages)
    return next((receipt for receipt in told if isinstance(receipt, str)), None) or new_receipt()


def note(connection: Connection, receipt: str, channel: str) -> None:
    """Keep that a conversation of ``channel`` was erased now."""
    connection.execute(
        "INSERT INTO erasures (receipt, at, channel) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (receipt, time.time(), channel),
    )


def erased_at(connection: Connection, receipt: str) -> float | None:
    """When the erasure of a receipt took place, in seconds since the epoch; None where it is not known."""
    row = connection.execute("SELECT at FROM erasures WHERE receipt = ?", (receipt,)).fetchone()
    return None if row is None else float(row[0])
