"""Amounts of the frames of 2021: floors and caps to the yen, ranges, what stays open, the bank."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy import Assessment, State, Status, Verdict
from subsidy.interval import Interval

Assess = Callable[..., Assessment]
MAN = 10**4
# Answers that meet everything but the amount, for each frame with something special about its amount.
DECLINES = {
    "any_3_of_last_6_months_vs_precovid_pct": 50,
    "one_month_2021_1to3_vs_prev_or_prevprev_pct": 50,
    "affected_by_emergency": True,
}
PLANS = {
    "new_business_shift": True,
    "overseas": True,
    "growth_to_midsize": True,
    "growth_route": "組織再編",
    "equipment": True,
    "contactless": True,
    "telework_cloud": True,
    "linked_software": True,
    "it_tool_process_codes": ["P-01", "P-02", "P-03", "P-04"],
    "service_model": True,
    "ai_iot": False,
    "rd_with_university": True,
    "monozukuri_base_tech": True,
    "sales_promotion": True,
}
SME = {
    "legal_form": "株式会社",
    "industry": "製造業",
    "capital_yen": 1000 * MAN,
    "employees": 30,
    "sales_decline": DECLINES,
    "plans": PLANS,
}
MID = SME | {"capital_yen": 50000 * MAN, "employees": 400}


def verdict_of(assess: Assess, frame: str, cost: object, company: dict[str, object] = SME) -> Verdict:
    return assess(company | {"planned_investment_yen": cost}).verdicts[frame]


def amounts(verdict: Verdict) -> tuple[str, int | None, int | None]:
    return verdict.status.value, verdict.computed.cap_yen, verdict.computed.estimate_yen


@pytest.mark.parametrize(
    ("frame", "company", "cost", "found"),
    [
        ("saikouchiku_tsujo", SME, 1_499_999, ("ineligible", 60_000_000, 999_999)),
        ("saikouchiku_tsujo", SME, 1_500_000, ("eligible", 60_000_000, 1_000_000)),
        ("saikouchiku_tsujo", SME, 1_500_001, ("eligible", 60_000_000, 1_000_000)),
        ("saikouchiku_tsujo", SME, 90_000_000, ("eligible", 60_000_000, 60_000_000)),
        ("saikouchiku_tsujo", SME, 90_000_002, ("eligible", 60_000_000, 60_000_000)),
        ("saikouchiku_tsujo", MID, 80_000_000, ("eligible", 80_000_000, 40_000_000)),
        ("saikouchiku_tsujo", MID, 80_000_001, ("eligible", 80_000_000, 40_000_000)),
        ("saikouchiku_tsujo", MID, 80_000_003, ("eligible", 80_000_000, 40_000_001)),
        ("saikouchiku_tsujo", MID, 199_999_999, ("eligible", 80_000_000, 79_999_999)),
        ("saikouchiku_tsujo", MID, 200_000_000, ("eligible", 80_000_000, 80_000_000)),
        ("saikouchiku_tsujo", MID, 10**12, ("eligible", 80_000_000, 80_000_000)),
        ("saikouchiku_sotsugyo", SME, 90_000_000, ("ineligible", 100_000_000, 60_000_000)),
        ("saikouchiku_sotsugyo", SME, 90_000_002, ("eligible", 100_000_000, 60_000_001)),
        ("saikouchiku_sotsugyo", SME, 150_000_000, ("eligible", 100_000_000, 100_000_000)),
        ("saikouchiku_global_v", MID, 160_000_000, ("ineligible", 100_000_000, 80_000_000)),
        ("saikouchiku_global_v", MID, 160_000_002, ("eligible", 100_000_000, 80_000_001)),
        ("saikouchiku_kinkyu", SME, 1_333_333, ("ineligible", 15_000_000, 999_999)),
        ("saikouchiku_kinkyu", SME, 1_333_334, ("eligible", 15_000_000, 1_000_000)),
        ("saikouchiku_kinkyu", MID, 1_500_000, ("eligible", 15_000_000, 1_000_000)),
        ("monozukuri_tsujo", SME, 1, ("eligible", 10_000_000, 0)),
        ("monozukuri_teikansen", SME, 1_499_999, ("ineligible", 10_000_000, 999_999)),
        ("it_a", SME, 599_999, ("ineligible", 1_499_999, 299_999)),
        ("it_a", SME, 600_000, ("eligible", 1_499_999, 300_000)),
        ("it_a", SME, 2_999_999, ("eligible", 1_499_999, 1_499_999)),
        ("it_a", SME, 3_000_000, ("undetermined", 1_499_999, 1_499_999)),
        ("it_b", SME, 2_999_999, ("ineligible", 4_500_000, 1_499_999)),
        ("it_b", SME, 3_000_000, ("eligible", 4_500_000, 1_500_000)),
        ("it_b", SME, 9_000_001, ("eligible", 4_500_000, 4_500_000)),
        ("it_d", SME, 2_250_000, ("eligible", 1_500_000, 1_500_000)),
        ("it_d", SME, 2_250_002, ("eligible", 1_500_000, 1_500_000)),
        ("sapoin", SME, 10**9, ("eligible", 45_000_000, 45_000_000)),
        ("jizokuka_tsujo", SME | {"employees": 5}, 750_000, ("eligible", 500_000, 500_000)),
    ],
)
def test_floors_and_caps_hold_to_the_yen(
    assess: Assess, frame: str, company: dict[str, object], cost: int, found: tuple[str, int, int]
) -> None:
    assert amounts(verdict_of(assess, frame, cost, company)) == found


@pytest.mark.parametrize(
    ("cost", "status", "subsidy"),
    [
        ([1_000_000, 1_499_999], Status.INELIGIBLE, Interval(666_666, 999_999)),
        ([1_499_999, 1_500_000], Status.UNDETERMINED, Interval(999_999, 1_000_000)),
        ([1_500_000, None], Status.ELIGIBLE, Interval(1_000_000, 60_000_000)),
        ([None, 1_500_000], Status.UNDETERMINED, Interval(0, 1_000_000)),
        ([90_000_000, 99_000_000], Status.ELIGIBLE, Interval(60_000_000, 60_000_000)),
    ],
)
def test_a_range_of_costs_is_decided_where_all_of_it_agrees(
    assess: Assess, cost: list[int], status: Status, subsidy: Interval
) -> None:
    verdict = verdict_of(assess, "saikouchiku_tsujo", cost)
    assert (verdict.status, verdict.computed.subsidy_yen) == (status, subsidy)
    assert ("planned_investment_yen" in verdict.missing) is (status is Status.UNDETERMINED)


def test_a_range_beyond_the_open_cap_is_never_said_to_fail(assess: Assess) -> None:
    for cost in ([3_000_000, 5_000_000], [2_999_999, 3_000_000]):
        assert verdict_of(assess, "it_a", cost).status is Status.UNDETERMINED
    assert verdict_of(assess, "it_a", [600_000, 2_999_999]).status is Status.ELIGIBLE


@pytest.mark.parametrize(
    ("cost", "estimate"), [(6_666_667, 5_000_000), (6_666_668, None), (1_333_334, 1_000_000), (10**9, None)]
)
def test_without_a_headcount_the_special_frame_is_estimated_only_up_to_its_smallest_cap(
    assess: Assess, cost: int, estimate: int | None
) -> None:
    verdict = verdict_of(assess, "saikouchiku_kinkyu", cost, SME | {"employees": None})
    assert amounts(verdict) == ("eligible", None, estimate)
    assert "employees" in verdict.amount_missing


@pytest.mark.parametrize(
    ("employees", "rate", "estimate"),
    [(20, "2/3", 666), (21, "1/2", 500), ([20, 21], None, None), ([0, 20], "2/3", 666)],
)
def test_the_rate_of_small_companies_is_known_where_the_headcount_settles_it(
    assess: Assess, employees: object, rate: str | None, estimate: int | None
) -> None:
    computed = verdict_of(assess, "monozukuri_tsujo", 1000, SME | {"employees": employees}).computed
    assert (None if computed.rate is None else str(computed.rate), computed.estimate_yen) == (rate, estimate)
    assert computed.cap_yen == 10_000_000


def test_an_open_class_gives_the_hull_of_both_amounts(assess: Assess) -> None:
    between = SME | {"employees": [20, 21]}
    computed = verdict_of(assess, "monozukuri_tsujo", 1000, between).computed
    assert (computed.subsidy_yen, [tariff.id for tariff in computed.tariffs]) == (
        Interval(500, 666),
        ["small", "standard"],
    )
    assert verdict_of(assess, "monozukuri_tsujo", [900, 1000], between).computed.subsidy_yen == Interval(450, 666)
    assert verdict_of(assess, "monozukuri_tsujo", None, between).computed.subsidy_yen is None


COST, PEOPLE = "planned_investment_yen", "employees"
SEVERAL_YEARS = SME | {"plans": PLANS | {"investment_is_single_year": False}}


@pytest.mark.parametrize(
    ("frame", "company", "cost", "open_fields"),
    [
        ("monozukuri_tsujo", SME, 10**6, set()),
        ("monozukuri_tsujo", SME, None, {COST}),
        ("monozukuri_tsujo", SME, [10**6, 10**7], {COST}),
        ("monozukuri_tsujo", SME, [10**9, None], set()),
        ("monozukuri_tsujo", SME | {"employees": None}, 10**6, {PEOPLE}),
        ("monozukuri_tsujo", SME | {"employees": None}, 10**9, {PEOPLE}),
        ("monozukuri_tsujo", SME | {"employees": [0, 20]}, 10**6, set()),
        ("monozukuri_teikansen", SME | {"employees": None}, 10**7, set()),
        ("saikouchiku_kinkyu", SME | {"employees": None}, 10**7, {PEOPLE}),
        ("saikouchiku_kinkyu", SME | {"employees": [6, 20]}, 10**7, set()),
        ("saikouchiku_kinkyu", SME | {"employees": [6, 21]}, [10**7, 10**8], {PEOPLE, COST}),
        ("sabisapo", SME | {"plans": PLANS | {"ai_iot": None}}, 10**6, {"plans.ai_iot"}),
        ("sapoin", SEVERAL_YEARS, None, set()),
        ("sapoin", SME, None, {COST}),
        ("saikouchiku_global_v", SME, None, set()),
    ],
)
def test_only_what_can_still_change_the_amount_is_open(
    assess: Assess, frame: str, company: dict[str, object], cost: object, open_fields: set[str]
) -> None:
    assert set(verdict_of(assess, frame, cost, company).amount_missing) == open_fields


@pytest.mark.parametrize(
    ("cost", "missing"),
    [
        (1_499_999, set()),
        (1_500_000, {"capital_yen"}),
        (1_999_999, {"capital_yen"}),
        (2_000_000, set()),
        (None, {"capital_yen", COST}),
    ],
)
def test_a_floor_that_depends_on_the_class_asks_for_the_class(assess: Assess, cost: object, missing: set[str]) -> None:
    either = MID | {"capital_yen": [10**7, 9 * 10**8]}
    assert set(verdict_of(assess, "saikouchiku_tsujo", cost, either).missing) == missing


def test_the_rate_written_down_is_the_basic_one_even_above_the_step(assess: Assess) -> None:
    assert verdict_of(assess, "saikouchiku_tsujo", 200_000_000, MID).computed.rate == Fraction(1, 2)


@pytest.mark.parametrize(("cost", "required"), [(45_000_000, False), (45_000_001, False), (45_000_002, True)])
def test_a_bank_is_needed_above_thirty_million_and_not_at_it(assess: Assess, cost: int, required: bool) -> None:
    verdict = verdict_of(assess, "saikouchiku_tsujo", cost)
    assert verdict.bank_required is required
    assert ("bank_joins_plan" in verdict.todo) is required


def test_whether_a_bank_is_needed_stays_open_while_the_cost_is(assess: Assess) -> None:
    assert verdict_of(assess, "saikouchiku_tsujo", None).bank_required is None
    assert verdict_of(assess, "saikouchiku_tsujo", [40_000_000, 50_000_000]).bank_required is None
    assert verdict_of(assess, "saikouchiku_tsujo", [46_000_000, 50_000_000]).bank_required is True


def test_a_cost_of_several_years_gives_no_yearly_amount(assess: Assess) -> None:
    several = SME | {"plans": PLANS | {"investment_is_single_year": False}}
    verdict = verdict_of(assess, "sapoin", 10_000_000, several)
    assert amounts(verdict) == ("eligible", 45_000_000, None)
    assert amounts(verdict_of(assess, "sapoin", 10_000_000)) == ("eligible", 45_000_000, 6_666_666)


@given(cost=st.integers(0, 10**9))
def test_an_exact_cost_decides_every_floor_of_2021(assess: Assess, cost: int) -> None:
    for verdict in assess(SME | {"planned_investment_yen": cost}, editions=["2021"]).verdicts.values():
        assert verdict.computed.floor in (State.MET, State.UNMET)
        subsidy, cap = verdict.computed.estimate_yen, verdict.computed.cap_yen
        assert subsidy is not None
        assert cap is not None
        assert 0 <= subsidy <= cap
