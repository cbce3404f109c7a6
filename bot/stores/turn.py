"""The turn that is being answered: what it loaded and what it will store.

Rasa loads and saves its tracker through the tracker store; inside a turn both go through this object, so that the
channel stores the tracker, the answer and the buttons in one transaction, or nothing of the turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from bot.stores.connection import Connection

Event = dict[str, Any]

_current: ContextVar[Turn | None] = ContextVar("current_turn", default=None)


@dataclass
class Turn:
    """One turn of a conversation: ``snapshot`` before it; afterwards its new ``events`` and ``next_snapshot``.

    ``alongside`` runs in the transaction that stores the turn, ``once_stored`` is called after it; they may not raise.
    """

    conversation_id: str
    snapshot: list[Event]
    events: list[Event] = field(default_factory=list)
    next_snapshot: list[Event] | None = None
    once_stored: list[Callable[[], None]] = field(default_factory=list)
    alongside: list[Callable[[Connection], None]] = field(default_factory=list)


def current_turn(conversation_id: str) -> Turn | None:
    """The turn that this task answers in the conversation, or None outside of one."""
    turn = _current.get()
    return turn if turn is not None and turn.conversation_id == conversation_id else None


@contextmanager
def answering(turn: Turn) -> Iterator[Turn]:
    """Make ``turn`` the current one of this task."""
    token = _current.set(turn)
    try:
        yield turn
    finally:
        _current.reset(token)
