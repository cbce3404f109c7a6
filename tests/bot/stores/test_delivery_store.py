"""The tables of inbox and outbox beside the conversations."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.stores import schema_conversations
from bot.stores.connection import StoreError
from bot.stores.database import Database
from bot.stores.delivery import DeliveryStore
from bot.stores.inbox import blank
from bot.stores.letters import ERASE, UNSAY, Inbound, Letter, replying
from bot.stores.records import Offer, Outcome, mark_commands
from bot.stores.schemas import TOPICS
from bot.stores.sealing import Sealer
from tests.bot.stores.conftest import Place

USER = "U0123456789abcdef"
TEXT = "資本金は5550123円です"


@pytest.fixture
def delivery(place: Place) -> DeliveryStore:
    return DeliveryStore(place.open(), Sealer(b"s" * 32))


@pytest.fixture
def in_file(path: Path) -> DeliveryStore:
    """A store whose bytes can be looked at."""
    return DeliveryStore(Database(path), Sealer(b"s" * 32))


def inbound(event_id: str = "e", at: float = 1.0, kind: str = "text", **changes: Any) -> Inbound:
    values = {"content": {"text": TEXT, "token": "secret-token"}, "address": {"to": USER}, "reference": "m1"}
    return Inbound(event_id, "line-c", at, kind, **{**values, **changes})


def outcome(**changes: Any) -> Outcome:
    user = {
        "event": "user",
        "text": TEXT,
        "parse_data": {"text": TEXT, "entities": [{"value": 5550123}]},
        "timestamp": 1.0,
    }
    held = [{"act": "inform", "slots": {"capital_yen": 5550123}, "confirm": {}, "text": TEXT}]
    values: dict[str, Any] = {
        "said": {"text": TEXT},
        "said_at": 1.0,
        "messages": [{"text": "はい", "buttons": [{"title": "赤", "choice": "b1"}, {"title": "なぜ", "choice": "b2"}]}],
        "offers": [Offer("b1", "赤", {"type": "answer"}), Offer("b2", "なぜ", {"type": "act"})],
        "asked": None,
        "events": [user],
        "snapshot": [user, {"event": "slot", "name": "dialogue", "value": {"held": held}}],
        "client_message_id": "e",
    }
    return Outcome(**{**values, **changes})


async def answer(store: DeliveryStore, event: Inbound, **changes: Any) -> None:
    await store.accept("line", [event])
    await store.create(event.conversation_id, "line")
    with replying(Letter("line", event, lambda messages: [{"to": USER, "messages": list(messages)}])):
        await store.close_turn(event.conversation_id, outcome(client_message_id=event.event_id, **changes))


def test_a_turn_its_parcels_and_the_end_of_its_event_are_stored_together(delivery: DeliveryStore) -> None:
    async def scenario() -> None:
        await answer(delivery, inbound())
        parcel = await delivery.next_parcel("line", "line-c")
        assert parcel is not None
        marked = [button.get("command", False) for button in parcel.content["messages"][0]["buttons"]]
        assert marked == [False, True]
        assert await delivery.next_event("line", "line-c") is None
        assert await delivery.recipient("line-c") == {"to": USER}

    asyncio.run(scenario())


def test_a_turn_that_cannot_be_stored_leaves_its_event_open_and_no_parcel(delivery: DeliveryStore) -> None:
    async def scenario() -> None:
        await answer(delivery, inbound())
        with pytest.raises(StoreError):
            await answer(delivery, inbound("f"))
        assert await delivery.waiting("line") == (["line-c"], ["line-c"])
        event = await delivery.next_event("line", "line-c")
        assert event is not None
        assert (event.event_id, event.content["text"]) == ("f", TEXT)

    asyncio.run(scenario())


def test_neither_people_nor_what_waits_can_be_read_in_the_file(in_file: DeliveryStore, path: Path) -> None:
    async def scenario() -> None:
        await in_file.accept("line", [inbound(), inbound("f")])
        await in_file.finish("line", inbound("f"), [{"to": USER, "messages": [TEXT]}])

    asyncio.run(scenario())
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert not any(secret.encode() in content for secret in (USER, TEXT, "secret-token"))


def test_rows_sealed_with_another_secret_are_dropped_and_hold_up_nothing(delivery: DeliveryStore, place: Place) -> None:
    async def scenario() -> None:
        await delivery.accept("line", [inbound(), inbound("f")])
        await delivery.finish("line", inbound("f"), [{"text": "1"}])
        await delivery.close()
        other = DeliveryStore(place.open(), Sealer(b"x" * 32))
        await other.accept("line", [inbound("g", at=2.0)])
        event = await other.next_event("line", "line-c")
        assert event is not None
        assert event.event_id == "g"
        assert await other.next_parcel("line", "line-c") is None

    asyncio.run(scenario())


def test_a_message_taken_back_is_gone_from_history_events_and_state(delivery: DeliveryStore) -> None:
    async def scenario() -> None:
        await answer(delivery, inbound())
        await delivery.unsay("line", inbound("u", 2.0, UNSAY, content={}), "m1")
        assert [entry.sender for entry in await delivery.history("line-c")] == ["bot"]
        kept = json.dumps([await delivery.events("line-c"), await delivery.snapshot("line-c")])
        assert "5550123" not in kept
        assert (await delivery.events("line-c"))[0]["event"] == "user"

    asyncio.run(scenario())


def test_taking_back_what_was_never_said_changes_nothing(delivery: DeliveryStore) -> None:
    async def scenario() -> None:
        await answer(delivery, inbound())
        await delivery.unsay("line", inbound("u", 2.0, UNSAY, content={}), "m2")
        assert len(await delivery.history("line-c")) == 2

    asyncio.run(scenario())


JSON = st.recursive(
    st.none() | st.integers() | st.sampled_from(["x", "y"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "a", "b"]), inner, max_size=3),
    max_leaves=9,
)


def texts(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    if isinstance(value, dict):
        return [value.get("text"), *(text for item in value.values() for text in texts(item))]
    return []


@given(JSON)
def test_a_text_that_is_blanked_is_nowhere_left_as_a_text(value: Any) -> None:
    assert "x" not in texts(blank(value, "x"))
    assert blank(value, "z") == value


@pytest.mark.parametrize(("at", "scope", "void"), [(1.0, None, True), (3.0, None, False), (1.0, "line-g", True)])
def test_what_came_before_the_end_of_a_conversation_is_void(
    delivery: DeliveryStore, at: float, scope: str | None, void: bool
) -> None:
    async def scenario() -> bool:
        end = Inbound("end", scope or "line-c", 2.0, ERASE)
        await delivery.accept("line", [end])
        await delivery.end("line", end)
        return await delivery.is_void(inbound("late", at, scope=scope, reference=None))

    assert asyncio.run(scenario()) is void


def test_erasing_takes_what_waits_and_where_it_goes(delivery: DeliveryStore, place: Place) -> None:
    async def scenario() -> None:
        await answer(delivery, inbound())
        await delivery.erase("line-c")
        assert await delivery.waiting("line") == ([], [])

    asyncio.run(scenario())
    assert place.count("recipients") == 0
    assert place.run("SELECT content, address FROM inbox") == [("", "")]


def test_a_turn_that_forgets_keeps_its_own_answer_and_nobody_s_address(delivery: DeliveryStore, place: Place) -> None:
    async def scenario() -> None:
        await answer(delivery, inbound())
        await answer(delivery, inbound("f", 2.0), forget=True, offers=[], messages=[{"text": "消しました"}])
        parcel = await delivery.next_parcel("line", "line-c")
        assert parcel is not None
        assert parcel.content["messages"] == [{"text": "消しました"}]

    asyncio.run(scenario())
    assert place.count("recipients") == 0


def test_ids_of_answered_events_are_forgotten_after_a_while_and_open_ones_are_not(delivery: DeliveryStore) -> None:
    async def scenario() -> None:
        await delivery.accept("line", [inbound("done"), inbound("open")])
        await delivery.finish("line", inbound("done"))
        await delivery.purge(time.time() - 60)
        assert await delivery.accept("line", [inbound("done")]) == []
        await delivery.purge(time.time() + 60)
        assert await delivery.accept("line", [inbound("done"), inbound("open")]) == ["line-c"]

    asyncio.run(scenario())


def test_an_older_file_gets_the_new_tables_and_keeps_its_conversations(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript(schema_conversations.FIRST + "PRAGMA user_version=1;")
        connection.execute(
            "INSERT INTO conversations (id, channel, created_at, updated_at) VALUES ('old', 'web', 1, 1)"
        )
    store = DeliveryStore(Database(path), Sealer(b"s" * 32))
    assert asyncio.run(store.ids()) == ["old"]
    asyncio.run(answer(store, inbound()))
    with sqlite3.connect(path) as connection:
        assert dict(connection.execute("SELECT topic, version FROM schemas")) == {
            topic.name: topic.version for topic in TOPICS
        }


def test_only_buttons_that_stand_for_words_are_marked() -> None:
    messages = [{"text": "a"}, {"buttons": [{"title": "x", "choice": "1"}, {"title": "y", "choice": "2"}]}]
    marked = mark_commands(messages, {"1": {"type": "act"}, "2": {"type": "answer"}})
    assert marked[0] == {"text": "a"}
    assert [button.get("command") for button in marked[1]["buttons"]] == [True, None]
