"""Amounts of a tariff: rate, marginal steps, floors and caps, to the yen."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy import Catalog
from subsidy.amount import caps_of, uncapped_subsidy
from subsidy.interval import Interval
from subsidy.source import Source
from subsidy.tariff import CapBand, Rate, RateStep, Tariff

MAN = 10**4
HERE = Source("document", "place")


def tariff(rate: str, *steps: tuple[int, str]) -> Tariff:
    each = tuple(RateStep(above, Fraction(step_rate), HERE) for above, step_rate in steps)
    return Tariff("t", Rate(Fraction(rate), HERE), steps=each)


@pytest.mark.parametrize(
    ("rate", "cost", "subsidy"),
    [
        ("2/3", 100, 66),
        ("2/3", 101, 67),
        ("1/2", 1, 0),
        ("3/4", 3, 2),
        ("2/3", 0, 0),
        ("2/3", 10**17 + 1, 66666666666666667),
    ],
)
def test_a_subsidy_is_cut_to_whole_yen(rate: str, cost: int, subsidy: int) -> None:
    assert uncapped_subsidy(tariff(rate), cost) == subsidy


@pytest.mark.parametrize(
    ("cost", "subsidy"),
    [
        (79_999_999, 39_999_999),
        (80_000_000, 40_000_000),
        (80_000_001, 40_000_000),
        (80_000_002, 40_000_000),
        (80_000_003, 40_000_001),
        (200_000_000, 80_000_000),
        (200_000_003, 80_000_001),
    ],
)
def test_only_the_cost_beyond_the_step_is_paid_at_the_lower_rate(cost: int, subsidy: int) -> None:
    assert uncapped_subsidy(tariff("1/2", (40_000_000, "1/3")), cost) == subsidy


def test_several_steps_follow_each_other_whatever_their_order() -> None:
    steps = ((100, "1/2"), (200, "1/4"))
    for each in (steps, steps[::-1]):
        assert [uncapped_subsidy(tariff("1/1", *each), cost) for cost in (100, 300, 304, 303)] == [100, 200, 201, 200]


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_a_larger_cost_never_brings_a_smaller_subsidy(cost: int, more: int) -> None:
    stepped = tariff("1/2", (40_000_000, "1/3"))
    assert uncapped_subsidy(stepped, cost) <= uncapped_subsidy(stepped, cost + more)


@given(st.integers(80_000_000, 10**9))
def test_above_the_step_the_formula_of_the_convention_holds(cost: int) -> None:
    expected = 40_000_000 + (cost - 80_000_000) // 3
    assert uncapped_subsidy(tariff("1/2", (40_000_000, "1/3")), cost) == expected


@pytest.mark.parametrize(
    ("headcount", "caps"),
    [
        (Interval(0, 0), {500}),
        (Interval(5, 5), {500}),
        (Interval(6, 6), {1000}),
        (Interval(20, 20), {1000}),
        (Interval(21, 21), {1500}),
        (Interval(5, 6), {500, 1000}),
        (Interval(6, 20), {1000}),
        (Interval(20, 21), {1000, 1500}),
        (Interval(0, 300), {500, 1000, 1500}),
        (Interval(21, None), {1500}),
        (Interval(20, None), {1000, 1500}),
        (None, {500, 1000, 1500}),
    ],
)
def test_the_cap_of_the_special_frame_follows_the_headcount(
    catalog: Catalog, headcount: Interval | None, caps: set[int]
) -> None:
    frame = next(frame for programme in catalog.programmes for frame in programme.frames if "kinkyu" in frame.id)
    for each in frame.amount.tariffs:
        assert set(caps_of(each, headcount)) == {cap * MAN for cap in caps}


def test_a_band_without_end_takes_in_everybody_above() -> None:
    bands = (CapBand(0, 5, 1, HERE), CapBand(6, None, 2, HERE))
    banded = Tariff("t", Rate(Fraction(1), HERE), cap_bands=bands)
    assert [caps_of(banded, Interval(count, count)) for count in (5, 6, 10**9)] == [(1,), (2,), (2,)]
