"""Inbox, turns and outbox, without a vendor's network."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.channels.delivery import reception
from bot.channels.delivery.vendor import Delivered, Instead, Later, Tell, Undeliverable
from bot.stores.conversations import FILE_NAME
from bot.stores.letters import ERASE
from bot.stores.records import UnknownConversation
from tests.bot.vendors.desk import CONVERSATION, Desk, Dialogue, event, play
from tests.bot.vendors.stub import StubVendor


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOJO_NAVI_RETRY_S", "0.01")


def test_events_are_answered_by_their_own_clock_and_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, StubVendor(), Dialogue())
    assert play(desk, event("b", 2.0), event("a", 1.0), event("b", 2.0)) == ["a!", "b!"]


def test_an_event_that_is_known_is_not_new(tmp_path: Path) -> None:
    async def scenario() -> list[int]:
        desk = Desk(tmp_path, StubVendor(), Dialogue())
        counts = [await desk.courier.accept([event("a"), event("b")]), await desk.courier.accept([event("a")])]
        await desk.idle()
        counts.append(await desk.courier.accept([event("a"), event("c")]))
        await desk.courier.stop()
        return counts

    assert asyncio.run(scenario()) == [2, 0, 1]


def test_a_store_that_cannot_be_read_at_start_is_waited_for(tmp_path: Path) -> None:
    async def scenario() -> list[str]:
        before = Desk(tmp_path, StubVendor(), Dialogue())
        await before.store.accept("stub", [event("a")])
        await before.store.close()
        path, aside = tmp_path / FILE_NAME, tmp_path / "aside"
        path.rename(aside)
        path.write_bytes(b"no database" * 1000)
        after = Desk(tmp_path, StubVendor(), Dialogue())
        await after.courier.start()
        await asyncio.sleep(0.05)
        aside.rename(path)
        while not after.vendor.sent:
            await asyncio.sleep(0.01)
        await after.courier.stop()
        return after.vendor.sent

    assert asyncio.run(asyncio.wait_for(scenario(), 30)) == ["a!"]


def test_a_conversation_that_is_erased_during_a_turn_is_not_answered(tmp_path: Path) -> None:
    desk = Desk(tmp_path, StubVendor(), Dialogue(pause_s=0.1))

    async def scenario() -> list[str]:
        await desk.courier.accept([event("a")])
        await asyncio.sleep(0.05)
        await desk.store.erase(CONVERSATION)
        await desk.idle()
        await desk.courier.stop()
        return desk.vendor.sent

    assert asyncio.run(scenario()) == []


def test_what_was_accepted_before_a_crash_is_answered_after_it(tmp_path: Path) -> None:
    async def scenario() -> list[str]:
        before = Desk(tmp_path, StubVendor(), Dialogue())
        await before.store.accept("stub", [event("a")])
        await before.store.close()
        after = Desk(tmp_path, StubVendor(), Dialogue())
        await after.courier.start()
        await after.idle()
        await after.courier.stop()
        return after.vendor.sent

    assert asyncio.run(scenario()) == ["a!"]


@pytest.mark.parametrize(
    "outcomes",
    [
        [Later()],
        [Later(in_doubt=True), Later(0.01, everyone=True)],
        [OSError("a fault")],
        [Instead({"text": "a!"})],
        [Later(), Instead({"text": "a!"}), Later()],
    ],
)
def test_a_parcel_is_tried_until_it_is_taken_and_holds_up_those_behind_it(tmp_path: Path, outcomes: list[Any]) -> None:
    desk = Desk(tmp_path, StubVendor(outcomes=outcomes), Dialogue())
    assert play(desk, event("a", 1.0), event("b", 2.0)) == ["a!", "b!"]


def test_a_parked_parcel_lets_later_ones_pass_and_goes_when_it_is_time(tmp_path: Path) -> None:
    desk = Desk(tmp_path, StubVendor(outcomes=[Later(0.5, parked=True)]), Dialogue())

    async def scenario() -> list[str]:
        await desk.courier.accept([event("a", 1.0)])
        while not desk.vendor.tried:
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.05)
        await desk.courier.accept([event("b", 2.0)])
        await desk.idle()
        await desk.courier.stop()
        return desk.vendor.sent

    assert asyncio.run(scenario()) == ["b!", "a!"]


def test_what_can_never_be_delivered_holds_up_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, StubVendor(outcomes=[Undeliverable("gone")]), Dialogue())
    assert play(desk, event("a", 1.0), event("b", 2.0)) == ["b!"]


def test_doubt_stays_until_the_parcel_is_replaced_and_its_key_stays_the_same(tmp_path: Path) -> None:
    outcomes = [Later(in_doubt=True), Later(), Instead({"text": "a!"})]
    desk = Desk(tmp_path, StubVendor(outcomes=outcomes), Dialogue())
    play(desk, event("a"))
    tried = desk.vendor.tried
    assert [parcel.in_doubt for parcel in tried] == [False, True, True, False]
    assert [parcel.tries for parcel in tried] == [0, 1, 2, 3]
    assert tried[0].key == tried[1].key == tried[2].key != tried[3].key


def test_a_channel_that_has_to_wait_waits_for_all(tmp_path: Path) -> None:
    vendor = StubVendor(outcomes=[Later(0.3, everyone=True)])
    desk = Desk(tmp_path, vendor, Dialogue())
    other = event("b", conversation_id="stub-other")

    async def scenario() -> None:
        await desk.courier.accept([event("a")])
        while not vendor.tried:
            await asyncio.sleep(0.005)
        await desk.courier.accept([other])
        await asyncio.sleep(0.1)
        assert len(vendor.tried) == 1
        await desk.idle()
        await desk.courier.stop()

    asyncio.run(scenario())
    assert sorted(vendor.sent) == ["a!", "b!"]


def test_a_turn_that_fails_is_tried_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, StubVendor(), Dialogue(failures=3))
    assert play(desk, event("a")) == ["a!"]


def test_a_turn_that_fails_every_time_is_admitted_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, StubVendor(), Dialogue(failures=reception.MOST_TRIES))
    first, second = play(desk, event("a", 1.0), event("b", 2.0))
    assert first.startswith("ただいま応答できません。")
    assert second == "b!"


def test_a_fault_of_the_channel_is_admitted_too(tmp_path: Path) -> None:
    desk = Desk(tmp_path, StubVendor(reacting=lambda one: Tell([{"text": one.content["nothing"]}])), Dialogue())
    (answer,) = play(desk, event("a"))
    assert answer.startswith("ただいま応答できません。")


def test_an_answer_without_a_turn_is_no_part_of_the_conversation(tmp_path: Path) -> None:
    dialogue = Dialogue()
    desk = Desk(tmp_path, StubVendor(), dialogue)
    assert play(desk, event("note", kind="note")) == ["note"]
    assert dialogue.heard == []


def test_an_answer_that_takes_long_shows_a_sign_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reception, "SIGN_OF_LIFE_AFTER_S", 0.05)
    desk = Desk(tmp_path, StubVendor(), Dialogue(pause_s=0.2))
    play(desk, event("a"))
    assert desk.vendor.signs_of_life == ["id of a"]


def test_a_reply_by_staff_is_sent_and_stands_in_the_history(tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = Desk(tmp_path, StubVendor(), Dialogue())
        with pytest.raises(UnknownConversation):
            await desk.courier.send(CONVERSATION, [{"text": "お電話します"}])
        await desk.courier.accept([event("a")])
        await desk.idle()
        await desk.courier.send(CONVERSATION, [{"text": "お電話します"}])
        await desk.idle()
        assert desk.vendor.sent == ["a!", "お電話します"]
        entries = await desk.store.history(CONVERSATION)
        assert [(entry.sender, entry.message["text"]) for entry in entries] == [
            ("user", "a"),
            ("bot", "a!"),
            ("staff", "お電話します"),
        ]
        await desk.courier.accept([event("end", 9.0, ERASE)])
        await desk.idle()
        with pytest.raises(UnknownConversation):
            await desk.courier.send(CONVERSATION, [{"text": "もしもし"}])
        await desk.courier.stop()

    asyncio.run(scenario())


def test_an_answer_that_still_waits_when_the_conversation_is_erased_is_never_sent(tmp_path: Path) -> None:
    async def scenario() -> list[str]:
        desk = Desk(tmp_path, StubVendor(outcomes=[Later(0.3)]), Dialogue())
        await desk.courier.accept([event("a")])
        while not desk.vendor.tried:
            await asyncio.sleep(0.005)
        await desk.courier.accept([event("end", 2.0, ERASE)])
        await desk.idle()
        await asyncio.sleep(0.4)
        await desk.courier.stop()
        return desk.vendor.sent

    assert asyncio.run(scenario()) == []


def test_a_courier_that_stops_leaves_what_waits_for_the_next_start(tmp_path: Path) -> None:
    async def scenario() -> list[str]:
        before = Desk(tmp_path, StubVendor(outcomes=[Later(60.0)]), Dialogue())
        await before.courier.accept([event("a")])
        while not before.vendor.tried:
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.05)
        await asyncio.wait_for(before.courier.stop(), 30)
        return (await before.store.waiting("stub"))[1]

    assert asyncio.run(scenario()) == [CONVERSATION]


def test_delivered_is_the_end(tmp_path: Path) -> None:
    desk = Desk(tmp_path, StubVendor(outcomes=[Delivered()]), Dialogue())
    assert play(desk, event("a")) == ["a!"]
    assert len(desk.vendor.tried) == 1
