"""Replies of staff on their way to the visitor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from bot.channels.inbound import NOT_TEXT
from bot.reports.desk import WEB
from bot.staff.pages import MOST_LETTERS
from bot.staff.store import IN_PROGRESS, Case, CaseStore
from bot.stores.conversations import ConversationStore
from bot.stores.records import Json, UnknownConversation

STAFF = "staff"


class Undeliverable(Exception):
    """The visitor's channel takes no messages now."""


class Courier(Protocol):
    """What brings messages to a vendor (bot/channels/delivery/courier.py)."""

    async def send(self, conversation_id: str, messages: list[Json]) -> None:
        """Send messages unasked, and keep them in the history."""


class Replies:
    """Brings replies to visitors: into the history on the web, by the channel's courier elsewhere."""

    def __init__(self, cases: CaseStore, conversations: ConversationStore, channels: Iterable[Any]) -> None:
        self._cases = cases
        self._conversations = conversations
        # A channel that is off has no courier.
        self._couriers: dict[str, Courier] = {
            channel.name(): channel.courier for channel in channels if getattr(channel, "courier", None) is not None
        }

    async def send(self, case: Case, text: str) -> None:
        """Send a reply, unless it is the one sent last. Raises UnknownConversation and Undeliverable."""
        if await self._is_repeated(case, text):
            return
        if case.channel == WEB:
            if not await self._cases.reply_on_web(case.id, text):
                raise UnknownConversation
            return
        courier = self._couriers.get(case.channel)
        if courier is None:
            raise Undeliverable
        await courier.send(case.conversation_id, [{"text": text}])
        await self._cases.set_status(case.id, IN_PROGRESS)

    async def _is_repeated(self, case: Case, text: str) -> bool:
        """Whether the button was pressed twice."""
        history = await self._conversations.history(case.conversation_id)
        return bool(history) and history[-1].sender == STAFF and history[-1].message.get("text") == text


def read_reply(text: str) -> str | None:
    """A reply as it is sent; None where it is blank or too long."""
    clean = NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return clean if 0 < len(clean) <= MOST_LETTERS else None
