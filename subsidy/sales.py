"""Decline of sales found in monthly figures, by a programme's own rule."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from subsidy.interval import Interval
from subsidy.reference import SalesTest


class Pair(NamedTuple):
    """A month and the base month it is compared with, in yen."""

    month: str
    sales_yen: int
    base_month: str
    base_yen: int


class BestMonths(NamedTuple):
    """The months that show the largest decline. ``decline`` is exact only if no figure is missing."""

    pairs: tuple[Pair, ...]
    decline: Interval
    missing: tuple[str, ...]

    @property
    def sales_yen(self) -> int:
        """Sum of the months chosen."""
        return sum(pair.sales_yen for pair in self.pairs)

    @property
    def base_yen(self) -> int:
        """Sum of the months they are compared with."""
        return sum(pair.base_yen for pair in self.pairs)


def best_months(test: SalesTest, monthly: Mapping[str, int], last_month: str) -> BestMonths | None:
    """The choice of months with the largest decline in percent (positive is a decline), or None without a comparison.

    ``last_month`` (YYYY-MM) is the last full month: later figures are ignored. The six months end with the latest
    month that has a figure. A figure that is missing could raise the decline, so the upper end is then 100.
    """
    monthly = {month: yen for month, yen in monthly.items() if month <= last_month}
    months = _recent_months(test, monthly)
    options = {month: tuple(_pairs(test, monthly, month)) for month in months}
    missing = tuple(_missing(test, monthly, months))
    best = max(_choices(test.pick, options), key=_decline_of, default=None)
    if best is None:
        return None
    low = _decline_of(best)
    return BestMonths(best, Interval(low, max(low, Fraction(100)) if missing else low), missing)


def _recent_months(test: SalesTest, monthly: Mapping[str, int]) -> tuple[str, ...]:
    if test.months is not None:
        return test.months
    known = [month for month in monthly if month >= test.recent_from]
    if not known:
        return ()
    last = max(known)
    return tuple(shift(last, -back) for back in reversed(range(test.window_months or 1)))


def shift(month: str, by: int) -> str:
    """The month ``by`` months later."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + by, 12)
    return f"{year:04d}-{number + 1:02d}"


def _bases(test: SalesTest, month: str) -> Iterator[str]:
    if test.base_years_back is not None:
        yield shift(month, -12 * test.base_years_back)
    yield from (base for base in test.base if base[5:] == month[5:] and base < month)


def _pairs(test: SalesTest, monthly: Mapping[str, int], month: str) -> Iterator[Pair]:
    for base in _bases(test, month):
        if month in monthly and base in monthly:
            yield Pair(month, monthly[month], base, monthly[base])


def _missing(test: SalesTest, monthly: Mapping[str, int], months: tuple[str, ...]) -> Iterator[str]:
    wanted = {*months, *(base for month in months for base in _bases(test, month))}
    yield from sorted(wanted - monthly.keys())


def _choices(pick: int, options: Mapping[str, tuple[Pair, ...]]) -> Iterator[tuple[Pair, ...]]:
    for months in itertools.combinations(options, pick):
        for choice in itertools.product(*(options[month] for month in months)):
            if sum(pair.base_yen for pair in choice) > 0:
                yield choice


def _decline_of(pairs: tuple[Pair, ...]) -> Fraction:
    base = sum(pair.base_yen for pair in pairs)
    return Fraction((base - sum(pair.sales_yen for pair in pairs)) * 100, base)
