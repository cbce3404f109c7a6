"""State of calls for applications: rounds, openings, gates and endings, to the minute."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from subsidy import Assessment
from subsidy.calls import Calls, CallStatus, end_of, noon_of, start_of
from subsidy.model import Costs, Programme
from subsidy.schedule import Certainty, Ended, Gate, Moment, Round
from subsidy.source import Source
from subsidy.state import Call

Assess = Callable[..., Assessment]
HERE = Source("document", "place")
CERTAINTY: Certainty = "reported"
TODAY = dt.date(2026, 11, 22)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def round_of(
    name: str,
    opens: Moment | None,
    closes: Moment | None,
    gates: tuple[Gate, ...] = (),
    frames: tuple[str, ...] | None = None,
) -> Round:
    return Round(name, name, opens, closes, CERTAINTY, HERE, frames, gates)


def calls(*rounds: Round, ended: tuple[Ended, ...] = (), frame: str = "frame", **others: Any) -> Calls:
    more: dict[str, Any] = {"rounds": rounds, "ended": ended, **others}
    programme = Programme(
        "programme", "2021", 1, "", "", "", "", "", HERE, (), Costs(()), "role", TODAY, TODAY, "high", **more
    )  # fmt: skip
    return Calls(programme, frame)


def told(status: CallStatus) -> tuple[Call, str, str | None]:
    return status.state, status.code, None if status.round is None else status.round.id


SPRING = round_of("spring", day("2021-04-01"), day("2021-05-07"))
SUMMER = round_of("summer", day("2021-07-01"), at("2021-08-10T18:00"))


@pytest.mark.parametrize(
    ("instant", "found"),
    [
        ("1900-01-01T00:00", (Call.UPCOMING, "upcoming", "spring")),
        ("2021-03-31T23:59", (Call.UPCOMING, "upcoming", "spring")),
        ("2021-04-01T00:00", (Call.OPEN, "open", "spring")),
        ("2021-05-07T00:00", (Call.OPEN, "open", "spring")),
        ("2021-05-07T23:59", (Call.OPEN, "open", "spring")),
        ("2021-05-08T00:00", (Call.UPCOMING, "upcoming", "summer")),
        ("2021-06-30T23:59", (Call.UPCOMING, "upcoming", "summer")),
        ("2021-07-01T00:00", (Call.OPEN, "open", "summer")),
        ("2021-08-10T17:59", (Call.OPEN, "open", "summer")),
        ("2021-08-10T18:00", (Call.UNKNOWN, "after_last", "summer")),
        ("2999-01-01T00:00", (Call.UNKNOWN, "after_last", "summer")),
    ],
)
def test_a_round_lasts_from_its_first_to_its_last_minute(instant: str, found: tuple[Call, str, str]) -> None:
    assert told(calls(SPRING, SUMMER).status(at(instant))) == found
    assert told(calls(SUMMER, SPRING).status(at(instant))) == found


@pytest.mark.parametrize(
    ("instant", "found"),
    [
        ("1900-01-01T00:00", (Call.OPEN, "open_since_unknown", "first")),
        ("2021-05-14T23:59", (Call.OPEN, "open_since_unknown", "first")),
        ("2021-05-15T00:00", (Call.OPEN, "open_after", "second")),
        ("2021-07-30T16:59", (Call.OPEN, "open_after", "second")),
        ("2021-07-30T17:00", (Call.UNKNOWN, "after_last", "second")),
    ],
)
def test_a_round_without_an_opening_follows_the_one_before_it(instant: str, found: tuple[Call, str, str]) -> None:
    first = round_of("first", None, day("2021-05-14"))
    second = round_of("second", None, at("2021-07-30T17:00"))
    assert told(calls(first, second).status(at(instant))) == found


def test_before_a_known_opening_a_later_round_without_one_is_not_open_yet() -> None:
    later = round_of("later", None, day("2021-06-30"))
    assert told(calls(SPRING, later).status(at("2021-03-01T12:00"))) == (Call.UPCOMING, "upcoming", "spring")
    assert told(calls(SPRING, later).status(at("2021-05-08T00:00"))) == (Call.OPEN, "open_after", "later")


@pytest.mark.parametrize(
    ("instant", "found"),
    [
        ("2021-04-25T23:59", (Call.OPEN, "open", "gated")),
        ("2021-04-26T00:00", (Call.CLOSED, "gate_passed", "gated")),
        ("2021-05-07T23:59", (Call.CLOSED, "gate_passed", "gated")),
        ("2021-05-08T00:00", (Call.UNKNOWN, "after_last", "gated")),
    ],
)
def test_a_passed_gate_closes_its_round_before_the_deadline(instant: str, found: tuple[Call, str, str]) -> None:
    gate = Gate("form 4", day("2021-04-25"), HERE)
    gated = round_of("gated", day("2021-04-01"), day("2021-05-07"), (gate,))
    assert told(calls(gated).status(at(instant))) == found


def test_after_a_passed_gate_the_next_round_is_known() -> None:
    gate = Gate("form 4", day("2021-04-25"), HERE)
    gated = round_of("gated", day("2021-04-01"), day("2021-05-07"), (gate,))
    later = round_of("later", day("2021-06-01"), day("2021-07-01"))
    assert calls(gated, later).status(at("2021-04-20T12:00")).following is None
    found = calls(gated, later).status(at("2021-04-26T12:00"))
    assert (found.state, found.following) == (Call.CLOSED, later)


def test_a_gate_with_a_time_closes_at_that_minute() -> None:
    gate = Gate("form 4", at("2021-04-25T17:00"), HERE)
    gated = calls(round_of("gated", day("2021-04-01"), day("2021-05-07"), (gate,)))
    assert gated.status(at("2021-04-25T16:59")).state is Call.OPEN
    assert gated.status(at("2021-04-25T17:00")).state is Call.CLOSED


def test_a_parallel_round_stays_open_when_the_gate_of_another_has_passed() -> None:
    gate = Gate("form 4", day("2021-04-02"), HERE)
    gated = round_of("gated", day("2021-04-01"), day("2021-05-07"), (gate,))
    assert told(calls(gated, SPRING).status(at("2021-04-10T12:00"))) == (Call.OPEN, "open", "spring")


def ended(on: dt.date | None, frames: tuple[str, ...] | None = None) -> tuple[Ended, ...]:
    return (Ended(on, CERTAINTY, "over", HERE, frames),)


@pytest.mark.parametrize(
    ("instant", "found"),
    [
        ("2021-08-10T17:59", (Call.OPEN, "open", "summer")),
        ("2021-08-10T18:00", (Call.CLOSED, "ended", None)),
        ("2021-08-11T00:00", (Call.CLOSED, "ended", None)),
    ],
)
def test_the_last_day_ends_with_the_time_of_its_round(instant: str, found: tuple[Call, str, str | None]) -> None:
    assert told(calls(SPRING, SUMMER, ended=ended(day("2021-08-10"))).status(at(instant))) == found


def test_after_the_last_day_nothing_is_open_whatever_rounds_say() -> None:
    over = calls(SPRING, SUMMER, ended=ended(day("2021-05-31")))
    assert over.status(at("2021-05-07T12:00")).state is Call.OPEN
    assert over.status(at("2021-07-15T12:00")).state is Call.CLOSED
    across = calls(round_of("across", day("2021-05-20"), day("2021-06-30")), ended=ended(day("2021-05-31")))
    assert across.status(at("2021-05-31T23:59")).state is Call.OPEN
    assert across.status(at("2021-06-01T00:00")).state is Call.CLOSED


def test_an_end_without_a_day_counts_after_the_last_round() -> None:
    over = calls(SPRING, ended=ended(None))
    assert over.status(at("2021-05-07T23:59")).state is Call.OPEN
    assert told(over.status(at("2021-05-08T00:00"))) == (Call.CLOSED, "ended", None)


def test_rounds_and_ends_of_other_frames_do_not_count() -> None:
    other = round_of("other", None, day("2030-01-01"), frames=("another",))
    mine = calls(SPRING, other, ended=ended(day("2021-04-15"), ("another",)))
    assert mine.status(at("2021-05-07T12:00")).state is Call.OPEN
    assert told(mine.status(at("2021-06-01T12:00"))) == (Call.UNKNOWN, "after_last", "spring")
    assert calls(SPRING, other, frame="another").status(at("2021-06-01T12:00")).state is Call.OPEN


def test_without_any_date_the_state_is_unknown_until_it_is_known_to_have_ended() -> None:
    undated = calls(round_of("undated", None, None), ended=ended(day("2022-03-31")))
    assert told(undated.status(at("2021-04-15T12:00"))) == (Call.UNKNOWN, "no_dates", None)
    assert told(undated.status(at("2022-04-01T00:00"))) == (Call.CLOSED, "ended", None)
    assert told(calls().status(at("2021-04-15T12:00"))) == (Call.UNKNOWN, "no_dates", None)


def test_a_round_whose_end_is_not_known_is_never_known_to_be_open() -> None:
    endless = calls(round_of("endless", day("2021-04-01"), None))
    assert told(endless.status(at("2021-03-31T23:59"))) == (Call.UPCOMING, "upcoming", "endless")
    assert told(endless.status(at("2021-04-01T00:00"))) == (Call.UNKNOWN, "end_unknown", "endless")


def test_a_bare_date_lasts_its_whole_day_and_is_judged_at_noon() -> None:
    assert start_of(day("2021-12-31")) == at("2021-12-31T00:00")
    assert end_of(day("2021-12-31")) == at("2022-01-01T00:00")
    assert noon_of(day("2021-12-31")) == at("2021-12-31T12:00")
    assert start_of(at("2021-12-31T09:30")) == end_of(at("2021-12-31T09:30")) == at("2021-12-31T09:30")


@pytest.mark.parametrize(
    ("frame", "instant", "state"),
    [
        ("saikouchiku_tsujo", "2021-03-25T23:59", Call.UPCOMING),
        ("saikouchiku_tsujo", "2021-05-07T17:59", Call.OPEN),
        ("saikouchiku_tsujo", "2021-05-07T18:00", Call.UPCOMING),
        ("saikouchiku_kinkyu", "2022-03-24T23:59", Call.OPEN),
        ("saikouchiku_kinkyu", "2022-03-25T00:00", Call.CLOSED),
        ("saikouchiku_tsujo", "2025-04-01T00:00", Call.CLOSED),
        ("it_c", "2021-04-06T23:59", Call.UPCOMING),
        ("it_c", "2021-04-07T00:00", Call.OPEN),
        ("it_c", "2021-12-22T16:59", Call.OPEN),
        ("it_c", "2021-12-22T17:00", Call.CLOSED),
        ("it_a", "2021-12-22T17:00", Call.CLOSED),
        ("monozukuri_teikansen", "2021-02-08T23:59", Call.UPCOMING),
        ("monozukuri_teikansen", "2022-02-08T23:59", Call.OPEN),
        ("monozukuri_teikansen", "2022-02-09T00:00", Call.CLOSED),
        ("monozukuri_tsujo", "2022-05-11T23:59", Call.OPEN),
        ("jizokuka_teikansen", "2021-04-15T23:59", Call.UPCOMING),
        ("jizokuka_teikansen", "2021-04-16T00:00", Call.OPEN),
        ("kodo_renkei_supply", "2021-09-17T23:59", Call.OPEN),
        ("kodo_renkei_supply", "2021-09-18T00:00", Call.CLOSED),
        ("sapoin", "2021-04-15T12:00", Call.UNKNOWN),
        ("sapoin", "2022-04-01T00:00", Call.CLOSED),
    ],
)
def test_the_calls_of_2021_open_and_close_on_their_days(assess: Assess, frame: str, instant: str, state: Call) -> None:
    assert assess({}, at(instant)).verdicts[frame].call.state is state


def test_a_call_that_is_over_does_not_change_the_verdict(assess: Assess) -> None:
    profile = {"industry": "製造業", "employees": 5, "plans": {"sales_promotion": True}}
    statuses = [assess(profile, day(on)).verdicts["jizokuka_tsujo"].status for on in ("2021-06-01", "2030-01-01")]
    assert statuses[0] is statuses[1]
    assert statuses[0].value == "eligible"
