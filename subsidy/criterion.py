"""One criterion, compiled, and its result."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from subsidy.evaluate import Evaluator, States
from subsidy.explain import Explainer
from subsidy.facts import Facts
from subsidy.model import Criterion
from subsidy.source import Source
from subsidy.state import State

NEVER_TOUCHED = -1


class CriterionResult:
    """One criterion with its state; the text is made when it is read for the first time.

    ``drawn`` is what subsidy/render.py made of it.
    """

    __slots__ = ("_make_text", "_text", "criterion", "drawn", "state")

    def __init__(self, criterion: Criterion, state: State, make_text: Callable[[], str]) -> None:
        self.criterion = criterion
        self.state = state
        self.drawn: dict[str, Any] | None = None
        self._make_text: Callable[[], str] | None = make_text
        self._text = ""

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
        self.settle()
        return self._text

    def settle(self) -> None:
        """Make the text, and let go of the answers that it is made from."""
        if self._make_text is not None:
            self._text, self._make_text = self._make_text(), None


class CriterionRule:
    """A criterion of the catalogue. What no answer touches, and what people judge, has one result for everybody.

    So has each combination of yes, no and unknown, where a test asks for nothing else.
    """

    __slots__ = ("_by_flags", "_explainer", "_flags", "_reason", "criterion", "slot", "untouched")

    def __init__(self, criterion: Criterion, evaluator: Evaluator, explainer: Explainer) -> None:
        self.criterion = criterion
        self._explainer = explainer
        self.slot = NEVER_TOUCHED
        if criterion.test is None:
            self.untouched = CriterionResult(criterion, State.HUMAN, partial(explainer.human_text, criterion))
            return
        self._reason = explainer.reason(criterion, criterion.test)
        self.slot = self._reason.slot
        self._flags = self._reason.fields if explainer.asks_flags(self._reason) else ()
        self._by_flags: dict[tuple[object, ...], CriterionResult] = {}
        self.untouched = self.judged(evaluator.nothing, evaluator.untouched)

    def judged(self, facts: Facts, states: States) -> CriterionResult:
        """The result for answers that touch it."""
        if not self._flags:
            return self.result(states[self.slot], facts, states)
        values = facts.values
        key = tuple([values.get(name) for name in self._flags])
        found = self._by_flags.get(key)
        if found is None:
            found = self._by_flags[key] = self.result(states[self.slot], facts, states)
            found.settle()
        return found

    def result(self, state: State, facts: Facts, states: States) -> CriterionResult:
        """The result with a state of its own."""
        return CriterionResult(self.criterion, state, partial(self._explainer.text, self._reason, state, facts, states))
