"""The next question: only what can still matter, the most useful first."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest

from subsidy import Assessment, Engine, Status, next_question, parse_profile, questions
from subsidy.calls import noon_of
from subsidy.question import open_frames

Assess = Callable[..., Assessment]
INDUSTRY, CAPITAL, PEOPLE, COST = "industry", "capital_yen", "employees", "planned_investment_yen"
RETAIL = {"industry": "小売業", "legal_form": "株式会社"}
AT = noon_of(dt.date(2021, 4, 15))
# What a user answers, by kind of field, in two moods.
WILLING = {"money": 10_000_000, "count": 4, "percent": 50, "number": 4, "flag": True, "codes": ["P-01", "P-02"]}
WILLING["date"] = "2026-04-01"
UNWILLING = {"money": 1_000, "count": 400, "percent": 0, "number": 0, "flag": False, "codes": []}
UNWILLING["date"] = "2001-04-01"


def asked(assessment: Assessment) -> list[str]:
    return [question.field for question in questions(assessment)]


def test_the_trade_comes_first(assess: Assess) -> None:
    question = next_question(assess({}))
    assert question is not None
    assert question.field == INDUSTRY
    assert set(question.frames) == set(assess({}).verdicts)


def test_among_equally_useful_questions_the_order_of_the_catalogue_holds(assess: Assess, engine: Engine) -> None:
    found = questions(assess({}))
    usefulness = [(-len(question.frames), -len(question.status_of)) for question in found]
    assert usefulness == sorted(usefulness)
    for first, second in zip(found, found[1:], strict=False):
        same = (len(first.frames), len(first.status_of)) == (len(second.frames), len(second.status_of))
        assert not same or engine.fields[first.field].order <= engine.fields[second.field].order


def test_trade_capital_people_and_sales_come_first_in_the_catalogue(engine: Engine) -> None:
    asked_fields = [field for field in engine.catalog.fields if field.question is not None]
    first = [field.key for field in sorted(asked_fields, key=lambda field: field.order)][:4]
    assert first == [INDUSTRY, CAPITAL, PEOPLE, "sales_decline.any_3_of_last_6_months_vs_precovid_pct"]


@pytest.mark.parametrize(
    ("known", "unasked"),
    [
        ({PEOPLE: 4}, {CAPITAL, PEOPLE}),
        ({PEOPLE: [1, 4]}, {CAPITAL}),
        ({CAPITAL: 10_000_000, PEOPLE: 60}, {CAPITAL, PEOPLE}),
        ({"plans": {"sales_promotion": False, "new_business_shift": False}}, {"plans.sales_promotion"}),
        ({CAPITAL: 10_000_000, PEOPLE: 60}, {"plans.sales_promotion"}),
    ],
)
def test_what_no_verdict_depends_on_any_more_is_not_asked(
    assess: Assess, known: dict[str, object], unasked: set[str]
) -> None:
    assert unasked & set(asked(assess({**RETAIL, **known}))) == set()


def test_once_the_headcount_decides_the_size_of_a_company_its_capital_is_not_asked(assess: Assess) -> None:
    assert CAPITAL in asked(assess(RETAIL))
    assert CAPITAL not in asked(assess({**RETAIL, PEOPLE: 50}))
    assert CAPITAL in asked(assess({**RETAIL, PEOPLE: 51}))


def test_a_range_that_decides_is_not_asked_again_and_one_that_does_not_is(assess: Assess) -> None:
    assert PEOPLE in asked(assess({**RETAIL, CAPITAL: 60_000_000, PEOPLE: [40, 60]}))
    question = next(q for q in questions(assess({**RETAIL, PEOPLE: [6, 50]})) if q.field == PEOPLE)
    assert {name for name in question.status_of if name.startswith("saikouchiku")} == set()
    assert "saikouchiku_kinkyu" in question.amount_of


def test_a_question_names_the_frames_whose_status_or_amount_it_can_change(assess: Assess) -> None:
    profile = {**RETAIL, PEOPLE: 10, COST: 1_000_000, "plans": {"service_model": True, "rd_with_university": True}}
    found = {question.field: question for question in questions(assess(profile))}
    assert (found["plans.ai_iot"].status_of, found["plans.ai_iot"].amount_of) == ((), ("sabisapo",))
    assert "plans.service_model" not in found
    assert found["plans.monozukuri_base_tech"].status_of == ("sapoin",)


def test_nothing_is_asked_for_the_sake_of_a_frame_that_is_already_out(assess: Assess) -> None:
    shift = "new_business_shift"
    out = assess({**RETAIL, PEOPLE: 10, "plans": {shift: False, "equipment": False}})
    restructuring = {name for name in out.verdicts if name.startswith("saikouchiku")}
    assert {out.verdicts[name].status for name in restructuring} == {Status.INELIGIBLE}
    assert not any(restructuring & set(question.frames) for question in questions(out))


def test_a_field_without_a_question_is_never_asked(assess: Assess, engine: Engine) -> None:
    unaskable = {field.key for field in engine.catalog.fields if field.question is None}
    assert unaskable
    for profile in ({}, RETAIL, {"monthly_sales": {"2021-01": 1}}, {"plans": {"it_tool_processes": 1}}):
        assert unaskable & set(asked(assess(profile))) == set()


def test_answers_that_are_promises_are_not_asked_to_reach_a_verdict(assess: Assess) -> None:
    assert {"plans.nintei_plan", "plans.it_vendor_partner", "plans.bank_joins_plan"} & set(asked(assess({}))) == set()


def answer_of(mood: Mapping[str, object], engine: Engine, key: str, trade: str) -> object:
    field = engine.fields[key]
    if field.kind == "choice":
        return trade if trade in field.values else field.values[0]
    return list(field.values[:2]) if mood[field.kind] == ["P-01", "P-02"] else mood[field.kind]


@pytest.mark.parametrize("mood", [WILLING, UNWILLING], ids=["willing", "unwilling"])
@pytest.mark.parametrize("trade", ["小売業", "製造業", "旅館業", "ゴム製品製造業", "個人事業主", "NPO法人", "医療法人"])
def test_a_conversation_of_these_questions_ends_with_every_verdict_final(
    engine: Engine, mood: Mapping[str, object], trade: str
) -> None:
    profile = parse_profile({}, engine.catalog.fields)
    seen: list[str] = []
    while (question := next_question(engine.assess(profile, AT))) is not None:
        assert question.field not in seen
        seen.append(question.field)
        group, _, name = question.field.partition(".")
        answer = answer_of(mood, engine, question.field, trade)
        parsed = parse_profile({group: {name: answer}} if name else {group: answer}, engine.catalog.fields)
        profile = type(profile)({**profile.values, **parsed.values})
    final = engine.assess(profile, AT)
    assert {name for name, verdict in final.verdicts.items() if verdict.missing or verdict.amount_missing} == set()
    assert seen


def test_open_frames_are_those_that_are_not_decided(assess: Assess) -> None:
    assessment = assess({**RETAIL, PEOPLE: 51, CAPITAL: 60_000_000, "plans": {"new_business_shift": True}})
    left = {f"saikouchiku_{name}" for name in ("tsujo", "global_v", "kinkyu")}
    assert set(open_frames(assessment)) == left
    assert {assessment.verdicts[name].status for name in left} == {Status.UNDETERMINED}
