"""One profile judged at one instant: a verdict per frame, every criterion explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from subsidy.amount import AmountRule, Computed
from subsidy.calls import Calls, CallStatus
from subsidy.classify import Axes, Judged
from subsidy.evaluate import Evaluator, States
from subsidy.explain import Explainer
from subsidy.facts import Facts
from subsidy.model import Criterion, Frame, Kind, Programme
from subsidy.predicate import IsTrue, Test
from subsidy.profile import Profile
from subsidy.source import Source
from subsidy.state import State, Status

if TYPE_CHECKING:
    from subsidy.engine import Engine

FLOOR_ID = "amount_floor"
CEILING_ID = "amount_ceiling"
BANK_ID = "bank_joins_plan"
DECIDING: frozenset[Kind] = frozenset(("company", "project"))


class Context:
    """What one assessment knows. Results refer to it and it to none of them: without cycles they are freed at once."""

    __slots__ = ("engine", "facts", "states")

    def __init__(self, engine: Engine, facts: Facts) -> None:
        self.engine = engine
        self.facts = facts
        self.states: States = engine.evaluator.states(facts)

    def state_of(self, test: Test) -> State:
        """The state of a test of the catalogue."""
        return self.states[self.engine.evaluator.add(test)]

    def applicant(self, definition: str) -> Judged | None:
        """The applicant and its size classes, if the answers leave only one kind possible."""
        return self.engine.evaluator.applicant(definition, self.facts)

    def axes(self) -> Axes:
        """What the answers leave possible for a size test."""
        return self.engine.evaluator.axes(self.facts)

    def in_order(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Field keys in the order in which they are asked."""
        return tuple(sorted(keys, key=lambda key: (self.engine.fields[key].order, key)))


class CriterionResult:
    """One criterion with its state; the text is made when it is read, unless it is given."""

    __slots__ = ("_made", "_text", "criterion", "state")

    def __init__(
        self, criterion: Criterion, state: State, made: tuple[Computed, Context] | None, text: str | None = None
    ) -> None:
        self.criterion = criterion
        self.state = state
        self._made = made
        self._text = text

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
        if self._text is None and self._made is not None:
            computed, context = self._made
            explainer = context.engine.explainer
            self._text = explainer.text(self.criterion, self.state, context.facts, context.states, computed)
        return self._text or ""


class Verdict:
    """What the rules say of one frame for one profile at one instant."""

    __slots__ = ("_rule", "computed", "context", "criteria", "status")

    def __init__(self, rule: FrameRule, context: Context) -> None:
        self._rule = rule
        self.context = context
        self.computed: Computed = rule.amount.compute(context.facts, context.states)
        self.criteria = tuple(rule.judged(context, self.computed))
        self.status = rule.status(context.states, self.computed)

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
        return self._rule.calls.status(self.context.facts.on)

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields that can still change the status, in the order in which they are asked."""
        return self.context.in_order(self._rule.open_fields(self, self.context))

    @property
    def amount_missing(self) -> tuple[str, ...]:
        """Fields that can still change rate, cap or estimate of a frame that may yet fit."""
        if self.status is Status.INELIGIBLE:
            return ()
        found = self._rule.amount.open_fields(self.computed, self.context.facts, self.context.states)
        return self.context.in_order(found)

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
        return None if slot is None else self.context.states[slot]


class FrameRule:
    """One frame, compiled."""

    def __init__(self, programme: Programme, frame: Frame, evaluator: Evaluator, explainer: Explainer) -> None:
        self.programme = programme
        self.frame = frame
        self.calls = Calls(programme, frame.id)
        self.amount = AmountRule(frame.amount, evaluator)
        self.bonus_slot = None if frame.bonus is None else evaluator.add(frame.bonus.test)
        self._evaluator = evaluator
        own = (*programme.criteria, *frame.criteria)
        self._rules = [(item, None if item.test is None else evaluator.add(item.test)) for item in own]
        self._human = {
            item.id: CriterionResult(item, State.HUMAN, None, explainer.human_text(item))
            for item in own
            if item.test is None
        }
        tests = [evaluator.add(item.test) for item in own if item.test is not None]
        self._deciding = [evaluator.add(item.test) for item in own if item.test is not None and item.kind in DECIDING]
        self._failing = [slot for slot in tests if slot not in self._deciding]
        self._limits = list(explainer.limit_criteria(frame, FLOOR_ID, CEILING_ID))
        self._bank = None if frame.bank is None else explainer.bank_criterion(frame.bank, BANK_ID)
        self._bank_slot = None if frame.bank is None else evaluator.add(IsTrue(frame.bank.field))

    def judged(self, context: Context, computed: Computed) -> list[CriterionResult]:
        """Every criterion of the frame with its state, those of the amount last."""
        states, made = context.states, (computed, context)
        found = [
            self._human[criterion.id] if slot is None else CriterionResult(criterion, states[slot], made)
            for criterion, slot in self._rules
        ]
        for criterion in self._limits:
            state = computed.floor if criterion.id == FLOOR_ID else computed.ceiling
            found.append(CriterionResult(criterion, state, made))
        if self._bank is not None and self._bank_slot is not None and self.bank_required(computed):
            state = State.MET if states[self._bank_slot] is State.MET else State.UNKNOWN
            found.append(CriterionResult(self._bank, state, made))
        return found

    def status(self, states: States, computed: Computed) -> Status:
        """One failed criterion decides; an unknown company or project criterion leaves the frame open."""
        deciding = [states[slot] for slot in self._deciding]
        deciding += (computed.floor, computed.ceiling)
        if State.UNMET in deciding or State.UNMET in [states[slot] for slot in self._failing]:
            return Status.INELIGIBLE
        return Status.UNDETERMINED if State.UNKNOWN in deciding else Status.ELIGIBLE

    def bank_required(self, computed: Computed) -> bool | None:
        """Whether the subsidy is above the limit of the bank rule, for every amount that is possible."""
        if self.frame.bank is None:
            return False
        if computed.subsidy_yen is None:
            return None
        low, high = computed.subsidy_yen
        above = {(low or 0) > self.frame.bank.above_yen, high is None or high > self.frame.bank.above_yen}
        return above.pop() if len(above) == 1 else None

    def open_fields(self, verdict: Verdict, context: Context) -> set[str]:
        """Fields of unknown leaves that could still change the status."""
        if verdict.status is not Status.UNDETERMINED:
            return set()
        found: set[str] = set()
        for result in verdict.criteria:
            if result.state is State.UNKNOWN and result.criterion.kind in DECIDING:
                found |= self._open_fields_of(result.criterion, verdict, context)
        return found

    def _open_fields_of(self, criterion: Criterion, verdict: Verdict, context: Context) -> AbstractSet[str]:
        if criterion.test is None:
            return self.amount.limit_fields(criterion.id == FLOOR_ID, verdict.computed, context.facts, context.states)
        return self._evaluator.open_fields(criterion.test, context.states, context.facts)


class Assessment:
    """All verdicts for one profile at one instant, by frame id in the order of the catalogue."""

    __slots__ = ("context", "verdicts")

    def __init__(self, engine: Engine, profile: Profile, at: dt.datetime, rules: Sequence[FrameRule]) -> None:
        facts = Facts(profile, at, engine.fields, engine.catalog.definitions.sales_tests)
        self.context = Context(engine, facts)
        self.verdicts: dict[str, Verdict] = {rule.frame.id: Verdict(rule, self.context) for rule in rules}
