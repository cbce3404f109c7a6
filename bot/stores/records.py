"""What the conversation store takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.stores.connection import Connection
from bot.stores.turn import Event

Json = dict[str, Any]


@dataclass(frozen=True)
class Offer:
    """A button that was sent: ``message`` is its place among the turn's messages."""

    id: str
    title: str
    payload: Json
    message: int = 0


@dataclass(frozen=True)
class Entry:
    """One message of the history; ``sender`` is user, bot or staff, ``at`` seconds since the epoch."""

    number: int
    at: float
    sender: str
    message: Json


@dataclass(frozen=True)
class Opening:
    """What a turn starts from.

    ``answer`` is set where this client message was answered before; ``offers`` has the chosen buttons that exist;
    ``turns`` counts the turns stored so far.
    """

    snapshot: list[Event]
    asked: str | None
    offers: list[Offer]
    answer: list[Json] | None = None
    turns: int = 0


@dataclass(frozen=True)
class Outcome:
    """What a turn leaves behind. ``forget`` erases everything from before it.

    ``since`` is the number of turns that it started from; None stores it whatever came between. ``alongside`` is run
    in the same transaction.
    """

    said: Json | None
    said_at: float
    messages: list[Json]
    offers: list[Offer]
    asked: str | None
    events: list[Event]
    snapshot: list[Event]
    client_message_id: str | None = None
    forget: bool = False
    since: int | None = None
    alongside: tuple[Callable[[Connection], None], ...] = ()


def mark_commands(messages: Sequence[Json], payloads: Mapping[str, Json]) -> list[Json]:
    """The messages, with ``command`` set on the buttons that stand for words and not for an answer."""
    commands = {choice for choice, payload in payloads.items() if payload.get("type") == "act"}
    return [
        {
            **message,
            "buttons": [
                {**button, "command": True} if button["choice"] in commands else button for button in message["buttons"]
            ],
        }
        if "buttons" in message
        else message
        for message in messages
    ]


class UnknownConversation(LookupError):
    """The conversation does not exist or was erased."""


class Overtaken(Exception):
    """Another turn of the conversation was stored since this one began: nothing of this one is."""
