"""Near misses: how far each failed number is from what is asked, and what would satisfy it.

Only fields that the catalogue calls changeable carry a proposal: nobody is told to employ fewer people, to cut the
capital or to sell less.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from subsidy.amount import COST_FIELD, uncapped_subsidy
from subsidy.assessment import FLOOR_ID, Verdict
from subsidy.classify import Applicant, Classifier
from subsidy.criterion import CriterionResult
from subsidy.interval import Number
from subsidy.predicate import AtLeast, AtMost, ClassIn, CodesAtLeast, LessThan, MoreThan, Test, walk
from subsidy.size import COMPANY
from subsidy.state import State
from subsidy.tariff import Tariff
from subsidy.whole import Catalog
from subsidy.wording import format_number

RISING = (AtLeast, MoreThan)
COMPARED = (*RISING, AtMost, LessThan)


class NearMiss(NamedTuple):
    """A failed number. ``code`` is what it would have to be: at_least, more_than, at_most or less_than ``bound``.

    ``value`` is the number given, or the end of the range that comes nearest.
    """

    criterion: str
    field: str
    code: str
    value: Number
    bound: Number
    changeable: bool

    @property
    def distance(self) -> Number:
        """How far the value is from the bound; zero where the bound itself is not enough."""
        return self.bound - self.value if self.bound > self.value else self.value - self.bound


def near_misses(verdict: Verdict) -> tuple[NearMiss, ...]:
    """Every failed number of a verdict. Where a criterion lists several, any one of them may be enough."""
    finder = _Finder(verdict)
    return tuple(
        miss for result in verdict.criteria if result.state is State.UNMET for miss in finder.of_criterion(result)
    )


def near_miss_text(catalog: Catalog, miss: NearMiss) -> str:
    """What is missing, in Japanese; a proposal only where the field can be changed."""
    field = next(field for field in catalog.fields if field.key == miss.field)
    words = catalog.wording["near_miss"]
    code = miss.code if miss.changeable else ("under" if miss.code in ("at_least", "more_than") else "over")
    limit, distance = (format_number(field.kind, number) for number in (miss.bound, miss.distance))
    return words[code].format(label=field.label, limit=limit, distance=distance)


class _Finder:
    def __init__(self, verdict: Verdict) -> None:
        self._verdict = verdict
        self._context = verdict.context
        self._facts = verdict.context.facts

    def of_criterion(self, result: CriterionResult) -> Iterator[NearMiss]:
        if result.id == FLOOR_ID:
            yield from self._of_floor(result.id)
        elif result.criterion.test is not None:
            for part in walk(result.criterion.test):
                if self._context.state_of(part) is State.UNMET:
                    yield from self._of_test(result.id, part)

    def _of_test(self, criterion: str, test: Test) -> Iterator[NearMiss]:
        if isinstance(test, COMPARED):
            interval = self._facts.interval(test.field)
            end = None if interval is None else (interval.high if isinstance(test, RISING) else interval.low)
            if end is not None:
                yield self._miss(criterion, test.field, test.key, end, test.value)
        elif isinstance(test, CodesAtLeast):
            yield from self._of_codes(criterion, test)
        elif isinstance(test, ClassIn):
            yield from self._of_size(criterion, test)

    def _of_codes(self, criterion: str, test: CodesAtLeast) -> Iterator[NearMiss]:
        codes = self._facts.values.get(test.field)
        count = None if test.count_field is None else self._facts.interval(test.count_field)
        if isinstance(codes, frozenset):
            counted = len(codes & frozenset(test.among)) if test.among else len(codes)
            yield self._miss(criterion, test.field, "at_least", counted, test.count)
        elif count is not None and count.high is not None:
            yield self._miss(criterion, test.field, "at_least", count.high, test.count)

    def _of_size(self, criterion: str, test: ClassIn) -> Iterator[NearMiss]:
        """The limits of the size table that are exceeded, by the lowest figures the answers leave possible."""
        axes = self._context.axes()
        if len(axes.forms) != 1:
            return
        who = Applicant(axes.forms[0], axes.trades[0], axes.detail, axes.capital[0], axes.employees[0])
        classifier = self._context.engine.evaluator.classifier(test.definition)
        if {"sme", "small"} & set(test.classes):
            for field, value, limit in _limits(classifier, who, len(axes.trades) == 1):
                if value > limit:
                    yield self._miss(criterion, field, "at_most", value, limit)
        mid = classifier.mid if "mid" in test.classes and who.form == COMPANY else None
        if mid is not None and who.capital_yen >= mid.capital_below_yen:
            yield self._miss(criterion, "capital_yen", "less_than", who.capital_yen, mid.capital_below_yen)

    def _of_floor(self, criterion: str) -> Iterator[NearMiss]:
        cost = self._facts.interval(COST_FIELD)
        needed = [cost_for_floor(tariff) for tariff in self._verdict.computed.tariffs if tariff.floor is not None]
        if cost is not None and cost.high is not None and needed:
            yield self._miss(criterion, COST_FIELD, "at_least", cost.high, min(needed))

    def _miss(self, criterion: str, field: str, code: str, value: Number, bound: Number) -> NearMiss:
        return NearMiss(criterion, field, code, value, bound, self._context.engine.fields[field].changeable)


def _limits(classifier: Classifier, who: Applicant, one_trade: bool) -> Iterator[tuple[str, int, int]]:
    """Field, figure and limit of each figure that counts; a trade's limits only where the trade is known."""
    if classifier.small is not None:
        small = classifier.small.row_of(who.trade, who.detail)
        if small is not None and one_trade:
            yield "employees", who.employees, small.employees_at_most
        return
    row, headcount_limit = classifier.limits(classifier.tables[0], who)
    own_limit = row is not None and who.trade not in row.trades and row.employees_at_most is not None
    if not one_trade and not own_limit:
        return
    if row is not None and who.form == COMPANY and row.capital_at_most_yen is not None:
        yield "capital_yen", who.capital_yen, row.capital_at_most_yen
    if headcount_limit is not None:
        yield "employees", who.employees, headcount_limit


def cost_for_floor(tariff: Tariff) -> int:
    """The smallest eligible cost in yen whose subsidy reaches the tariff's floor (0 without one, or without a rate)."""
    if tariff.floor is None or tariff.rate.value is None:
        return 0
    wanted = tariff.floor.yen + tariff.floor.exclusive
    low, high = 0, wanted * tariff.rate.value.denominator
    while uncapped_subsidy(tariff, high) < wanted:
        high *= 2
    while low < high:
        middle = (low + high) // 2
        if uncapped_subsidy(tariff, middle) >= wanted:
            high = middle
        else:
            low = middle + 1
    return low
