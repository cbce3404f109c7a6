"""When work begins, and how long it waits."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.delivery.lanes import Backoff, Lanes
from bot.channels.delivery.pace import Pace
from tests.bot.vendors.desk import event
from tests.bot.vendors.stub import StubVendor


@given(st.integers(1, 10_000))
def test_waits_grow_up_to_a_minute_s_worth(tries: int) -> None:
    wait = Backoff(1.0).wait_s(tries)
    assert 0.8 <= wait <= 72
    assert wait <= 1.2 * 2 ** min(tries - 1, 10)


def test_a_lane_that_is_woken_while_it_runs_runs_again() -> None:
    async def scenario() -> list[str]:
        runs: list[str] = []

        async def work(name: str, _rest: Any) -> None:
            runs.append(name)
            await asyncio.sleep(0.02)

        lanes = Lanes(work, Backoff(0.01))
        lanes.wake("a")
        await asyncio.sleep(0.005)
        lanes.wake("a")
        lanes.wake("a")
        await asyncio.sleep(0.1)
        await lanes.close(1)
        lanes.wake("a")
        return runs

    assert asyncio.run(scenario()) == ["a", "a"]


def test_no_turn_begins_while_events_are_being_stored() -> None:
    async def scenario() -> list[str]:
        pace, seen = Pace(), []

        async def turn(message: Any) -> None:
            seen.append(message)

        begin = pace.paced(turn)
        with pace.arrival():
            turns = [asyncio.ensure_future(begin(name)) for name in ("turn 1", "turn 2")]
            await asyncio.sleep(0.05)
            seen.append("stored")
        await asyncio.gather(*turns)
        return seen

    assert asyncio.run(scenario()) == ["stored", "turn 1", "turn 2"]


def test_a_webhook_that_never_ends_does_not_hold_up_turns_for_ever() -> None:
    async def scenario() -> None:
        pace = Pace()
        with pace.arrival():
            await asyncio.wait_for(pace.paced(StubVendor().waiting)(event("a")), 20)

    asyncio.run(scenario())
