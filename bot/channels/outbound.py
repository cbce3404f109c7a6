"""What the bot answers: Rasa's messages collected, and drawn as the messages of the web channel."""

from __future__ import annotations

import json
import logging
import secrets
from dataclasses import dataclass, field
from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.stores.records import Json, Offer

logger = logging.getLogger(__name__)

# In these kinds a field names, by its place, the button of the same message that accepts it.
ACCEPTING = {"notice": "accept", "profile_summary": "confirm"}
ERASED = "erased"
CONFIRM, CHOICE = "confirm", "choice"
# After these no question is open any more, unless one follows.
SETTLING = ("recommendations", "checklist_result")
PAUSED = "checklist_paused"


class Collector(OutputChannel):
    """Takes every message of a turn whole: text, buttons and custom part together."""

    def __init__(self, channel: str) -> None:
        self.messages: list[Json] = []
        self._channel = channel

    def name(self) -> str:  # type: ignore[override]
        """The channel's name, for responses that differ between channels."""
        return self._channel

    async def send_response(self, recipient_id: str, message: Json) -> None:
        """Keep the message."""
        self.messages.append(message)


@dataclass
class Answer:
    """The messages to send, the buttons in them, and what was asked: a slot, ``confirm:SLOT``, or None for nothing new.

    ``settled``: there is a verdict, so that no question is open any more.
    """

    messages: list[Json] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    asked: str | None = None
    forget: bool = False
    settled: bool = False


def draw(collected: list[Json]) -> Answer:
    """The answer in the collected messages. Empty ones are left out."""
    answer = Answer()
    for message in collected:
        offers = _offers(message.get("buttons") or [], len(answer.messages))
        custom = _custom(message.get("custom") or {}, offers)
        drawn = _message(message.get("text"), offers, custom)
        if drawn:
            answer.messages.append(drawn)
            answer.offers += offers
            answer.asked = _asked(custom) or answer.asked
            answer.forget = answer.forget or custom.get("topic") == ERASED
            answer.settled = answer.settled or custom.get("kind") in SETTLING or custom.get("topic") == PAUSED
    return answer


def _message(text: Any, offers: list[Offer], custom: Json) -> Json:
    drawn: Json = {}
    if isinstance(text, str) and text.strip():
        drawn["text"] = text.strip()
    if offers:
        drawn["buttons"] = [{"title": offer.title, "choice": offer.id} for offer in offers]
    if custom:
        drawn["custom"] = custom
    return drawn


def _offers(buttons: list[Json], place: int) -> list[Offer]:
    return [
        Offer(secrets.token_urlsafe(9), str(button["title"]), _payload(button["payload"]), place) for button in buttons
    ]


def _payload(payload: Any) -> Json:
    """The payload of a button, which travels through Rasa as a JSON string."""
    value = json.loads(payload) if isinstance(payload, str) else payload
    if not isinstance(value, dict):
        raise ValueError("the payload of a button is no object")
    return value


def _custom(custom: Json, offers: list[Offer]) -> Json:
    if "kind" not in custom:
        return {}
    drawn = {"kind": custom["kind"], "version": 1, **custom}
    accepting = ACCEPTING.get(drawn["kind"])
    place = drawn.get(accepting) if accepting else None
    if accepting and isinstance(place, int):
        drawn[accepting] = offers[place].id
    return drawn


def _asked(custom: Json) -> str | None:
    """The slot of a question; with ``confirm:`` before it where candidates were offered; a list to tick is a choice."""
    if custom.get("kind") == "checklist_question":
        return CHOICE
    if custom.get("kind") != "question":
        return None
    slot = custom.get("slot")
    return f"{CONFIRM}:{slot}" if custom.get("confirm") else slot


def read_asked(asked: str | None) -> Json:
    """What was asked, as the interpreter wants it: ``confirm`` or the slot, and the slot that it is about."""
    kind, _, about = (asked or "").partition(":")
    return {"asked": kind or None, "about": about or kind or None}
