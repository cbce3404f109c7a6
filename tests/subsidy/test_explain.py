"""Texts of criteria: the right template, the answers that decided, and the answers that are still missing."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy import Assessment, Catalog, CriterionResult, State

Assess = Callable[..., Assessment]
COMPANY = {"legal_form": "株式会社", "industry": "小売業"}
KODO = "kodo_renkei_supply"


def result_of(assessment: Assessment, frame: str, criterion: str) -> CriterionResult:
    return next(result for result in assessment.verdicts[frame].criteria if result.id == criterion)


def text_of(assess: Assess, profile: Mapping[str, object], frame: str, criterion: str) -> str:
    return result_of(assess(profile), frame, criterion).text


def filled(catalog: Catalog, section: str, code: str, result: CriterionResult, **params: str) -> str:
    return catalog.wording[section][code].format(text=result.criterion.text, **params)


@pytest.mark.parametrize(
    ("given", "state", "code", "params"),
    [
        (True, State.MET, "met", {"facts": "設備投資：はい"}),
        (False, State.UNMET, "unmet", {"facts": "設備投資：いいえ"}),
        (None, State.UNKNOWN, "unknown", {"unknown": "設備投資"}),
    ],
)
def test_a_text_tells_the_answer_or_that_it_is_missing(
    assess: Assess, catalog: Catalog, given: bool | None, state: State, code: str, params: dict[str, str]
) -> None:
    result = result_of(assess({"plans": {"equipment": given}}), "monozukuri_tsujo", "equipment")
    assert (result.state, result.text) == (state, filled(catalog, "criterion", code, result, **params))


def test_what_holds_for_want_of_an_answer_is_said_so(assess: Assess, catalog: Catalog) -> None:
    silent = result_of(assess({}), "it_c", "contract_date")
    assert silent.text == filled(catalog, "criterion", "met_by_absence", silent)
    told = result_of(assess({"plans": {"contract_date": "2021-01-08"}}), "it_c", "contract_date")
    assert told.text == filled(catalog, "criterion", "met", told, facts="ITツールの契約日：2021年1月8日")


def test_a_commitment_has_words_of_its_own(assess: Assess, catalog: Catalog) -> None:
    for answered, code, facts in ((None, "unknown", ""), (True, "met", "はい"), (False, "unmet", "いいえ")):
        result = result_of(assess({"plans": {"nintei_plan": answered}}), "saikouchiku_tsujo", "nintei_plan")
        answer = f"認定支援機関と作る計画：{facts}"
        assert result.text == filled(catalog, "commitment", code, result, facts=answer, unknown="")


def test_what_people_judge_gives_its_reason_and_no_answers(assess: Assess, catalog: Catalog) -> None:
    result = result_of(assess(COMPANY), "monozukuri_tsujo", "innovation")
    assert result.state is State.HUMAN
    assert result.text == filled(catalog, "criterion", "human", result, reason=result.criterion.note or "")


def test_missing_answers_are_named_in_the_order_in_which_they_are_asked(assess: Assess, catalog: Catalog) -> None:
    result = result_of(assess({}), "it_a", "size")
    names = "業種、資本金、従業員数、法人形態"
    assert result.text == filled(catalog, "criterion", "unknown", result, unknown=names)


def test_only_answers_that_could_still_decide_are_called_missing(assess: Assess, catalog: Catalog) -> None:
    result = result_of(assess({**COMPANY, "capital_yen": 60_000_000}), "it_a", "size")
    assert result.text == filled(catalog, "criterion", "unknown", result, unknown="従業員数")
    lead = result_of(assess({"plans": {"is_lead_company": True}}), KODO, "not_large_lead")
    assert lead.text == filled(catalog, "criterion", "unknown", lead, unknown="幹事企業が大企業")


def test_a_question_that_no_answer_settles_is_sent_to_the_desk_with_its_reason(
    assess: Assess, catalog: Catalog
) -> None:
    result = result_of(assess({"industry": "医療法人", "employees": 10}), "saikouchiku_tsujo", "size")
    assert result.text == filled(catalog, "criterion", "open", result, reason=result.criterion.note or "")


@pytest.mark.parametrize(
    ("figures", "frame", "told", "untold"),
    [
        ({"capital_yen": 10**9, "employees": 50}, "it_a", ["従業員50人", "50人以下"], ["10億円"]),
        ({"capital_yen": 10**7, "employees": 51}, "it_a", ["資本金1,000万円", "5,000万円以下"], ["51人"]),
        ({"capital_yen": 10**9, "employees": 51}, "it_a", ["10億円", "51人", "5,000万円以下", "50人以下"], ["中堅"]),
        ({"capital_yen": 10**8, "employees": 51}, "saikouchiku_tsujo", ["1億円", "51人", "中堅企業"], []),
        ({"capital_yen": 10**9, "employees": 5}, "jizokuka_tsujo", ["従業員5人", "5人以下"], ["10億円"]),
        ({"capital_yen": 10**7, "employees": 6}, "jizokuka_tsujo", ["従業員6人", "5人以下"], ["1,000万円"]),
    ],
)
def test_a_size_is_explained_by_the_figure_that_decided_it(
    assess: Assess, figures: dict[str, object], frame: str, told: list[str], untold: list[str]
) -> None:
    result = result_of(assess({**COMPANY, **figures}), frame, "size")
    reason = result.text.removeprefix(result.criterion.text)
    assert [part for part in told if part not in reason] == []
    assert [part for part in untold if part in reason] == []


def test_an_individual_is_told_nothing_of_a_capital(assess: Assess) -> None:
    profile = {"legal_form": "個人事業主", "industry": "小売業", "capital_yen": 10**7, "employees": 51}
    text = text_of(assess, profile, "it_a", "size")
    assert "51人" in text
    assert "1,000万円" not in text


def test_a_body_that_is_shut_out_is_named(assess: Assess) -> None:
    profile = {"industry": "医療法人", "main_industry": "サービス業", "employees": 3}
    assert "医療法人" in text_of(assess, profile, "jizokuka_tsujo", "size")


def test_a_range_of_people_is_told_as_a_range(assess: Assess) -> None:
    assert "10人から20人" in text_of(assess, {**COMPANY, "employees": [10, 20]}, "it_a", "size")


def test_a_decline_from_monthly_figures_names_the_months_and_their_sums(assess: Assess) -> None:
    base = {f"2019-{month:02d}": 1_000_000 for month in range(1, 13)}
    recent = dict(zip((f"2020-{month:02d}" for month in range(4, 10)), (9, 5, 9, 6, 9, 7), strict=True))
    sales = base | {month: value * 100_000 for month, value in recent.items()}
    text = text_of(assess, {"monthly_sales": sales}, "saikouchiku_tsujo", "sales_3_months")
    for part in ("40%", "2020-05", "2019-05", "2020-07", "2020-09", "180万円", "300万円"):
        assert part in text
    assert "2020-08" not in text


def test_a_subsidy_below_the_floor_is_told_with_the_cost(assess: Assess, catalog: Catalog) -> None:
    profile = {**COMPANY, "employees": 50, "planned_investment_yen": 1_499_999}
    result = result_of(assess(profile), "saikouchiku_tsujo", "amount_floor")
    params = {"cost": "149万9,999円", "subsidy": "99万9,999円"}
    assert result.text == filled(catalog, "limit", "unmet", result, **params)


def test_a_floor_waits_for_the_cost_or_for_the_rate(assess: Assess, catalog: Catalog) -> None:
    unknown = result_of(assess({**COMPANY, "employees": 50}), "saikouchiku_tsujo", "amount_floor")
    assert unknown.text == filled(catalog, "limit", "cost_unknown", unknown)
    either = result_of(assess({"planned_investment_yen": 1_600_000}), "saikouchiku_tsujo", "amount_floor")
    params = {"cost": "160万円", "subsidy": "80万円から106万6,666円"}
    assert (either.state, either.text) == (State.UNKNOWN, filled(catalog, "limit", "unknown", either, **params))


def test_a_cap_that_may_not_be_cut_to_is_sent_to_the_desk(assess: Assess, catalog: Catalog) -> None:
    result = result_of(assess({"planned_investment_yen": 3_000_000}), "it_a", "amount_ceiling")
    assert result.text == filled(catalog, "limit", "open", result, cost="300万円")
    straddling = result_of(assess({"planned_investment_yen": [2_000_000, 3_000_000]}), "it_a", "amount_ceiling")
    assert straddling.text.startswith(result.criterion.text)
    assert straddling.text != result.text


def test_a_text_does_not_change_when_it_is_read_again(assess: Assess) -> None:
    results = [result for verdict in assess(COMPANY).verdicts.values() for result in verdict.criteria]
    assert [result.text for result in results] == [result.text for result in results]


FORMS = ["株式会社", "個人事業主", "NPO法人", "医療法人", "協同組合", None]
TRADES = ["小売業", "製造業", "旅館業", "ゴム製品製造業", "学校法人", "個人事業主", None]
numbers = st.sampled_from([None, 0, 5, 51, 301, 2001, [4, 6], [None, 50], [51, None]])
money = st.sampled_from([None, 0, 10**6, 10**8, 10**9, [10**6, 10**9], [None, 10**7], [10**7, None]])
flags = st.sampled_from([True, False, None])


@given(
    form=st.sampled_from(FORMS), trade=st.sampled_from(TRADES), people=numbers, capital=money, cost=money, answer=flags
)
def test_every_text_is_complete_and_begins_with_the_requirement(
    assess: Assess, form: str | None, trade: str | None, people: object, capital: object, cost: object, answer: object
) -> None:
    named = ("equipment", "contactless", "overseas", "nintei_plan", "bank_joins_plan", "different_field_partner")
    profile = {
        "legal_form": form,
        "industry": trade,
        "employees": people,
        "capital_yen": capital,
        "planned_investment_yen": cost,
        "plans": dict.fromkeys(named, answer),
    }
    for verdict in assess(profile).verdicts.values():
        for result in verdict.criteria:
            assert result.text.startswith(result.criterion.text)
            assert len(result.text) > len(result.criterion.text)
            assert not set("{}\0\n") & set(result.text)
            assert "None" not in result.text
            assert "（）" not in result.text
            assert "「」" not in result.text
