"""Everything that is kept of conversations. Another database would implement the same methods."""

from __future__ import annotations

import functools
import sqlite3
import time
from pathlib import Path

from bot.stores import queries
from bot.stores.database import Database
from bot.stores.paths import data_folder
from bot.stores.records import Entry, Json, Opening, Outcome, UnknownConversation
from bot.stores.turn import Event

FILE_NAME = "conversations.sqlite3"


class ConversationStore:
    """Conversations in SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def database(self) -> Database:
        """The file, for what else is kept in it."""
        return self._database

    async def create(self, conversation_id: str, channel: str) -> None:
        """Make a conversation, unless it exists."""
        await self._database.write(lambda connection: queries.create(connection, conversation_id, channel))

    async def open_turn(self, conversation_id: str, client_message_id: str | None, choices: tuple[str, ...]) -> Opening:
        """What a turn starts from. Raises UnknownConversation."""
        return await self._database.read(
            lambda connection: queries.opening(connection, conversation_id, client_message_id, choices)
        )

    async def close_turn(self, conversation_id: str, outcome: Outcome) -> None:
        """Store a turn as a whole. Raises UnknownConversation where it was erased meanwhile."""
        await self._database.write(lambda connection: queries.store(connection, conversation_id, outcome))
        if outcome.forget:
            await self._database.checkpoint()

    async def history(self, conversation_id: str, after: int = 0) -> list[Entry]:
        """The messages with a number above ``after``. Raises UnknownConversation."""
        return await self._database.read(lambda connection: queries.history(connection, conversation_id, after))

    async def add_message(self, conversation_id: str, sender: str, message: Json) -> int:
        """Add a message outside of a turn, such as a reply by staff; returns its number."""
        return await self._database.write(
            lambda connection: queries.add_messages(connection, conversation_id, [(sender, message, time.time())])
        )

    async def erase(self, conversation_id: str) -> None:
        """Erase the conversation and all that belongs to it. Raises UnknownConversation."""
        await self._database.write(lambda connection: queries.erase(connection, conversation_id))
        await self._database.checkpoint()

    async def snapshot(self, conversation_id: str) -> list[Event]:
        """The events that restore the tracker; empty where there is no such conversation."""
        try:
            return (await self.open_turn(conversation_id, None, ())).snapshot
        except UnknownConversation:
            return []

    async def append(self, conversation_id: str, events: list[Event], snapshot: list[Event]) -> None:
        """Store tracker events outside of a turn."""

        def work(connection: sqlite3.Connection) -> None:
            queries.create(connection, conversation_id, "rasa")
            queries.add_events(connection, conversation_id, events, snapshot)

        await self._database.write(work)

    async def events(self, conversation_id: str) -> list[Event]:
        """All tracker events of the conversation."""
        return await self._database.read(lambda connection: queries.events(connection, conversation_id))

    async def ids(self) -> list[str]:
        """The ids of all conversations."""
        return await self._database.read(
            lambda connection: [row[0] for row in connection.execute("SELECT id FROM conversations")]
        )

    async def check_writable(self) -> None:
        """Raises sqlite3.Error or OSError where nothing can be stored."""
        await self._database.write(
            lambda connection: connection.execute("INSERT OR REPLACE INTO pulse VALUES (1, ?)", (time.time(),))
        )

    async def close(self) -> None:
        """Close the database."""
        await self._database.close()


def open_store() -> ConversationStore:
    """The store of this process."""
    return _store_at(data_folder() / FILE_NAME)


@functools.cache
def _store_at(path: Path) -> ConversationStore:
    return ConversationStore(Database(path))
