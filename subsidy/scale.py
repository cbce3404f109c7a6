"""Subsidy by cost: a rate, with marginal steps, as whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from subsidy.tariff import RateStep


class _Stretch(NamedTuple):
    """From a cost above ``start_yen`` on the subsidy is (cost × ``times`` + ``plus``) ÷ ``by``, cut to whole yen."""

    start_yen: Fraction
    times: int
    plus: int
    by: int


class Scale:
    """The subsidy for a cost, before floor and cap."""

    __slots__ = ("_first", "_later")

    def __init__(self, rate: Fraction, steps: Sequence[RateStep] = ()) -> None:
        self._first, *self._later = _stretches(rate, steps)

    def subsidy(self, cost_yen: int) -> int:
        """Whole yen for whole yen."""
        found = self._first
        for stretch in self._later:
            if cost_yen <= stretch.start_yen:
                break
            found = stretch
        return (cost_yen * found.times + found.plus) // found.by


def _stretches(rate: Fraction, steps: Sequence[RateStep]) -> list[_Stretch]:
    """The line that each step begins, by rising cost."""
    start, paid = Fraction(0), Fraction(0)
    found = [_stretch(start, paid, rate)]
    for step in sorted(steps, key=lambda step: step.above_subsidy_yen):
        start += (step.above_subsidy_yen - paid) / rate
        paid, rate = Fraction(step.above_subsidy_yen), step.rate
        found.append(_stretch(start, paid, rate))
    return found


def _stretch(start: Fraction, paid: Fraction, rate: Fraction) -> _Stretch:
    offset = paid - start * rate
    return _Stretch(
        start,
        rate.numerator * offset.denominator,
        offset.numerator * rate.denominator,
        rate.denominator * offset.denominator,
    )
