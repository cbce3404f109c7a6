"""Answers that are numbers: exact, or a range of which only the ends are known."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from subsidy.state import State

Number = int | Fraction


class Interval(NamedTuple):
    """Closed range of numbers; an end that is None is open."""

    low: Number | None
    high: Number | None

    @property
    def is_exact(self) -> bool:
        """Whether the range is a single number."""
        return self.low is not None and self.low == self.high


UNKNOWN = Interval(None, None)


def exactly(value: Number) -> Interval:
    """Range that holds one number."""
    return Interval(value, value)


def at_least(interval: Interval, bound: Number) -> State:
    """Whether every number of the range is ``bound`` or more."""
    if interval.low is not None and interval.low >= bound:
        return State.MET
    if interval.high is not None and interval.high < bound:
        return State.UNMET
    return State.UNKNOWN


def more_than(interval: Interval, bound: Number) -> State:
    """Whether every number of the range is above ``bound``."""
    if interval.low is not None and interval.low > bound:
        return State.MET
    if interval.high is not None and interval.high <= bound:
        return State.UNMET
    return State.UNKNOWN


def at_most(interval: Interval, bound: Number) -> State:
    """Whether every number of the range is ``bound`` or less."""
    if interval.high is not None and interval.high <= bound:
        return State.MET
    if interval.low is not None and interval.low > bound:
        return State.UNMET
    return State.UNKNOWN


def less_than(interval: Interval, bound: Number) -> State:
    """Whether every number of the range is below ``bound``."""
    if interval.high is not None and interval.high < bound:
        return State.MET
    if interval.low is not None and interval.low >= bound:
        return State.UNMET
    return State.UNKNOWN
