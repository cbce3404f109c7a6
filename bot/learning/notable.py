"""Which utterances of a conversation are worth a look: those that the bot did not make out, or made out wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

Event = dict[str, Any]

FELL_BACK, ASKED_BACK, CORRECTED = "fell_back", "asked_back", "corrected"
DIALOGUE = "dialogue"
NOT_UNDERSTOOD = frozenset(("chitchat", "out_of_scope", "nlu_fallback"))
# Acts that give an answer: where nothing changes after them, the answer was not taken in.
ANSWERS = frozenset(("inform", "correct", "affirm", "deny"))
# What an answer leaves a mark on.
MARKED_BY = (
    *("answers", "unanswered", "confirming", "accepted", "ticked", "options", "asked", "checklist", "steps"),
    *("as_of", "focus", "stage", "learning", "hurried", "consent"),
)


@dataclass(frozen=True)
class Heard:
    """An utterance as it was typed, the slot that was asked, the act it was taken for, and why it is noted."""

    id: str
    at: float
    text: str
    asked: str | None
    act: str
    reason: str = ""


def notable(events: Iterable[Event]) -> list[Heard]:
    """The utterances to look at in all events of a conversation, in their order, each once.

    Buttons are left out, and so is what was typed before the visitor agreed to the conversation.
    """
    found: dict[str, Heard] = {}
    told: dict[str, Heard | None] = {}
    for heard, before, after in _turns(events):
        for slot in _changed(before, after):
            wrong = told.get(slot)
            if wrong is not None and slot in (before.get("answers") or ()):
                # What is corrected is what was read wrongly when the slot was told.
                found.setdefault(wrong.id, replace(wrong, reason=CORRECTED))
            told[slot] = heard
        reason = _reason(heard, before, after) if heard is not None else ""
        if heard is not None and reason:
            found[heard.id] = replace(heard, reason=reason)
    return sorted(found.values(), key=lambda one: one.at)


def _changed(before: Event, after: Event) -> set[str]:
    """The slots that have another answer than before."""
    old, new = before.get("answers") or {}, after.get("answers") or {}
    return {slot for slot, value in new.items() if old.get(slot) != value}


def _turns(events: Iterable[Event]) -> Iterator[tuple[Heard | None, Event, Event]]:
    """Every turn with what was typed in it (None for a button) and the state of the dialogue before and after it."""
    state: Event = {}
    open_turn: tuple[Heard | None, Event] | None = None
    for event in events:
        if event.get("event") == "user":
            if open_turn is not None:
                yield (*open_turn, state)
            open_turn = (_heard(event), state) if state.get("consent") else None
        elif event.get("event") == "slot" and event.get("name") == DIALOGUE and isinstance(event.get("value"), dict):
            state = event["value"]
    if open_turn is not None:
        yield (*open_turn, state)


def _heard(event: Event) -> Heard | None:
    metadata = event.get("metadata") or {}
    text = event.get("text")
    if metadata.get("choice") or metadata.get("event") or not isinstance(text, str) or not text.strip():
        return None
    intent = (event.get("parse_data") or {}).get("intent") or {}
    name = str(event.get("message_id") or event.get("timestamp"))
    asked = metadata.get("asked")
    return Heard(name, float(event.get("timestamp") or 0), text, asked, str(intent.get("name") or ""))


def _reason(heard: Heard, before: Event, after: Event) -> str:
    if heard.act in NOT_UNDERSTOOD:
        return FELL_BACK
    if set(after.get("confirming") or ()) - set(before.get("confirming") or ()):
        return ASKED_BACK
    same = all(before.get(name) == after.get(name) for name in MARKED_BY)
    return FELL_BACK if heard.act in ANSWERS and same else ""
