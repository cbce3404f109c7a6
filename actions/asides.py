"""Asides to the open question: 「あと何問」, 「もう一度」, an amount with tax, a company not founded yet."""

from __future__ import annotations

import unicodedata

from actions.again import told
from actions.free_values import SMALL_YEN
from actions.judging import Judge
from actions.messages import Message, say
from actions.questions import Questions
from actions.slots import FOUNDED, topic_of, value_of
from actions.state import State
from actions.texts import Texts
from actions.turn import Handlers, Result, Turn

LESS_PAID, LOWEST_PAY = "company.below_new_minimum_wage", "company.lowest_hourly_wage_yen"
INVESTMENT = "investment_yen"
WITH_TAX = 110
"""Percent of the amount without tax."""
LARGE, WHOLE_MAN = 1_000_000, -4


class Asides:
    """Answers an aside; the open question follows."""

    def __init__(self, texts: Texts, judge: Judge, questions: Questions, handlers: Handlers) -> None:
        self._texts = texts
        self._judge = judge
        self._questions = questions
        self._handlers = handlers

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the words are such an aside."""
        if turn.choice is not None or told(state):
            return False
        return (
            self._has_tax(turn)
            or self._pay(state, turn) is not None
            or (not turn.slots and self._cue(state, turn) is not None)
        )

    def reply(self, state: State, turn: Turn) -> Result:
        """What was asked for."""
        if self._has_tax(turn):
            return self._without_tax(state, turn)
        pay = self._pay(state, turn)
        if pay is not None:
            return self._handlers["inform"](state, Turn("inform", slots={**turn.slots, LOWEST_PAY: pay}))
        cue = self._cue(state, turn)
        if cue == "how_many_left":
            left = self._questions.left(state, self._judge.interview(state))
            return [Message(text=self._texts.label("questions_left", count=max(left, 1)))], True
        if cue == "not_founded":
            return self._handlers["dont_know"](state, Turn("dont_know", text=turn.text))
        return [say("utter_ok")], True

    def _cue(self, state: State, turn: Turn) -> str | None:
        if state.asked is not None and self._texts.cued("how_many_left", turn.text):
            return "how_many_left"
        if state.asked == FOUNDED and self._texts.cued("not_founded", turn.text):
            return "not_founded"
        return "once_more" if self._texts.cued("once_more", turn.text) else None

    def _has_tax(self, turn: Turn) -> bool:
        """Whether the amount to invest is told with tax."""
        return value_of(turn.slots, INVESTMENT) is not None and self._texts.cued("with_tax", turn.text)

    def _pay(self, state: State, turn: Turn) -> int | None:
        """The lowest pay told where it was asked whether it is below the minimum."""
        found = SMALL_YEN.search(unicodedata.normalize("NFKC", turn.text)) if state.asked == LESS_PAID else None
        return None if found is None else int(found[1].replace(",", ""))

    def _without_tax(self, state: State, turn: Turn) -> Result:
        amount = value_of(turn.slots, INVESTMENT)
        net = [_net(end) for end in amount] if isinstance(amount, list) else _net(amount)
        rest = {slot: value for slot, value in turn.slots.items() if topic_of(slot) != INVESTMENT}
        beside = self._handlers["inform"](state, Turn("inform", slots=rest))[0] if rest else []
        state.confirming[INVESTMENT] = [net]
        shown = {"told": self._questions.show(INVESTMENT, amount), "net": self._questions.show(INVESTMENT, net)}
        return [*beside, Message(text=self._texts.label("without_tax", **shown))], True


def _net(amount: float | None) -> int | None:
    """An amount without its tax; a large one in whole 10,000 yen, as it is told."""
    return None if amount is None else int(round(amount * 100 / WITH_TAX, WHOLE_MAN if amount >= LARGE else 0))
