"""Rasa's tracker store on the conversations' own database."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.stores.conversations import ConversationStore, open_store
from bot.stores.snapshot import restore, snapshot_of
from bot.stores.turn import current_turn


class ConversationTrackerStore(TrackerStore):
    """Keeps a snapshot to go on with and appends every event, without loading them again.

    Bot messages are left to the conversation's history, where they stand as they were sent.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        store: ConversationStore | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.pop("host", None)
        super().__init__(domain, event_broker, **kwargs)
        self.store = store or open_store()

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """An empty tracker."""
        return _counted(super().init_tracker(sender_id))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker to go on with: slots, loop and last turn."""
        turn = current_turn(sender_id)
        snapshot = turn.snapshot if turn else await self.store.snapshot(sender_id)
        return _counted(restore(sender_id, snapshot, self.domain)) if snapshot else None

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The tracker with every event of the conversation, bot messages aside."""
        events = await self.store.events(conversation_id)
        return _counted(restore(conversation_id, events, self.domain)) if events else None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append what is new: with the turn that is being answered, else at once."""
        known = getattr(tracker, "known_events", 0)
        fresh = list(tracker.events)[known:]
        new = [event.as_dict() for event in fresh if not isinstance(event, BotUttered)]
        publish = functools.partial(self._publish, tracker.sender_id, fresh)
        snapshot = snapshot_of(tracker)
        _counted(tracker)
        turn = current_turn(tracker.sender_id)
        if turn:
            turn.events += new
            turn.next_snapshot = snapshot
            turn.once_stored.append(publish)
        elif new:
            await self.store.append(tracker.sender_id, new, snapshot)
            publish()

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        return await self.store.ids()

    def _publish(self, sender_id: str, events: list[Event]) -> None:
        """Hand events to the broker, as Rasa writes them."""
        if self.event_broker is not None:
            for event in events:
                self.event_broker.publish({"sender_id": sender_id, **event.as_dict()})


def _counted(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """``tracker``, with the number of its events that are stored already."""
    tracker.known_events = len(tracker.events)
    return tracker
