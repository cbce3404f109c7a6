"""The review queue: masked utterances that wait for a label, or have one."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass

from bot.learning.notable import Heard
from bot.stores.connection import Connection
from bot.stores.database import Database

COLUMNS = "id, at, text, asked, act, reason, label"
DAY_S = 24 * 3600
MOST_LISTED = 100
# What says that there is nothing to learn from an utterance.
IGNORED = "ignore"


@dataclass(frozen=True)
class Utterance:
    """A masked utterance: ``asked`` is the slot that was asked, ``act`` what the bot took it for, ``label`` the act
    that it is, None while nobody has looked at it. ``at`` is the start of the day (seconds since the epoch)."""

    id: str
    at: float
    text: str
    asked: str | None
    act: str
    reason: str
    label: str | None


class ReviewStore:
    """Utterances by id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self) -> list[Utterance]:
        """The utterances without a label, the oldest first."""
        query = f"SELECT {COLUMNS} FROM utterances WHERE label IS NULL ORDER BY at, id LIMIT ?"
        return await self._database.read(lambda connection: _read(connection, query, (MOST_LISTED,)))

    async def labelled(self) -> list[Utterance]:
        """The utterances with a label, in a fixed order."""
        query = f"SELECT {COLUMNS} FROM utterances WHERE label IS NOT NULL ORDER BY text, id"
        return await self._database.read(lambda connection: _read(connection, query, ()))

    async def label(self, labels: Iterable[tuple[str, str | None]]) -> int:
        """Give utterances their labels by id (None takes one away); returns how many there were."""
        pairs = [(label, utterance_id) for utterance_id, label in labels]

        def work(connection: Connection) -> int:
            statement = "UPDATE utterances SET label = ? WHERE id = ?"
            return sum(connection.execute(statement, pair).rowcount for pair in pairs)

        return await self._database.write(work)

    async def forget(self, utterance_ids: Iterable[str]) -> None:
        """Delete utterances, such as those that were learned."""
        ids = [(one,) for one in utterance_ids]
        await self._database.write(
            lambda connection: connection.executemany("DELETE FROM utterances WHERE id = ?", ids) and None
        )


def add(connection: Connection, conversation_id: str, heard: Iterable[tuple[Heard, str]]) -> None:
    """Put utterances with their masked texts into the queue, each once."""
    for one, masked in heard:
        connection.execute(
            "INSERT INTO utterances (id, conversation_id, heard, at, text, asked, act, reason) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (conversation_id, heard) DO NOTHING",
            (
                secrets.token_urlsafe(16),
                conversation_id,
                one.id,
                (one.at or time.time()) // DAY_S * DAY_S,
                masked,
                one.asked,
                one.act,
                one.reason,
            ),
        )


def withdraw(connection: Connection, conversation_id: str) -> None:
    """Take everything of a conversation out of the queue."""
    connection.execute("DELETE FROM utterances WHERE conversation_id = ?", (conversation_id,))


def _read(connection: Connection, query: str, parameters: tuple[int, ...]) -> list[Utterance]:
    return [Utterance(*row) for row in connection.execute(query, parameters)]
