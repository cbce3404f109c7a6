"""Evaluation of tests on facts: every different test of a catalogue once, parts before wholes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from subsidy import interval as iv
from subsidy import predicate as p
from subsidy.classify import Axes, Classifier, Decision, Judged
from subsidy.facts import Facts
from subsidy.fields import Field
from subsidy.size import ApplicantForms
from subsidy.state import State, all_of, any_of, negation

States = list[State]
Check = Callable[[Facts, States], State]
AXIS_FIELDS = {"form": "legal_form", "trade": "industry", "capital_yen": "capital_yen", "employees": "employees"}
NOTHING: frozenset[str] = frozenset()
COMPARISONS = {p.AtLeast: iv.at_least, p.MoreThan: iv.more_than, p.AtMost: iv.at_most, p.LessThan: iv.less_than}


class Evaluator:
    """All tests of a catalogue, compiled; equal tests share one slot."""

    def __init__(
        self, fields: Mapping[str, Field], classifiers: Mapping[str, Classifier], applicants: ApplicantForms
    ) -> None:
        self._fields = fields
        self._classifiers = classifiers
        self._applicants = applicants
        self._slots: dict[p.Test, int] = {}
        self._checks: list[Check] = []

    def add(self, test: p.Test) -> int:
        """The slot of a test, compiled if it is new."""
        if test not in self._slots:
            children = [self.add(child) for child in test.children()]
            self._checks.append(self._compile(test, children))
            self._slots[test] = len(self._checks) - 1
        return self._slots[test]

    def states(self, facts: Facts) -> States:
        """The state of every test, by slot."""
        states: States = []
        for check in self._checks:
            states.append(check(facts, states))
        return states

    def _compile(self, test: p.Test, children: list[int]) -> Check:
        if isinstance(test, p.All):
            return lambda facts, states: all_of([states[child] for child in children])
        if isinstance(test, p.Any):
            return lambda facts, states: any_of([states[child] for child in children])
        if isinstance(test, p.Not):
            (child,) = children
            return lambda facts, states: negation(states[child])
        if isinstance(test, p.OpenQuestion):
            return lambda facts, states: State.UNKNOWN
        if isinstance(test, p.ClassIn):
            return lambda facts, states: self._decide(test, facts).state
        return self._compile_leaf(test)

    def _compile_leaf(self, test: p.Test) -> Check:
        if isinstance(test, (p.IsTrue, p.IsFalse)):
            return _flag_check(test.field, isinstance(test, p.IsTrue), test.absent)
        if isinstance(test, (p.AtLeast, p.MoreThan, p.AtMost, p.LessThan)):
            return _number_check(test.field, COMPARISONS[type(test)], test.value, State(test.absent))
        if isinstance(test, p.OneOf):
            return _choice_check(test)
        if isinstance(test, p.DateFrom):
            return _date_check(test)
        if isinstance(test, p.CodesAtLeast):
            return _codes_check(test, self._fields[test.field].values)
        raise TypeError(test)

    def axes(self, facts: Facts) -> Axes:
        """What the facts leave possible for a size test."""
        return facts.axes(self._applicants)

    def applicant(self, definition: str, facts: Facts) -> Judged | None:
        """The applicant with its own figures and its classes, if the facts leave only one kind possible."""
        axes = facts.axes(self._applicants)
        found = self._classifiers[definition].judge(axes) if axes.is_settled else ()
        if len(found) != 1:
            return None
        ((who, classes),) = found
        return who._replace(capital_yen=axes.capital[0], employees=axes.employees[0]), classes

    def classifier(self, definition: str) -> Classifier:
        """The classifier of a definition."""
        return self._classifiers[definition]

    def _decide(self, test: p.ClassIn, facts: Facts) -> Decision:
        return self._classifiers[test.definition].decide(facts.axes(self._applicants), test.classes)

    def open_fields(self, test: p.Test, states: Sequence[State], facts: Facts) -> frozenset[str]:
        """Fields whose answer could still change an undecided test: those of unknown leaves that nothing absorbs."""
        slot = self._slots[test]
        if states[slot] is not State.UNKNOWN:
            return NOTHING
        found = facts.open.get(slot)
        if found is None:
            found = facts.open[slot] = self._open_fields(test, states, facts)
        return found

    def _open_fields(self, test: p.Test, states: Sequence[State], facts: Facts) -> frozenset[str]:
        if test.children():
            return NOTHING.union(*(self.open_fields(child, states, facts) for child in test.children()))
        if isinstance(test, p.ClassIn):
            return frozenset(self._open_axes(test, facts))
        if isinstance(test, p.CodesAtLeast):
            return frozenset((test.field,))
        return frozenset(key for key in test.fields() if not facts.is_settled(key))

    def _open_axes(self, test: p.ClassIn, facts: Facts) -> set[str]:
        found = {AXIS_FIELDS[name] for name in self._decide(test, facts).open}
        if "legal_form" in found and "industry" not in facts.values:
            found.add("industry")  # a trade there tells that the applicant is no body
        if "industry" in found and "industry" in facts.values:
            found = (found - {"industry"}) | {"main_industry"}
        return found


def _flag_check(key: str, wanted: bool, absent: p.Absent) -> Check:
    when_absent = State(absent)

    def check(facts: Facts, states: States) -> State:
        value = facts.values.get(key)
        if value is None:
            return when_absent
        return State.MET if value is wanted else State.UNMET

    return check


def _number_check(
    key: str, compare: Callable[[iv.Interval, iv.Number], State], bound: Fraction, when_absent: State
) -> Check:
    plain: iv.Number = bound.numerator if bound.denominator == 1 else bound

    def check(facts: Facts, states: States) -> State:
        value = facts.values.get(key)
        return compare(value, plain) if isinstance(value, iv.Interval) else when_absent

    return check


def _choice_check(test: p.OneOf) -> Check:
    wanted, when_absent = frozenset(test.values), State(test.absent)

    def check(facts: Facts, states: States) -> State:
        value = facts.values.get(test.field)
        if value is None:
            return when_absent
        return State.MET if value in wanted else State.UNMET

    return check


def _date_check(test: p.DateFrom) -> Check:
    when_absent = State(test.absent)

    def check(facts: Facts, states: States) -> State:
        value = facts.values.get(test.field)
        if value is None:
            return when_absent
        return State.MET if isinstance(value, dt.date) and value >= test.date else State.UNMET

    return check


def _codes_check(test: p.CodesAtLeast, listed: Sequence[str]) -> Check:
    among = frozenset(test.among or listed)
    others = len(listed) - len(among)

    def check(facts: Facts, states: States) -> State:
        codes = facts.values.get(test.field)
        if isinstance(codes, frozenset):
            return State.MET if len(codes & among) >= test.count else State.UNMET
        count = None if test.count_field is None else facts.interval(test.count_field)
        if count is None or count.low is None or count.high is None:
            return State.UNKNOWN
        return iv.at_least(iv.Interval(count.low - others, count.high), test.count)

    return check
