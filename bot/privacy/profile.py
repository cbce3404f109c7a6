"""What a stored snapshot says of a visitor: consent and answers."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]

SLOT = "slot"
DIALOGUE, CONSENT = "dialogue", "consent"
TOLD = ("answers", "unanswered", "checklist", "steps")
# Of the last turn: texts, and what was read from them.
OF_A_TURN = frozenset(("user", "bot", "action", "followup"))


def read_snapshot(text: str) -> list[Json]:
    """The events of a snapshot; none where nobody can read it."""
    try:
        events = json.loads(text)
    except ValueError:
        return []
    return [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []


def slots_of(events: list[Json]) -> Json:
    """The values of the slots."""
    return {str(event.get("name")): event.get("value") for event in events if event.get("event") == SLOT}


def consent_of(events: list[Json]) -> Json | None:
    """Version and time of the visitor's consent; None where there is none."""
    slots = slots_of(events)
    given = slots.get(CONSENT)
    if isinstance(given, dict):
        return given
    dialogue = slots.get(DIALOGUE)
    return {} if isinstance(dialogue, dict) and dialogue.get(CONSENT) else None


def profile_of(events: list[Json]) -> Json:
    """What the visitor told of the company, as the dialogue keeps it; not where the dialogue is."""
    dialogue = slots_of(events).get(DIALOGUE)
    return {key: dialogue.get(key) for key in TOLD} if isinstance(dialogue, dict) else {}


def without_texts(text: str) -> str:
    """A snapshot from which the dialogue can still go on, but without anything that was said."""
    kept = [event for event in read_snapshot(text) if event.get("event") not in OF_A_TURN]
    for event in kept:
        value = event.get("value")
        if event.get("name") == DIALOGUE and isinstance(value, dict):
            event["value"] = {**value, "held": []}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
