from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.stores.conversations import ConversationStore
from bot.stores.database import Database
from bot.stores.records import Offer, Outcome, UnknownConversation

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
        with pytest.raises(sqlite3.IntegrityError):
            await store.close_turn("c", outcome(messages=[{"text": "other"}]))
        assert [entry.message["text"] for entry in await store.history("c")] == ["色", "では", "何色ですか"]
        assert len(await store.events("c")) == 1

    asyncio.run(scenario())


def test_a_turn_of_an_erased_conversation_is_not_stored(store: ConversationStore, path: Path) -> None:
    async def scenario() -> None:
        await store.create("c", "web")
        await store.erase("c")
        with pytest.raises(UnknownConversation):
            await store.close_turn("c", outcome())

    asyncio.run(scenario())
    assert rows(path) == 0


def test_erasing_empties_every_table_and_leaves_others_alone(store: ConversationStore, path: Path) -> None:
    async def scenario() -> None:
        for conversation in ("c", "d"):
            await store.create(conversation, "web")
            await store.close_turn(conversation, outcome(client_message_id="x"))
        before = rows(path)
        await store.erase("c")
        assert rows(path) == before / 2
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


def test_rows_that_nobody_can_read_are_left_out(store: ConversationStore, path: Path) -> None:
    async def scenario() -> None:
        await store.create("c", "web")
        await store.close_turn("c", outcome())
        await store.close_turn("c", outcome(offers=[], events=[{"event": "slot", "name": "s", "value": 2}]))
        change(path, "UPDATE conversations SET snapshot = '{broken'")
        change(path, "UPDATE events SET data = 'broken' WHERE id = 1")
        change(path, "UPDATE messages SET body = '[' WHERE number = 1")
        assert await store.snapshot("c") == [{"event": "slot", "name": "s", "value": 2}]
        assert len(await store.history("c")) == 5

    asyncio.run(scenario())


def test_a_file_of_another_schema_is_refused(path: Path) -> None:
    change(path, "PRAGMA user_version = 99")
    with pytest.raises(sqlite3.DatabaseError, match="schema 99"):
        asyncio.run(ConversationStore(Database(path)).check_writable())


def test_a_file_that_is_locked_for_a_moment_is_waited_for(store: ConversationStore, path: Path) -> None:
    async def scenario() -> None:
        await store.create("c", "web")
        with sqlite3.connect(path, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            waiting = asyncio.ensure_future(store.close_turn("c", outcome()))
            await asyncio.sleep(0.2)
            assert not waiting.done()
            other.execute("ROLLBACK")
        await waiting
        assert len(await store.history("c")) == 3

    asyncio.run(scenario())


def rows(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        return sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES)


def change(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
