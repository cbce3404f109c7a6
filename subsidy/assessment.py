"""One profile judged at one instant: a verdict per frame, every criterion explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from subsidy.amount import AmountRule, Computed
from subsidy.calls import Calls, CallStatus
from subsidy.evaluate import Evaluator, States
from subsidy.explain import Explainer
from subsidy.facts import Facts
from subsidy.model import Criterion, Frame, Kind, Programme
from subsidy.predicate import IsTrue, Test
from subsidy.profile import Profile
from subsidy.size import Judged
from subsidy.source import Source
from subsidy.state import State, Status

if TYPE_CHECKING:
    from subsidy.engine import Engine

FLOOR_ID = "amount_floor"
CEILING_ID = "amount_ceiling"
BANK_ID = "bank_joins_plan"
DECIDING: frozenset[Kind] = frozenset(("company", "project"))


@dataclass(frozen=True)
class _Rule:
    """A criterion with the slot of its test; None for those that people judge or that the amount decides."""

    criterion: Criterion
    slot: int | None


class CriterionResult:
    """One criterion with its state; the text is made when it is read."""

    __slots__ = ("_verdict", "criterion", "state")

    def __init__(self, criterion: Criterion, state: State, verdict: Verdict) -> None:
        self.criterion = criterion
        self.state = state
        self._verdict = verdict

    @property
    def id(self) -> str:
        """The criterion's id within its frame."""
        return self.criterion.id

    @property
    def source(self) -> Source:
        """Where the requirement stands."""
        return self.criterion.source

    @property
    def text(self) -> str:
        """The requirement and how the answers stand to it, in Japanese."""
        return self._verdict.text_of(self)


class Verdict:
    """What the rules say of one frame for one profile at one instant."""

    __slots__ = ("_assessment", "_rule", "computed", "criteria", "status")

    def __init__(self, rule: FrameRule, assessment: Assessment) -> None:
        self._rule = rule
        self._assessment = assessment
        self.computed: Computed = rule.amount.compute(assessment.facts, assessment.states)
        self.criteria: tuple[CriterionResult, ...] = tuple(
            CriterionResult(criterion, state, self)
            for criterion, state in rule.criterion_states(assessment.states, self.computed)
        )
        self.status = _status(self.criteria)

    @property
    def frame(self) -> Frame:
        """The frame judged."""
        return self._rule.frame

    @property
    def programme(self) -> Programme:
        """The programme it belongs to."""
        return self._rule.programme

    @property
    def call(self) -> CallStatus:
        """State of the frame's calls at the instant judged at."""
        return self._rule.calls.status(self._assessment.facts.on)

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields that can still change the status, in the order in which they are asked."""
        return self._assessment.in_order(self._rule.open_fields(self, self._assessment))

    @property
    def amount_missing(self) -> tuple[str, ...]:
        """Fields that can still change rate, cap or estimate of a frame that may yet fit."""
        if self.status is Status.INELIGIBLE:
            return ()
        found = self._rule.amount.open_fields(self.computed, self._assessment.facts, self._assessment.states)
        return self._assessment.in_order(found)

    @property
    def todo(self) -> tuple[str, ...]:
        """Ids of the commitments that are still to be made."""
        return tuple(
            result.id
            for result in self.criteria
            if result.criterion.kind == "commitment" and result.state is State.UNKNOWN
        )

    @property
    def bank_required(self) -> bool | None:
        """Whether the subsidy is so large that a bank has to join the plan; None where the amount is open."""
        return self._rule.bank_required(self.computed)

    @property
    def bonus(self) -> State | None:
        """Whether the applicant gets bonus points (加点); None where the frame has none to give."""
        slot = self._rule.bonus_slot
        return None if slot is None else self._assessment.states[slot]

    def text_of(self, result: CriterionResult) -> str:
        """The text of one of this verdict's criteria."""
        return self._assessment.engine.explainer.text(
            result.criterion, result.state, self._assessment.facts, self._assessment.states, self.computed
        )


class FrameRule:
    """One frame, compiled."""

    def __init__(self, programme: Programme, frame: Frame, evaluator: Evaluator, explainer: Explainer) -> None:
        self.programme = programme
        self.frame = frame
        self.calls = Calls(programme, frame.id)
        self.amount = AmountRule(frame.amount, evaluator)
        self.bonus_slot = None if frame.bonus is None else evaluator.add(frame.bonus.test)
        self._evaluator = evaluator
        self._rules = [
            _Rule(criterion, None if criterion.test is None else evaluator.add(criterion.test))
            for criterion in (*programme.criteria, *frame.criteria)
        ]
        self._limits = list(explainer.limit_criteria(frame, FLOOR_ID, CEILING_ID))
        self._bank = None if frame.bank is None else explainer.bank_criterion(frame.bank, BANK_ID)
        self._bank_slot = None if frame.bank is None else evaluator.add(IsTrue(frame.bank.field))

    def tests(self) -> Iterator[Test]:
        """The tests of the frame's criteria."""
        return (rule.criterion.test for rule in self._rules if rule.criterion.test is not None)

    def criterion_states(self, states: States, computed: Computed) -> Iterator[tuple[Criterion, State]]:
        """Every criterion of the frame with its state, those of the amount last."""
        for rule in self._rules:
            yield rule.criterion, State.HUMAN if rule.slot is None else states[rule.slot]
        for criterion in self._limits:
            yield criterion, computed.floor if criterion.id == FLOOR_ID else computed.ceiling
        if self._bank is not None and self._bank_slot is not None and self.bank_required(computed):
            yield self._bank, State.MET if states[self._bank_slot] is State.MET else State.UNKNOWN

    def bank_required(self, computed: Computed) -> bool | None:
        """Whether the subsidy is above the limit of the bank rule, for every amount that is possible."""
        if self.frame.bank is None:
            return False
        if computed.subsidy_yen is None:
            return None
        low, high = computed.subsidy_yen
        above = {(low or 0) > self.frame.bank.above_yen, high is None or high > self.frame.bank.above_yen}
        return above.pop() if len(above) == 1 else None

    def open_fields(self, verdict: Verdict, assessment: Assessment) -> set[str]:
        """Fields of unknown leaves that could still change the status."""
        if verdict.status is not Status.UNDETERMINED:
            return set()
        found: set[str] = set()
        for result in verdict.criteria:
            if result.state is State.UNKNOWN and result.criterion.kind in DECIDING:
                found |= self._open_fields_of(result.criterion, verdict, assessment)
        return found

    def _open_fields_of(self, criterion: Criterion, verdict: Verdict, assessment: Assessment) -> set[str]:
        if criterion.test is None:
            return self.amount.limit_fields(
                criterion.id == FLOOR_ID, verdict.computed, assessment.facts, assessment.states
            )
        return self._evaluator.open_fields(criterion.test, assessment.states, assessment.facts)


def _status(results: Iterable[CriterionResult]) -> Status:
    """One failed criterion decides; an unknown company or project criterion leaves the frame open."""
    status = Status.ELIGIBLE
    for result in results:
        if result.state is State.UNMET:
            return Status.INELIGIBLE
        if result.state is State.UNKNOWN and result.criterion.kind in DECIDING:
            status = Status.UNDETERMINED
    return status


class Assessment:
    """All verdicts for one profile at one instant."""

    def __init__(self, engine: Engine, profile: Profile, at: dt.datetime, rules: Sequence[FrameRule]) -> None:
        self.engine = engine
        self.facts = Facts(profile, at, engine.fields, engine.catalog.definitions.sales_tests)
        self.states: States = engine.evaluator.states(self.facts)
        self.verdicts: dict[str, Verdict] = {rule.frame.id: Verdict(rule, self) for rule in rules}

    def state_of(self, test: Test) -> State:
        """The state of a test of the catalogue."""
        return self.states[self.engine.evaluator.add(test)]

    def applicant(self, definition: str) -> Judged | None:
        """The applicant and its size classes, if the answers leave only one kind possible."""
        return self.engine.evaluator.applicant(definition, self.facts)

    def in_order(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Field keys in the order in which they are asked."""
        return tuple(sorted(keys, key=lambda key: (self.engine.fields[key].order, key)))
