"""Subsidy amounts: exact, two-sided, with marginal steps and bands, also where answers are ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from subsidy import interval as iv
from subsidy.evaluate import Evaluator
from subsidy.facts import Facts
from subsidy.interval import Interval
from subsidy.state import State
from subsidy.tariff import Amount, RateStep, Tariff

COST_FIELD = "planned_investment_yen"
HEADCOUNT_FIELD = "employees"
RAISED_FIELD = "plans.raised_employees"


class Computed(NamedTuple):
    """What can be said of the amount. ``tariffs`` are those the answers leave possible; ``subsidy_yen`` is capped.

    ``caps_yen`` holds None where a cap is possible that nobody knows.
    """

    tariffs: tuple[Tariff, ...]
    caps_yen: tuple[int | None, ...]
    subsidy_yen: Interval | None
    floor: State
    ceiling: State

    @property
    def rate(self) -> Fraction | None:
        """The basic rate, if only one is possible."""
        if len(self.tariffs) == 1:
            return self.tariffs[0].rate.value
        rates = {tariff.rate.value for tariff in self.tariffs}
        return rates.pop() if len(rates) == 1 else None

    @property
    def cap_yen(self) -> int | None:
        """The largest subsidy, if only one is possible."""
        return self.caps_yen[0] if len(self.caps_yen) == 1 else None

    @property
    def estimate_yen(self) -> int | None:
        """The subsidy, if the answers settle it to the yen."""
        exact = self.subsidy_yen is not None and self.subsidy_yen.is_exact
        return int(self.subsidy_yen.low or 0) if exact and self.subsidy_yen is not None else None


def uncapped_subsidy(tariff: Tariff, cost_yen: int, rate: Fraction | None = None) -> int:
    """Subsidy for an eligible cost by rate and marginal steps, cut to whole yen, before floor and cap.

    ``rate`` stands in for the tariff's own. Raises ValueError where neither is known.
    """
    rate = tariff.rate.value if rate is None else rate
    if rate is None:
        raise ValueError(tariff.id)
    if not tariff.steps:
        return cost_yen * rate.numerator // rate.denominator
    return _stepped(tariff.steps, cost_yen, rate)


def _stepped(steps: Sequence[RateStep], cost_yen: int, rate: Fraction) -> int:
    paid, cost_left = Fraction(0), Fraction(cost_yen)
    for step in sorted(steps, key=lambda step: step.above_subsidy_yen):
        cost_of_stretch = (step.above_subsidy_yen - paid) / rate
        if cost_left <= cost_of_stretch:
            break
        paid, cost_left, rate = Fraction(step.above_subsidy_yen), cost_left - cost_of_stretch, step.rate
    return int(paid + cost_left * rate)


def caps_of(tariff: Tariff, headcount: Interval | None, raised: Interval | None = None) -> tuple[int | None, ...]:
    """Every cap that the headcount and the number of people whose wage is raised leave possible."""
    if tariff.cap is not None:
        return (tariff.cap.yen - tariff.cap.exclusive,)
    found: list[int | None] = [
        band.yen
        for band in tariff.cap_bands
        if _touches(headcount, band.employees_from, band.employees_to)
        and (band.raised_from is None or _touches(raised, band.raised_from, band.raised_to))
    ]
    if not found or _touches(headcount, 0, min(band.employees_from for band in tariff.cap_bands) - 1):
        found.append(None)
    return tuple(found) if len(found) == 1 else tuple(dict.fromkeys(found))


def _touches(interval: Interval | None, first: int, last: int | None) -> bool:
    """Whether a number from ``first`` to ``last`` (None: no end) is possible."""
    if last is not None and last < first:
        return False
    low, high = interval if interval is not None else (0, None)
    return (high is None or first <= high) and (last is None or (low or 0) <= last)


class AmountRule:
    """The amount of one frame, with its tests compiled."""

    def __init__(self, amount: Amount, evaluator: Evaluator) -> None:
        self.amount = amount
        self._evaluator = evaluator
        self._tariffs = [(None if t.when is None else evaluator.add(t.when), t) for t in amount.tariffs]
        self._computable = None if amount.computable_when is None else evaluator.add(amount.computable_when)
        self._least = min((variant.cap_yen for variant in amount.variants), default=None)

    def compute(self, facts: Facts, states: Sequence[State]) -> Computed:
        """Rate, cap, subsidy and limits for what is known."""
        cost = self._cost(facts, states)
        headcount, raised = facts.interval(HEADCOUNT_FIELD), facts.interval(RAISED_FIELD)
        tariffs = tuple(self._possible(states)) or self.amount.tariffs
        each = [_compute(tariff, cost, caps_of(tariff, headcount, raised), self._least) for tariff in tariffs]
        return each[0] if len(each) == 1 else _merged(each)

    def _possible(self, states: Sequence[State]) -> Iterator[Tariff]:
        for slot, tariff in self._tariffs:
            state = State.MET if slot is None else states[slot]
            if state is not State.UNMET:
                yield tariff
            if state is State.MET:
                return

    def _cost(self, facts: Facts, states: Sequence[State]) -> Interval | None:
        if self._computable is not None and states[self._computable] is State.UNMET:
            return None
        return facts.interval(COST_FIELD)

    def open_fields(self, computed: Computed, facts: Facts, states: Sequence[State]) -> set[str]:
        """Fields that could still change rate, cap or estimate."""
        found = self._tariff_fields(computed, facts, states)
        bands = [band for tariff in computed.tariffs for band in tariff.cap_bands]
        if len(computed.caps_yen) > 1 and bands:
            found.add(HEADCOUNT_FIELD)
            found |= {RAISED_FIELD for band in bands if band.raised_from is not None}
        if computed.subsidy_yen is None or not computed.subsidy_yen.is_exact:
            found |= self._cost_fields(computed, states)
        return {key for key in found if not facts.is_settled(key)}

    def limit_fields(self, of_floor: bool, computed: Computed, facts: Facts, states: Sequence[State]) -> set[str]:
        """Fields that could still decide the floor, or the ceiling."""
        if (computed.floor if of_floor else computed.ceiling) is not State.UNKNOWN:
            return set()
        found = self._tariff_fields(computed, facts, states)
        cost = self._cost(facts, states)
        if any(_turns_on_cost(tariff, cost, of_floor) for tariff in computed.tariffs):
            found |= self._cost_fields(computed, states)
        return {key for key in found if not facts.is_settled(key)}

    def _tariff_fields(self, computed: Computed, facts: Facts, states: Sequence[State]) -> set[str]:
        if len(computed.tariffs) < 2:
            return set()
        whens = [tariff.when for tariff in computed.tariffs if tariff.when is not None]
        return set().union(*(self._evaluator.open_fields(when, states, facts) for when in whens))

    def _cost_fields(self, computed: Computed, states: Sequence[State]) -> set[str]:
        not_computable = self._computable is not None and states[self._computable] is State.UNMET
        by_rate = any(tariff.rate.value is not None for tariff in computed.tariffs)
        return {COST_FIELD} if by_rate and not not_computable else set()


def _compute(tariff: Tariff, cost: Interval | None, caps: tuple[int | None, ...], least: int | None) -> Computed:
    subsidy = None if tariff.rate.value is None else _subsidy_range(tariff, cost)
    return Computed(
        tariffs=(tariff,),
        caps_yen=caps,
        subsidy_yen=None if cost is None or subsidy is None else _capped(subsidy, caps, least),
        floor=_floor_state(tariff, cost, subsidy),
        ceiling=State.MET if subsidy is None else _ceiling_state(tariff, subsidy),
    )


def _merged(each: Sequence[Computed]) -> Computed:
    """What holds whichever of the tariffs applies."""
    return Computed(
        tariffs=tuple(tariff for computed in each for tariff in computed.tariffs),
        caps_yen=tuple(dict.fromkeys(cap for computed in each for cap in computed.caps_yen)),
        subsidy_yen=_hull([computed.subsidy_yen for computed in each if computed.subsidy_yen is not None]),
        floor=_agreed({computed.floor for computed in each}),
        ceiling=_agreed({computed.ceiling for computed in each}),
    )


def _subsidy_range(tariff: Tariff, cost: Interval | None, rate: Fraction | None = None) -> Interval:
    """Before the cap; an unknown cost can bring anything."""
    if cost is None:
        return Interval(0, None)
    low = uncapped_subsidy(tariff, int(cost.low or 0), rate)
    if cost.high is None:
        return Interval(low, None)
    base = tariff.rate.value if rate is None else rate
    if base is not None and any(step.unsure for step in tariff.steps):
        sure = [step for step in tariff.steps if not step.unsure]
        return Interval(low, _stepped(sure, int(cost.high), base))
    return Interval(low, low if cost.high == cost.low else uncapped_subsidy(tariff, int(cost.high), rate))


def _capped(subsidy: Interval, caps: Sequence[int | None], least: int | None) -> Interval:
    """Within every cap that is possible; ``least`` is that of the smallest kind of project."""
    low, high = subsidy
    known = [cap for cap in caps if cap is not None]
    lowest = 0 if None in caps else min(known)
    highest = None if None in caps else max(known)
    lowest = lowest if least is None else min(lowest, least)
    low = lowest if low is None or low > lowest else low
    return Interval(low, highest if high is None or (highest is not None and high > highest) else high)


def _hull(intervals: Sequence[Interval]) -> Interval | None:
    if not intervals:
        return None
    highs = [interval.high for interval in intervals]
    return Interval(
        min(interval.low or 0 for interval in intervals),
        None if None in highs else max(high for high in highs if high is not None),
    )


def _floor_state(tariff: Tariff, cost: Interval | None, subsidy: Interval | None) -> State:
    """A cost fails the floor only if it stays below at the highest rate that a special case could bring."""
    if tariff.floor is None or subsidy is None:
        return State.MET
    compare = iv.more_than if tariff.floor.exclusive else iv.at_least
    state = compare(subsidy, tariff.floor.yen)
    if state is State.MET or not tariff.special_rates:
        return state
    highest = max(special.value for special in tariff.special_rates)
    at_best = compare(_subsidy_range(tariff, cost, highest), tariff.floor.yen)
    return State.UNMET if at_best is State.UNMET else State.UNKNOWN


def _turns_on_cost(tariff: Tariff, cost: Interval | None, of_floor: bool) -> bool:
    """Whether a more exact cost could decide a limit of the tariff."""
    if tariff.rate.value is None:
        return False
    subsidy = _subsidy_range(tariff, cost)
    if of_floor:
        return _floor_state(tariff, cost, subsidy) is State.UNKNOWN
    if tariff.cap is None or tariff.cap.excess == "capped":
        return False
    compare = iv.less_than if tariff.cap.exclusive else iv.at_most
    return compare(subsidy, tariff.cap.yen) is State.UNKNOWN


def _ceiling_state(tariff: Tariff, subsidy: Interval) -> State:
    """A cap that may not be cut to (要確認) leaves the verdict open, it never fails it."""
    if tariff.cap is None or tariff.cap.excess == "capped":
        return State.MET
    compare = iv.less_than if tariff.cap.exclusive else iv.at_most
    return State.MET if compare(subsidy, tariff.cap.yen) is State.MET else State.UNKNOWN


def _agreed(states: set[State]) -> State:
    return next(iter(states)) if len(states) == 1 else State.UNKNOWN
