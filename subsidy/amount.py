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
from subsidy.tariff import Amount, Tariff

COST_FIELD = "planned_investment_yen"
HEADCOUNT_FIELD = "employees"


class Computed(NamedTuple):
    """What can be said of the amount. ``tariffs`` are those the answers leave possible; ``subsidy_yen`` is capped."""

    tariffs: tuple[Tariff, ...]
    caps_yen: tuple[int, ...]
    subsidy_yen: Interval | None
    floor: State
    ceiling: State

    @property
    def rate(self) -> Fraction | None:
        """The basic rate, if only one is possible."""
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


def uncapped_subsidy(tariff: Tariff, cost_yen: int) -> int:
    """Subsidy for an eligible cost by rate and marginal steps, cut to whole yen, before floor and cap."""
    if not tariff.steps:
        return cost_yen * tariff.rate.value.numerator // tariff.rate.value.denominator
    rate, paid, cost_left = tariff.rate.value, Fraction(0), Fraction(cost_yen)
    for step in sorted(tariff.steps, key=lambda step: step.above_subsidy_yen):
        cost_of_stretch = (step.above_subsidy_yen - paid) / rate
        if cost_left <= cost_of_stretch:
            break
        paid, cost_left, rate = Fraction(step.above_subsidy_yen), cost_left - cost_of_stretch, step.rate
    return int(paid + cost_left * rate)


def caps_of(tariff: Tariff, headcount: Interval | None) -> tuple[int, ...]:
    """Every cap that the headcount leaves possible."""
    if tariff.cap is not None:
        return (tariff.cap.yen - tariff.cap.exclusive,)
    low, high = headcount if headcount is not None else (0, None)
    return tuple(
        band.yen
        for band in tariff.cap_bands
        if (high is None or band.employees_from <= high)
        and (band.employees_to is None or (low or 0) <= band.employees_to)
    )


class AmountRule:
    """The amount of one frame, with its tests compiled."""

    def __init__(self, amount: Amount, evaluator: Evaluator) -> None:
        self.amount = amount
        self._evaluator = evaluator
        self._tariffs = [(None if t.when is None else evaluator.add(t.when), t) for t in amount.tariffs]
        self._computable = None if amount.computable_when is None else evaluator.add(amount.computable_when)

    def compute(self, facts: Facts, states: Sequence[State]) -> Computed:
        """Rate, cap, subsidy and limits for what is known."""
        cost = self._cost(facts, states)
        headcount = facts.interval(HEADCOUNT_FIELD)
        tariffs = tuple(self._possible(states)) or self.amount.tariffs
        if len(tariffs) == 1:
            return _compute(tariffs[0], cost, headcount)
        return _merged([_compute(tariff, cost, headcount) for tariff in tariffs])

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
        if len(computed.caps_yen) > 1 and any(tariff.cap_bands for tariff in computed.tariffs):
            found.add(HEADCOUNT_FIELD)
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
        if not computed.tariffs or (self._computable is not None and states[self._computable] is State.UNMET):
            return set()
        return {COST_FIELD}


def _compute(tariff: Tariff, cost: Interval | None, headcount: Interval | None) -> Computed:
    subsidy = _subsidy_range(tariff, cost)
    caps = caps_of(tariff, headcount)
    return Computed(
        tariffs=(tariff,),
        caps_yen=caps,
        subsidy_yen=None if cost is None else _capped(subsidy, caps),
        floor=_floor_state(tariff, subsidy),
        ceiling=_ceiling_state(tariff, subsidy),
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


def _subsidy_range(tariff: Tariff, cost: Interval | None) -> Interval:
    """Before the cap; an unknown cost can bring anything."""
    if cost is None:
        return Interval(0, None)
    low = uncapped_subsidy(tariff, int(cost.low or 0))
    if cost.high is None or cost.high == cost.low:
        return Interval(low, None if cost.high is None else low)
    return Interval(low, uncapped_subsidy(tariff, int(cost.high)))


def _capped(subsidy: Interval, caps: Sequence[int]) -> Interval:
    low, high = subsidy
    lowest, highest = (caps[0], caps[0]) if len(caps) == 1 else (min(caps), max(caps))
    low = lowest if low is None or low > lowest else low
    return Interval(low, highest if high is None or high > highest else high)


def _hull(intervals: Sequence[Interval]) -> Interval | None:
    if not intervals:
        return None
    highs = [interval.high for interval in intervals]
    return Interval(
        min(interval.low or 0 for interval in intervals),
        None if None in highs else max(high for high in highs if high is not None),
    )


def _floor_state(tariff: Tariff, subsidy: Interval) -> State:
    if tariff.floor is None:
        return State.MET
    compare = iv.more_than if tariff.floor.exclusive else iv.at_least
    return compare(subsidy, tariff.floor.yen)


def _turns_on_cost(tariff: Tariff, cost: Interval | None, of_floor: bool) -> bool:
    """Whether a more exact cost could decide a limit of the tariff."""
    subsidy = _subsidy_range(tariff, cost)
    if of_floor:
        return _floor_state(tariff, subsidy) is State.UNKNOWN
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
