"""How sales, dates, commitments and unknown facts of 2026 become verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy import Assessment, Status, Verdict, questions
from subsidy.state import State
from tests.subsidy.strategies import partly_known

Assess = Callable[..., Assessment]
ON = dt.date(2026, 11, 22)
ELIGIBLE, INELIGIBLE, UNDETERMINED = Status.ELIGIBLE, Status.INELIGIBLE, Status.UNDETERMINED
SME = {"industry": "製造業", "legal_form": "株式会社", "capital_yen": 10_000_000, "employees": 30}
SHOP = {"industry": "小売業", "legal_form": "株式会社", "capital_yen": 5_000_000, "employees": 5}
PLANS = {"new_business_shift": True, "overseas": True, "equipment": True}


def judged(assess: Assess, frame: str, profile: dict[str, Any], **plans: Any) -> Verdict:
    return assess(profile | {"plans": PLANS | plans}, ON, ["2026"]).verdicts[frame]


def amounts(verdict: Verdict) -> tuple[str, str | None, int | None, int | None]:
    rate = verdict.computed.rate
    return (
        verdict.status.value,
        None if rate is None else str(rate),
        verdict.computed.cap_yen,
        verdict.computed.estimate_yen,
    )


@pytest.mark.parametrize(
    ("frame", "decline", "status"),
    [
        ("safetynet_5_g5", 4.99, UNDETERMINED),
        ("safetynet_5_g5", 5, ELIGIBLE),
        ("safetynet_4_g4", 19.99, INELIGIBLE),
        ("safetynet_4_g4", 20, ELIGIBLE),
        ("jfc_safetynet_kokumin", 4.99, UNDETERMINED),
        ("jfc_safetynet_kokumin", 5, ELIGIBLE),
    ],
)
def test_a_decline_against_the_year_before_counts(assess: Assess, frame: str, decline: float, status: Status) -> None:
    declines = {"recent_3_months_vs_prev_year_pct": decline, "any_3_of_last_6_months_vs_precovid_pct": 90}
    profile = SME | {"sales_decline": declines, "company": {"in_guarantee_area": True}}
    assert judged(assess, frame, profile).status is status


def test_the_latest_three_months_are_found_in_monthly_sales(assess: Assess) -> None:
    months = {f"2025-{month:02d}": 1_000_000 for month in (8, 9, 10)} | {"2026-08": 900_000, "2026-09": 900_000}
    profile = SME | {"monthly_sales": months | {"2026-10": 1_050_000}}
    assert judged(assess, "safetynet_5_g5", profile).status is ELIGIBLE
    slightly = SME | {"monthly_sales": months | {"2026-10": 1_050_001}}
    assert judged(assess, "safetynet_5_g5", slightly).status is UNDETERMINED


@pytest.mark.parametrize(
    ("founded", "status"),
    [("2025-12-14", INELIGIBLE), ("2025-12-15", ELIGIBLE), ("2026-12-15", ELIGIBLE), ("2026-12-16", INELIGIBLE)],
)
def test_a_new_business_was_founded_within_a_year_of_the_deadline(assess: Assess, founded: str, status: Status) -> None:
    company = {"founded_on": founded, "startup_support_in_period": True}
    assert judged(assess, "jizokuka_startup_startup", SHOP | {"company": company}).status is status


def test_tochigi_is_no_area_of_the_disaster_frames(assess: Assess) -> None:
    hit = SHOP | {"company": {"in_disaster_area": True, "disaster_damage": True}}
    assert judged(assess, "jizokuka_other_disaster_direct", hit).status is ELIGIBLE
    assert judged(assess, "jizokuka_other_disaster_direct", hit | {"prefecture": "熊本県"}).status is ELIGIBLE
    assert judged(assess, "jizokuka_other_disaster_direct", hit | {"prefecture": "栃木県"}).status is INELIGIBLE


@pytest.mark.parametrize(
    ("frame", "plan", "refused"),
    [
        ("shinmono_innovative", "value_added_growth_pct", 3.9),
        ("shinmono_innovative", "wage_growth_pct", 3.4),
        ("shinmono_innovative", "min_wage_margin_yen", 29),
        ("digital_ai_2026_security", "it_vendor_partner", False),
        ("digital_ai_2026_security", "security_service", False),
        ("digital_ai_2026_etransaction", "etransaction", False),
        ("shoryokuka_catalog_catalog", "catalog_product", False),
        ("jizokuka_general_normal", "form4", False),
    ],
)
def test_a_commitment_is_a_to_do_and_fails_only_when_it_is_refused(
    assess: Assess, frame: str, plan: str, refused: object
) -> None:
    profile = SHOP | {"planned_investment_yen": 10_000_000}
    unsaid = judged(assess, frame, profile)
    assert (unsaid.status, plan in unsaid.todo) == (ELIGIBLE, True)
    assert judged(assess, frame, profile, **{plan: refused}).status is INELIGIBLE


def test_a_small_company_need_not_publish_an_action_plan_everywhere(assess: Assess) -> None:
    small, large = (SME | {"employees": people, "planned_investment_yen": 10**7} for people in (20, 21))
    assert "action_plan" not in judged(assess, "shoryokuka_general_general", small).todo
    assert "action_plan" in judged(assess, "shoryokuka_general_general", large).todo
    assert "action_plan" in judged(assess, "shinmono_innovative", small).todo


def test_what_nobody_is_asked_never_holds_up_a_verdict(assess: Assess) -> None:
    for verdict in assess(SME | {"plans": PLANS}, ON, ["2026"]).verdicts.values():
        for result in verdict.criteria:
            if result.criterion.kind == "human":
                assert result.state is State.HUMAN


@given(partly_known())
def test_more_answers_never_turn_a_decided_verdict_of_2026(assess: Assess, known: tuple[Any, Any]) -> None:
    now, later = (assess(profile, ON, ["2026"]).verdicts for profile in known)
    for frame, verdict in now.items():
        # What is still to be promised holds nothing up, and may be refused later (共同・協業型 by one company alone).
        refused = [one for one in later[frame].criteria if one.id in verdict.todo and one.state is State.UNMET]
        if verdict.status is not UNDETERMINED and not refused:
            assert later[frame].status is verdict.status, frame


@given(partly_known())
def test_amounts_of_2026_lie_within_cap_and_cost(assess: Assess, known: tuple[Any, Any]) -> None:
    cost = known[0].get("planned_investment_yen")
    for frame, verdict in assess(known[0], ON, ["2026"]).verdicts.items():
        estimate, cap = verdict.computed.estimate_yen, verdict.computed.cap_yen
        if estimate is not None:
            assert 0 <= estimate <= cost, frame
            assert cap is None or estimate <= cap, frame


@given(people=st.integers(0, 2000))
def test_every_question_of_2026_is_asked_once_and_then_all_is_decided(assess: Assess, people: int) -> None:
    profile: dict[str, Any] = {"employees": people, "industry": "小売業", "legal_form": "個人事業主"}
    assessment = assess(profile, ON, ["2026"])
    asked = [question.field for question in questions(assessment)]
    assert len(asked) == len(set(asked))
    assert "employees" not in asked


def test_a_refused_plan_waits_for_the_headcount_that_tells_whether_it_is_needed(assess: Assess) -> None:
    """Counted as a mere to-do, the frame would fit now and fail as soon as the headcount is told."""
    company = SME | {"planned_investment_yen": 10**7, "employees": None}
    waiting = judged(assess, "shoryokuka_general_general", company, action_plan=False)
    assert (waiting.status, waiting.missing, "action_plan" in waiting.todo) == (UNDETERMINED, ("employees",), False)
    for people, status in ((20, ELIGIBLE), (21, INELIGIBLE)):
        told = judged(assess, "shoryokuka_general_general", company | {"employees": people}, action_plan=False)
        assert told.status is status
    unsaid = judged(assess, "shoryokuka_general_general", company)
    assert (unsaid.status, "action_plan" in unsaid.todo) == (ELIGIBLE, True)


@pytest.mark.parametrize(
    ("growth", "expected"), [(None, (4_500_000, True)), (3.5, (4_500_000, False)), (3.49, (1_499_999, False))]
)
def test_who_refuses_to_raise_wages_is_shown_less_than_one_and_a_half_million(
    assess: Assess, growth: float | None, expected: tuple[int, bool]
) -> None:
    profile, codes = SME | {"planned_investment_yen": 10**7}, ["P-01", "P-02", "P-03", "P-04"]
    verdict = judged(assess, "digital_ai_2026_normal", profile, it_tool_process_codes=codes, wage_growth_pct=growth)
    assert (verdict.status, verdict.computed.cap_yen, "wage_150" in verdict.todo) == (ELIGIBLE, *expected)


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        ("2026-02-01", "2025-04-30", "2026-04-30"),
        ("2026-04-30", "2025-04-30", "2026-04-30"),
        ("2026-05-01", "2025-12-15", "2026-12-15"),
        ("2026-12-10", "2025-12-15", "2026-12-15"),
        ("2027-01-05", "2025-12-15", "2026-12-15"),
    ],
)
def test_the_year_of_a_new_business_ends_with_the_deadline_of_its_round(
    assess: Assess, on: str, first: str, last: str
) -> None:
    day = dt.timedelta(days=1)
    ends = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    for founded, status in (
        (ends[0] - day, INELIGIBLE),
        (ends[0], ELIGIBLE),
        (ends[1], ELIGIBLE),
        (ends[1] + day, INELIGIBLE),
    ):
        company = {"founded_on": founded.isoformat(), "startup_support_in_period": True}
        assessment = assess(SHOP | {"company": company}, dt.date.fromisoformat(on), ["2026"])
        verdict = assessment.verdicts["jizokuka_startup_startup"]
        assert verdict.status is status, founded
        (result,) = [result for result in verdict.criteria if result.id == "founded_on"]
        assert f"{ends[1].year}年{ends[1].month}月{ends[1].day}日" in result.text
        question = assessment.context.question("company.startup_support_in_period")
        assert f"{ends[0].year}年{ends[0].month}月{ends[0].day}日から" in question
