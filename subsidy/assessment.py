"""One profile judged at one instant: a verdict per frame, every criterion explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import TYPE_CHECKING

from subsidy.amount import AmountRule, Computed
from subsidy.call_text import call_reason
from subsidy.calls import Calls, CallStatus
from subsidy.classify import Axes, Judged
from subsidy.criterion import CriterionResult, CriterionRule
from subsidy.evaluate import NOTHING, Evaluator, States
from subsidy.explain import Explainer
from subsidy.facts import Facts
from subsidy.model import Frame, Kind, Programme
from subsidy.predicate import Test
from subsidy.profile import Profile
from subsidy.state import State, Status

if TYPE_CHECKING:
    from subsidy.engine import Engine
    from subsidy.question import Question

FLOOR_ID = "amount_floor"
CEILING_ID = "amount_ceiling"
BANK_ID = "bank_joins_plan"
DECIDING: frozenset[Kind] = frozenset(("company", "project"))
COMMITMENT: Kind = "commitment"


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

    def question(self, key: str) -> str:
        """How a field is asked on the day judged for; empty where it is not asked."""
        return self.engine.explainer.question(self.engine.fields[key], self.facts)

    def in_order(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Field keys in the order in which they are asked."""
        return tuple(sorted(keys, key=self.engine.ranks.__getitem__))


Shared = dict[CriterionRule, CriterionResult]


class Verdict:
    """What the rules say of one frame for one profile at one instant. Amount and criteria are made when they are read.

    ``shared`` holds the results of criteria that stand in several frames.
    """

    __slots__ = ("_computed", "_criteria", "_rule", "_shared", "context", "status")

    def __init__(self, rule: FrameRule, context: Context, shared: Shared) -> None:
        self._rule = rule
        self._shared = shared
        self._computed: Computed | None = None
        self._criteria: tuple[CriterionResult, ...] | None = None
        self.context = context
        self.status = rule.status(self)

    @property
    def computed(self) -> Computed:
        """What can be said of the amount."""
        if self._computed is None:
            self._computed = self._rule.amount.compute(self.context.facts, self.context.states)
        return self._computed

    @property
    def criteria(self) -> tuple[CriterionResult, ...]:
        """Every criterion with its state, those of the amount last."""
        if self._criteria is None:
            self._criteria = tuple(self._rule.judged(self, self._shared))
        return self._criteria

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

    def reason_of(self, call: CallStatus) -> str:
        """Why the frame's calls are in their state, in Japanese."""
        return self._rule.call_reason(call)

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields that can still change the status, in the order in which they are asked."""
        return self.context.in_order(self._rule.open_fields(self)) if self.status is Status.UNDETERMINED else ()

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
        return self._rule.todo(self)

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
    """One frame, compiled. ``criteria`` are the compiled ones of the programme and the frame."""

    def __init__(
        self, programme: Programme, frame: Frame, criteria: Sequence[CriterionRule], calls: Calls,
        evaluator: Evaluator, explainer: Explainer, words: Mapping[str, str],
    ) -> None:  # fmt: skip
        self.programme = programme
        self.frame = frame
        self.calls = calls
        self.amount = AmountRule(frame.amount, evaluator)
        self.bonus_slot = None if frame.bonus is None else evaluator.add(frame.bonus.test)
        self._evaluator = evaluator
        self._explainer = explainer
        self._untouched = [rule.untouched for rule in criteria]
        self._tested = [(at, rule.slot, rule) for at, rule in enumerate(criteria) if rule.criterion.test is not None]
        tested = [(slot, rule.criterion) for _, slot, rule in self._tested]
        self._deciding = frozenset(slot for slot, criterion in tested if criterion.kind in DECIDING)
        self._commitments = [(slot, criterion.id) for slot, criterion in tested if criterion.kind == COMMITMENT]
        self._promised = frozenset(slot for slot, _ in self._commitments)
        self._failing = self._deciding | self._promised
        self._on_facts = [slot for slot in self._promised if evaluator.reads_facts(slot)]
        self._limits = list(explainer.limit_criteria(frame, FLOOR_ID, CEILING_ID))
        bank = None if frame.bank is None else explainer.bank_criterion(frame.bank, BANK_ID)
        self._bank = None if bank is None else CriterionRule(bank, evaluator, explainer)
        self._call_words = words
        self._call_told: tuple[CallStatus, str] | None = None

    def call_reason(self, status: CallStatus) -> str:
        """Why the calls are in their state; the text is kept until the state turns."""
        told = self._call_told
        if told is None or told[0] is not status:
            told = self._call_told = (status, call_reason(status, self._call_words))
        return told[1]

    def judged(self, verdict: Verdict, shared: Shared) -> list[CriterionResult]:
        """Every criterion of the frame with its state, those of the amount last."""
        facts, states = verdict.context.facts, verdict.context.states
        touched, found = facts.touched, self._untouched.copy()
        for at, slot, rule in self._tested:
            if slot in touched:
                found[at] = shared.get(rule) or shared.setdefault(rule, rule.judged(facts, states))
        for criterion in self._limits:
            computed = verdict.computed
            state = computed.floor if criterion.id == FLOOR_ID else computed.ceiling
            text = partial(self._explainer.limit_text, criterion, state, facts, computed)
            found.append(CriterionResult(criterion, state, text))
        if self._bank is not None and self.bank_required(verdict.computed):
            found.append(self._bank.result(self._bank_state(states), facts, states))
        return found

    def _bank_state(self, states: States) -> State:
        """A bank that is missing never fails a frame."""
        met = self._bank is not None and states[self._bank.slot] is State.MET
        return State.MET if met else State.UNKNOWN

    def status(self, verdict: Verdict) -> Status:
        """One failed criterion decides; an unknown company or project criterion leaves the frame open."""
        facts = verdict.context.facts
        if not self._failing.isdisjoint(facts.failed):
            return Status.INELIGIBLE
        limits = (verdict.computed.floor, verdict.computed.ceiling) if self.amount.has_limits else ()
        if State.UNMET in limits:
            return Status.INELIGIBLE
        is_open = State.UNKNOWN in limits or not self._deciding.isdisjoint(facts.undecided)
        is_open = is_open or any(self._waits_for_facts(slot, verdict) for slot in self._on_facts)
        return Status.UNDETERMINED if is_open else Status.ELIGIBLE

    def _waits_for_facts(self, slot: int, verdict: Verdict) -> bool:
        """Whether a commitment is refused already, and only facts of the company can tell whether it is needed."""
        facts, states = verdict.context.facts, verdict.context.states
        found = self._evaluator.open_fields(slot, states, facts)
        return bool(found) and found.isdisjoint(self._evaluator.changeable)

    def todo(self, verdict: Verdict) -> tuple[str, ...]:
        """Ids of the commitments that are still to be made, the bank among them."""
        undecided, found = verdict.context.facts.undecided, []
        if not self._promised.isdisjoint(undecided):
            found = [name for slot, name in self._commitments if slot in undecided and self._is_open(slot, verdict)]
        if self._bank is not None and self.bank_required(verdict.computed):
            found += [BANK_ID] if self._bank_state(verdict.context.states) is State.UNKNOWN else []
        return tuple(found)

    def _is_open(self, slot: int, verdict: Verdict) -> bool:
        return slot not in self._on_facts or not self._waits_for_facts(slot, verdict)

    def bank_required(self, computed: Computed) -> bool | None:
        """Whether the subsidy is above the limit of the bank rule, for every amount that is possible."""
        if self.frame.bank is None:
            return False
        if computed.subsidy_yen is None:
            return None
        low, high = computed.subsidy_yen
        above = {(low or 0) > self.frame.bank.above_yen, high is None or high > self.frame.bank.above_yen}
        return above.pop() if len(above) == 1 else None

    def open_fields(self, verdict: Verdict) -> AbstractSet[str]:
        """Fields of unknown leaves that could still change the status of an undetermined frame."""
        facts, states = verdict.context.facts, verdict.context.states
        open_slots = [*(self._deciding & facts.undecided)]
        open_slots += [slot for slot in self._on_facts if self._waits_for_facts(slot, verdict)]
        found: list[AbstractSet[str]] = [self._evaluator.open_fields(slot, states, facts) for slot in open_slots]
        for criterion in self._limits:
            found.append(self.amount.limit_fields(criterion.id == FLOOR_ID, verdict.computed, facts, states))
        return NOTHING.union(*found)


class Assessment:
    """All verdicts for one profile at one instant, by frame id in the order of the catalogue."""

    __slots__ = ("asked", "context", "verdicts")

    def __init__(self, engine: Engine, profile: Profile, at: dt.datetime, rules: Sequence[FrameRule]) -> None:
        facts = Facts(profile, at, engine.fields, engine.catalog.definitions.sales_tests)
        self.context = Context(engine, facts)
        shared: Shared = {}
        # What subsidy.question.questions found.
        self.asked: tuple[Question, ...] | None = None
        self.verdicts: dict[str, Verdict] = {rule.frame.id: Verdict(rule, self.context, shared) for rule in rules}
