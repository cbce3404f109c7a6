"""Turns with everything around them that may go wrong, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels.errors import ChannelError
from bot.channels.inbound import Said
from bot.channels.turns import TurnRunner
from bot.stores.connection import OutcomeUnknown, StoreError
from bot.stores.conversations import ConversationStore
from bot.stores.database import Database
from bot.stores.locks import ConversationLocks
from bot.stores.records import Outcome
from bot.stores.turn import current_turn

Handle = Callable[[UserMessage], Awaitable[Any]]


async def echo(message: UserMessage) -> None:
    turn = current_turn(message.sender_id)
    assert turn is not None
    turn.next_snapshot = [*turn.snapshot, {"event": "slot", "name": "s", "value": message.text}]
    await message.output_channel.send_response(message.sender_id, {"text": f"{message.text}!"})


class MoodyStore(ConversationStore):
    """Fails at the end of the next turn as it is told to: before or after storing it."""

    def __init__(self, path: Path) -> None:
        super().__init__(Database(path / "conversations.sqlite3"))
        self.mood = ""

    async def close_turn(self, conversation_id: str, outcome: Outcome) -> Any:
        mood, self.mood = self.mood, ""
        if mood in ("stored", "hangs"):
            messages = await super().close_turn(conversation_id, outcome)
            if mood == "hangs":
                await asyncio.sleep(60)
            raise OutcomeUnknown("?") if messages else AssertionError
        if mood == "lost":
            raise OutcomeUnknown("?")
        if mood == "refused":
            raise StoreError("full")
        if mood == "overtaken":
            await super().close_turn(conversation_id, Outcome(None, 0.0, [{"text": "staff"}], [], None, [], []))
        return await super().close_turn(conversation_id, outcome)


@pytest.fixture
def store(tmp_path: Path) -> MoodyStore:
    return MoodyStore(tmp_path)


def runner(store: ConversationStore, handle: Handle = echo, deadline_s: float = 2.0) -> TurnRunner:
    return TurnRunner(store, handle, "web", deadline_s, ConversationLocks())


async def texts(store: ConversationStore) -> list[str]:
    return [entry.message["text"] for entry in await store.history("c")]


async def failure(answering: Awaitable[Any]) -> tuple[str, int | None]:
    with pytest.raises(ChannelError) as caught:
        await answering
    return caught.value.code, caught.value.retry_after


def test_a_turn_that_was_overtaken_is_answered_from_the_new_state(store: MoodyStore) -> None:
    async def scenario() -> None:
        await store.create("c", "web")
        turns = runner(store)
        store.mood = "overtaken"
        assert await turns.answer("c", Said("a")) == [{"text": "a!"}]
        assert await texts(store) == ["staff", "a", "a!"]

    asyncio.run(scenario())


@pytest.mark.parametrize("mood", ["stored", "hangs", "lost", "refused"])
def test_a_message_without_an_id_that_is_sent_again_after_a_failure_is_stored_once(
    store: MoodyStore, mood: str
) -> None:
    async def scenario() -> None:
        await store.create("c", "web")
        turns = runner(store, deadline_s=0.5)
        store.mood = mood
        assert (await failure(turns.answer("c", Said("a"))))[0] == "unavailable"
        assert await turns.answer("c", Said("a")) == [{"text": "a!"}]
        assert await texts(store) == ["a", "a!"]
        # Said once more, it is said twice.
        await turns.answer("c", Said("a"))
        await turns.answer("c", Said("b"))
        assert await texts(store) == ["a", "a!", "a", "a!", "b", "b!"]

    asyncio.run(scenario())


def test_what_is_in_doubt_is_remembered_of_many_and_not_of_all(
    store: MoodyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.turns.MOST_DOUBTS", 5)

    async def scenario() -> int:
        turns = runner(store)
        for number in range(9):
            await store.create(f"{number}", "web")
            store.mood = "lost"
            await failure(turns.answer(f"{number}", Said("a")))
        return len(turns._doubts)

    assert asyncio.run(scenario()) == 5


def test_a_process_with_too_many_turns_under_way_says_so_at_once(
    store: MoodyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOJO_NAVI_MAX_TURNS", "3")

    async def slow(message: UserMessage) -> None:
        await asyncio.sleep(0.2)
        await echo(message)

    async def scenario() -> None:
        for name in "cdefg":
            await store.create(name, "web")
        turns = runner(store, slow)
        under_way = [asyncio.ensure_future(turns.answer(name, Said("a"))) for name in "cde"]
        await asyncio.sleep(0.05)
        assert await failure(turns.answer("f", Said("a"))) == ("unavailable", 2)
        await asyncio.gather(*under_way)
        assert await turns.answer("f", Said("a")) == [{"text": "a!"}]

    asyncio.run(scenario())


def test_a_process_that_ends_finishes_its_turns_and_begins_no_new_one(store: MoodyStore) -> None:
    async def slow(message: UserMessage) -> None:
        await asyncio.sleep(0.2)
        await echo(message)

    async def scenario() -> None:
        for name in "cd":
            await store.create(name, "web")
        turns = runner(store, slow)
        under_way = asyncio.ensure_future(turns.answer("c", Said("a")))
        await asyncio.sleep(0.05)
        draining = asyncio.ensure_future(turns.drain())
        await asyncio.sleep(0)
        assert await failure(turns.answer("d", Said("a"))) == ("unavailable", 2)
        await draining
        assert under_way.done()
        assert await texts(store) == ["a", "a!"]

    asyncio.run(scenario())


def test_what_follows_a_stored_turn_is_told_only_of_stored_ones(store: MoodyStore) -> None:
    told = []

    async def telling(message: UserMessage) -> None:
        await echo(message)
        turn = current_turn(message.sender_id)
        assert turn is not None
        turn.once_stored.append(lambda: told.append(message.text))

    async def scenario() -> None:
        await store.create("c", "web")
        turns = runner(store, telling)
        for mood, text in (("", "a"), ("refused", "b"), ("", "d")):
            store.mood = mood
            answering = turns.answer("c", Said(text))
            await (failure(answering) if mood else answering)

    asyncio.run(scenario())
    assert told == ["a", "d"]
