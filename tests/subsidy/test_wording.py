"""Figures and answers as Japanese text."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy import Catalog
from subsidy.fields import Field, FieldKind
from subsidy.interval import Interval
from subsidy.profile import Value
from subsidy.wording import format_date, format_interval, format_number, format_percent, format_value, format_yen

OKU, MAN = 10**8, 10**4


@pytest.mark.parametrize(
    ("yen", "text"),
    [
        (0, "0円"),
        (1, "1円"),
        (999, "999円"),
        (1000, "1,000円"),
        (9999, "9,999円"),
        (10000, "1万円"),
        (10001, "1万1円"),
        (1_499_999, "149万9,999円"),
        (99_999_999, "9,999万9,999円"),
        (OKU, "1億円"),
        (OKU + 1, "1億1円"),
        (OKU + MAN, "1億1万円"),
        (150_000_000, "1億5,000万円"),
        (10**9, "10億円"),
        (10**12, "10,000億円"),
        (-10000, "-1万円"),
    ],
)
def test_yen_are_written_in_oku_and_man(yen: int, text: str) -> None:
    assert format_yen(yen) == text


@given(st.integers(0, 10**15))
def test_the_figures_of_an_amount_add_up_to_it(yen: int) -> None:
    rest, total = format_yen(yen).removesuffix("円").replace(",", ""), 0
    for unit, size in (("億", OKU), ("万", MAN)):
        head, found, tail = rest.partition(unit)
        if found:
            total, rest = total + int(head) * size, tail
    assert total + int(rest or 0) == yen


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0%"),
        (10, "10%"),
        (100, "100%"),
        (Fraction(19, 2), "9.5%"),
        (Fraction(199, 20), "9.95%"),
        (Fraction(9999, 1000), "9.99%"),
        (Fraction(99999, 10000), "9.99%"),
        (Fraction(100, 3), "33.33%"),
        (Fraction(1, 1000), "0%"),
        (-5, "-5%"),
        (Fraction(-19, 2), "-9.5%"),
        (Fraction(-1, 1000), "0%"),
        (Fraction(101, 10), "10.1%"),
        (Fraction(1001, 100), "10.01%"),
    ],
)
def test_a_percentage_is_cut_and_never_rounded_up(value: Fraction, text: str) -> None:
    assert format_percent(value) == text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (dt.date(2021, 5, 7), "2021年5月7日"),
        (dt.datetime(2021, 5, 7, 18), "2021年5月7日18時"),
        (dt.datetime(2021, 5, 7, 0, 5), "2021年5月7日0時5分"),
    ],
)
def test_a_moment_is_told_as_exactly_as_it_is_known(moment: dt.date, text: str) -> None:
    assert format_date(moment) == text


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("money", 10000, "1万円"),
        ("count", 1000, "1,000人"),
        ("percent", Fraction(5, 2), "2.5%"),
        ("number", 5, "5"),
    ],
)
def test_a_number_carries_the_unit_of_its_kind(kind: str, value: int, text: str) -> None:
    assert format_number(kind, value) == text


@pytest.mark.parametrize(
    ("kind", "interval", "text"),
    [
        ("count", Interval(10, 10), "10人"),
        ("count", Interval(0, 0), "0人"),
        ("count", Interval(10, 20), "10人から20人"),
        ("count", Interval(10, None), "10人以上"),
        ("count", Interval(0, 20), "20人以下"),
        ("money", Interval(0, None), "0円以上"),
        ("percent", Interval(None, 5), "5%以下"),
        ("percent", Interval(0, 5), "0%から5%"),
        ("percent", Interval(-5, None), "-5%以上"),
    ],
)
def test_a_range_tells_the_ends_it_has(catalog: Catalog, kind: str, interval: Interval, text: str) -> None:
    assert format_interval(kind, interval, catalog.wording["range"]) == text


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("flag", True, "はい"),
        ("flag", False, "いいえ"),
        ("count", Interval(3, 3), "3人"),
        ("codes", frozenset({"P-04", "P-01"}), "P-01・P-04"),
        ("codes", frozenset(), "なし"),
        ("date", dt.date(2021, 1, 8), "2021年1月8日"),
        ("months", {"2021-01": 1, "2021-02": 2}, "2か月分"),
        ("choice", "小売業", "小売業"),
    ],
)
def test_an_answer_is_read_back_in_words(catalog: Catalog, kind: FieldKind, value: Value, text: str) -> None:
    field = Field("key", kind, "label", 1)
    assert format_value(field, value, catalog.wording) == text
