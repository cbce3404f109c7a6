"""One turn: what a visitor said goes to Rasa, the answer is stored and comes back."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.channels.errors import ChannelError
from bot.channels.inbound import Said, as_plain_text
from bot.channels.outbound import Collector, draw, read_asked
from bot.stores.conversations import ConversationStore
from bot.stores.locks import ConversationLocks
from bot.stores.records import Json, Opening, Outcome, UnknownConversation
from bot.stores.turn import Turn, answering

logger = logging.getLogger(__name__)

DEADLINE_S = 10.0
MAX_WAITING = 8
EVENT_TEXT = "start"


class TurnRunner:
    """Answers what visitors say, one turn at a time in each conversation, each stored as a whole or not at all."""

    def __init__(
        self,
        store: ConversationStore,
        handle: Callable[[UserMessage], Awaitable[Any]],
        channel: str,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._store = store
        self._handle = handle
        self._channel = channel
        self._deadline_s = deadline_s
        self._locks = ConversationLocks()
        self._running: set[asyncio.Task[list[Json]]] = set()

    async def answer(self, conversation_id: str, said: Said) -> list[Json]:
        """The messages that answer ``said``. Raises ChannelError; then nothing of the turn was stored.

        A turn goes on when the visitor's connection breaks: the answer waits in the history.
        """
        if self._locks.users(conversation_id) >= MAX_WAITING:
            raise ChannelError("rate_limited", retry_after=1)
        task = asyncio.ensure_future(self._guarded(conversation_id, said))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def erase(self, conversation_id: str) -> None:
        """Erase the conversation, after the turns that are under way."""
        async with self._locks.hold(conversation_id):
            await self._store.erase(conversation_id)

    async def drain(self) -> None:
        """Wait for the turns that are under way."""
        await asyncio.gather(*self._running, return_exceptions=True)

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
            logger.error("A turn failed: %s", _without_figures(error))
        raise ChannelError("unavailable", retry_after=3)

    async def _in_order(self, conversation_id: str, said: Said) -> list[Json]:
        async with self._locks.hold(conversation_id):
            said_at = time.time()
            opening = await self._store.open_turn(conversation_id, said.client_message_id, said.choices)
            if opening.answer is not None:
                return opening.answer
            if len(opening.offers) != len(said.choices):
                raise ChannelError("unknown_choice")
            outcome = await self._ask_rasa(conversation_id, said, opening, said_at)
            await self._store.close_turn(conversation_id, outcome)
            return outcome.messages

    async def _ask_rasa(self, conversation_id: str, said: Said, opening: Opening, said_at: float) -> Outcome:
        collector = Collector(self._channel)
        words = said.text or "、".join(offer.title for offer in opening.offers)
        message = UserMessage(
            as_plain_text(words) or EVENT_TEXT,
            collector,
            conversation_id,
            input_channel=self._channel,
            metadata=_metadata(said, opening),
        )
        with answering(Turn(conversation_id, opening.snapshot)) as turn:
            await self._handle(message)
        answer = draw(collector.messages)
        if turn.next_snapshot is None or not answer.messages:
            logger.error("A turn brought no answer")
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
        )


def _metadata(said: Said, opening: Opening) -> Json:
    payloads = [offer.payload for offer in opening.offers]
    choice: Json | None = {"multi": payloads} if said.several else next(iter(payloads), None)
    return {**read_asked(opening.asked), "choice": choice, "event": said.event}


def _without_figures(error: BaseException) -> str:
    """Type and place of an error and of its causes; its words may hold what the visitor said."""
    parts = []
    cause: BaseException | None = error
    while cause is not None:
        trace = cause.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
        parts.append(f"{type(cause).__name__} at {place}")
        cause = cause.__cause__
    return ", caused by ".join(parts)
