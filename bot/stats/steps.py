"""What a turn counts for: a pure function of the dialogue's state before and after it, and of what was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.learning.notable import ASKED_BACK, CORRECTED, DIALOGUE, FELL_BACK, notable

Json = dict[str, Any]

GREETING, CONSENT, SUMMARY, VERDICT = "greeting", "consent", "summary", "verdict"
MEMO, HANDOFF, CHECKLIST, CHECKLIST_RESULT = "memo", "handoff", "checklist", "checklist_result"
ASKED, ANSWERED, LEFT_OPEN, FRAME = "asked", "answered", "left_open", "frame"
TYPED, PRESSED = "typed", "pressed"
OUTCOMES = (FELL_BACK, ASKED_BACK, CORRECTED)
# Kinds of messages that are a step by themselves.
KINDS = {"report": MEMO, "checklist_question": CHECKLIST, "checklist_result": CHECKLIST_RESULT}
HANDED_OVER, ERASED = "handed_over", "erased"


@dataclass
class Steps:
    """``once`` counts once in a conversation, ``each`` every time."""

    once: set[str] = field(default_factory=set)
    each: Counter[str] = field(default_factory=Counter)


def steps_of(snapshot: Sequence[Json], events: Sequence[Json], messages: Iterable[Json]) -> Steps | None:
    """What a turn counts for; None where the visitor erased the conversation in it."""
    customs = [message.get("custom") or {} for message in messages]
    if any(custom.get("topic") == ERASED for custom in customs):
        return None
    before, after = state_in(snapshot), state_in(events) or state_in(snapshot)
    steps = Steps(once={GREETING})
    if after.get("consent"):
        steps.once.add(CONSENT)
    for custom in customs:
        steps.once |= _shown(custom)
    for name, kept in ((ANSWERED, "answers"), (LEFT_OPEN, "unanswered")):
        steps.once |= {f"{name}:{topic}" for topic in set(after.get(kept) or ()) - set(before.get(kept) or ())}
    steps.each += _outcome(snapshot, events)
    return steps


def state_in(events: Iterable[Json]) -> Json:
    """The last state of the dialogue among events; empty where there is none."""
    found: Json = {}
    for event in events:
        if event.get("event") == "slot" and event.get("name") == DIALOGUE and isinstance(event.get("value"), dict):
            found = event["value"]
    return found


def _shown(custom: Json) -> set[str]:
    kind = custom.get("kind")
    if kind == "question" and isinstance(custom.get("slot"), str) and not custom.get("confirm"):
        return {f"{ASKED}:{custom['slot']}"}
    if kind == "profile_summary" and custom.get("confirm") is not None:
        return {SUMMARY}
    if kind == "notice" and custom.get("topic") == HANDED_OVER:
        return {HANDOFF}
    if kind == "recommendations":
        return {VERDICT, *(f"{FRAME}:{item['id']}:{item['status']}" for item in custom.get("items") or ())}
    return {KINDS[kind]} if kind in KINDS else set()


def _outcome(snapshot: Sequence[Json], events: Sequence[Json]) -> Counter[str]:
    users = [event for event in events if event.get("event") == "user"]
    counts: Counter[str] = Counter()
    for event in users:
        metadata = event.get("metadata") or {}
        if not metadata.get("event"):
            counts[PRESSED if metadata.get("choice") else TYPED] += 1
    own = {str(event.get("message_id") or event.get("timestamp")) for event in users}
    # The utterance that a correction is about may be an earlier one; it counts in the turn of the correction.
    counts.update(one.reason for one in notable([*snapshot, *events]) if one.id in own or one.reason == CORRECTED)
    return counts
