from __future__ import annotations

import asyncio
import copy
import functools
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.stores.conversations import ConversationStore
from bot.stores.snapshot import restore, snapshot_of
from bot.stores.tracker_store import ConversationTrackerStore
from bot.stores.turn import Turn, answering
from tests.bot.stores.conftest import Place

# Rasa complains about its own dependencies.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:Slot auto-fill")

DOMAIN = """
version: "3.1"
intents: [inform]
slots:
  state: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  count: {type: float, initial_value: 1.0, min_value: 0, max_value: 9, mappings: [{type: custom}]}
actions: [action_reply]
forms: {a_form: {required_slots: []}}
"""


@functools.cache
def domain() -> Domain:
    return Domain.from_yaml(DOMAIN)


@pytest.fixture
def trackers(store: ConversationStore) -> ConversationTrackerStore:
    return ConversationTrackerStore(domain(), store=store)


def talk(tracker: DialogueStateTracker, text: str) -> None:
    tracker.update(UserUttered(text, {"name": "inform"}, metadata={"asked": None}))
    tracker.update(ActionExecuted("action_reply"))
    tracker.update(BotUttered("はい"))
    tracker.update(SlotSet("state", {"last": text}))
    tracker.update(ActionExecuted("action_listen"))


def seen(tracker: DialogueStateTracker) -> dict[str, Any]:
    return {
        "slots": tracker.current_slot_values(),
        "text": tracker.latest_message.text if tracker.latest_message else None,
        "action": tracker.latest_action_name,
        "loop": tracker.active_loop_name,
        "paused": tracker.is_paused(),
    }


@pytest.mark.parametrize(
    "events",
    [
        [],
        [SlotSet("count", 3.0)],
        [SlotSet("count", None)],
        [SlotSet("count", 3.0), AllSlotsReset()],
        [ActiveLoop("a_form")],
        [ActiveLoop("a_form"), ActiveLoop(None)],
        [ConversationPaused()],
    ],
)
def test_a_snapshot_restores_what_a_conversation_goes_on_with(events: list[Any]) -> None:
    tracker = DialogueStateTracker("c", domain().slots)
    talk(tracker, "300")
    talk(tracker, "400")
    tracker.update_with_events(copy.deepcopy(events), domain())
    assert seen(restore("c", snapshot_of(tracker), domain())) == seen(tracker)


def test_a_snapshot_does_not_grow_with_the_conversation() -> None:
    tracker = DialogueStateTracker("c", domain().slots)
    talk(tracker, "300")
    length = len(snapshot_of(tracker))
    for _ in range(50):
        talk(tracker, "400")
    assert len(snapshot_of(tracker)) == length


def test_a_slot_that_the_domain_no_longer_has_is_left_out() -> None:
    tracker = DialogueStateTracker("c", domain().slots)
    talk(tracker, "300")
    snapshot = [SlotSet("gone", 1).as_dict(), {"event": "nonsense"}, {}, *snapshot_of(tracker)]
    assert seen(restore("c", snapshot, domain())) == seen(tracker)


def test_every_event_is_stored_once_however_often_the_tracker_is_saved(
    trackers: ConversationTrackerStore, store: ConversationStore
) -> None:
    async def scenario() -> None:
        for text in ("300", "400", "500"):
            tracker = await trackers.get_or_create_tracker("c", append_action_listen=False)
            talk(tracker, text)
            await trackers.save(tracker)
            await trackers.save(tracker)
        events = await store.events("c")
        assert [event["text"] for event in events if event["event"] == "user"] == ["300", "400", "500"]
        assert [event["event"] for event in events] == ["user", "action", "slot", "action"] * 3
        full = await trackers.retrieve_full_tracker("c")
        assert full is not None
        assert seen(full) == seen(tracker)
        assert list(await trackers.keys()) == ["c"]

    asyncio.run(scenario())


def test_within_a_turn_nothing_is_stored_until_the_turn_is(
    trackers: ConversationTrackerStore, store: ConversationStore
) -> None:
    async def scenario() -> None:
        with answering(Turn("c", [])) as turn:
            tracker = await trackers.get_or_create_tracker("c", append_action_listen=False)
            talk(tracker, "300")
            await trackers.save(tracker)
        assert len(turn.events) == 4
        assert turn.next_snapshot is not None
        assert seen(restore("c", turn.next_snapshot, domain())) == seen(tracker)
        assert await store.ids() == []

    asyncio.run(scenario())


def test_a_conversation_that_does_not_exist_has_no_tracker(trackers: ConversationTrackerStore) -> None:
    assert asyncio.run(trackers.retrieve("c")) is None
    assert asyncio.run(trackers.retrieve_full_tracker("c")) is None


def test_a_broken_snapshot_ends_nothing_and_loses_nothing(trackers: ConversationTrackerStore, place: Place) -> None:
    async def scenario() -> None:
        tracker = await trackers.get_or_create_tracker("c", append_action_listen=False)
        talk(tracker, "300")
        await trackers.save(tracker)
        place.run("UPDATE conversations SET snapshot = 'null'")
        again = await trackers.retrieve("c")
        assert again is not None
        assert seen(again) == seen(tracker)

    asyncio.run(scenario())
