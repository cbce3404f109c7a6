"""The statements of the outbox; each function runs in the transaction of its caller."""

from __future__ import annotations

import time
import uuid
from typing import Any

from bot.stores.connection import Connection

COLUMNS = "number, conversation_id, key, created_at, due_at, tries, in_doubt, content"


def post(connection: Connection, channel: str, conversation_id: str, contents: list[str]) -> None:
    """Put parcels at the end of a conversation's queue."""
    now = time.time()
    connection.executemany(
        "INSERT INTO outbox (channel, conversation_id, key, created_at, due_at, content) VALUES (?, ?, ?, ?, ?, ?)",
        [(channel, conversation_id, str(uuid.uuid4()), now, now, content) for content in contents],
    )


def waiting(connection: Connection, channel: str, until: float) -> list[str]:
    """The conversations with parcels that are due until an instant."""
    rows = connection.execute(
        "SELECT DISTINCT conversation_id FROM outbox WHERE channel = ? AND (due_at <= ? OR tries = 0)", (channel, until)
    )
    return [row[0] for row in rows]


def first(connection: Connection, channel: str, conversation_id: str) -> tuple[Any, ...] | None:
    """The parcel of a conversation that goes next, parked ones last: the columns of COLUMNS."""
    row: tuple[Any, ...] | None = connection.execute(
        f"SELECT {COLUMNS} FROM outbox WHERE channel = ? AND conversation_id = ? ORDER BY parked, number LIMIT 1",
        (channel, conversation_id),
    ).fetchone()
    return row


def begin_try(connection: Connection, number: int) -> bool:
    """Note, before a parcel is sent, that its fate is open; False where it was erased meanwhile."""
    done = connection.execute("UPDATE outbox SET tries = tries + 1, in_doubt = 1 WHERE number = ?", (number,))
    return done.rowcount == 1


def defer(connection: Connection, number: int, due_at: float, in_doubt: bool, parked: bool) -> None:
    """Try a parcel again at an instant; a parked one lets later ones pass."""
    connection.execute(
        "UPDATE outbox SET due_at = ?, in_doubt = ?, parked = ? WHERE number = ?", (due_at, in_doubt, parked, number)
    )


def replace(connection: Connection, number: int, content: str) -> None:
    """Send another content in a parcel's place, at once and under a new key."""
    connection.execute(
        "UPDATE outbox SET content = ?, key = ?, due_at = 0, in_doubt = 0 WHERE number = ?",
        (content, str(uuid.uuid4()), number),
    )


def remove(connection: Connection, number: int) -> None:
    """A parcel has arrived, or never will."""
    connection.execute("DELETE FROM outbox WHERE number = ?", (number,))
