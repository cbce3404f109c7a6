"""高付加価値化チェックリスト: what the ticks say. Counts, patterns that hold, stages. Pure; words are data.

Sections, patterns and limits come from the catalogue; the limits are ours, the source gives patterns in words only.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from subsidy.reference import ChecklistLimits, ChecklistPattern
from subsidy.state import State

MANAGEMENT, OPERATIONS, SHOPFLOOR, DATA = 1, 2, 3, 4
FEW, BEHIND, READY = "few_checks", "digital_ahead_of_vision", "ready_to_connect"


@dataclass(frozen=True)
class Tally:
    """One section: its number, how many of how many items are ticked, and whether it was answered at all."""

    number: int
    count: int
    of: int
    answered: bool


@dataclass(frozen=True)
class Outcome:
    """Counts per section; ids of patterns that hold, and of those that unanswered sections could still bring."""

    tallies: tuple[Tally, ...]
    patterns: tuple[str, ...]
    possible: tuple[str, ...]

    @property
    def count(self) -> int:
        """Ticks in all sections."""
        return sum(tally.count for tally in self.tallies)

    @property
    def of(self) -> int:
        """Items in all sections."""
        return sum(tally.of for tally in self.tallies)

    @property
    def least(self) -> tuple[int, ...]:
        """Numbers of the answered sections with the smallest share of ticks; empty where all shares are equal."""
        shares = {tally.number: Fraction(tally.count, tally.of) for tally in self.tallies if tally.answered}
        low = min(shares.values(), default=Fraction(0))
        return () if len(set(shares.values())) < 2 else tuple(n for n, share in shares.items() if share == low)


def tally(items: Mapping[int, Collection[str]], ticks: Mapping[int, Iterable[str]]) -> tuple[Tally, ...]:
    """Counts of the items of each section that are ticked; a section that ``ticks`` lacks was not answered."""
    return tuple(
        Tally(number, len(set(ticks.get(number, ())) & set(those)), len(those), number in ticks)
        for number, those in sorted(items.items())
    )


def evaluate(
    items: Mapping[int, Collection[str]],
    ticks: Mapping[int, Iterable[str]],
    limits: ChecklistLimits,
    order: Sequence[str],
) -> Outcome:
    """What the ticks say, patterns in ``order``. A pattern holds where it does whatever the unanswered sections are."""
    tallies = tally(items, ticks)
    states = {pattern: _state(pattern, tallies, limits) for pattern in order}
    return Outcome(
        tallies,
        tuple(pattern for pattern, state in states.items() if state is State.MET),
        tuple(pattern for pattern, state in states.items() if state is State.UNKNOWN),
    )


def stages_of(patterns: Sequence[ChecklistPattern]) -> tuple[str, ...]:
    """Ids of the stages that the patterns point to, the next one to take up first, each once."""
    return tuple(dict.fromkeys(stage for pattern in patterns for stage in pattern.stages))


def _state(pattern: str, tallies: Sequence[Tally], limits: ChecklistLimits) -> State:
    """Whether a pattern holds for every, for some, or for no answer to the sections that are not answered."""
    held = {_holds(pattern, counts, tallies, limits) for counts in _extremes(tallies)}
    if len(held) > 1:
        return State.UNKNOWN
    return State.MET if held.pop() else State.UNMET


def _extremes(tallies: Sequence[Tally]) -> Iterable[tuple[int, ...]]:
    """The counts with each unanswered section empty or full: more ticks in one move a pattern in one direction only."""
    return itertools.product(*([t.count] if t.answered else [0, t.of] for t in tallies))


def _holds(pattern: str, counts: Sequence[int], tallies: Sequence[Tally], limits: ChecklistLimits) -> bool:
    share = {t.number: Fraction(count, t.of) for count, t in zip(counts, tallies, strict=True)}
    if pattern == FEW:
        return Fraction(sum(counts), sum(t.of for t in tallies)) <= limits.few
    if pattern == BEHIND:
        lead = min(share[OPERATIONS], share[SHOPFLOOR]) - share[MANAGEMENT]
        return share[MANAGEMENT] < limits.behind and lead >= limits.gap
    if pattern == READY:
        return min(share[MANAGEMENT], share[OPERATIONS], share[SHOPFLOOR]) >= limits.ready and share[DATA] == 0
    raise ValueError(f"unknown pattern {pattern}")
