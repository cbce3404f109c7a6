"""The record of a consent: to which words it was given, and when. It is a slot, stored and erased with the answers."""

from __future__ import annotations

import datetime as dt

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.state import State

SLOT = "consent"
# To be changed with the words of the notice; tests/bot/privacy/test_notice.py notes which words belong to it.
VERSION = "2026-11"


def consent_slot(state: State, tracker: Tracker, now: dt.datetime) -> list[EventType]:
    """The slot where it changes: version and time of a consent just given, or nothing after an erasure."""
    known = tracker.get_slot(SLOT)
    if state.consent and not known:
        return [SlotSet(SLOT, {"version": VERSION, "at": now.isoformat(timespec="seconds")})]
    return [SlotSet(SLOT, None)] if known and not state.consent else []
