"""Two processes that write to one conversation, with or without a lock, lose nothing and store nothing twice."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.stores.connection import OutcomeUnknown
from bot.stores.conversations import ConversationStore
from bot.stores.database import Database
from bot.stores.delivery import DeliveryStore
from bot.stores.letters import Inbound, Letter, replying
from bot.stores.records import Outcome, Overtaken, UnknownConversation
from bot.stores.sealing import Sealer
from tests.bot.stores.conftest import Place
from tests.faults.proxy import Proxy


def outcome(text: str, **changes: Any) -> Outcome:
    values: dict[str, Any] = {
        "said": {"text": text},
        "said_at": 1.0,
        "messages": [{"text": f"{text}!"}],
        "offers": [],
        "asked": None,
        "events": [{"event": "user", "text": text, "timestamp": 1.0}],
        "snapshot": [{"event": "slot", "name": "last", "value": text}],
        "client_message_id": f"id {text}",
    }
    return Outcome(**{**values, **changes})


def test_of_two_turns_that_began_together_the_second_is_not_stored(place: Place) -> None:
    one, other = ConversationStore(place.open()), ConversationStore(place.open())

    async def scenario() -> None:
        await one.create("c", "web")
        began = [(await store.open_turn("c", None, ())).turns for store in (one, other)]
        assert began == [0, 0]
        await one.close_turn("c", outcome("a", since=0))
        with pytest.raises(Overtaken):
            await other.close_turn("c", outcome("b", since=0))
        again = await other.open_turn("c", "id b", ())
        assert (again.turns, again.answer) == (1, None)
        await other.close_turn("c", outcome("b", since=again.turns))
        assert [entry.message["text"] for entry in await one.history("c")] == ["a", "a!", "b", "b!"]
        assert [event["text"] for event in await one.events("c")] == ["a", "b"]

    asyncio.run(scenario())


def test_however_many_write_at_once_each_turn_is_made_from_the_one_before(place: Place) -> None:
    stores = [ConversationStore(place.open()) for _ in range(4)]

    async def talk(number: int, store: ConversationStore) -> None:
        for turn in range(5):
            while True:
                opening = await store.open_turn("c", None, ())
                seen = len(opening.snapshot)
                snapshot = [*opening.snapshot, {"event": "slot", "name": "s", "value": seen}]
                try:
                    text = f"{number} {turn}"
                    await store.close_turn("c", outcome(text, since=opening.turns, snapshot=snapshot))
                    break
                except Overtaken:
                    continue

    async def scenario() -> None:
        await stores[0].create("c", "web")
        await asyncio.gather(*(talk(number, store) for number, store in enumerate(stores)))
        opening = await stores[0].open_turn("c", None, ())
        assert opening.turns == 20
        assert [event["value"] for event in opening.snapshot] == list(range(20))
        history = await stores[0].history("c")
        assert [entry.number for entry in history] == list(range(1, 41))
        assert all(history[n + 1].message["text"] == history[n].message["text"] + "!" for n in range(0, 40, 2))

    asyncio.run(scenario())


def test_a_message_that_is_answered_already_keeps_its_first_answer(place: Place) -> None:
    store = ConversationStore(place.open())

    async def scenario() -> None:
        await store.create("c", "web")
        await store.close_turn("c", outcome("a", since=0))
        told = await store.close_turn("c", outcome("a", since=0, messages=[{"text": "other"}]))
        assert told == [{"text": "a!"}]
        assert len(await store.history("c")) == 2

    asyncio.run(scenario())


def test_a_turn_whose_commit_may_have_failed_is_looked_up_and_stored_once(postgres_place: Place) -> None:
    proxy = Proxy(str(postgres_place.location))
    store = ConversationStore(Database(proxy.address))

    async def scenario() -> None:
        await store.create("c", "web")
        proxy.cut_after = b"COMMIT\0"
        assert await store.close_turn("c", outcome("a", since=0)) == [{"text": "a!"}]
        assert proxy.cuts == 1
        assert len(await store.history("c")) == 2
        assert (await store.open_turn("c", None, ())).turns == 1

    asyncio.run(scenario())
    proxy.close()


def test_a_delivery_whose_commit_may_have_failed_leaves_its_parcels_once(postgres_place: Place) -> None:
    proxy = Proxy(str(postgres_place.location))
    store = DeliveryStore(Database(proxy.address), Sealer(b"s" * 32))
    event = Inbound("e", "line-c", 1.0, "text", {"text": "a"}, {"to": "x"})

    async def scenario() -> None:
        await store.accept("line", [event])
        await store.create("line-c", "line")
        proxy.cut_after = b"COMMIT\0"
        with replying(Letter("line", event, lambda messages: [{"messages": list(messages)}])):
            await store.close_turn("line-c", outcome("a", since=0, client_message_id="e"))
        proxy.cut_after = b"COMMIT\0"
        with pytest.raises(OutcomeUnknown):
            await store.finish("line", event, [{"text": "told without a turn"}])
        await store.finish("line", event, [{"text": "told without a turn"}])

    asyncio.run(scenario())
    proxy.close()
    assert proxy.cuts == 2
    assert postgres_place.count("outbox") == 1
    assert postgres_place.run("SELECT open FROM inbox") == [(0,)]


def test_a_turn_and_an_erasure_at_the_same_moment_leave_nothing_of_the_conversation(place: Place) -> None:
    one, other = ConversationStore(place.open()), ConversationStore(place.open())

    async def scenario() -> None:
        for number in range(10):
            name = f"c{number}"
            await one.create(name, "web")
            await one.close_turn(name, outcome("a", since=0))
            done = await asyncio.gather(
                other.close_turn(name, outcome("b", since=1)), one.erase(name), return_exceptions=True
            )
            assert all(not isinstance(end, Exception) or isinstance(end, UnknownConversation) for end in done), done

    asyncio.run(scenario())
    assert place.count("conversations", "messages", "answers", "events", "buttons") == 0
