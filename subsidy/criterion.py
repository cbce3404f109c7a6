"""One criterion, compiled, and its result."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from subsidy.evaluate import Evaluator, States
from subsidy.explain import Explainer
from subsidy.facts import Facts
from subsidy.model import Criterion
from subsidy.source import Source
from subsidy.state import State

NEVER_TOUCHED = -1


class CriterionResult:
    """One criterion with its state; the text is made when it is read for the first time."""

    __slots__ = ("_make_text", "_text", "criterion", "state")

    def __init__(self, criterion: Criterion, state: State, make_text: Callable[[], str]) -> None:
        self.criterion = criterion
        self.state = state
        self._make_text = make_text
        self._text: str | None = None

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
        text = self._text
        if text is None:
            text = self._text = self._make_text()
        return text


class CriterionRule:
    """A criterion of the catalogue. What no answer touches, and what people judge, has one result for everybody."""

    __slots__ = ("_explainer", "_reason", "criterion", "slot", "untouched")

    def __init__(self, criterion: Criterion, evaluator: Evaluator, explainer: Explainer) -> None:
        self.criterion = criterion
        self._explainer = explainer
        self.slot = NEVER_TOUCHED
        if criterion.test is None:
            self.untouched = CriterionResult(criterion, State.HUMAN, partial(explainer.human_text, criterion))
            return
        self._reason = explainer.reason(criterion, criterion.test)
        self.slot = self._reason.slot
        self.untouched = self.judged(evaluator.nothing, evaluator.untouched)

    def judged(self, facts: Facts, states: States) -> CriterionResult:
        """The result for answers that touch it."""
        return self.result(states[self.slot], facts, states)

    def result(self, state: State, facts: Facts, states: States) -> CriterionResult:
        """The result with a state of its own."""
        return CriterionResult(self.criterion, state, partial(self._explainer.text, self._reason, state, facts, states))
