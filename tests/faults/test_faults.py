"""Short forms of the trials of `make release-check`: parts are killed while many talk, and nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.bot.visitor import Visitor
from tests.faults.conftest import Installation
from tests.faults.harness import Tally, Trial, judge, kills, pauses
from tests.faults.machine import run

pytestmark = pytest.mark.service

TIMES = 3
TOLD_WITHIN_S = 10.5


def hold(installation: Installation, disturbance: Callable[[], None]) -> Tally:
    tally = Trial(installation.ports, conversations=8, parallel=3, at_once=8, rest_s=0.1).run(disturbance)
    assert tally.is_clean, tally.faults
    assert tally.conversations == 8
    assert tally.longest_reply_s < TOLD_WITHIN_S
    return tally


def test_four_messages_at_once_in_each_of_many_conversations_on_two_processes(installation: Installation) -> None:
    tally = Trial(installation.ports, conversations=200, parallel=4).run()
    assert tally.is_clean, tally.faults
    assert (tally.conversations, tally.acknowledged) == (200, 800)
    assert tally.longest_reply_s < TOLD_WITHIN_S


def test_postgresql_is_killed(installation: Installation) -> None:
    hold(installation, kills(installation.postgres, TIMES))


def test_postgresql_is_restarted(installation: Installation) -> None:
    def restart() -> None:
        for _ in range(TIMES):
            time.sleep(0.4)
            installation.postgres.restart()
        time.sleep(0.4)

    hold(installation, restart)


def test_redis_is_killed(installation: Installation) -> None:
    hold(installation, kills(installation.redis, TIMES))


def test_a_bot_is_killed(installation: Installation) -> None:
    hold(installation, kills(installation.bots[0], 1))


@pytest.mark.nightly
def test_a_bot_is_killed_again_and_again(installation: Installation) -> None:
    hold(installation, kills(installation.bots[0], TIMES))


@pytest.mark.parametrize(("part", "pause_s"), [("postgres", 3.5), ("redis", 2), ("bot", 2)])
def test_a_part_does_not_answer_for_a_while(installation: Installation, part: str, pause_s: float) -> None:
    parts = {"postgres": installation.postgres, "redis": installation.redis, "bot": installation.bots[0]}
    hold(installation, pauses(parts[part], 1, pause_s))


def test_rows_that_nobody_can_read_hold_up_nobody(installation: Installation) -> None:
    visitor = Visitor(installation.ports[0]).open()
    visitor.say("色")
    run(installation.postgres.address, "UPDATE conversations SET snapshot = '{broken'")
    run(installation.postgres.address, "UPDATE events SET data = '[' WHERE id % 2 = 0")
    run(installation.postgres.address, "UPDATE messages SET body = 'null' WHERE number % 2 = 0")
    visitor.say("300")
    assert len(visitor.history()) > 1
    assert visitor.choose_id(visitor.choice("赤")) if visitor.buttons() else True
    for bot in installation.bots:
        assert bot.process is not None
        assert bot.process.poll() is None


def test_the_oracle_sees_what_is_lost_doubled_or_out_of_order() -> None:
    def entries(*said: str) -> list[dict[str, object]]:
        return [{"from": "bot" if text.endswith("!") else "user", "message": {"text": text}} for text in said]

    def found(sent: list[list[str]], *said: str) -> tuple[int, int, int]:
        tally = Tally()
        rounds = [{text: [{"text": f"{text}!"}] for text in texts} for texts in sent]
        judge(rounds, entries(*said), tally)  # type: ignore[arg-type]
        return tally.lost, tally.doubled, tally.disordered

    assert found([["a", "b"], ["c"]], "b", "b!", "a", "a!", "c", "c!") == (0, 0, 0)
    assert found([["a", "b"]], "a", "a!") == (1, 0, 0)
    assert found([["a"]], "a", "other!") == (1, 0, 0)
    assert found([["a"]], "a", "a!", "a", "a!") == (0, 1, 0)
    assert found([["a"]], "a", "a!", "x", "x!") == (0, 1, 0)
    assert found([["a"], ["b"]], "b", "b!", "a", "a!") == (0, 0, 1)
