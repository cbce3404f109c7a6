"""One turn: what a visitor said goes to Rasa, the answer is stored and comes back."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.channels.errors import ChannelError
from bot.channels.inbound import Said, as_plain_text
from bot.channels.outbound import Collector, draw, read_asked
from bot.observe.errors import without_words
from bot.observe.turns import observed_turn
from bot.stores.connection import OutcomeUnknown
from bot.stores.conversations import ConversationStore
from bot.stores.locks import ConversationLocks, open_locks
from bot.stores.records import Json, Opening, Outcome, Overtaken, UnknownConversation
from bot.stores.turn import Turn, answering

logger = logging.getLogger(__name__)

# With the second that a commit under way is waited for, a visitor knows within ten.
DEADLINE_S = 9.0
MAX_WAITING = 8
MOST_TURNS_VARIABLE = "HOJO_NAVI_MAX_TURNS"
MOST_TURNS = 64
# How often a turn is answered anew because another one came between.
MOST_TRIES = 3
MOST_DOUBTS = 1000
EVENT_TEXT = "start"


class TurnRunner:
    """Answers what visitors say, one turn at a time in each conversation, each stored as a whole or not at all."""

    def __init__(
        self,
        store: ConversationStore,
        handle: Callable[[UserMessage], Awaitable[Any]],
        channel: str,
        deadline_s: float = DEADLINE_S,
        locks: ConversationLocks | None = None,
    ) -> None:
        self._store = store
        self._handle = handle
        self._channel = channel
        self._deadline_s = deadline_s
        self._locks = locks or open_locks()
        self._most_turns = int(os.environ.get(MOST_TURNS_VARIABLE) or MOST_TURNS)
        self._running: set[asyncio.Task[list[Json]]] = set()
        self._doubts: OrderedDict[str, Said] = OrderedDict()
        self._closing = False

    async def answer(self, conversation_id: str, said: Said) -> list[Json]:
        """The messages that answer ``said``. Raises ChannelError; then nothing of the turn was stored.

        A turn goes on when the visitor's connection breaks: the answer waits in the history.
        """
        if self._closing or len(self._running) >= self._most_turns:
            raise ChannelError("unavailable", retry_after=2)
        if self._locks.users(conversation_id) >= MAX_WAITING:
            raise ChannelError("rate_limited", retry_after=1)
        task = asyncio.ensure_future(self._observed(conversation_id, self._identified(conversation_id, said)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def erase(self, conversation_id: str) -> str:
        """Erase the conversation, after the turns that are under way; returns the receipt."""
        async with self._locks.hold(conversation_id):
            self._doubts.pop(conversation_id, None)
            return await self._store.erase(conversation_id)

    async def drain(self) -> None:
        """Take no more turns, and wait for those that are under way."""
        self._closing = True
        await asyncio.gather(*self._running, return_exceptions=True)

    def _identified(self, conversation_id: str, said: Said) -> Said:
        """``said`` with an id. What is sent again without one, after a turn of which nobody knows whether it was
        stored, is that turn's message."""
        if said.client_message_id is not None:
            return said
        doubt = self._doubts.get(conversation_id)
        if doubt is not None and replace(doubt, client_message_id=None) == said:
            return doubt
        return replace(said, client_message_id=f"turn-{secrets.token_urlsafe(16)}")

    async def _observed(self, conversation_id: str, said: Said) -> list[Json]:
        with observed_turn(self._channel, conversation_id):
            return await self._guarded(conversation_id, said)

    async def _guarded(self, conversation_id: str, said: Said) -> list[Json]:
        try:
            return await asyncio.wait_for(self._in_order(conversation_id, said), self._deadline_s)
        except ChannelError:
            raise
        except UnknownConversation:
            raise ChannelError("unauthorized") from None
        except asyncio.TimeoutError:
            logger.error("A turn took longer than %s s and was given up", self._deadline_s)
        except Exception as error:
            logger.error("A turn failed: %s", without_words(error))
        raise ChannelError("unavailable", retry_after=3)

    async def _in_order(self, conversation_id: str, said: Said) -> list[Json]:
        async with self._locks.hold(conversation_id):
            for _ in range(MOST_TRIES):
                try:
                    return await self._turn(conversation_id, said)
                except Overtaken:
                    logger.warning("A turn was overtaken by another process and is answered anew")
            raise ChannelError("unavailable", retry_after=1)

    async def _turn(self, conversation_id: str, said: Said) -> list[Json]:
        said_at = time.time()
        opening = await self._store.open_turn(conversation_id, said.client_message_id, said.choices)
        if opening.answer is not None:
            self._doubts.pop(conversation_id, None)
            return opening.answer
        if len(opening.offers) != len(said.choices):
            raise ChannelError("unknown_choice")
        with answering(Turn(conversation_id, opening.snapshot)) as turn:
            outcome = await self._ask_rasa(turn, said, opening, said_at)
        messages = await self._close(conversation_id, said, outcome)
        for tell in turn.once_stored:
            tell()
        return messages

    async def _close(self, conversation_id: str, said: Said, outcome: Outcome) -> list[Json]:
        """Store the turn; from now until its end is known, it is in doubt."""
        self._doubts[conversation_id] = said
        if len(self._doubts) > MOST_DOUBTS:
            self._doubts.popitem(last=False)
        try:
            messages = await self._store.close_turn(conversation_id, outcome)
        except (OutcomeUnknown, asyncio.CancelledError):
            raise
        except BaseException:
            self._doubts.pop(conversation_id, None)
            raise
        self._doubts.pop(conversation_id, None)
        return messages

    async def _ask_rasa(self, turn: Turn, said: Said, opening: Opening, said_at: float) -> Outcome:
        collector = Collector(self._channel)
        words = said.text or "、".join(offer.title for offer in opening.offers)
        message = UserMessage(
            as_plain_text(words) or EVENT_TEXT,
            collector,
            turn.conversation_id,
            input_channel=self._channel,
            metadata=_metadata(said, opening),
        )
        await self._handle(message)
        answer = draw(collector.messages)
        if turn.next_snapshot is None or not answer.messages:
            logger.error("A turn brought no answer: %s messages, after %s", len(collector.messages), _actions_run(turn))
            raise ChannelError("unavailable", retry_after=3)
        return Outcome(
            said={"text": words} if words else None,
            said_at=said_at,
            messages=answer.messages,
            offers=answer.offers,
            asked=answer.asked or (None if answer.forget or answer.settled else opening.asked),
            events=turn.events,
            snapshot=turn.next_snapshot,
            client_message_id=said.client_message_id,
            forget=answer.forget,
            since=opening.turns,
            alongside=tuple(turn.alongside),
        )


def _actions_run(turn: Turn) -> str:
    """The names of the actions of a turn that was to be stored; Rasa had come to its end if there are any."""
    return ",".join(str(event.get("name")) for event in turn.events if event.get("event") == "action") or "nothing"


def _metadata(said: Said, opening: Opening) -> Json:
    payloads = [offer.payload for offer in opening.offers]
    choice: Json | None = {"multi": payloads} if said.several else next(iter(payloads), None)
    return {**read_asked(opening.asked), "choice": choice, "event": said.event}
