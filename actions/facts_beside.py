"""Facts that nobody asked for, told after the verdict: 「創業は2026年5月です」, 「利益率も下がりました」."""

from __future__ import annotations

from typing import Any

from actions.answers import Answers
from actions.judging import Judge
from actions.loans import SHORT_OF_CASH, Loans
from actions.messages import Button, Message, command
from actions.questions import Questions
from actions.rough_days import RoughDays
from actions.slots import BASE_TOPICS, FOUNDED, PLAN_YES, value_of
from actions.state import VERDICT, State
from actions.texts import Texts
from actions.turn import Handler, Result, Turn
from actions.verdicts import Verdicts

PLANS = "utter_ask_group_plans"


class FactsBeside:
    """Stores a fact under the field it belongs to, and says what that changes."""

    def __init__(
        self, texts: Texts, judge: Judge, questions: Questions, answers: Answers, verdicts: Verdicts,
        rough_days: RoughDays, loans: Loans,
    ) -> None:  # fmt: skip
        self._texts = texts
        self._judge = judge
        self._questions = questions
        self._answers = answers
        self._verdicts = verdicts
        self._rough_days = rough_days
        self._loans = loans
        plans = next(group["items"] for group in texts.groups() if group["response"] == PLANS)
        # Plans that no choice of the base question stands for.
        self._plans: dict[str, str] = {
            item["field"]: item["words"] for item in plans if item["ticked"] and item["field"] not in PLAN_YES.values()
        }

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether a fact is told while the verdicts stand and nothing is asked, or a founding day at any time."""
        if turn.slots or turn.choice is not None or not turn.text or self._texts.cued("asks", turn.text):
            return False
        if state.stage == VERDICT and state.asked is None:
            return self._part(state, turn.text) is not None
        return not state.confirming and bool(self._rough_days.founded(state, turn))

    def reply(self, state: State, turn: Turn) -> Result:
        """What was understood with what it changes, or that an answer may stay open."""
        part = self._part(state, turn.text)
        return ([], True) if part is None else part(state, turn)

    def _part(self, state: State, text: str) -> Handler | None:
        if self._texts.cued("undecided_yet", text):
            return self._undecided if self._topic(text) is not None else None
        return self._store if self._told(text) else None

    def _topic(self, text: str) -> str | None:
        return next((topic for topic in BASE_TOPICS if self._texts.cued(f"topic_{topic}", text)), None)

    def _told(self, text: str) -> dict[str, Any]:
        """The field that a text tells, with its value."""
        if day := self._rough_days.founded_in(text):
            return {FOUNDED: day}
        if not self._texts.cued("tells_fact", text):
            return {}
        day = self._answers.value_in(FOUNDED, text) if self._texts.cued("founded", text) else None
        if day is not None:
            return {FOUNDED: day}
        if self._texts.cued("plan_meant", text) and not self._texts.cued("plan_unmeant", text):
            return {field: True for field, words in self._plans.items() if self._texts.found(words, text)}
        return dict.fromkeys(self._texts.facts_told(text), True)

    def _store(self, state: State, turn: Turn) -> Result:
        told, rough = self._rough_days.taken(state, self._told(turn.text), turn.text)
        if rough and not told:
            state.remember()
            state.asked = FOUNDED
            return rough, False
        before = self._judge.assess(state)
        changed = self._answers.store(state, told, {})
        if not changed:
            return self._answers.confirmed(told), False
        messages = [*self._answers.echo(changed), *rough]
        messages += self._verdicts.changes(before, self._judge.assess(state), state)
        return [*messages, *(self._loans.fitting(state) if SHORT_OF_CASH in told else [])], True

    def _undecided(self, state: State, turn: Turn) -> Result:
        topic = str(self._topic(turn.text))
        value = value_of(state.answers, topic)
        label = self._questions.label(topic)
        shown = None if value is None else self._questions.show(topic, value)
        button = Button(self._texts.label("edit", topic=label), command("edit", slot=topic))
        return [Message(text=self._texts.render("undecided", topic=label, value=shown), buttons=(button,))], False
