"""What passes through inbox and outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.stores.records import Json

# Kinds of events that reach into what came before them; every other kind is the channel's own business.
ERASE = "erase"
UNSAY = "unsay"


@dataclass(frozen=True)
class Inbound:
    """An event as a vendor delivered it.

    ``event_id`` is the vendor's, unique in the channel; ``conversation_id`` and ``scope`` (a group, or None) are
    pseudonyms; ``at`` is the vendor's time in seconds since the epoch, which orders the events of a conversation;
    ``reference`` is the vendor's id of the message, by which it may be unsent. ``content`` and ``address`` (where
    answers go, also later ones) are stored encrypted, and the event's copy is deleted once it is answered.

    ``kind`` is ERASE for what ends the conversation (of which nothing earlier is answered any more; the conversation of
    the scope itself stands for all in it), UNSAY for what takes back the message ``reference``.
    """

    event_id: str
    conversation_id: str
    at: float
    kind: str
    content: Json = field(default_factory=dict)
    address: Json = field(default_factory=dict)
    reference: str | None = None
    scope: str | None = None
    tries: int = 0


@dataclass(frozen=True)
class Parcel:
    """One call to a vendor that waits in the outbox.

    ``key`` is a UUID that stays the same however often it is tried; ``tries`` counts earlier ones; ``in_doubt``: one of
    them may have been taken by the vendor.
    """

    number: int
    conversation_id: str
    key: str
    created_at: float
    due_at: float
    tries: int
    in_doubt: bool
    content: Json


@dataclass
class Letter:
    """The event that is being answered; ``pack`` turns the answer into the contents of parcels."""

    channel: str
    event: Inbound
    pack: Callable[[Sequence[Json]], Sequence[Json]]
    stored: bool = False


_current: ContextVar[Letter | None] = ContextVar("current_letter", default=None)


def current_letter() -> Letter | None:
    """The event that this task answers, or None."""
    return _current.get()


@contextmanager
def replying(letter: Letter) -> Iterator[Letter]:
    """Make ``letter`` the current one of this task."""
    token = _current.set(letter)
    try:
        yield letter
    finally:
        _current.reset(token)
