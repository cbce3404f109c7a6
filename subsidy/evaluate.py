"""Evaluation of tests on facts: every different test of a catalogue once, parts before wholes.

A test that no answer touches stands as when nothing is known, which is worked out once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from subsidy import interval as iv
from subsidy import predicate as p
from subsidy.calls import Calls, day_of, earlier
from subsidy.classify import Axes, Classifier, Decision, Judged, membership
from subsidy.facts import Facts
from subsidy.fields import Field
from subsidy.profile import Profile
from subsidy.size import ApplicantForms
from subsidy.state import State, all_of, any_of, negation

States = list[State]
Check = Callable[[Facts, States], State]
AXIS_FIELDS = {"form": "legal_form", "trade": "industry", "capital_yen": "capital_yen", "employees": "employees"}
SIZE_FIELDS = ("industry", "main_industry", "industry_detail", "legal_form", "capital_yen", "employees")
NOTHING: frozenset[str] = frozenset()
NO_CALLS: Mapping[str, Calls] = {}
NO_SLOTS: frozenset[int] = frozenset()
COMPARISONS = {p.AtLeast: iv.at_least, p.MoreThan: iv.more_than, p.AtMost: iv.at_most, p.LessThan: iv.less_than}


class Evaluator:
    """All tests of a catalogue, compiled; equal tests share one slot."""

    def __init__(
        self,
        fields: Mapping[str, Field],
        classifiers: Mapping[str, Classifier],
        applicants: ApplicantForms,
        calls: Mapping[str, Calls] = NO_CALLS,
    ) -> None:
        self._fields = fields
        self._calls = calls
        self._classifiers = classifiers
        self._applicants = applicants
        self.changeable = frozenset(key for key, field in fields.items() if field.changeable)
        self._slots: dict[p.Test, int] = {}
        self._tests: list[p.Test] = []
        self._parts: list[tuple[int, ...]] = []
        self._checks: list[Check] = []
        self._readers: dict[str, set[int]] = {}
        self.nothing = Facts(Profile({}), dt.datetime.min, {}, ())
        self.untouched: States = []
        self._undecided: set[int] = set()
        self._failed: set[int] = set()

    def add(self, test: p.Test) -> int:
        """The slot of a test, compiled if it is new."""
        slot = self._slots.get(test)
        if slot is None:
            parts = tuple(self.add(child) for child in test.children())
            check = self._compile(test, parts)
            state = check(self.nothing, self.untouched)
            slot = self._slots[test] = len(self._tests)
            self.untouched.append(state)
            self._note(slot, state, self._failed, self._undecided)
            self._tests.append(test)
            self._parts.append(parts)
            self._checks.append(check)
            for key in _reads(test):
                self._readers.setdefault(key, set()).add(slot)
        return slot

    def reads_facts(self, slot: int) -> bool:
        """Whether a test reads an answer that the applicant cannot change."""
        return not self.changeable.issuperset(_reads(self._tests[slot]))

    def states(self, facts: Facts) -> States:
        """The state of every test, by slot; the sets of slots of ``facts`` are filled on the way."""
        readers, checks, states = self._readers, self._checks, self.untouched.copy()
        facts.touched = touched = NO_SLOTS.union(*(readers[key] for key in facts.values if key in readers))
        facts.failed = failed = self._failed - touched
        facts.undecided = undecided = self._undecided - touched
        for slot in sorted(touched):
            state = states[slot] = checks[slot](facts, states)
            self._note(slot, state, failed, undecided)
        return states

    @staticmethod
    def _note(slot: int, state: State, failed: set[int], undecided: set[int]) -> None:
        if state is State.UNKNOWN:
            undecided.add(slot)
        elif state is State.UNMET:
            failed.add(slot)

    def _compile(self, test: p.Test, children: tuple[int, ...]) -> Check:
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
            return lambda facts, states: self._size_state(test, facts)
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
        if isinstance(test, p.BeforeDeadline):
            return lambda facts, states: self._is_before_deadline(test, facts)
        if isinstance(test, p.CodesAtLeast):
            return _codes_check(test, self._fields[test.field].values)
        raise TypeError(test)

    def _is_before_deadline(self, test: p.BeforeDeadline, facts: Facts) -> State:
        value, deadline = facts.values.get(test.field), self.deadline(test.frame, facts)
        if not isinstance(value, dt.date) or deadline is None:
            return State.UNKNOWN
        return State.MET if earlier(deadline, test.months) <= value <= deadline else State.UNMET

    def deadline(self, frame: str, facts: Facts) -> dt.date | None:
        """The last day of the call of a frame to apply to; None where it has no dated call."""
        call = self._calls[frame].deadline(facts.on)
        return None if call is None or call.closes is None else day_of(call.closes)

    def axes(self, facts: Facts) -> Axes:
        """What the facts leave possible for a size test."""
        return facts.axes(self._applicants)

    def applicant(self, definition: str, facts: Facts) -> Judged | None:
        """The applicant with its own figures and its classes, if the facts leave only one kind possible."""
        if definition not in facts.judged:
            axes = facts.axes(self._applicants)
            facts.judged[definition] = self._classifiers[definition].judge_settled(axes) if axes.is_settled else None
        return facts.judged[definition]

    def classifier(self, definition: str) -> Classifier:
        """The classifier of a definition."""
        return self._classifiers[definition]

    def _size_state(self, test: p.ClassIn, facts: Facts) -> State:
        found = self.applicant(test.definition, facts)
        return self._decide(test, facts).state if found is None else membership(found[1], test.classes)

    def _decide(self, test: p.ClassIn, facts: Facts) -> Decision:
        return self._classifiers[test.definition].decide(facts.axes(self._applicants), test.classes)

    def open_fields(self, slot: int, states: Sequence[State], facts: Facts) -> frozenset[str]:
        """Fields whose answer could still change an undecided test: those of unknown leaves that nothing absorbs."""
        if states[slot] is not State.UNKNOWN:
            return NOTHING
        if slot not in facts.touched:
            facts, states = self.nothing, self.untouched
        found = facts.open.get(slot)
        if found is None:
            found = facts.open[slot] = self._open_fields(slot, states, facts)
        return found

    def _open_fields(self, slot: int, states: Sequence[State], facts: Facts) -> frozenset[str]:
        if self._parts[slot]:
            return NOTHING.union(*(self.open_fields(part, states, facts) for part in self._parts[slot]))
        test = self._tests[slot]
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


def _reads(test: p.Test) -> Iterator[str]:
    """Every field that the state of a test depends on."""
    for part in p.walk(test):
        yield from SIZE_FIELDS if isinstance(part, p.ClassIn) else part.fields()


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
