"""Subsidy amounts: exact, two-sided, with marginal steps and bands, also where answers are ranges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from subsidy import interval as iv
from subsidy.evaluate import Evaluator
from subsidy.facts import Facts
from subsidy.interval import Interval, Number
from subsidy.scale import Scale
from subsidy.state import State
from subsidy.tariff import Amount, Tariff

COST_FIELD = "planned_investment_yen"
HEADCOUNT_FIELD = "employees"
RAISED_FIELD = "plans.raised_employees"
ANYTHING = Interval(0, None)


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
    return Scale(rate, tariff.steps).subsidy(cost_yen)


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


def _at_most(raised: Interval | None, headcount: Interval | None) -> Interval | None:
    """The people whose wage is raised, of whom there cannot be more than people employed."""
    if raised is None or raised.low is None or headcount is None or headcount.high is None:
        return raised
    most = headcount.high
    return Interval(min(raised.low, most), most if raised.high is None else min(raised.high, most))


class _CapSpan(NamedTuple):
    """Caps that are possible, from the lowest (that of the smallest kind of project) to the highest; None: no end."""

    caps: tuple[int | None, ...]
    lowest: int
    highest: int | None

    @classmethod
    def of(cls, caps: tuple[int | None, ...], least: int | None) -> _CapSpan:
        """The span of caps; None among them is one that nobody knows."""
        known = [cap for cap in caps if cap is not None]
        lowest = 0 if None in caps else min(known)
        return cls(caps, lowest if least is None else min(lowest, least), None if None in caps else max(known))

    def capped(self, subsidy: Interval) -> Interval:
        """A subsidy within every cap that is possible."""
        low, high = subsidy
        low = self.lowest if low is None or low > self.lowest else low
        if high is None or (self.highest is not None and high > self.highest):
            high = self.highest
        return Interval(low, high)


class _Limit(NamedTuple):
    """A figure of the subsidy that a tariff sets, and how it compares."""

    yen: int
    compare: Callable[[Interval, Number], State]

    def state(self, subsidy: Interval) -> State:
        """Whether every subsidy of the range keeps it."""
        return self.compare(subsidy, self.yen)


class _Scales:
    """A tariff's subsidy at one rate, before the cap: at least, and at most where the sources leave a step open."""

    def __init__(self, tariff: Tariff, rate: Fraction) -> None:
        self._low = Scale(rate, tariff.steps)
        sure = [step for step in tariff.steps if not step.unsure]
        self._high = self._low if len(sure) == len(tariff.steps) else Scale(rate, sure)

    def subsidy(self, cost: Interval | None) -> Interval:
        """Before the cap; an unknown cost can bring anything."""
        if cost is None:
            return ANYTHING
        low = self._low.subsidy(int(cost.low or 0))
        if cost.high is None:
            return Interval(low, None)
        same = cost.high == cost.low and self._high is self._low
        return Interval(low, low if same else self._high.subsidy(int(cost.high)))


class TariffRule:
    """One tariff, compiled. ``least`` is the cap of the smallest kind of project, where those differ."""

    def __init__(self, tariff: Tariff, least: int | None) -> None:
        self.tariff = tariff
        self._least = least
        rate, cap, floor = tariff.rate.value, tariff.cap, tariff.floor
        self._scales = None if rate is None else _Scales(tariff, rate)
        self._span = None if cap is None else _CapSpan.of(caps_of(tariff, None), least)
        self._floor = None if floor is None else _Limit(floor.yen, iv.more_than if floor.exclusive else iv.at_least)
        self._ceiling = None
        if cap is not None and cap.excess == "open":
            self._ceiling = _Limit(cap.yen, iv.less_than if cap.exclusive else iv.at_most)
        specials = [special.value for special in tariff.special_rates]
        self._best = _Scales(tariff, max(specials)) if specials else None

    def compute(self, cost: Interval | None, facts: Facts) -> Computed:
        """Rate, cap, subsidy and limits for what is known."""
        span = self._span or self._banded(facts)
        if self._scales is None:
            return Computed((self.tariff,), span.caps, None, State.MET, State.MET)
        subsidy = self._scales.subsidy(cost)
        capped = None if cost is None else span.capped(subsidy)
        floor, ceiling = self._floor_state(cost, subsidy), self._ceiling_state(subsidy)
        return Computed((self.tariff,), span.caps, capped, floor, ceiling)

    def _banded(self, facts: Facts) -> _CapSpan:
        headcount = facts.interval(HEADCOUNT_FIELD)
        raised = _at_most(facts.interval(RAISED_FIELD), headcount)
        return _CapSpan.of(caps_of(self.tariff, headcount, raised), self._least)

    def _floor_state(self, cost: Interval | None, subsidy: Interval) -> State:
        """A cost fails the floor only if it stays below at the highest rate that a special case could bring."""
        if self._floor is None:
            return State.MET
        state = self._floor.state(subsidy)
        if state is State.MET or self._best is None:
            return state
        at_best = self._floor.state(self._best.subsidy(cost))
        return State.UNMET if at_best is State.UNMET else State.UNKNOWN

    def _ceiling_state(self, subsidy: Interval) -> State:
        """A cap that may not be cut to (要確認) leaves the verdict open, it never fails it."""
        if self._ceiling is None or self._ceiling.state(subsidy) is State.MET:
            return State.MET
        return State.UNKNOWN

    def turns_on_cost(self, cost: Interval | None, of_floor: bool) -> bool:
        """Whether a more exact cost could decide a limit."""
        if self._scales is None:
            return False
        subsidy = self._scales.subsidy(cost)
        if of_floor:
            return self._floor_state(cost, subsidy) is State.UNKNOWN
        return self._ceiling is not None and self._ceiling.state(subsidy) is State.UNKNOWN


class AmountRule:
    """The amount of one frame, with its tests compiled."""

    def __init__(self, amount: Amount, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        least = min((variant.cap_yen for variant in amount.variants), default=None)
        self._tariffs = [
            (None if t.when is None else evaluator.add(t.when), TariffRule(t, least)) for t in amount.tariffs
        ]
        self._computable = None if amount.computable_when is None else evaluator.add(amount.computable_when)
        self.has_limits = any(t.floor or (t.cap and t.cap.excess == "open") for t in amount.tariffs)

    def compute(self, facts: Facts, states: Sequence[State]) -> Computed:
        """Rate, cap, subsidy and limits for what is known."""
        cost = self._cost(facts, states)
        each = [rule.compute(cost, facts) for _, rule in self._possible(states)]
        return each[0] if len(each) == 1 else _merged(each)

    def _possible(self, states: Sequence[State]) -> list[tuple[int | None, TariffRule]]:
        """The tariffs that may apply, in order; all of them where none does."""
        found = []
        for slot, rule in self._tariffs:
            state = State.MET if slot is None else states[slot]
            if state is not State.UNMET:
                found.append((slot, rule))
            if state is State.MET:
                break
        return found or self._tariffs

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
        if any(rule.turns_on_cost(cost, of_floor) for _, rule in self._possible(states)):
            found |= self._cost_fields(computed, states)
        return {key for key in found if not facts.is_settled(key)}

    def _tariff_fields(self, computed: Computed, facts: Facts, states: Sequence[State]) -> set[str]:
        if len(computed.tariffs) < 2:
            return set()
        whens = [slot for slot, _ in self._possible(states) if slot is not None]
        return set().union(*(self._evaluator.open_fields(slot, states, facts) for slot in whens))

    def _cost_fields(self, computed: Computed, states: Sequence[State]) -> set[str]:
        not_computable = self._computable is not None and states[self._computable] is State.UNMET
        by_rate = any(tariff.rate.value is not None for tariff in computed.tariffs)
        return {COST_FIELD} if by_rate and not not_computable else set()


def _merged(each: Sequence[Computed]) -> Computed:
    """What holds whichever of the tariffs applies."""
    return Computed(
        tariffs=tuple(tariff for computed in each for tariff in computed.tariffs),
        caps_yen=tuple(dict.fromkeys(cap for computed in each for cap in computed.caps_yen)),
        subsidy_yen=_hull([computed.subsidy_yen for computed in each if computed.subsidy_yen is not None]),
        floor=_agreed({computed.floor for computed in each}),
        ceiling=_agreed({computed.ceiling for computed in each}),
    )


def _hull(intervals: Sequence[Interval]) -> Interval | None:
    if not intervals:
        return None
    highs = [interval.high for interval in intervals]
    return Interval(
        min(interval.low or 0 for interval in intervals),
        None if None in highs else max(high for high in highs if high is not None),
    )


def _agreed(states: set[State]) -> State:
    return next(iter(states)) if len(states) == 1 else State.UNKNOWN
