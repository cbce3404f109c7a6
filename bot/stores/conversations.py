"""Everything that is kept of conversations. Another database would implement the same methods."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import TypeVar

from bot.stores import queries
from bot.stores.connection import Connection, OutcomeUnknown
from bot.stores.database import FILE_NAME, Database, database_at, database_location
from bot.stores.records import Entry, Json, Opening, Outcome, UnknownConversation
from bot.stores.turn import Event

T = TypeVar("T")

__all__ = ["FILE_NAME", "ConversationStore", "open_store"]


class ConversationStore:
    """Conversations by id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def database(self) -> Database:
        """The database, for what else is kept in it."""
        return self._database

    async def create(self, conversation_id: str, channel: str) -> None:
        """Make a conversation, unless it exists."""
        await self._database.write(lambda connection: queries.create(connection, conversation_id, channel))

    async def open_turn(self, conversation_id: str, client_message_id: str | None, choices: tuple[str, ...]) -> Opening:
        """What a turn starts from. Raises UnknownConversation."""
        return await self._database.read(
            lambda connection: queries.opening(connection, conversation_id, client_message_id, choices)
        )

    async def close_turn(self, conversation_id: str, outcome: Outcome) -> list[Json]:
        """Store a turn as a whole; returns the answer that is then stored, which may be an earlier one.

        Raises UnknownConversation where it was erased meanwhile, Overtaken where another turn came between.
        """
        answer = await self._store(lambda connection: queries.store(connection, conversation_id, outcome))
        if outcome.forget:
            await self._database.checkpoint()
        return outcome.messages if answer is None else answer

    async def _store(self, work: Callable[[Connection], T]) -> T:
        """Run what stores nothing a second time; so a commit whose outcome is unknown is looked up."""
        try:
            return await self._database.write(work)
        except OutcomeUnknown:
            return await self._database.write(work)

    async def history(self, conversation_id: str, after: int = 0) -> list[Entry]:
        """The messages with a number above ``after``. Raises UnknownConversation."""
        return await self._database.read(lambda connection: queries.history(connection, conversation_id, after))

    async def add_message(self, conversation_id: str, sender: str, message: Json) -> int:
        """Add a message outside of a turn, such as a reply by staff; returns its number."""
        return await self._database.write(
            lambda connection: queries.add_messages(connection, conversation_id, [(sender, message, time.time())])
        )

    async def erase(self, conversation_id: str) -> str:
        """Erase the conversation and all that belongs to it; returns the receipt. Raises UnknownConversation."""
        receipt = await self._database.write(lambda connection: queries.erase(connection, conversation_id))
        await self._database.checkpoint()
        return receipt

    async def snapshot(self, conversation_id: str) -> list[Event]:
        """The events that restore the tracker; empty where there is no such conversation."""
        try:
            return (await self.open_turn(conversation_id, None, ())).snapshot
        except UnknownConversation:
            return []

    async def append(self, conversation_id: str, events: list[Event], snapshot: list[Event]) -> None:
        """Store tracker events outside of a turn."""

        def work(connection: Connection) -> None:
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
        """Raises StoreError where nothing can be stored."""
        await self._database.write(
            lambda connection: connection.execute(
                "INSERT INTO pulse (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at",
                (time.time(),),
            )
        )

    async def close(self) -> None:
        """Close the database."""
        await self._database.close()


def open_store() -> ConversationStore:
    """The store of this process. Raises BadDatabase."""
    return _store_on(database_at(database_location()))


@functools.cache
def _store_on(database: Database) -> ConversationStore:
    return ConversationStore(database)
