"""Which size class an applicant belongs to, also where answers are ranges or missing.

A definition gives each fully known applicant the set of classes that its sources allow: one class
where they agree, several where they leave the question open.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from subsidy.size import COMPANY, INDIVIDUAL, ClassDefinition, MidTable, SizeRow, SizeTable, SmallTable
from subsidy.state import State

MOST_KINDS = 10_000


class Applicant(NamedTuple):
    """A fully known applicant; ``form`` is company, individual or the name of a body."""

    form: str
    trade: str
    detail: str | None
    capital_yen: int
    employees: int


Judged = tuple[Applicant, frozenset[str]]
Kinds = tuple[tuple[str, ...], tuple[str, ...], str | None, tuple[int, ...], tuple[int, ...]]


class Decision(NamedTuple):
    """Whether an applicant is of certain classes, and the attributes whose value could still tell."""

    state: State
    open: frozenset[str]


class Axes(NamedTuple):
    """What is known of an applicant: the forms and trades it may have, the ranges of its figures."""

    forms: tuple[str, ...]
    trades: tuple[str, ...]
    detail: str | None
    capital: tuple[int, int | None]
    employees: tuple[int, int | None]

    @property
    def is_settled(self) -> bool:
        """Whether one applicant only is possible; the capital of others than companies does not matter."""
        settled_capital = self.forms != (COMPANY,) or self.capital[0] == self.capital[1]
        return len(self.forms) == len(self.trades) == 1 and self.employees[0] == self.employees[1] and settled_capital


class Classifier:
    """A definition together with the tables it refers to."""

    def __init__(
        self, definition: ClassDefinition, tables: tuple[SizeTable, ...], small: SmallTable | None, mid: MidTable | None
    ) -> None:
        self.definition = definition
        self.tables = tables
        self.small = small
        self.mid = mid
        self._decisions: dict[tuple[Kinds, tuple[str, ...]], Decision] = {}
        self._limits: dict[tuple[SizeTable, str, str], tuple[SizeRow | None, int | None]] = {}

    def classes(self, who: Applicant) -> frozenset[str]:
        """The classes the sources allow for an applicant; more than one is an open question."""
        if self.small is not None:
            return self._small_classes(self.small, who)
        return frozenset().union(*(self._size_classes(table, who) for table in self.tables))

    def _small_classes(self, table: SmallTable, who: Applicant) -> frozenset[str]:
        rule = None if who.form in (COMPANY, INDIVIDUAL) else table.rule_of(who.form)
        if rule is not None and rule.treatment == "excluded":
            return frozenset(("other",))
        row = table.row_of(who.trade, who.detail)
        limits = {-1 if row is None else row.employees_at_most}
        if rule is not None:
            limits.add(-1 if rule.employees_at_most is None else rule.employees_at_most)
        return frozenset("small" if who.employees <= limit else "other" for limit in limits)

    def _size_classes(self, table: SizeTable, who: Applicant) -> frozenset[str]:
        if who.form not in (COMPANY, INDIVIDUAL):
            return self._body_classes(table, who)
        row, _ = self.limits(table, who)
        if row is not None and self._within(row, who):
            return frozenset(("sme",))
        if self.mid is None:
            return frozenset(("other",))
        if who.form == COMPANY:
            return frozenset(("mid" if who.capital_yen < self.mid.capital_below_yen else "other",))
        limit = self.mid.individual_employees_at_most
        return frozenset(("mid", "other") if limit is not None and who.employees <= limit else ("other",))

    @staticmethod
    def _within(row: SizeRow, who: Applicant) -> bool:
        by_headcount = row.employees_at_most is not None and who.employees <= row.employees_at_most
        by_capital = row.capital_at_most_yen is not None and who.capital_yen <= row.capital_at_most_yen
        return by_headcount or (who.form == COMPANY and by_capital)

    def _body_classes(self, table: SizeTable, who: Applicant) -> frozenset[str]:
        if self.definition.bodies == "open":
            return frozenset(("sme", "mid", "other"))
        _, limit = self.limits(table, who)
        if limit is None or who.employees > limit:
            return frozenset(("other",))
        return frozenset(("sme",) if self.definition.bodies in ("by_row", "by_trade") else ("sme", "other"))

    def limits(self, table: SizeTable, who: Applicant) -> tuple[SizeRow | None, int | None]:
        """The row of a table that judges an applicant, and its headcount limit; kept where no detail is told."""
        of_trade = who.form != COMPANY and self.definition.bodies in ("by_trade", "open_within_trade")
        form = INDIVIDUAL if of_trade else who.form
        if who.detail is not None:
            return table.limits(form, who.trade, who.detail)
        found = self._limits.get((table, form, who.trade))
        if found is None:
            found = self._limits[table, form, who.trade] = table.limits(form, who.trade, None)
        return found

    @cached_property
    def capital_steps(self) -> tuple[int, ...]:
        """Every capital, rising, at which the class may still be the same and one yen more may change it."""
        steps = {row.capital_at_most_yen for table in self.tables for row in table.rows if row.capital_at_most_yen}
        if self.mid is not None:
            steps.add(self.mid.capital_below_yen - 1)
        return tuple(sorted(steps))

    @cached_property
    def employee_steps(self) -> tuple[int, ...]:
        """Every headcount, rising, at which the class may still be the same and one person more may change it."""
        steps = {row.employees_at_most for table in self.tables for row in table.rows}
        if self.small is not None:
            steps |= {row.employees_at_most for row in self.small.rows}
            steps |= {rule.employees_at_most for rule in self.small.bodies}
        if self.mid is not None:
            steps.add(self.mid.individual_employees_at_most)
        return tuple(sorted(step for step in steps if step is not None))

    def judge_settled(self, axes: Axes) -> Judged:
        """The only applicant that settled axes leave possible, with its classes."""
        who = Applicant(axes.forms[0], axes.trades[0], axes.detail, axes.capital[0], axes.employees[0])
        return who, self.classes(who)

    def judge(self, axes: Axes) -> tuple[Judged, ...]:
        """Every kind of applicant the axes leave possible, one for each way it can be classified.

        Figures are rounded down to the lowest number that is classified alike.
        """
        return tuple((who, self.classes(who)) for who in _completions(*self._kinds(axes)))

    def decide(self, axes: Axes, wanted: tuple[str, ...]) -> Decision:
        """Whether an applicant is of one of the ``wanted`` classes; few kinds exist, so each is worked out once."""
        kinds = self._kinds(axes)
        found = self._decisions.get((kinds, wanted))
        if found is None:
            found = _decision([(who, membership(self.classes(who), wanted)) for who in _completions(*kinds)])
            if len(self._decisions) < MOST_KINDS:
                self._decisions[kinds, wanted] = found
        return found

    def _kinds(self, axes: Axes) -> Kinds:
        capital = _stretches(axes.capital, self.capital_steps)
        forms = axes.forms
        if len(forms) > 1 and not self.definition.bodies_unnamed:
            forms = tuple(form for form in forms if form in (COMPANY, INDIVIDUAL))
        return forms, axes.trades, axes.detail, capital, _stretches(axes.employees, self.employee_steps)


def membership(classes: frozenset[str], wanted: tuple[str, ...]) -> State:
    """Several classes are an open question of the sources, so they are not decided even if all of them would do."""
    if classes.isdisjoint(wanted):
        return State.UNMET
    return State.MET if len(classes) == 1 else State.UNKNOWN


def _decision(judged: list[tuple[Applicant, State]]) -> Decision:
    states = {state for _, state in judged}
    state = states.pop() if len(states) == 1 else State.UNKNOWN
    if state is not State.UNKNOWN:
        return Decision(state, frozenset())
    return Decision(state, frozenset(name for axis, name in enumerate(Applicant._fields) if _varies(judged, axis)))


def _varies(judged: list[tuple[Applicant, State]], axis: int) -> bool:
    seen: dict[tuple[object, ...], State] = {}
    return any(seen.setdefault(who[:axis] + who[axis + 1 :], state) is not state for who, state in judged)


def _stretches(span: tuple[int, int | None], steps: tuple[int, ...]) -> tuple[int, ...]:
    """The lowest number of every stretch between steps that ``span`` touches."""
    low, high = span
    first = bisect_left(steps, low)
    last = first if high == low else len(steps) if high is None else bisect_left(steps, high)
    return tuple(steps[index - 1] + 1 if index else 0 for index in range(first, last + 1))


def _completions(
    forms: tuple[str, ...],
    trades: tuple[str, ...],
    detail: str | None,
    capitals: tuple[int, ...],
    headcounts: tuple[int, ...],
) -> Iterator[Applicant]:
    for form in forms:
        for trade in trades:
            for capital in capitals if COMPANY in forms else capitals[:1]:
                for headcount in headcounts:
                    yield Applicant(form, trade, detail, capital, headcount)
