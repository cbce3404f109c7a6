"""From states to a verdict: what decides it, what only stays to be done, what people judge."""

from collections.abc import Callable, Mapping

import pytest

from subsidy import Assessment, State, Status, Verdict
from subsidy.render import render_assessment

Assess = Callable[..., Assessment]
ELIGIBLE, INELIGIBLE, UNDETERMINED = Status.ELIGIBLE, Status.INELIGIBLE, Status.UNDETERMINED
COMPANY = {"legal_form": "株式会社", "industry": "小売業", "capital_yen": 10_000_000, "employees": 10}
DECLINES = {"any_3_of_last_6_months_vs_precovid_pct": 10}
SHIFT = {"new_business_shift": True}
TSUJO = {**COMPANY, "sales_decline": DECLINES, "planned_investment_yen": 3_000_000, "plans": SHIFT}
IT = {**COMPANY, "planned_investment_yen": 1_000_000, "plans": {"it_tool_process_codes": ["P-01"]}}
SABISAPO = {**COMPANY, "planned_investment_yen": 1_000_000, "plans": {"service_model": True}}


def with_plans(profile: Mapping[str, object], **plans: object) -> dict[str, object]:
    held = profile.get("plans")
    assert isinstance(held, dict)
    return {**profile, "plans": {**held, **plans}}


def state(verdict: Verdict, criterion: str) -> State:
    return next(result.state for result in verdict.criteria if result.id == criterion)


def judged(assess: Assess, profile: Mapping[str, object], frame: str = "saikouchiku_tsujo") -> Verdict:
    return assess(profile).verdicts[frame]


def test_commitments_that_are_unknown_stay_to_be_done_and_change_nothing(assess: Assess) -> None:
    verdict = judged(assess, TSUJO)
    assert verdict.status is ELIGIBLE
    assert set(verdict.todo) == {"nintei_plan", "value_added_growth_pct"}
    assert verdict.missing == ()


@pytest.mark.parametrize(
    ("answer", "status", "todo"),
    [
        ({"nintei_plan": False}, INELIGIBLE, {"value_added_growth_pct"}),
        ({"nintei_plan": False, "bank_joins_plan": True}, INELIGIBLE, {"value_added_growth_pct"}),
        ({"nintei_plan": True}, ELIGIBLE, {"value_added_growth_pct"}),
        ({"value_added_growth_pct": 2.99}, INELIGIBLE, {"nintei_plan"}),
        ({"value_added_growth_pct": 3}, ELIGIBLE, {"nintei_plan"}),
        ({"value_added_growth_pct": [2, 3]}, ELIGIBLE, {"nintei_plan", "value_added_growth_pct"}),
        ({"value_added_growth_pct": [1, 2]}, INELIGIBLE, {"nintei_plan"}),
    ],
)
def test_a_commitment_fails_only_when_it_is_refused_or_too_low(
    assess: Assess, answer: dict[str, object], status: Status, todo: set[str]
) -> None:
    verdict = judged(assess, with_plans(TSUJO, **answer))
    assert (verdict.status, set(verdict.todo)) == (status, todo)


@pytest.mark.parametrize(("answer", "status"), [(None, ELIGIBLE), (True, ELIGIBLE), (False, INELIGIBLE)])
def test_the_it_vendor_is_a_commitment_too(assess: Assess, answer: bool | None, status: Status) -> None:
    verdict = judged(assess, with_plans(IT, it_vendor_partner=answer), "it_a")
    assert (verdict.status, verdict.todo) == (status, ("it_vendor_partner",) if answer is None else ())


@pytest.mark.parametrize(("bank", "todo"), [(None, True), (False, True), (True, False)])
def test_a_missing_bank_never_fails_it_only_has_to_be_found(assess: Assess, bank: bool | None, todo: bool) -> None:
    verdict = judged(assess, with_plans({**TSUJO, "planned_investment_yen": 60_000_000}, bank_joins_plan=bank))
    assert (verdict.status, verdict.bank_required) == (ELIGIBLE, True)
    assert ("bank_joins_plan" in verdict.todo) is todo


def test_a_bank_is_no_matter_where_the_subsidy_is_small(assess: Assess) -> None:
    verdict = judged(assess, with_plans(TSUJO, bank_joins_plan=False))
    assert (verdict.status, verdict.bank_required) == (ELIGIBLE, False)
    assert "bank_joins_plan" not in {result.id for result in verdict.criteria}


def test_one_failed_criterion_decides_whatever_else_is_unknown(assess: Assess) -> None:
    verdict = judged(assess, {"sales_decline": {"any_3_of_last_6_months_vs_precovid_pct": 9.99}})
    assert (verdict.status, verdict.missing) == (INELIGIBLE, ())
    assert state(verdict, "size") is State.UNKNOWN


def test_nothing_known_leaves_every_frame_undetermined(assess: Assess) -> None:
    known = {name for name, verdict in assess({}).verdicts.items() if verdict.status is not UNDETERMINED}
    assert known == set()


def test_what_people_judge_is_shown_and_never_changes_the_status(assess: Assess) -> None:
    for profile, frame in ((TSUJO, "saikouchiku_tsujo"), (IT, "it_a")):
        verdict = judged(assess, profile, frame)
        assert "human" in {result.state.value for result in verdict.criteria}
        assert verdict.status is ELIGIBLE


@pytest.mark.parametrize(
    ("answers", "status", "missing"),
    [
        ({"different_field_partner": True}, ELIGIBLE, set()),
        ({"different_field_partner": True, "cooperates_with_other_companies": 0}, UNDETERMINED, {"rd_with_university"}),
        ({"different_field_partner": True, "consortium_size": 1}, UNDETERMINED, {"rd_with_university"}),
        ({"cooperates_with_other_companies": 0}, UNDETERMINED, {"rd_with_university"}),
        ({"cooperates_with_other_companies": 0, "rd_with_university": False}, INELIGIBLE, set()),
        ({"cooperates_with_other_companies": 0, "rd_with_university": True}, ELIGIBLE, set()),
        (
            {"different_field_partner": True, "consortium_size": 1, "rd_with_university": False},
            INELIGIBLE,
            set(),
        ),
        ({"cooperates_with_other_companies": 2}, UNDETERMINED, {"different_field_partner", "rd_with_university"}),
    ],
)
def test_without_any_partner_there_is_none_of_another_field(
    assess: Assess, answers: dict[str, object], status: Status, missing: set[str]
) -> None:
    verdict = judged(assess, with_plans(SABISAPO, **answers), "sabisapo")
    assert verdict.status is status
    assert set(verdict.missing) - {f"plans.{name}" for name in answers} == {f"plans.{name}" for name in missing}


@pytest.mark.parametrize(
    ("contactless", "shift", "status"),
    [
        (True, None, ELIGIBLE),
        (None, True, ELIGIBLE),
        (False, True, ELIGIBLE),
        (False, None, UNDETERMINED),
        (False, False, INELIGIBLE),
    ],
)
def test_either_of_two_ways_is_enough_for_the_low_contact_frame(
    assess: Assess, contactless: bool | None, shift: bool | None, status: Status
) -> None:
    profile = {**COMPANY, "planned_investment_yen": 3_000_000}
    plans = {"equipment": True, "contactless": contactless, "new_business_shift": shift}
    assert judged(assess, {**profile, "plans": plans}, "monozukuri_teikansen").status is status


@pytest.mark.parametrize(
    ("lead", "large", "status"),
    [
        (True, True, INELIGIBLE),
        (False, True, ELIGIBLE),
        (True, False, ELIGIBLE),
        (None, False, ELIGIBLE),
        (None, True, UNDETERMINED),
        (True, None, UNDETERMINED),
    ],
)
def test_only_a_large_lead_company_itself_is_shut_out(
    assess: Assess, lead: bool | None, large: bool | None, status: Status
) -> None:
    plans = {"consortium_size": 3, "common_system": True, "is_lead_company": lead, "lead_company_is_large": large}
    assert judged(assess, {**COMPANY, "plans": plans}, "kodo_renkei_supply").status is status


@pytest.mark.parametrize(
    ("decline", "month", "affected", "bonus"),
    [
        (50, 30, True, True),
        (50, 29.99, True, False),
        (50, 30, False, False),
        (50, 30, None, None),
        (50, None, True, None),
    ],
)
def test_the_bonus_needs_a_month_of_thirty_percent_and_the_emergency(
    assess: Assess, decline: float, month: float | None, affected: bool | None, bonus: bool | None
) -> None:
    declines = {
        "any_3_of_last_6_months_vs_precovid_pct": decline,
        "one_month_2021_1to3_vs_prev_or_prevprev_pct": month,
        "affected_by_emergency": affected,
    }
    result = render_assessment(assess({**TSUJO, "sales_decline": declines}))["saikouchiku_tsujo"]
    assert (result["status"], result["katen"]) == ("eligible", bonus)


def test_amounts_and_flags_are_given_only_for_a_frame_that_fits(assess: Assess) -> None:
    results = render_assessment(assess({**TSUJO, "employees": 51, "capital_yen": 2_000_000_000}))
    result = results["saikouchiku_tsujo"]
    assert result["status"] == "ineligible"
    assert {result[key] for key in ("rate", "max_subsidy_yen", "est_subsidy_yen")} == {None}
    assert not result.keys() & {"bank_required", "katen"}


def test_an_amount_that_answers_do_not_settle_is_null_in_a_frame_that_fits(assess: Assess) -> None:
    results = render_assessment(assess({**COMPANY, "employees": None, "plans": {"equipment": True}}))
    result = results["monozukuri_tsujo"]
    assert (result["status"], result["rate"], result["max_subsidy_yen"]) == ("eligible", None, 10_000_000)
    assert result["est_subsidy_yen"] is None
    assert not result.keys() & {"bank_required", "katen"}
