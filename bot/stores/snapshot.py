"""A tracker as a short list of events: enough to go on with, however long the conversation is."""

from __future__ import annotations

import functools
import logging
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    ConversationPaused,
    Event,
    FollowupAction,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

logger = logging.getLogger(__name__)

KEPT_OF_LAST_TURN = (UserUttered, ActionExecuted, FollowupAction, ActiveLoop)


def snapshot_of(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    """Events that restore slots, loop, pause and the last turn of ``tracker``."""
    events: list[Event] = [
        SlotSet(slot.name, slot.value) for slot in tracker.slots.values() if slot.value != slot.initial_value
    ]
    if tracker.active_loop is not None:
        events.append(ActiveLoop(tracker.active_loop.name))
    events += _last_turn(tracker)
    if tracker.is_paused():
        events.append(ConversationPaused())
    return [event.as_dict() for event in events]


def restore(sender_id: str, snapshot: list[dict[str, Any]], domain: Domain) -> DialogueStateTracker:
    """The tracker of a snapshot. What the domain no longer knows, or nobody can read, is left out."""
    known = {slot.name for slot in domain.slots}
    events = []
    for data in snapshot:
        try:
            event = event_of(data)
        except Exception as error:  # Rasa raises whatever its constructors do
            logger.error("An event could not be read and was left out: %s", type(error).__name__)
            continue
        if event is not None and not (isinstance(event, SlotSet) and event.key not in known):
            events.append(event)
    return DialogueStateTracker.from_events(sender_id, events, domain.slots)


def event_of(data: dict[str, Any]) -> Event | None:
    """The event of its parameters, if there is one. Rasa's own way looks through all classes of events at each one."""
    kind = kinds_of_events().get(data["event"])
    return Event.from_parameters(data) if kind is None else kind._from_parameters(data)


@functools.cache
def kinds_of_events() -> dict[str, type[Event]]:
    """The class of each kind of event by its name."""
    return {kind.type_name: kind for kind in reversed(all_subclasses(Event))}


def _last_turn(tracker: DialogueStateTracker) -> list[Event]:
    events = list(tracker.events)
    start = max((i for i, event in enumerate(events) if isinstance(event, UserUttered)), default=0)
    return [event for event in events[start:] if isinstance(event, KEPT_OF_LAST_TURN)]
