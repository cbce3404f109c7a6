"""Profiles: what is accepted, how it is kept, and which field an error names."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from subsidy import Catalog, Profile, ProfileError, parse_profile
from subsidy.interval import Interval

THREE_MONTHS = "sales_decline.any_3_of_last_6_months_vs_precovid_pct"


def nested(key: str, value: object) -> dict[str, object]:
    group, _, name = key.partition(".")
    return {group: {name: value}} if name else {group: value}


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("capital_yen", 10_000_000, Interval(10_000_000, 10_000_000)),
        ("capital_yen", Decimal("1e7"), Interval(10_000_000, 10_000_000)),
        ("employees", 5.0, Interval(5, 5)),
        ("employees", 0, Interval(0, 0)),
        ("employees", [10, 20], Interval(10, 20)),
        ("employees", [7, 7], Interval(7, 7)),
        ("employees", [10, None], Interval(10, None)),
        ("employees", [None, 20], Interval(0, 20)),
        ("planned_investment_yen", [None, 20], Interval(0, 20)),
        (THREE_MONTHS, Decimal("9.95"), Interval(Fraction(199, 20), Fraction(199, 20))),
        (THREE_MONTHS, 9.95, Interval(Fraction(199, 20), Fraction(199, 20))),
        (THREE_MONTHS, -5, Interval(-5, -5)),
        (THREE_MONTHS, [None, 0], Interval(None, 0)),
        (THREE_MONTHS, [-5, None], Interval(-5, None)),
        ("plans.consortium_size", 3, Interval(3, 3)),
        ("plans.overseas", False, False),
        ("industry", "小売業", "小売業"),
        ("industry_detail", "タイヤの製造", "タイヤの製造"),
        ("plans.it_tool_process_codes", ["P-01", "P-04", "P-01"], frozenset({"P-01", "P-04"})),
        ("plans.it_tool_process_codes", [], frozenset()),
        ("plans.contract_date", "2021-01-08", dt.date(2021, 1, 8)),
        ("monthly_sales", {"2021-01": 5, "2020-12": None, "2020-01": Decimal("7.0")}, {"2021-01": 5, "2020-01": 7}),
    ],
)
def test_an_answer_is_kept_exactly(catalog: Catalog, key: str, given: object, kept: object) -> None:
    values = parse_profile(nested(key, given), catalog.fields).values
    assert values == {key: kept}
    assert type(values[key]) is type(kept)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"employees": None},
        {"employees": [None, None]},
        {"plans": None},
        {"plans": {}},
        {"plans": {"overseas": None}, "sales_decline": {THREE_MONTHS.split(".")[1]: None}},
        {"monthly_sales": {}},
        {"monthly_sales": {"2021-01": None}},
    ],
)
def test_null_and_absence_mean_unknown(catalog: Catalog, given: dict[str, object]) -> None:
    assert parse_profile(given, catalog.fields).values == {}


WRONG: list[tuple[str, Any, str]] = [
    ("nothing_like_it", 1, "unknown_field"),
    ("plans.nothing_like_it", 1, "unknown_field"),
    ("sales_decline.nothing_like_it", 1, "unknown_field"),
    ("plans", [], "not_an_object"),
    ("sales_decline", 10, "not_an_object"),
    ("employees", "5", "not_a_number"),
    ("employees", True, "not_a_number"),
    ("employees", {"low": 1}, "not_a_number"),
    ("employees", -1, "negative"),
    ("employees", Decimal("5.5"), "not_whole"),
    ("capital_yen", Decimal("0.1"), "not_whole"),
    ("capital_yen", Decimal("NaN"), "not_finite"),
    ("capital_yen", float("nan"), "not_finite"),
    ("capital_yen", Decimal("Infinity"), "not_finite"),
    ("capital_yen", float("-inf"), "not_finite"),
    ("capital_yen", Decimal("1e999"), "out_of_size"),
    ("capital_yen", 10**18, "out_of_size"),
    (THREE_MONTHS, Decimal("1e-19"), "out_of_size"),
    (THREE_MONTHS, Decimal("NaN"), "not_finite"),
    (THREE_MONTHS, False, "not_a_number"),
    ("employees", [], "not_a_range"),
    ("employees", [1], "not_a_range"),
    ("employees", [1, 2, 3], "not_a_range"),
    ("employees", [20, 10], "range_reversed"),
    (THREE_MONTHS, [20, 10], "range_reversed"),
    ("employees", ["1", 2], "not_a_number"),
    ("employees", [-1, 2], "negative"),
    ("employees", [None, -1], "negative"),
    ("employees", [[1, 2], 3], "not_a_number"),
    ("plans.consortium_size", [2, 5], "no_range_here"),
    ("plans.consortium_size", -2, "negative"),
    ("plans.overseas", "はい", "not_a_flag"),
    ("plans.overseas", 1, "not_a_flag"),
    ("industry", "農業", "not_listed"),
    ("industry", 3, "not_text"),
    ("industry", "", "not_text"),
    ("industry_detail", "  ", "not_text"),
    ("plans.growth_route", "合併", "not_listed"),
    ("legal_form", "財団", "not_listed"),
    ("main_industry", "医療法人", "not_listed"),
    ("prefecture", "東京", "not_listed"),
    ("plans.it_tool_process_codes", "P-01", "not_a_list"),
    ("plans.it_tool_process_codes", ["P-08"], "not_listed"),
    ("plans.it_tool_process_codes", [["P-01"]], "not_listed"),
    ("plans.contract_date", 20210108, "not_a_date"),
    ("plans.contract_date", "2021-1-8", "not_a_date"),
    ("plans.contract_date", "2021-02-29", "not_a_date"),
    ("plans.contract_date", "2021-01-08T00:00", "not_a_date"),
    ("monthly_sales", [1], "not_months"),
    ("monthly_sales", {"2021-13": 1}, "not_a_month"),
    ("monthly_sales", {"2021-1": 1}, "not_a_month"),
    ("monthly_sales", {"2021-01": -1}, "negative"),
    ("monthly_sales", {"2021-01": [1, 2]}, "not_a_number"),
    ("monthly_sales", {"2021-01": Decimal("0.5")}, "not_whole"),
]


@pytest.mark.parametrize(("key", "given", "code"), WRONG)
def test_what_is_wrong_is_named_with_its_field(catalog: Catalog, key: str, given: Any, code: str) -> None:
    with pytest.raises(ProfileError) as caught:
        parse_profile(nested(key, given), catalog.fields)
    assert (caught.value.code, caught.value.field) == (code, key)
    assert str(caught.value).startswith(f"{key}: ")


@pytest.mark.parametrize("key", ["plans.overseas", THREE_MONTHS, "employees.low"])
def test_a_field_of_a_group_is_no_field_on_its_own(catalog: Catalog, key: str) -> None:
    with pytest.raises(ProfileError) as caught:
        parse_profile({key: True}, catalog.fields)
    assert (caught.value.code, caught.value.field) == ("unknown_field", key)


@pytest.mark.parametrize("given", [None, 1, "text", [], [{}]])
def test_a_profile_is_an_object(catalog: Catalog, given: object) -> None:
    with pytest.raises(ProfileError) as caught:
        parse_profile(given, catalog.fields)
    assert (caught.value.code, caught.value.field) == ("not_an_object", None)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({"employes": 5}, "employees"),
        ({"industry": "小売り業"}, "小売業"),
        ({"plans": {"oversea": 1}}, "plans.overseas"),
    ],
)
def test_a_slip_of_the_keyboard_is_answered_with_what_was_probably_meant(
    catalog: Catalog, given: dict[str, object], meant: str
) -> None:
    with pytest.raises(ProfileError, match=meant):
        parse_profile(given, catalog.fields)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("capital_yen", 10**18 - 1),
        ("capital_yen", Decimal("999999999999999999")),
        (THREE_MONTHS, Decimal("1e-18")),
        (THREE_MONTHS, Decimal("-1e-18")),
    ],
)
def test_the_largest_and_the_smallest_number_that_fit_are_accepted(
    catalog: Catalog, key: str, value: int | Decimal
) -> None:
    exact = Fraction(value)
    assert parse_profile(nested(key, value), catalog.fields).values[key] == Interval(exact, exact)


def test_replace_sets_and_removes_answers_in_a_copy() -> None:
    profile = Profile({"employees": Interval(5, 5), "plans.overseas": True})
    changed = profile.replace(plans__overseas=None, plans__equipment=False, employees=Interval(6, 6))
    assert changed.values == {"employees": Interval(6, 6), "plans.equipment": False}
    assert profile.values == {"employees": Interval(5, 5), "plans.overseas": True}
