"""Conversations with a vendor's platform: the same file, with an inbox before the turn and an outbox after it."""

from __future__ import annotations

import functools
import logging
import math
import time
from collections.abc import Callable, Sequence

from cryptography.fernet import InvalidToken

from bot.stores import inbox, outbox, queries
from bot.stores.connection import Connection
from bot.stores.conversations import ConversationStore, open_store
from bot.stores.database import Database
from bot.stores.letters import UNSAY, Inbound, Letter, Parcel, current_letter
from bot.stores.records import Json, Outcome, UnknownConversation, mark_commands
from bot.stores.sealing import Sealer

logger = logging.getLogger(__name__)


class DeliveryStore(ConversationStore):
    """Conversations whose events come from an inbox and whose answers go to an outbox."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        super().__init__(database)
        self._sealer = sealer

    # Inbox -----------------------------------------------------------------------------------------------------

    async def accept(self, channel: str, events: Sequence[Inbound]) -> list[str]:
        """Store events, those that are known left out; returns the conversations of the new ones."""
        rows = [self._row(event) for event in events]
        return await self._database.write(lambda connection: inbox.accept(connection, channel, rows))

    async def next_event(self, channel: str, conversation_id: str) -> Inbound | None:
        """The earliest event of the conversation that is not answered."""
        while True:
            row = await self._database.read(lambda connection: inbox.first(connection, channel, conversation_id))
            if row is None:
                return None
            event_id, conversation, at, kind, content, address, *rest = row
            try:
                opened = self._sealer.unseal(content), self._sealer.unseal(address)
            except InvalidToken:
                logger.error("An event was sealed with another secret and is dropped")
                await self._database.write(functools.partial(inbox.finish, channel=channel, event_id=event_id))
                continue
            return Inbound(event_id, conversation, at, kind, *opened, *rest)

    async def is_void(self, event: Inbound) -> bool:
        """Whether an event needs no answer any more."""
        reference = None if event.kind == UNSAY else event.reference
        return await self._database.read(
            lambda connection: inbox.is_void(connection, event.conversation_id, event.scope, event.at, reference)
        )

    async def count_try(self, channel: str, event_id: str) -> None:
        """Note that answering an event failed."""
        await self._database.write(lambda connection: inbox.count_try(connection, channel, event_id))

    async def finish(self, channel: str, event: Inbound, contents: Sequence[Json] = ()) -> None:
        """Answer an event that is not answered yet without a turn: by the parcels with ``contents``, or by nothing."""
        sealed = [self._sealer.seal(content) for content in contents]

        def work(connection: Connection) -> None:
            if inbox.finish(connection, channel, event.event_id):
                outbox.post(connection, channel, event.conversation_id, sealed)

        await self._database.write(work)

    async def close_turn(self, conversation_id: str, outcome: Outcome) -> list[Json]:
        """Store a turn as a whole; with it the parcels that answer an event, which is then done."""
        letter = current_letter()
        if letter is None:
            return await super().close_turn(conversation_id, outcome)
        contents = letter.pack(mark_commands(outcome.messages, {offer.id: offer.payload for offer in outcome.offers}))
        answer = await self._store(self._closing(conversation_id, outcome, letter, contents))
        letter.stored = True
        if outcome.forget:
            await self._database.checkpoint()
        return outcome.messages if answer is None else answer

    def _closing(
        self, conversation_id: str, outcome: Outcome, letter: Letter, contents: Sequence[Json]
    ) -> Callable[[Connection], list[Json] | None]:
        sealed = [self._sealer.seal(content) for content in contents]
        address = self._sealer.seal(letter.event.address)

        def work(connection: Connection) -> list[Json] | None:
            answer = queries.store(connection, conversation_id, outcome)
            if answer is None:
                outbox.post(connection, letter.channel, conversation_id, sealed)
                if not outcome.forget:
                    inbox.remember_recipient(connection, conversation_id, letter.channel, letter.event.scope, address)
            inbox.finish(connection, letter.channel, letter.event.event_id)
            return answer

        return work

    async def unsay(self, channel: str, event: Inbound, reference: str) -> None:
        """Erase the text of the message ``reference``; what was concluded from it stays until it is corrected."""

        def work(connection: Connection) -> None:
            inbox.unsay(connection, channel, event.conversation_id, reference)
            inbox.finish(connection, channel, event.event_id)

        await self._database.write(work)
        await self._database.checkpoint()

    async def end(self, channel: str, event: Inbound) -> None:
        """An event that ends its conversation is done, and so is what came before it."""

        def work(connection: Connection) -> None:
            inbox.finish_until(connection, channel, event.conversation_id, event.at)
            inbox.finish(connection, channel, event.event_id)

        await self._database.write(work)

    async def purge(self, before: float) -> None:
        """Forget the ids of events that were answered and came before an instant."""
        await self._database.write(lambda connection: inbox.purge(connection, before))

    # Outbox ----------------------------------------------------------------------------------------------------

    async def next_parcel(self, channel: str, conversation_id: str) -> Parcel | None:
        """The parcel of the conversation that goes next."""
        while True:
            row = await self._database.read(lambda connection: outbox.first(connection, channel, conversation_id))
            if row is None:
                return None
            number, conversation, key, created_at, due_at, tries, in_doubt, content = row
            try:
                opened = self._sealer.unseal(content)
            except InvalidToken:
                logger.error("A parcel was sealed with another secret and is dropped")
                await self._database.write(functools.partial(outbox.remove, number=number))
                continue
            return Parcel(number, conversation, key, created_at, due_at, tries, bool(in_doubt), opened)

    async def begin_try(self, parcel: Parcel) -> bool:
        """Note that a parcel is about to be sent; False where it was erased meanwhile."""
        return await self._database.write(lambda connection: outbox.begin_try(connection, parcel.number))

    async def defer(self, parcel: Parcel, after_s: float, in_doubt: bool, parked: bool = False) -> None:
        """Try a parcel again later; ``parked`` lets later ones of the conversation pass."""
        due_at = time.time() + after_s
        await self._database.write(lambda connection: outbox.defer(connection, parcel.number, due_at, in_doubt, parked))

    async def replace(self, parcel: Parcel, content: Json) -> None:
        """Send ``content`` in a parcel's place."""
        sealed = self._sealer.seal(content)
        await self._database.write(lambda connection: outbox.replace(connection, parcel.number, sealed))

    async def remove(self, parcel: Parcel) -> None:
        """A parcel has arrived, or never will."""
        await self._database.write(lambda connection: outbox.remove(connection, parcel.number))

    async def post_unasked(
        self, channel: str, conversation_id: str, entries: Sequence[tuple[str, Json]], contents: Sequence[Json]
    ) -> None:
        """Add (sender, message) to the history and send them. Raises UnknownConversation."""
        sealed = [self._sealer.seal(content) for content in contents]
        now = time.time()

        def work(connection: Connection) -> None:
            rows = [(sender, message, now) for sender, message in entries]
            queries.add_messages(connection, conversation_id, rows)
            outbox.post(connection, channel, conversation_id, sealed)

        await self._database.write(work)

    # Both ------------------------------------------------------------------------------------------------------

    async def waiting(self, channel: str, until: float = math.inf) -> tuple[list[str], list[str]]:
        """The conversations with open events that came until an instant, and those with parcels due until then."""
        return await self._database.read(
            lambda connection: (inbox.waiting(connection, channel, until), outbox.waiting(connection, channel, until))
        )

    async def recipient(self, conversation_id: str) -> Json:
        """Where messages for the conversation go. Raises UnknownConversation where nothing is known of it."""
        sealed = await self._database.read(lambda connection: inbox.recipient(connection, conversation_id))
        if sealed is None:
            raise UnknownConversation
        return self._sealer.unseal(sealed)

    async def in_scope(self, scope: str) -> list[str]:
        """The conversations of a scope."""
        return await self._database.read(lambda connection: inbox.in_scope(connection, scope))

    async def message_with(self, conversation_id: str, button_id: str) -> Json | None:
        """The message that a button was sent in, commands marked; None where there is no such button."""
        return await self._database.read(
            lambda connection: queries.message_with(connection, conversation_id, button_id)
        )

    async def last_message(self, conversation_id: str) -> Json | None:
        """The latest message of the bot, commands marked; None where there is none."""
        return await self._database.read(lambda connection: queries.last_message(connection, conversation_id))

    def _row(self, event: Inbound) -> dict[str, str | float | None]:
        return {
            "event_id": event.event_id,
            "conversation_id": event.conversation_id,
            "scope": event.scope,
            "at": event.at,
            "kind": event.kind,
            "reference": event.reference,
            "content": self._sealer.seal(event.content),
            "address": self._sealer.seal(event.address),
        }


def open_delivery_store(secret: bytes) -> DeliveryStore:
    """The store of this process, with the sealed columns under ``secret``. Raises BadDatabase."""
    return _store_on(open_store().database, secret)


@functools.cache
def _store_on(database: Database, secret: bytes) -> DeliveryStore:
    return DeliveryStore(database, Sealer(secret))
