"""What must hold of every profile. ``make nightly`` runs each of these with 100,000 examples."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy import (
    Assessment,
    Engine,
    Question,
    Status,
    Verdict,
    load_catalog,
    parse_profile,
    questions,
    render_assessment,
)
from subsidy.profile import parse_value
from tests.subsidy.strategies import (
    CODES,
    COMMITMENTS,
    COMPANY,
    DECLINES,
    ONE_MONTH,
    RECENT,
    THREE_MONTHS,
    TRADES,
    Plain,
    leaves,
    lookup,
    partly_known,
    percents,
    profiles,
    without,
)

pytestmark = pytest.mark.property

ENGINE = Engine(load_catalog())
AT = dt.datetime(2021, 4, 15, 12)
TODAY = dt.datetime(2026, 11, 22, 12)
SIZE_FIELDS = ("industry", "main_industry", "legal_form", "capital_yen", "employees")
RANGED = (
    ("capital_yen",),
    ("employees",),
    ("planned_investment_yen",),
    (DECLINES, THREE_MONTHS),
    (DECLINES, ONE_MONTH),
    (DECLINES, RECENT),
    (COMPANY, "annual_sales_yen"),
    ("plans", "raised_employees"),
)


def assess(profile: Plain) -> Assessment:
    return ENGINE.assess(parse_profile(profile, ENGINE.catalog.fields), AT, ["2021"])


def assess_all(profile: Plain) -> Assessment:
    """Judged on both editions."""
    return ENGINE.assess(parse_profile(profile, ENGINE.catalog.fields), TODAY)


def signature(verdict: Verdict) -> tuple[Any, ...]:
    """Status and, unless it cannot be had, the amounts."""
    if verdict.status is Status.INELIGIBLE:
        return (verdict.status,)
    return verdict.status, verdict.computed.rate, verdict.computed.cap_yen, verdict.computed.estimate_yen


def decided(verdict: Verdict) -> bool:
    return verdict.status is not Status.UNDETERMINED


@given(partly_known())
def test_an_answer_that_was_missing_never_turns_a_decided_verdict(known: tuple[Plain, Plain]) -> None:
    now, later = (assess_all(profile).verdicts for profile in known)
    for frame, verdict in now.items():
        if decided(verdict):
            assert later[frame].status is verdict.status, frame


@given(profiles(), st.data())
def test_a_wider_range_never_decides_more_than_a_narrower_one(profile: Plain, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path in RANGED if lookup(profile, path) is not None]))
    value = lookup(profile, path)
    narrow_by, more = (data.draw(st.integers(0, 10 ** data.draw(st.integers(0, 9)))) for _ in range(2))
    low_end = -1000 if path[0] == DECLINES else 0
    narrow = [max(low_end, value - narrow_by), value + narrow_by]
    wide = [max(low_end, narrow[0] - more), data.draw(st.sampled_from((None, narrow[1] + more)))]
    verdicts = [assess_all(replaced(profile, path, answer)).verdicts for answer in (wide, narrow, value)]
    for frame in verdicts[0]:
        for wider, narrower in zip(verdicts, verdicts[1:], strict=False):
            if decided(wider[frame]):
                assert narrower[frame].status is wider[frame].status, frame


def replaced(profile: Plain, path: tuple[str, ...], answer: object) -> Plain:
    copy = without(profile, {path})
    (copy if len(path) == 1 else copy[path[0]])[path[-1]] = answer
    return copy


@given(partly_known(), percents, st.integers(0, 60))
def test_more_decline_never_loses_a_programme_that_asks_for_decline(
    known: tuple[Plain, Plain], decline: float, more: int
) -> None:
    for path in ((DECLINES, THREE_MONTHS), (DECLINES, ONE_MONTH), (DECLINES, RECENT)):
        less = assess_all(replaced(known[0], path, decline)).verdicts
        greater = assess_all(replaced(known[0], path, float(Fraction(str(decline)) + more))).verdicts
        for frame, verdict in less.items():
            if verdict.status is Status.ELIGIBLE:
                assert greater[frame].status is Status.ELIGIBLE, frame
            if verdict.status is Status.UNDETERMINED:
                assert greater[frame].status is not Status.INELIGIBLE, frame


@given(partly_known())
def test_amounts_are_whole_never_negative_and_never_above_cap_or_cost(known: tuple[Plain, Plain]) -> None:
    for profile in known:
        cost = profile.get("planned_investment_yen")
        for frame, result in render_assessment(assess_all(profile)).items():
            estimate, cap, rate = (result[key] for key in ("est_subsidy_yen", "max_subsidy_yen", "rate"))
            if result["status"] != "eligible":
                assert (estimate, cap, rate) == (None, None, None), frame
            if estimate is not None:
                assert isinstance(estimate, int)
                assert 0 <= estimate <= cost
                assert rate is None or estimate <= cost * Fraction(rate)
                assert cap is None or estimate <= cap


@given(profiles(), st.randoms())
def test_the_order_of_the_fields_does_not_matter(profile: Plain, random: Any) -> None:
    def shuffled(part: Plain) -> Plain:
        items = [(key, shuffled(value) if isinstance(value, dict) else value) for key, value in part.items()]
        random.shuffle(items)
        return dict(items)

    assert render_assessment(assess_all(shuffled(profile))) == render_assessment(assess_all(profile))


@given(partly_known(), st.data())
def test_an_answer_that_is_not_asked_for_changes_nothing(known: tuple[Plain, Plain], data: st.DataObject) -> None:
    now, later = known
    assessment = assess(now)
    asked = {question.field for question in questions(assessment)}
    if "industry" in asked:
        # A body's answer to it is the body, and then its trade.
        asked.add("main_industry")
    for path in leaves(later):
        field = ENGINE.fields[".".join(path)]
        if lookup(now, path) is None and field.key not in asked and field.question is not None:
            after = assess(replaced(now | {DECLINES: now.get(DECLINES, {})}, path, lookup(later, path))).verdicts
            for frame, verdict in assessment.verdicts.items():
                assert signature(after[frame]) == signature(verdict), (frame, field.key)


@given(partly_known())
def test_a_question_is_asked_only_if_its_answers_can_make_a_difference(known: tuple[Plain, Plain]) -> None:
    asked = questions(assess(known[0]))
    others = [(q.field, answer) for q in asked if q.field in SIZE_FIELDS for answer in possible_answers(q.field)]
    for question in asked:
        contexts = [{}, *({key: answer} for key, answer in others if key != question.field)]
        assert any(answers_differ(known[0], question, context) for context in contexts), question


def answers_differ(profile: Plain, question: Question, context: Plain) -> bool:
    """Whether an answer brings a criterion or an amount of the frames elsewhere than another one, or than none."""
    outcomes = set()
    for answer in ({}, *({question.field: answer} for answer in possible_answers(question.field))):
        verdicts = assess_with(profile, context | answer).verdicts
        outcomes.add(tuple(outcome(verdicts[frame]) for frame in question.frames))
        if len(outcomes) > 1:
            return True
    return False


def outcome(verdict: Verdict) -> tuple[Any, ...]:
    return signature(verdict), tuple(result.state for result in verdict.criteria)


def assess_with(profile: Plain, answers: Plain) -> Assessment:
    values = {key: parse_value(ENGINE.fields[key], answer) for key, answer in answers.items()}
    return ENGINE.assess(parse_profile(profile, ENGINE.catalog.fields).replace(**values), AT, ["2021"])


def possible_answers(key: str) -> list[Any]:
    field = ENGINE.fields[key]
    if field.kind == "flag":
        return [True, False]
    if field.kind == "choice":
        return list(field.values)
    if field.kind == "codes":
        return [list(CODES), [], ["P-07"]]
    if field.kind == "percent":
        return [0, 100]
    if field.kind == "money":
        return [1, 10**7, 10**8, 10**9, 10**11]
    return [0, 1, 3, 6, 15, 30, 250, 10**6]


@given(profiles())
def test_an_interview_by_next_questions_ends_with_final_verdicts(profile: Plain) -> None:
    hidden = {path for path in leaves(profile) if path[-1] not in ("hardware_rental_only", "contract_date")}
    known = without(profile, hidden)
    known["plans"] = {key: value for key, value in known["plans"].items() if key not in COMMITMENTS}
    for _ in range(len(ENGINE.fields)):
        open_questions = [q for q in questions(assess(known)) if lookup(profile, tuple(q.field.split("."))) is not None]
        if not open_questions:
            break
        path = tuple(open_questions[0].field.split("."))
        known = replaced(known, path, lookup(profile, path))
    unanswerable = {question.field for question in questions(assess(known))}
    assert unanswerable <= {"capital_yen", "main_industry"}
    if not unanswerable:
        plans = {
            **profile["plans"],
            **dict.fromkeys(COMMITMENTS),
        }
        whole = assess(profile | {"plans": plans}).verdicts
        for frame, verdict in assess(known).verdicts.items():
            assert signature(whole[frame]) == signature(verdict), frame


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda x: (
            st.lists(x)
            | st.dictionaries(st.text() | st.sampled_from(["plans", "industry", "employees", "capital_yen"]), x)
        ),
    )
)
def test_any_json_is_either_judged_or_refused_with_one_line(data: Any) -> None:
    from subsidy import ProfileError

    try:
        profile = parse_profile(data, ENGINE.catalog.fields)
    except ProfileError as error:
        refusal = str(error)
        assert refusal
    else:
        json.dumps(render_assessment(ENGINE.assess(profile, AT)), ensure_ascii=False)


def test_every_trade_of_the_strategies_is_a_trade_of_the_catalogue() -> None:
    assert set(TRADES) == set(ENGINE.catalog.definitions.applicants.trades)
