"""How the facts of 2026 become verdicts and amounts, one convention after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from subsidy import Assessment, Status, Verdict, near_misses
from subsidy.state import State

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
    ("people", "capital", "status"),
    [
        (50, 60_000_000, ELIGIBLE),
        (51, 60_000_000, INELIGIBLE),
        (51, 50_000_000, ELIGIBLE),
        (51, 50_000_001, INELIGIBLE),
    ],
)
def test_capital_or_headcount_makes_a_small_or_mid_sized_company(
    assess: Assess, people: int, capital: int, status: Status
) -> None:
    profile = SHOP | {"employees": people, "capital_yen": capital}
    assert judged(assess, "shoryokuka_catalog_catalog", profile).status is status
    assert judged(assess, "shoryokuka_catalog_catalog", profile | {"industry": "飲食店"}).status is status


def test_an_individual_is_judged_by_headcount_alone(assess: Assess) -> None:
    alone = {"industry": "小売業", "legal_form": "個人事業主"}
    assert judged(assess, "shoryokuka_catalog_catalog", alone | {"employees": 50}).status is ELIGIBLE
    assert judged(assess, "shoryokuka_catalog_catalog", alone | {"employees": 51}).status is INELIGIBLE


@pytest.mark.parametrize(("people", "status"), [(50, ELIGIBLE), (51, UNDETERMINED), (901, INELIGIBLE)])
def test_an_unknown_trade_decides_where_every_row_agrees(assess: Assess, people: int, status: Status) -> None:
    profile = {"employees": people, "capital_yen": 300_000_001}
    assert judged(assess, "shoryokuka_catalog_catalog", profile).status is status


def test_a_body_is_open_within_the_limit_of_its_trade_and_out_beyond_it(assess: Assess) -> None:
    body = {"industry": "医療法人", "main_industry": "サービス業"}
    assert judged(assess, "shoryokuka_catalog_catalog", body | {"employees": 100}).status is UNDETERMINED
    assert judged(assess, "shoryokuka_catalog_catalog", body | {"employees": 101}).status is INELIGIBLE
    assert (
        judged(assess, "digital_ai_2026_invoice", body | {"employees": 100}, invoice_software=True).status is ELIGIBLE
    )


@pytest.mark.parametrize(
    ("trade", "limit"),
    [
        ("小売業", 5),
        ("飲食店", 5),
        ("旅館業", 20),
        ("建設業", 20),
        ("運輸業", 20),
        ("その他", 20),
        ("ゴム製品製造業", 20),
    ],
)
def test_small_businesses_are_counted_by_people_and_not_by_capital(assess: Assess, trade: str, limit: int) -> None:
    rich = {"industry": trade, "legal_form": "株式会社", "capital_yen": 10**9}
    assert judged(assess, "jizokuka_general_normal", rich | {"employees": limit}).status is ELIGIBLE
    assert judged(assess, "jizokuka_general_normal", rich | {"employees": limit + 1}).status is INELIGIBLE


@pytest.mark.parametrize(
    ("frame", "people", "status"),
    [
        ("shinmono_innovative", 0, UNDETERMINED),
        ("shinmono_innovative", 1, ELIGIBLE),
        ("shinjigyo_old_main", 0, INELIGIBLE),
        ("shinjigyo_old_main", 1, ELIGIBLE),
        ("shoryokuka_catalog_catalog", 0, ELIGIBLE),
    ],
)
def test_nobody_employed_is_read_as_the_facts_say(assess: Assess, frame: str, people: int, status: Status) -> None:
    profile = SME | {"employees": people, "planned_investment_yen": 30_000_000}
    assert judged(assess, frame, profile).status is status


@pytest.mark.parametrize(
    ("people", "cap"),
    [
        (1, 7_500_000),
        (5, 7_500_000),
        (6, 10_000_000),
        (20, 10_000_000),
        (21, 15_000_000),
        (50, 15_000_000),
        (51, 25_000_000),
    ],
)
def test_the_cap_follows_the_headcount(assess: Assess, people: int, cap: int) -> None:
    verdict = judged(assess, "shinmono_innovative", SME | {"employees": people, "planned_investment_yen": 3_000_000})
    assert verdict.computed.cap_yen == cap


def test_a_cap_that_the_sources_do_not_give_for_a_headcount_is_not_made_up(assess: Assess) -> None:
    verdict = judged(assess, "monodukuri_23_high_value", SME | {"employees": 0, "planned_investment_yen": 3_000_000})
    assert amounts(verdict) == ("eligible", "2/3", None, None)


@pytest.mark.parametrize(
    ("cost", "status"),
    [(1_499_999, INELIGIBLE), (1_500_000, UNDETERMINED), (1_999_999, UNDETERMINED), (2_000_000, ELIGIBLE)],
)
def test_a_floor_is_missed_only_if_the_highest_rate_misses_it(assess: Assess, cost: int, status: Status) -> None:
    verdict = judged(assess, "shinmono_innovative", SME | {"planned_investment_yen": cost})
    assert verdict.status is status
    assert verdict.missing == ()


def test_a_cost_that_only_a_special_rate_lifts_over_the_floor_is_sent_to_the_desk(assess: Assess) -> None:
    verdict = judged(assess, "shinmono_innovative", SME | {"planned_investment_yen": 1_600_000})
    (result,) = [result for result in verdict.criteria if result.id == "amount_floor"]
    assert result.state is State.UNKNOWN
    assert "特例" in result.text
    assert "80万円" in result.text


def test_a_cost_that_is_unknown_or_lies_across_the_floor_is_asked_for(assess: Assess) -> None:
    for cost in (None, [1_000_000, 3_000_000]):
        verdict = judged(assess, "shinmono_innovative", SME | {"planned_investment_yen": cost})
        assert (verdict.status, verdict.missing) == (UNDETERMINED, ("planned_investment_yen",))


@pytest.mark.parametrize(
    ("frame", "least"), [("shoryokuka_general_general", 500_000), ("growth_100oku_main", 100_000_000)]
)
def test_a_required_price_is_a_floor_of_the_cost(assess: Assess, frame: str, least: int) -> None:
    company = SME | {"company": {"annual_sales_yen": 2_000_000_000}}
    assert judged(assess, frame, company | {"planned_investment_yen": least}).status is ELIGIBLE
    below = judged(assess, frame, company | {"planned_investment_yen": least - 1})
    assert below.status is INELIGIBLE
    assert [(miss.field, miss.bound) for miss in near_misses(below)] == [("planned_investment_yen", least)]


@pytest.mark.parametrize(
    ("people", "cost", "estimate"),
    [
        (30, 600_000, 450_000),
        (30, 666_667, 500_000),
        (30, 2_000_000, 1_388_888),
        (3, 625_000, 500_000),
        (3, 1_000_000, 750_000),
    ],
)
def test_the_first_half_million_of_the_invoice_frame_is_paid_at_the_higher_rate(
    assess: Assess, people: int, cost: int, estimate: int
) -> None:
    shop = SHOP | {"employees": people, "planned_investment_yen": cost}
    verdict = judged(assess, "digital_ai_2026_invoice", shop, invoice_software=True)
    assert amounts(verdict) == ("eligible", "4/5" if people == 3 else "3/4", 3_500_000, estimate)


def test_one_function_alone_is_capped_at_half_a_million(assess: Assess) -> None:
    profile = SHOP | {"employees": 30, "planned_investment_yen": 2_000_000}
    assert amounts(judged(assess, "digital_ai_2026_invoice", profile, invoice_functions=1))[2:] == (500_000, 500_000)
    assert amounts(judged(assess, "digital_ai_2026_invoice", profile, invoice_functions=2))[2:] == (
        3_500_000,
        1_388_888,
    )


@pytest.mark.parametrize(
    ("codes", "status", "cap"),
    [
        (["P-07"], INELIGIBLE, None),
        (["P-01"], ELIGIBLE, 1_499_999),
        (["P-01", "P-01", "P-02", "P-07"], ELIGIBLE, 1_499_999),
        (["P-01", "P-02", "P-03", "P-07"], ELIGIBLE, 4_500_000),
    ],
)
def test_kinds_of_work_decide_the_normal_frame_and_its_cap(
    assess: Assess, codes: list[str], status: Status, cap: int | None
) -> None:
    verdict = judged(
        assess, "digital_ai_2026_normal", SME | {"planned_investment_yen": 10**7}, it_tool_process_codes=codes
    )
    assert verdict.status is status
    if status is ELIGIBLE:
        assert verdict.computed.cap_yen == cap


def test_an_estimate_stops_where_the_sources_disagree_or_the_kind_of_project_matters(assess: Assess) -> None:
    at, above = ({"planned_investment_yen": cost} for cost in (30_000_000, 40_000_000))
    assert amounts(judged(assess, "shoryokuka_general_general", SME | at))[3] == 15_000_000
    assert amounts(judged(assess, "shoryokuka_general_general", SME | above))[3] is None
    research = {"rd_with_university": True, "monozukuri_base_tech": True}
    one_year, three = ({"planned_investment_yen": cost} for cost in (67_500_000, 90_000_000))
    assert amounts(judged(assess, "gotech_normal", SME | one_year, **research))[2:] == (97_500_000, 45_000_000)
    assert amounts(judged(assess, "gotech_normal", SME | three, **research))[2:] == (97_500_000, None)


@pytest.mark.parametrize(
    ("wage", "raised", "people", "expected"),
    [
        (1049, 1, 29, ("4/5", 400_000)),
        (1049, 1, 30, ("4/5", 300_000)),
        (1050, 1, 29, ("3/4", 400_000)),
        (1050, 10, 30, ("3/4", 1_100_000)),
        (1049, 10, 30, ("4/5", 1_300_000)),
        (None, 6, 30, (None, 900_000)),
        (1049, None, 30, ("4/5", None)),
    ],
)
def test_wages_and_people_make_the_cap_of_the_wage_programme(
    assess: Assess, wage: int | None, raised: int | None, people: int, expected: tuple[str | None, int | None]
) -> None:
    company = {"below_new_minimum_wage": True, "lowest_hourly_wage_yen": wage}
    profile = SME | {"employees": people, "company": company}
    verdict = judged(assess, "gyomu_kaizen_c50", profile, raised_employees=raised)
    assert amounts(verdict)[:3] == ("eligible", *expected)


@pytest.mark.parametrize("frame", ["safetynet_5_g5", "safetynet_4_g4", "jfc_safetynet_kokumin", "jizokuka_other_joint"])
def test_what_is_no_share_has_no_rate_and_no_estimate(assess: Assess, frame: str) -> None:
    profile = SHOP | {
        "planned_investment_yen": 1_000_000,
        "sales_decline": {"recent_3_months_vs_prev_year_pct": 30},
        "company": {"in_guarantee_area": True},
    }
    verdict = judged(assess, frame, profile)
    assert (verdict.status, verdict.computed.rate, verdict.computed.estimate_yen) == (ELIGIBLE, None, None)


@pytest.mark.parametrize(("people", "cap"), [(3, 2_400_000), (9, 4_500_000), (10, 6_000_000), (29, 6_000_000)])
def test_no_more_people_count_as_raised_than_are_employed(assess: Assess, people: int, cap: int) -> None:
    profile = {"industry": "小売業", "employees": people, "capital_yen": 3_000_000, "company": {
        "below_new_minimum_wage": True, "lowest_hourly_wage_yen": 1_040}}  # fmt: skip
    verdict = judged(assess, "gyomu_kaizen_c90", profile, raised_employees=10, wage_raise_yen=90)
    assert verdict.computed.cap_yen == cap
