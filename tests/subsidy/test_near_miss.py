"""Near misses: the distance of failed numbers, and what may be proposed."""

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy import Assessment, Catalog, Engine, NearMiss, near_miss_text, near_misses, parse_profile
from subsidy.amount import uncapped_subsidy
from subsidy.near_miss import cost_for_floor
from subsidy.source import Source
from subsidy.tariff import Floor, Rate, RateStep, Tariff

Assess = Callable[..., Assessment]
HERE = Source("document", "place")
THREE_MONTHS = "sales_decline.any_3_of_last_6_months_vs_precovid_pct"
COMPANY = {"legal_form": "株式会社", "industry": "小売業"}
INDIVIDUAL = {"legal_form": "個人事業主", "industry": "小売業"}
SME = {**COMPANY, "capital_yen": 10_000_000, "employees": 30}


def misses(assess: Assess, profile: Mapping[str, object], frame: str) -> set[NearMiss]:
    found = near_misses(assess(profile).verdicts[frame])
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize(
    ("decline", "nearest", "distance"),
    [(9, 9, 1), (9.95, Fraction(199, 20), Fraction(1, 20)), (-5, -5, 15), ([2, 8], 8, 2), ([None, 8], 8, 2)],
)
def test_the_distance_is_from_the_nearest_number_that_was_given(
    assess: Assess, decline: object, nearest: Fraction, distance: Fraction
) -> None:
    (miss,) = misses(assess, {"sales_decline": {THREE_MONTHS.split(".")[1]: decline}}, "saikouchiku_tsujo")
    assert miss == NearMiss("sales_3_months", THREE_MONTHS, "at_least", nearest, 10, False)
    assert miss.distance == distance


def test_what_is_met_or_unknown_is_no_near_miss(assess: Assess) -> None:
    assert misses(assess, {}, "saikouchiku_tsujo") == set()
    assert misses(assess, {"sales_decline": {THREE_MONTHS.split(".")[1]: [9, 11]}}, "saikouchiku_tsujo") == set()
    assert misses(assess, {"plans": {"new_business_shift": False}}, "saikouchiku_tsujo") == set()


@pytest.mark.parametrize(
    ("frame", "size", "found"),
    [
        ("kodo_renkei_kigyokan", 1, ("at_least", 1, 2)),
        ("kodo_renkei_kigyokan", 6, ("at_most", 6, 5)),
        ("kodo_renkei_supply", 11, ("at_most", 11, 10)),
    ],
)
def test_a_consortium_misses_only_the_end_it_is_beyond(
    assess: Assess, frame: str, size: int, found: tuple[str, int, int]
) -> None:
    (miss,) = misses(assess, {"plans": {"consortium_size": size}}, frame)
    assert (miss.code, miss.value, miss.bound) == found
    assert miss.changeable is True
    assert miss.distance == 1


@pytest.mark.parametrize(
    ("answers", "frame", "found"),
    [
        ({"it_tool_process_codes": ["P-01", "P-07"]}, "it_b", (2, 4)),
        ({"it_tool_process_codes": ["P-07"]}, "it_a", (0, 1)),
        ({"it_tool_processes": 3}, "it_b", (3, 4)),
    ],
)
def test_processes_that_are_too_few_are_counted(
    assess: Assess, answers: dict[str, object], frame: str, found: tuple[int, int]
) -> None:
    (miss,) = misses(assess, {"plans": answers}, frame)
    assert (miss.value, miss.bound) == found
    assert (miss.code, miss.field, miss.changeable) == ("at_least", "plans.it_tool_process_codes", True)


@pytest.mark.parametrize(
    ("profile", "frame", "found"),
    [
        (
            {**COMPANY, "capital_yen": 50_000_001, "employees": 53},
            "it_a",
            {("capital_yen", 50_000_001, 50_000_000), ("employees", 53, 50)},
        ),
        ({**INDIVIDUAL, "employees": 53}, "it_a", {("employees", 53, 50)}),
        ({**INDIVIDUAL, "employees": 53, "capital_yen": 10**9}, "it_a", {("employees", 53, 50)}),
        ({**COMPANY, "capital_yen": 10**8, "employees": 6}, "jizokuka_tsujo", {("employees", 6, 5)}),
        ({"industry": "NPO法人", "main_industry": "小売業", "employees": 51}, "it_a", {("employees", 51, 50)}),
        ({**COMPANY, "capital_yen": 10_000_000, "employees": 51}, "saikouchiku_global_v", set()),
    ],
)
def test_a_size_misses_the_limits_it_exceeds_and_being_too_small_is_no_near_miss(
    assess: Assess, profile: dict[str, object], frame: str, found: set[tuple[str, int, int]]
) -> None:
    given_misses = misses(assess, profile, frame)
    assert {(miss.field, miss.value, miss.bound) for miss in given_misses} == found
    assert {(miss.code, miss.changeable) for miss in given_misses} <= {("at_most", False)}


@pytest.mark.parametrize(
    ("frame", "cost", "needed"),
    [
        ("saikouchiku_tsujo", 1_499_999, 1_500_000),
        ("saikouchiku_sotsugyo", 90_000_001, 90_000_002),
        ("saikouchiku_kinkyu", 1_000_000, 1_333_334),
        ("it_a", 599_999, 600_000),
        ("it_b", 0, 3_000_000),
    ],
)
def test_a_subsidy_below_the_floor_misses_some_cost(assess: Assess, frame: str, cost: int, needed: int) -> None:
    (miss,) = misses(assess, {**SME, "planned_investment_yen": cost}, frame)
    assert miss == NearMiss("amount_floor", "planned_investment_yen", "at_least", cost, needed, True)
    assert misses(assess, {**SME, "planned_investment_yen": needed}, frame) == set()


def test_where_two_rates_are_possible_the_smaller_cost_is_told(assess: Assess) -> None:
    either = {**COMPANY, "capital_yen": [10**7, 9 * 10**8], "employees": 51, "planned_investment_yen": [0, 10**6]}
    (miss,) = misses(assess, either, "saikouchiku_tsujo")
    assert (miss.value, miss.bound, miss.distance) == (1_000_000, 1_500_000, 500_000)


@given(
    yen=st.integers(0, 10**8),
    exclusive=st.booleans(),
    rate=st.sampled_from(["1/2", "2/3", "3/4", "1/1"]),
    step=st.sampled_from([None, 1, 40_000_000]),
)
def test_the_cost_for_a_floor_is_the_smallest_that_reaches_it(
    yen: int, exclusive: bool, rate: str, step: int | None
) -> None:
    steps = () if step is None else (RateStep(step, Fraction(1, 3), HERE),)
    tariff = Tariff("t", Rate(Fraction(rate), HERE), steps=steps, floor=Floor(yen, HERE, exclusive))
    cost = cost_for_floor(tariff)
    wanted = yen + exclusive
    assert uncapped_subsidy(tariff, cost) >= wanted
    assert cost == 0 or uncapped_subsidy(tariff, cost - 1) < wanted


def test_without_a_floor_any_cost_will_do() -> None:
    assert cost_for_floor(Tariff("t", Rate(Fraction(1, 2), HERE))) == 0


def test_nobody_is_told_to_change_the_company_or_its_sales(assess: Assess, catalog: Catalog) -> None:
    profile = {
        **COMPANY,
        "capital_yen": 2 * 10**9,
        "employees": 400,
        "planned_investment_yen": 1,
        "sales_decline": {THREE_MONTHS.split(".")[1]: 0, "one_month_2021_1to3_vs_prev_or_prevprev_pct": 0},
        "plans": {"consortium_size": 20, "it_tool_process_codes": [], "value_added_growth_pct": 0},
    }
    for verdict in assess(profile).verdicts.values():
        for miss in near_misses(verdict):
            about_the_company = not miss.field.startswith(("plans.", "planned_"))
            proposals = [
                catalog.wording["near_miss"][code] for code in ("at_least", "at_most", "less_than", "more_than")
            ]
            tails = tuple(words.partition("{limit}")[2].partition("{")[0] for words in proposals)
            proposed = any(tail in near_miss_text(catalog, miss) for tail in tails)
            assert (proposed, miss.changeable) == (not about_the_company, not about_the_company)


def test_a_text_tells_limit_and_distance_with_their_units(catalog: Catalog) -> None:
    for miss, parts in (
        (NearMiss("c", THREE_MONTHS, "at_least", Fraction(199, 20), 10, False), ("10%", "0.05%")),
        (NearMiss("c", "employees", "at_most", 53, 50, False), ("50人", "3人")),
        (NearMiss("c", "planned_investment_yen", "at_least", 1_000_000, 1_500_000, True), ("150万円", "50万円")),
    ):
        assert [part for part in parts if part not in near_miss_text(catalog, miss)] == []


@pytest.mark.parametrize(
    ("profile", "frame", "expected"),
    [
        ({"industry": "小売業", "legal_form": "株式会社", "employees": 6}, "jizokuka_tsujo", {("employees", 6, 5)}),
        (
            {"industry": "小売業", "legal_form": "株式会社", "employees": [60, 70], "capital_yen": 100_000_000},
            "it_a",
            {("employees", 60, 50), ("capital_yen", 100_000_000, 50_000_000)},
        ),
        ({"industry": "医療法人", "employees": 301}, "it_a", {("employees", 301, 300)}),
    ],
)
def test_a_size_that_is_missed_for_certain_is_a_near_miss_though_other_facts_are_open(
    engine: Engine, profile: dict[str, object], frame: str, expected: set[tuple[str, int, int]]
) -> None:
    parsed = parse_profile(profile, engine.catalog.fields)
    verdict = engine.assess(parsed, dt.datetime(2021, 4, 15, 12)).verdicts[frame]
    misses = [miss for miss in near_misses(verdict) if miss.criterion == "size"]
    assert {(miss.field, miss.value, miss.bound) for miss in misses} == expected
    assert not any(miss.changeable for miss in misses)
