"""The nearest values of one answer at which a verdict flips, found by trying them on the engine."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import NamedTuple

from actions.judging import Judge
from actions.slots import names_of, value_of
from actions.state import State
from subsidy import Assessment

MAN = 10**4
MANS_OF_CAPITAL = (0, 100, 300, 1000, 3000, 5000, 10_000, 20_000, 30_000, 100_000, 200_000)
MANS_OF_COST = (5, 10, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 7500, 10_000, 20_000)
# Nobody is told at how few people, or how little capital, something flips, and no plan is reckoned at nothing.
UPWARDS_ONLY = frozenset(("employees", "capital_yen"))
GRIDS: dict[str, Sequence[int]] = {
    "employees": (*range(31), *range(40, 110, 10), 150, 200, 250, 300, 400, 500, 900, 1000, 2000),
    "capital_yen": tuple(MAN * man for man in MANS_OF_CAPITAL),
    "investment_yen": tuple(MAN * man for man in MANS_OF_COST),
    "sales_change_pct": tuple(range(-95, 55, 5)),
}
# Answers are tried out in whole people, in 10,000 yen, in percent.
STEPS = {"employees": 1, "capital_yen": MAN, "investment_yen": MAN, "sales_change_pct": 1}


class Limit(NamedTuple):
    """The first ``value`` beyond a limit with the verdicts of the answer given and of that value."""

    value: int
    before: Assessment
    after: Assessment
    flipped: list[str]


class Limits:
    """Tries values of an answer upwards and downwards."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def around(self, topic: str, state: State) -> list[Limit]:
        """The nearest limit above the exact answer to a topic, and below it where that serves an owner."""
        value = value_of(state.answers, topic)
        grid, before = GRIDS[topic], self._judge.interview(state)
        below = [] if topic in UPWARDS_ONLY else [point for point in reversed(grid) if point < value]
        above = [point for point in grid if point > value]
        found = (self._first(topic, state, before, int(value), points) for points in (below, above) if points)
        return [limit for limit in found if limit is not None]

    def _first(self, topic: str, state: State, before: Assessment, value: int, points: Sequence[int]) -> Limit | None:
        """The first point whose verdicts differ, narrowed down to one step."""
        same = value
        for point in points:
            if _differs(before, self._try(topic, state, point)):
                return self._narrowed(topic, state, before, same, point)
            same = point
        return None

    def _narrowed(self, topic: str, state: State, before: Assessment, same: int, other: int) -> Limit:
        step = STEPS[topic]
        while abs(other - same) > step:
            middle = same + (other - same) // (2 * step) * step
            middle = middle if middle not in (same, other) else same + (step if other > same else -step)
            if _differs(before, self._try(topic, state, middle)):
                other = middle
            else:
                same = middle
        after = self._try(topic, state, other)
        return Limit(other, before, after, flipped(before, after))

    def _try(self, topic: str, state: State, value: int) -> Assessment:
        tried = copy.copy(state)
        kept = {name: told for name, told in state.answers.items() if name not in names_of(topic)}
        tried.answers = {**kept, topic: value}
        return self._judge.interview(tried)


def flipped(before: Assessment, after: Assessment) -> list[str]:
    """Ids of the frames whose status differs."""
    return [key for key, verdict in after.verdicts.items() if before.verdicts[key].status is not verdict.status]


def _differs(before: Assessment, after: Assessment) -> bool:
    return bool(flipped(before, after))
