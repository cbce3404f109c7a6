from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.stores.connection import StoreError
from bot.stores.conversations import ConversationStore
from bot.stores.records import Offer, Outcome, UnknownConversation
from tests.bot.stores.conftest import Place

TABLES = ("conversations", "messages", "buttons", "answers", "events")


def outcome(**changes: Any) -> Outcome:
    values: dict[str, Any] = {
        "said": {"text": "色"},
        "said_at": 1.0,
        "messages": [{"text": "では"}, {"text": "何色ですか"}],
        "offers": [Offer("b1", "赤", {"value": "赤"}, 1)],
        "asked": "colour",
        "events": [{"event": "action", "name": "a", "timestamp": 1.0}],
        "snapshot": [{"event": "slot", "name": "s", "value": 1}],
    }
    return Outcome(**{**values, **changes})


def test_a_turn_leaves_what_the_next_one_starts_from(store: ConversationStore) -> None:
    async def scenario() -> None:
        await store.create("c", "web")
        await store.close_turn("c", outcome(client_message_id="x"))
        opening = await store.open_turn("c", None, ("b1", "b2"))
        assert opening.asked == "colour"
        assert opening.snapshot == [{"event": "slot", "name": "s", "value": 1}]
        assert [offer.payload for offer in opening.offers] == [{"value": "赤"}]
        assert opening.answer is None

    asyncio.run(scenario())


def test_an_answered_message_has_its_answer_whatever_came_later(store: ConversationStore) -> None:
    async def scenario() -> None:
        await store.create("c", "web")
        await store.close_turn("c", outcome(client_message_id="x"))
        await store.close_turn("c", outcome(messages=[{"text": "later"}], offers=[]))
        assert (await store.open_turn("c", "x", ())).answer == [{"text": "では"}, {"text": "何色ですか"}]

    asyncio.run(scenario())


def test_a_turn_that_cannot_be_stored_as_a_whole_leaves_nothing(store: ConversationStore) -> None:
    async def scenario() -> None:
        await store.create("c", "web")
        await store.close_turn("c", outcome())
        with pytest.raises(StoreError):
            await store.close_turn("c", outcome(messages=[{"text": "other"}]))
        assert [entry.message["text"] for entry in await store.history("c")] == ["色", "では", "何色ですか"]
        assert len(await store.events("c")) == 1

    asyncio.run(scenario())


def test_a_turn_of_an_erased_conversation_is_not_stored(store: ConversationStore, place: Place) -> None:
    async def scenario() -> None:
        await store.create("c", "web")
        await store.erase("c")
        with pytest.raises(UnknownConversation):
            await store.close_turn("c", outcome())

    asyncio.run(scenario())
    assert place.count(*TABLES) == 0


def test_erasing_empties_every_table_and_leaves_others_alone(store: ConversationStore, place: Place) -> None:
    async def scenario() -> None:
        for conversation in ("c", "d"):
            await store.create(conversation, "web")
            await store.close_turn(conversation, outcome(client_message_id="x"))
        before = place.count(*TABLES)
        await store.erase("c")
        assert place.count(*TABLES) == before / 2
        assert await store.ids() == ["d"]

    asyncio.run(scenario())


def test_a_reply_by_staff_comes_after_what_was_seen(store: ConversationStore) -> None:
    async def scenario() -> None:
        await store.create("c", "web")
        await store.close_turn("c", outcome())
        number = await store.add_message("c", "staff", {"text": "お電話します"})
        (entry,) = await store.history("c", after=number - 1)
        assert (entry.sender, entry.message) == ("staff", {"text": "お電話します"})
        await store.close_turn("c", outcome(offers=[]))
        assert [entry.number for entry in await store.history("c")] == [1, 2, 3, 4, 5, 6, 7]

    asyncio.run(scenario())


def test_rows_that_nobody_can_read_are_left_out(store: ConversationStore, place: Place) -> None:
    async def scenario() -> None:
        await store.create("c", "web")
        await store.close_turn("c", outcome())
        await store.close_turn("c", outcome(offers=[], events=[{"event": "slot", "name": "s", "value": 2}]))
        place.run("UPDATE conversations SET snapshot = '{broken'")
        place.run("UPDATE events SET data = 'broken' WHERE id = (SELECT min(id) FROM events)")
        place.run("UPDATE messages SET body = '[' WHERE number = 1")
        assert await store.snapshot("c") == [{"event": "slot", "name": "s", "value": 2}]
        assert len(await store.history("c")) == 5

    asyncio.run(scenario())


def test_a_database_of_a_newer_schema_is_refused(place: Place) -> None:
    place.run("CREATE TABLE schemas (topic TEXT PRIMARY KEY, version INTEGER NOT NULL)")
    place.run("INSERT INTO schemas VALUES ('conversations', 99)")
    with pytest.raises(StoreError, match="schema 99"):
        asyncio.run(ConversationStore(place.open()).check_writable())
