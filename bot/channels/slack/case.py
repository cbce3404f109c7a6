"""A conversation as it stands, for staff: asked of the dialogue itself, and nothing of it is stored."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.channels.outbound import Collector, draw
from bot.stores.conversations import ConversationStore
from bot.stores.records import Json, Opening, UnknownConversation
from bot.stores.turn import Turn, answering

SUMMARY = {"type": "act", "act": "show_summary"}
VERDICTS = {"type": "act", "act": "more", "start": 0}
TEXT = "memo"


@dataclass(frozen=True)
class Case:
    """What was told (``summary``) and the verdicts that follow from it now (``verdicts``): neutral messages."""

    summary: Json
    verdicts: Json


class Cases:
    """Looks at conversations."""

    def __init__(self, store: ConversationStore, handle: Callable[[UserMessage], Awaitable[Any]], channel: str) -> None:
        self._store = store
        self._handle = handle
        self._channel = channel

    async def look(self, conversation_id: str) -> Case | None:
        """The case; None where there is no conversation, or no consent to it yet."""
        try:
            opening = await self._store.open_turn(conversation_id, None, ())
        except UnknownConversation:
            return None
        summary = await self._ask(conversation_id, opening, SUMMARY, "profile_summary")
        if summary is None:
            return None
        verdicts = await self._ask(conversation_id, opening, VERDICTS, "recommendations")
        return None if verdicts is None else Case(summary, verdicts)

    async def _ask(self, conversation_id: str, opening: Opening, choice: Json, kind: str) -> Json | None:
        collector = Collector(self._channel)
        metadata = {"asked": opening.asked, "choice": choice, "event": None}
        message = UserMessage(TEXT, collector, conversation_id, input_channel=self._channel, metadata=metadata)
        # A turn that nobody closes: the events stay in it.
        with answering(Turn(conversation_id, opening.snapshot)):
            await self._handle(message)
        answers = draw(collector.messages).messages
        return next((answer for answer in answers if answer.get("custom", {}).get("kind") == kind), None)
