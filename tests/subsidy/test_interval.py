"""Comparisons of numbers and ranges with a bound."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy.interval import UNKNOWN, Interval, Number, at_least, at_most, exactly, less_than, more_than
from subsidy.state import State

Compare = Callable[[Interval, Number], State]
HOLDS: dict[Compare, Callable[[int, int], bool]] = {
    at_least: lambda value, bound: value >= bound,
    more_than: lambda value, bound: value > bound,
    at_most: lambda value, bound: value <= bound,
    less_than: lambda value, bound: value < bound,
}
MET, UNMET, OPEN = State.MET, State.UNMET, State.UNKNOWN


@pytest.mark.parametrize(
    ("compare", "below", "at", "above"),
    [
        (at_least, UNMET, MET, MET),
        (more_than, UNMET, UNMET, MET),
        (at_most, MET, MET, UNMET),
        (less_than, MET, UNMET, UNMET),
    ],
)
def test_only_at_least_and_at_most_include_the_bound(compare: Compare, below: State, at: State, above: State) -> None:
    assert [compare(exactly(value), 100) for value in (99, 100, 101)] == [below, at, above]


@pytest.mark.parametrize(
    ("compare", "interval", "state"),
    [
        (at_least, Interval(9, 10), OPEN),
        (at_least, Interval(10, 20), MET),
        (at_least, Interval(10, None), MET),
        (at_least, Interval(9, None), OPEN),
        (at_least, Interval(None, 9), UNMET),
        (at_least, Interval(None, 10), OPEN),
        (more_than, Interval(10, 20), OPEN),
        (more_than, Interval(11, None), MET),
        (more_than, Interval(None, 10), UNMET),
        (at_most, Interval(10, 11), OPEN),
        (at_most, Interval(None, 10), MET),
        (at_most, Interval(11, None), UNMET),
        (at_most, Interval(10, None), OPEN),
        (less_than, Interval(9, 10), OPEN),
        (less_than, Interval(None, 9), MET),
        (less_than, Interval(10, None), UNMET),
        (less_than, Interval(None, 10), OPEN),
    ],
)
def test_a_range_decides_only_where_all_of_it_agrees(compare: Compare, interval: Interval, state: State) -> None:
    assert compare(interval, 10) is state


@pytest.mark.parametrize("compare", HOLDS)
def test_a_range_that_is_open_at_both_ends_decides_nothing(compare: Compare) -> None:
    assert compare(UNKNOWN, 0) is OPEN


def test_a_decline_just_under_ten_percent_is_not_rounded_up() -> None:
    assert at_least(exactly(Fraction(1999, 200)), 10) is UNMET
    assert at_least(exactly(10 - Fraction(1, 10**15)), 10) is UNMET


@pytest.mark.parametrize(
    ("interval", "exact"),
    [
        (Interval(5, 5), True),
        (Interval(0, 0), True),
        (Interval(5, 6), False),
        (Interval(5, None), False),
        (Interval(None, 5), False),
        (UNKNOWN, False),
    ],
)
def test_only_a_single_number_is_exact(interval: Interval, exact: bool) -> None:
    assert interval.is_exact is exact


@given(st.sampled_from(list(HOLDS)), st.integers(-6, 6), st.integers(0, 6), st.integers(-8, 8))
def test_a_comparison_says_of_a_range_what_holds_for_each_of_its_numbers(
    compare: Compare, low: int, width: int, bound: int
) -> None:
    answers = {HOLDS[compare](value, bound) for value in range(low, low + width + 1)}
    expected = OPEN if len(answers) == 2 else MET if answers == {True} else UNMET
    assert compare(Interval(low, low + width), bound) is expected
