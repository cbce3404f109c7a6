"""Neutral messages: what the dialogue says, before any channel draws it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Payload = dict[str, Any]


@dataclass(frozen=True)
class Button:
    """A choice: what it says and what it means."""

    title: str
    payload: Payload


@dataclass(frozen=True)
class Message:
    """One bubble: composed ``text``, or a ``response`` of the domain filled with ``params``."""

    text: str | None = None
    response: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    custom: dict[str, Any] | None = None


def say(response: str, **params: Any) -> Message:
    """A fixed bubble of the domain."""
    return Message(response=response, params=params)


def custom(kind: str, **content: Any) -> dict[str, Any]:
    """The custom part of a message, version 1 of its kind."""
    return {"kind": kind, "version": 1, **content}


def answer(slot: str, value: Any) -> Payload:
    """The payload of a button that answers a question."""
    return {"type": "answer", "slot": slot, "value": value}


def command(act: str, **arguments: Any) -> Payload:
    """The payload of a button that stands for words, such as 「なぜ聞くの」."""
    return {"type": "act", "act": act, **arguments}
