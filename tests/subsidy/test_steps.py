"""Next steps: dated backwards from deadlines, never in the past, with nothing made up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy import Assessment, Call, Verdict, load_catalog
from subsidy.calls import earlier
from subsidy.source import Source
from subsidy.steps import Lead, Step, open_round, plan, step_id

Assess = Callable[..., Assessment]
LEAD = Lead(words="GビズIDプライム", note="最大1か月", source=Source("survey_2026", "x"), months=1)
COMPANY = {"industry": "製造業", "capital_yen": 10_000_000, "employees": 5}
FRAME = "jizokuka_general_normal"


@pytest.fixture
def verdict_on(assess: Assess) -> Callable[[dt.datetime, str], Verdict]:
    return lambda at, frame: assess(COMPANY, at).verdicts[frame]


def steps_on(verdict_on: Callable[..., Verdict], at: dt.datetime, frame: str = FRAME) -> tuple[Step, ...]:
    return plan(verdict_on(at, frame), at, [LEAD])


def named(steps: tuple[Step, ...], word: str) -> Step:
    return next(step for step in steps if word in step.text)


@pytest.mark.parametrize(
    ("day", "by", "urgent"),
    [
        (14, dt.date(2026, 11, 15), False),
        (15, dt.date(2026, 11, 15), False),
        (16, None, True),
    ],
)
def test_what_takes_a_month_is_due_a_month_before_the_end_and_urgent_after_that(
    verdict_on: Callable[..., Verdict], day: int, by: dt.date | None, urgent: bool
) -> None:
    step = named(steps_on(verdict_on, dt.datetime(2026, 11, day, 12)), "GビズID")
    assert (step.by, step.urgent, step.lead) == (by, urgent, LEAD)


def test_a_preparation_without_a_known_duration_has_no_day(verdict_on: Callable[..., Verdict]) -> None:
    step = named(steps_on(verdict_on, dt.datetime(2026, 11, 22, 12)), "見積書")
    assert (step.by, step.urgent, step.lead) == (None, False, None)


def test_a_gate_gives_its_preparation_the_day_and_is_not_told_twice(verdict_on: Callable[..., Verdict]) -> None:
    steps = steps_on(verdict_on, dt.datetime(2026, 11, 22, 12))
    assert named(steps, "様式4の発行").by == dt.date(2026, 12, 4)
    assert [step.kind for step in steps].count("gate") == 0


def test_the_application_comes_last_with_its_hour(verdict_on: Callable[..., Verdict]) -> None:
    last = steps_on(verdict_on, dt.datetime(2026, 11, 22, 12))[-1]
    assert (last.kind, last.at) == ("apply", dt.datetime(2026, 12, 15, 17))


def test_after_the_gate_nothing_is_dated_any_more(verdict_on: Callable[..., Verdict]) -> None:
    at = dt.datetime(2026, 12, 5, 12)
    assert verdict_on(at, FRAME).call.state is Call.CLOSED
    assert all(step.by is None and not step.urgent for step in steps_on(verdict_on, at))


def test_an_announced_call_is_planned_for(verdict_on: Callable[..., Verdict]) -> None:
    at = dt.datetime(2026, 11, 1, 12)
    assert verdict_on(at, FRAME).call.state is Call.UPCOMING
    assert named(steps_on(verdict_on, at), "GビズID").by == dt.date(2026, 11, 15)


def test_what_is_always_open_has_no_deadline(verdict_on: Callable[..., Verdict]) -> None:
    steps = steps_on(verdict_on, dt.datetime(2026, 11, 22, 12), "safetynet_5_g5")
    assert steps
    assert all(step.by is None for step in steps)
    assert "apply" not in {step.kind for step in steps}


def test_what_is_not_known_yet_is_the_first_step(assess: Assess) -> None:
    at = dt.datetime(2026, 11, 22, 12)
    verdict = assess({"industry": "製造業"}, at).verdicts[FRAME]
    assert "employees" in verdict.missing
    assert plan(verdict, at)[0].kind == "missing"


def test_a_commitment_that_a_preparation_names_is_told_once(verdict_on: Callable[..., Verdict]) -> None:
    at = dt.datetime(2026, 11, 22, 12)
    verdict = verdict_on(at, "digital_ai_2026_invoice")
    both = [step for step in plan(verdict, at) if "SECURITY ACTION" in step.text]
    once = [step for step in plan(verdict, at, names=["SECURITY ACTION"]) if "SECURITY ACTION" in step.text]
    assert len(both) == 2
    assert len(once) == 1


@given(minutes=st.integers(0, 366 * 24 * 60))
def test_no_step_is_in_the_past_and_each_has_its_own_id(
    verdict_of_year: Callable[..., Assessment], minutes: int
) -> None:
    at = dt.datetime(2026, 1, 1) + dt.timedelta(minutes=minutes)
    verdict = verdict_of_year(at).verdicts[FRAME]
    steps = plan(verdict, at, [LEAD])
    assert all(step.by is None or step.by >= at.date() for step in steps)
    assert all(step.by is None or not step.urgent for step in steps)
    assert all(step.by is None for step in steps) or open_round(verdict.call) is not None
    assert len({step.id for step in steps}) == len(steps)
    assert all(step.source is not None for step in steps if step.kind != "missing")


@pytest.fixture(scope="session")
def verdict_of_year(assess: Assess) -> Callable[..., Assessment]:
    return lambda at: assess(COMPANY, at, ["2026"])


@pytest.mark.parametrize(
    ("day", "months", "days", "expected"),
    [
        (dt.date(2026, 12, 15), 1, 0, dt.date(2026, 11, 15)),
        (dt.date(2026, 3, 31), 1, 0, dt.date(2026, 2, 28)),
        (dt.date(2024, 3, 31), 1, 0, dt.date(2024, 2, 29)),
        (dt.date(2026, 1, 10), 1, 0, dt.date(2025, 12, 10)),
        (dt.date(2026, 11, 12), 0, 21, dt.date(2026, 10, 22)),
        (dt.date(2026, 12, 15), 12, 1, dt.date(2025, 12, 14)),
    ],
)
def test_days_are_counted_back_over_months_of_any_length(
    day: dt.date, months: int, days: int, expected: dt.date
) -> None:
    assert earlier(day, months, days) == expected


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 24), st.integers(0, 60))
def test_counting_back_never_goes_forward(day: dt.date, months: int, days: int) -> None:
    assert earlier(day, months, days) <= day - dt.timedelta(days=28 * months + days)


def test_the_id_of_a_step_follows_its_text() -> None:
    assert step_id("a") == step_id("a") != step_id("b")


WAGES = {"wage_raise_yen": 90, "raised_employees": 2}


@pytest.mark.parametrize("plans", [{}, WAGES])
def test_a_wage_that_may_only_rise_after_the_application_comes_behind_it(assess: Assess, plans: dict[str, int]) -> None:
    at = dt.datetime(2026, 11, 22, 12)
    verdict = assess({**COMPANY, "plans": plans}, at).verdicts["gyomu_kaizen_c90"]
    *_, apply, last = plan(verdict, at)
    assert (apply.kind, apply.by) == ("apply", None)
    assert (last.kind, last.due) == ("later", "after_application")
    assert "引き上げること" in last.text


def test_what_has_to_be_bought_after_the_grant_is_decided_comes_behind_the_application(assess: Assess) -> None:
    at = dt.datetime(2026, 11, 22, 12)
    steps = plan(assess(COMPANY, at).verdicts["digital_ai_2026_invoice"], at)
    assert [step.kind for step in steps][-2:] == ["apply", "later"]
    assert steps[-1].due == "after_grant"
    assert "ソフトを入れること" in steps[-1].text


def test_what_is_only_promised_is_decided_and_not_done_before_the_application(assess: Assess) -> None:
    at = dt.datetime(2026, 10, 1, 12)
    steps = plan(assess(COMPANY, at).verdicts["shinmono_innovative"], at)
    assert named(steps, "30円以上高く").due == "plan"
    assert named(steps, "計画を立てること").due == "application"


def test_every_promise_to_pay_more_or_to_buy_waits_in_every_programme() -> None:
    early = {
        criterion.text
        for programme in load_catalog().programmes
        for criterion in (*programme.criteria, *(one for frame in programme.frames for one in frame.criteria))
        if criterion.kind == "commitment" and criterion.due == "application"
    }
    done = re.compile("引き上げる|入れること|使うこと|高くすること|増やすこと")
    assert not [text for text in early if done.search(text)]


def test_a_call_whose_state_is_not_known_brings_an_application_without_a_day(
    verdict_on: Callable[..., Verdict],
) -> None:
    steps = steps_on(verdict_on, dt.datetime(2026, 11, 22, 12), "jizokuka_other_joint")
    assert (steps[-1].kind, steps[-1].by) == ("apply", None)


def test_what_may_be_too_late_says_how_many_days_are_left(verdict_on: Callable[..., Verdict]) -> None:
    steps = steps_on(verdict_on, dt.datetime(2026, 11, 22, 12))
    assert named(steps, "GビズID").left == 23
    assert named(steps, "見積書").left is None
