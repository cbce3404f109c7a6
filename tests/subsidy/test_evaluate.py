"""Single tests of the catalogue's language: their state, and the fields that could still change it."""

import datetime as dt
from fractions import Fraction

import pytest

from subsidy import Engine, State, parse_profile
from subsidy import predicate as p
from subsidy.calls import noon_of
from subsidy.evaluate import Evaluator
from subsidy.facts import Facts

MET, UNMET, UNKNOWN = State.MET, State.UNMET, State.UNKNOWN
CODES, COUNT = "plans.it_tool_process_codes", "plans.it_tool_processes"
YES = p.IsTrue("plans.equipment")
NO = p.IsTrue("plans.overseas")
OPEN = p.IsTrue("plans.contactless")
ALSO_OPEN = p.IsTrue("plans.ai_iot")
HELD: dict[str, object] = {"plans": {"equipment": True, "overseas": False}}


def judge(engine: Engine, test: p.Test, profile: dict[str, object]) -> tuple[State, set[str]]:
    """The state of a test and its open fields, in an evaluator of its own."""
    applicants = engine.catalog.definitions.applicants
    classifiers = {name: engine.evaluator.classifier(name) for name in ("it_size", "saikouchiku_size")}
    evaluator = Evaluator(engine.fields, classifiers, applicants)
    slot = evaluator.add(test)
    known = parse_profile(profile, engine.catalog.fields)
    facts = Facts(known, noon_of(dt.date(2021, 4, 15)), engine.fields, engine.catalog.definitions.sales_tests)
    states = evaluator.states(facts)
    return states[slot], set(evaluator.open_fields(slot, states, facts))


def plans(**answers: object) -> dict[str, object]:
    return {"plans": answers}


@pytest.mark.parametrize(
    ("test", "state", "open_fields"),
    [
        (p.All((YES, YES)), MET, set()),
        (p.All((YES, NO)), UNMET, set()),
        (p.All((YES, OPEN)), UNKNOWN, {"plans.contactless"}),
        (p.All((NO, OPEN)), UNMET, set()),
        (p.All((OPEN, ALSO_OPEN)), UNKNOWN, {"plans.contactless", "plans.ai_iot"}),
        (p.Any((NO, NO)), UNMET, set()),
        (p.Any((YES, OPEN)), MET, set()),
        (p.Any((NO, OPEN)), UNKNOWN, {"plans.contactless"}),
        (p.Not(YES), UNMET, set()),
        (p.Not(NO), MET, set()),
        (p.Not(OPEN), UNKNOWN, {"plans.contactless"}),
        (p.Any((p.All((NO, OPEN)), ALSO_OPEN)), UNKNOWN, {"plans.ai_iot"}),
        (p.All((p.Any((YES, OPEN)), ALSO_OPEN)), UNKNOWN, {"plans.ai_iot"}),
        (p.Not(p.All((NO, OPEN))), MET, set()),
        (p.OpenQuestion("ask there"), UNKNOWN, set()),
        (p.All((p.OpenQuestion("ask there"), NO)), UNMET, set()),
        (p.All((p.OpenQuestion("ask there"), OPEN)), UNKNOWN, {"plans.contactless"}),
    ],
)
def test_only_unknown_parts_that_nothing_absorbs_are_open(
    engine: Engine, test: p.Test, state: State, open_fields: set[str]
) -> None:
    assert judge(engine, test, HELD) == (state, open_fields)


@pytest.mark.parametrize(
    ("test", "yes", "no", "absent"),
    [
        (p.IsTrue("plans.equipment"), MET, UNMET, UNKNOWN),
        (p.IsFalse("plans.equipment"), UNMET, MET, UNKNOWN),
        (p.IsTrue("plans.equipment", "met"), MET, UNMET, MET),
        (p.IsFalse("plans.equipment", "met"), UNMET, MET, MET),
    ],
)
def test_a_missing_answer_counts_as_the_test_says(
    engine: Engine, test: p.Test, yes: State, no: State, absent: State
) -> None:
    answers: list[object] = [True, False, None]
    assert [judge(engine, test, plans(equipment=answer))[0] for answer in answers] == [yes, no, absent]


@pytest.mark.parametrize(
    ("given", "state"),
    [("2021-01-07", UNMET), ("2021-01-08", MET), ("2021-01-09", MET), ("2020-12-31", UNMET), (None, UNKNOWN)],
)
def test_a_date_from_includes_its_day(engine: Engine, given: str | None, state: State) -> None:
    test = p.DateFrom("plans.contract_date", dt.date(2021, 1, 8))
    assert judge(engine, test, plans(contract_date=given))[0] is state


def test_a_missing_date_may_mean_met(engine: Engine) -> None:
    assert judge(engine, p.DateFrom("plans.contract_date", dt.date(2021, 1, 8), "met"), {}) == (MET, set())


def test_a_choice_is_one_of_the_values(engine: Engine) -> None:
    test = p.OneOf("plans.growth_route", ("組織再編", "新規設備投資"))
    found = [judge(engine, test, plans(growth_route=name))[0] for name in ("組織再編", "グローバル展開", None)]
    assert found == [MET, UNMET, UNKNOWN]


@pytest.mark.parametrize(
    ("test", "states"),
    [
        (p.AtLeast("plans.consortium_size", Fraction(2)), [UNMET, MET, MET]),
        (p.MoreThan("plans.consortium_size", Fraction(2)), [UNMET, UNMET, MET]),
        (p.AtMost("plans.consortium_size", Fraction(2)), [MET, MET, UNMET]),
        (p.LessThan("plans.consortium_size", Fraction(2)), [MET, UNMET, UNMET]),
        (p.AtLeast("plans.consortium_size", Fraction(3, 2)), [UNMET, MET, MET]),
    ],
)
def test_a_number_is_compared_on_the_right_side_of_its_bound(engine: Engine, test: p.Test, states: list[State]) -> None:
    assert [judge(engine, test, plans(consortium_size=size))[0] for size in (1, 2, 3)] == states
    assert judge(engine, test, {}) == (UNKNOWN, {"plans.consortium_size"})


def test_a_range_that_straddles_the_bound_keeps_its_field_open(engine: Engine) -> None:
    test = p.AtLeast("employees", Fraction(10))
    assert judge(engine, test, {"employees": [9, 10]}) == (UNKNOWN, {"employees"})
    assert judge(engine, test, {"employees": [10, None]}) == (MET, set())


FIRST_SIX = ("P-01", "P-02", "P-03", "P-04", "P-05", "P-06")
ONE_OF_SIX = p.CodesAtLeast(CODES, COUNT, 1, FIRST_SIX)
FOUR = p.CodesAtLeast(CODES, COUNT, 4)


@pytest.mark.parametrize(
    ("test", "answers", "state"),
    [
        (ONE_OF_SIX, {"it_tool_process_codes": ["P-07"]}, UNMET),
        (ONE_OF_SIX, {"it_tool_process_codes": ["P-07", "P-06"]}, MET),
        (ONE_OF_SIX, {"it_tool_process_codes": []}, UNMET),
        (ONE_OF_SIX, {"it_tool_processes": 0}, UNMET),
        (ONE_OF_SIX, {"it_tool_processes": 1}, UNKNOWN),
        (ONE_OF_SIX, {"it_tool_processes": 2}, MET),
        (FOUR, {"it_tool_process_codes": ["P-01", "P-02", "P-03"]}, UNMET),
        (FOUR, {"it_tool_process_codes": ["P-01", "P-02", "P-03", "P-03"]}, UNMET),
        (FOUR, {"it_tool_process_codes": ["P-01", "P-02", "P-03", "P-07"]}, MET),
        (FOUR, {"it_tool_processes": 3}, UNMET),
        (FOUR, {"it_tool_processes": 4}, MET),
        (FOUR, {"it_tool_processes": 4, "it_tool_process_codes": ["P-01"]}, UNMET),
        (FOUR, {"it_tool_processes": 1, "it_tool_process_codes": list(FIRST_SIX)}, MET),
        (FOUR, {}, UNKNOWN),
    ],
)
def test_codes_win_over_their_number_and_each_counts_once(
    engine: Engine, test: p.Test, answers: dict[str, object], state: State
) -> None:
    assert judge(engine, test, {"plans": answers}) == (state, {CODES} if state is UNKNOWN else set())


@pytest.mark.parametrize(
    "none",
    [{"cooperates_with_other_companies": 0}, {"consortium_size": 1}, {"consortium_size": 1, "data_sharing": True}],
)
def test_no_partner_at_all_means_no_partner_from_another_field(engine: Engine, none: dict[str, object]) -> None:
    test = p.IsTrue("plans.different_field_partner")
    assert judge(engine, test, plans(**none)) == (UNMET, set())
    assert judge(engine, test, plans(different_field_partner=False, **none)) == (UNMET, set())


@pytest.mark.parametrize("none", [{"cooperates_with_other_companies": 0}, {"consortium_size": 1}])
def test_a_partner_of_another_field_counts_as_none_where_there_is_no_partner(
    engine: Engine, none: dict[str, object]
) -> None:
    contradiction = plans(different_field_partner=True, **none)
    assert judge(engine, p.IsTrue("plans.different_field_partner"), contradiction)[0] is UNMET


@pytest.mark.parametrize("some", [{"cooperates_with_other_companies": 1}, {"consortium_size": 2}, {}])
def test_some_partner_says_nothing_of_its_field(engine: Engine, some: dict[str, object]) -> None:
    test = p.IsTrue("plans.different_field_partner")
    assert judge(engine, test, plans(**some)) == (UNKNOWN, {"plans.different_field_partner"})
    assert judge(engine, test, plans(different_field_partner=True, **some))[0] is MET


def test_equal_tests_share_one_slot(engine: Engine) -> None:
    evaluator = Evaluator(engine.fields, {}, engine.catalog.definitions.applicants)
    whole = p.All((p.IsTrue("plans.equipment"), p.IsTrue("plans.overseas")))
    slot = evaluator.add(whole)
    assert evaluator.add(p.All((p.IsTrue("plans.equipment"), p.IsTrue("plans.overseas")))) == slot
    assert evaluator.add(p.IsTrue("plans.equipment")) != slot
    assert evaluator.add(p.IsTrue("plans.equipment", "met")) != evaluator.add(p.IsTrue("plans.equipment"))


def test_the_axes_of_a_size_test_are_open_under_the_names_of_their_fields(engine: Engine) -> None:
    test = p.ClassIn("it_size", ("sme",))
    everything = {"industry", "legal_form", "capital_yen", "employees"}
    assert judge(engine, test, {}) == (UNKNOWN, everything)
    assert judge(engine, test, {"industry": "NPO法人", "employees": 51}) == (UNKNOWN, {"main_industry"})
    assert judge(engine, test, {"legal_form": "株式会社", "industry": "小売業"}) == (
        UNKNOWN,
        {"capital_yen", "employees"},
    )
