"""The retention job in a running server, and its settings."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.observe.metrics import metrics
from bot.privacy.job import Sweeper
from bot.privacy.settings import DAY_S, Limits, limits
from bot.reports.links import BadSetting
from bot.stores.connection import StoreError
from tests.bot.privacy.conftest import Past

TEXT, ANSWERS = "HOJO_NAVI_KEEP_TEXT_DAYS", "HOJO_NAVI_KEEP_ANSWERS_DAYS"


async def run_until(sweeper: Sweeper, seen: list[int], times: int) -> None:
    """Run it until it has done something so often, at most 20 s."""
    sweeper.start()
    for _ in range(4000):
        if len(seen) >= times:
            break
        await asyncio.sleep(0.005)
    await sweeper.stop()


def test_the_job_sweeps_again_and_again_by_its_clock(past: Past) -> None:
    days = iter(range(0, 10_000, 45))
    asked: list[int] = []

    def clock() -> float:
        asked.append(next(days))
        return past.now + asked[-1] * DAY_S

    async def scenario() -> None:
        await past.has("c", days=0)
        sweeper = Sweeper(past.store.database, Limits(), clock, first_after_s=0, every_s=0)
        await run_until(sweeper, asked, 6)

    asyncio.run(scenario())
    assert len(asked) >= 6
    assert past.place.count("conversations", "messages") == 0
    assert metrics().swept.labels("conversations")._value.get() >= 1
    assert metrics().swept_at._value.get() > 0


def test_a_database_that_is_away_does_not_end_the_job(
    past: Past, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []

    async def fail(*_: object) -> None:
        tries.append(1)
        raise StoreError("秘密")

    monkeypatch.setattr("bot.privacy.job.sweep", fail)
    monkeypatch.setattr("bot.privacy.job.AGAIN_AFTER_FAILURE_S", 0)

    async def scenario() -> None:
        sweeper = Sweeper(past.store.database, Limits(), first_after_s=0)
        await run_until(sweeper, tries, 3)

    with caplog.at_level(logging.ERROR, logger="bot"):
        asyncio.run(scenario())
    assert len(tries) >= 3
    assert {record.getMessage() for record in caplog.records} == {"What is due could not be deleted: StoreError"}


def test_the_limits_are_a_month_and_three_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(TEXT, raising=False)
    monkeypatch.delenv(ANSWERS, raising=False)
    assert limits() == Limits(30 * DAY_S, 90 * DAY_S)
    monkeypatch.setenv(TEXT, " 7 ")
    monkeypatch.setenv(ANSWERS, "14")
    assert limits() == Limits(7 * DAY_S, 14 * DAY_S)


@pytest.mark.parametrize("days", ["0", "-1", "3651", "1.5", "七", "７", "x", "1e3"])
@pytest.mark.parametrize("variable", [TEXT, ANSWERS])
def test_a_limit_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, variable: str, days: str) -> None:
    monkeypatch.setenv(variable, days)
    with pytest.raises(BadSetting, match=variable):
        limits()


def test_answers_cannot_go_before_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TEXT, "30")
    monkeypatch.setenv(ANSWERS, "29")
    with pytest.raises(BadSetting):
        limits()
