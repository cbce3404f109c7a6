"""Answers the events of the inbox."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.channels.delivery.lanes import Backoff, Rest
from bot.channels.delivery.vendor import Erase, Reaction, Say, Tell, Unsay, Vendor
from bot.channels.errors import ChannelError
from bot.channels.turns import TurnRunner
from bot.observe.trace import trace_of_event, traced
from bot.stores.delivery import DeliveryStore
from bot.stores.letters import Inbound, Letter, replying
from bot.stores.locks import ConversationLocks
from bot.stores.records import Json, UnknownConversation

logger = logging.getLogger(__name__)

AT_ONCE = 64
MOST_TRIES = 5
SIGN_OF_LIFE_AFTER_S = 0.7
PASSING = frozenset({"unavailable", "rate_limited"})
# What the turn runner says of a conversation that was erased during the turn.
ERASED_MEANWHILE = "unauthorized"


class Reception:
    """Takes the open events of a conversation one after the other, in the order of the vendor's clock."""

    def __init__(
        self,
        vendor: Vendor,
        store: DeliveryStore,
        runner: TurnRunner,
        backoff: Backoff,
        answered: Callable[[str], None],
        locks: ConversationLocks,
    ) -> None:
        self._vendor = vendor
        self._store = store
        self._runner = runner
        self._backoff = backoff
        self._answered = answered
        self._locks = locks
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def serve(self, conversation_id: str, rest: Rest) -> None:
        """Answer every open event of the conversation."""
        while True:
            # Of several processes one answers; when it dies, the next one goes on.
            async with self._slots, self._locks.hold(f"inbox {conversation_id}"):
                event = await self._store.next_event(self._vendor.name, conversation_id)
                if event is None:
                    return
                with traced(trace_of_event(event.event_id)):
                    wait_s = await self._answer(event)
            self._answered(conversation_id)
            await rest(wait_s)

    async def _answer(self, event: Inbound) -> float:
        """Answer one event. Returns how long to wait before it is tried again, or 0."""
        if await self._store.is_void(event):
            await self._store.finish(self._vendor.name, event)
            return 0
        try:
            await self._carry_out(event, await self._vendor.react(event))
        except ChannelError as refusal:
            if refusal.code in PASSING:
                return await self._try_again(event)
            if refusal.code == ERASED_MEANWHILE:
                await self._store.finish(self._vendor.name, event)
            else:
                await self._refuse(event, refusal)
        except Exception as error:
            logger.error("An event of %s could not be answered: %s", self._vendor.name, type(error).__name__)
            return await self._try_again(event)
        return 0

    async def _carry_out(self, event: Inbound, reaction: Reaction) -> None:
        if isinstance(reaction, Say):
            await self._turn(event, reaction)
        elif isinstance(reaction, Tell):
            await self._store.finish(self._vendor.name, event, reaction.contents)
        elif isinstance(reaction, Unsay):
            await self._store.unsay(self._vendor.name, event, reaction.reference)
        else:
            await self._erase(event, reaction)

    async def _turn(self, event: Inbound, reaction: Say) -> None:
        await self._store.create(event.conversation_id, self._vendor.name)
        said = replace(reaction.said, client_message_id=event.event_id)

        def pack(messages: Sequence[Json]) -> Sequence[Json]:
            return self._vendor.pack(event.conversation_id, event.address, messages, event)

        with replying(Letter(self._vendor.name, event, pack)) as letter:
            async with self._sign_of_life(event):
                await self._runner.answer(event.conversation_id, said)
        if not letter.stored:
            await self._store.finish(self._vendor.name, event)

    async def _erase(self, event: Inbound, reaction: Erase) -> None:
        conversations = [event.conversation_id]
        if reaction.whole_scope and event.scope:
            conversations += await self._store.in_scope(event.scope)
        for conversation_id in conversations:
            try:
                await self._runner.erase(conversation_id)
            except UnknownConversation:
                continue
        await self._store.end(self._vendor.name, event)

    async def _refuse(self, event: Inbound, refusal: ChannelError) -> None:
        """Tell the visitor why a message cannot be answered."""
        message = {"text": refusal.body()["message"]}
        contents = self._vendor.pack(event.conversation_id, event.address, [message], event)
        await self._store.finish(self._vendor.name, event, contents)

    async def _try_again(self, event: Inbound) -> float:
        if event.tries + 1 >= MOST_TRIES:
            logger.error("An event of %s is given up", self._vendor.name)
            await self._refuse(event, ChannelError("unavailable"))
            return 0
        await self._store.count_try(self._vendor.name, event.event_id)
        return self._backoff.wait_s(event.tries + 1)

    @asynccontextmanager
    async def _sign_of_life(self, event: Inbound) -> AsyncIterator[None]:
        task = asyncio.ensure_future(self._after_a_while(event))
        try:
            yield
        finally:
            task.cancel()

    async def _after_a_while(self, event: Inbound) -> None:
        await asyncio.sleep(SIGN_OF_LIFE_AFTER_S)
        try:
            await self._vendor.waiting(event)
        except Exception as error:
            logger.info("No sign of life could be given: %s", type(error).__name__)
