"""What a turn adds to the review queue, in the transaction that stores the turn."""

from __future__ import annotations

import asyncio
import functools
import os
from collections.abc import Sequence
from typing import Any

from bot.learning.masking import mask
from bot.learning.notable import DIALOGUE, Heard, notable
from bot.learning.store import add, withdraw
from bot.stores.conversations import ConversationStore
from bot.stores.turn import Turn

VARIABLE = "HOJO_NAVI_LEARNING"
ERASED = "erased"
AGREED, REFUSED = "yes", "no"


def is_on() -> bool:
    """Whether visitors are asked to help, by the environment."""
    return os.environ.get(VARIABLE, "").strip().lower() == "on"


async def learn_from(turn: Turn, conversations: ConversationStore, messages: Sequence[dict[str, Any]]) -> None:
    """Note what the conversation so far is worth looking at for, where the visitor has agreed to that.

    Who says yes after the verdict says so of everything before it, too. Of a turn that erases the conversation nothing
    is noted.
    """
    if any((message.get("custom") or {}).get("topic") == ERASED for message in messages):
        return
    wish = wish_of(turn.events)
    if wish == REFUSED:
        turn.alongside.append(functools.partial(_withdraw, turn.conversation_id))
    elif wish == AGREED and is_on():
        earlier = await conversations.events(turn.conversation_id)
        heard = notable([*earlier, *turn.events])
        # The dictionary takes a while to open, and nobody else shall wait for it.
        found = await asyncio.to_thread(lambda: [(one, mask(one.text)) for one in heard])
        turn.alongside.append(functools.partial(_add, turn.conversation_id, found))


def wish_of(events: Sequence[dict[str, Any]]) -> str:
    """What the visitor last said on learning from the conversation, by the events of a turn."""
    states = [event.get("value") for event in events if event.get("event") == "slot" and event.get("name") == DIALOGUE]
    state = states[-1] if states else None
    return str(state.get("learning") or "") if isinstance(state, dict) else ""


def _add(conversation_id: str, found: Sequence[tuple[Heard, str]], connection: Any) -> None:
    add(connection, conversation_id, found)


def _withdraw(conversation_id: str, connection: Any) -> None:
    withdraw(connection, conversation_id)
