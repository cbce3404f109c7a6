"""What would be, if an answer were another one: what flips, what changes in yen, and where the limits lie."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from actions.again import told
from actions.amounts import moved
from actions.answers import Answers
from actions.flips import flip
from actions.judging import Judge
from actions.limits import Limits, flipped
from actions.messages import Button, Message, answer, command, say
from actions.questions import Questions
from actions.slots import FAMILIES, ONE_MONTH, PLAN_VALUES, topic_of, value_of
from actions.state import State
from actions.texts import Texts
from actions.turn import Reply, Result, Turn
from subsidy import questions

MORE_PEOPLE, MONTH, LEFT_OUT = "employees_more", "one_month_change_pct", "left_out"


class WhatIf:
    """Answers suppositions from the engine; nothing of them is stored."""

    def __init__(self, texts: Texts, judge: Judge, questions: Questions, answers: Answers) -> None:
        self._texts = texts
        self._judge = judge
        self._questions = questions
        self._answers = answers
        self._limits = Limits(judge)

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether a turn supposes something; with the verdicts told, also whether it asks how far an answer may go."""
        if not told(state):
            return bool(turn.slots.get("supposed")) or self._supposes_only(turn)
        if turn.slots.get("supposed") or self._topic_of_limit(turn.text) is not None:
            return True
        return not turn.slots and (
            self._plans(state, turn.text) is not None or self._texts.cued("unclear_if", turn.text)
        )

    def reply(self, state: State, turn: Turn) -> Result:
        """What changes under the supposition, or the next limits of a number; before the verdicts, that it can wait."""
        if not told(state):
            return [say("utter_what_if_later")], True
        return self._answer(state, turn), True

    def _supposes_only(self, turn: Turn) -> bool:
        """Whether a text said to the open question says that it supposes, and tells nothing beside."""
        return turn.choice is None and not turn.slots and self._texts.cued("says_if", turn.text)

    def _answer(self, state: State, turn: Turn) -> Reply:
        values: Mapping[str, Any] = turn.slots.get("supposed") or {}
        if MONTH in values and not self._counts_month(state):
            return [say("utter_what_if_month")]
        left = [self._questions.label(topic_of(slot)) for slot in values.get(LEFT_OUT, ())]
        note = [Message(text=self._texts.label("left_out_of_if", topics=self._texts.join(left)))] if left else []
        return [*note, self._tried(state, turn)]

    def _counts_month(self, state: State) -> bool:
        """Whether the change of a single month is asked for by what is judged."""
        return ONE_MONTH in state.answers or any(
            one.field == ONE_MONTH for one in questions(self._judge.interview(state))
        )

    def _tried(self, state: State, turn: Turn) -> Message:
        plans = None if turn.slots.get("supposed") else self._plans(state, turn.text)
        supposed = self._supposed(state, turn.slots.get("supposed") or {}) if plans is None else {"plan": plans}
        if supposed:
            return self._changes(state, supposed)
        topic = self._topic_of_limit(turn.text)
        return say("utter_what_if_unclear") if topic is None else self._limits_of(topic, state)

    def _plans(self, state: State, text: str) -> list[str] | None:
        """All plans where one more or one less is supposed (「新規事業もやったら」); None where none is."""
        named = self._texts.plans_in(text) if self._texts.cued("plan_if", text) else []
        before: list[str] = state.answers.get("plan") or []
        dropped = self._texts.cued("plan_dropped", text)
        after = [
            one
            for one in PLAN_VALUES
            if (one in before and not (dropped and one in named)) or (one in named and not dropped)
        ]
        return after if named and after else None

    def _supposed(self, state: State, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values as slots; people added are counted on those there are."""
        supposed = {slot: value for slot, value in values.items() if slot not in (MORE_PEOPLE, MONTH, LEFT_OUT)}
        supposed |= {ONE_MONTH: -values[MONTH]} if MONTH in values else {}
        people = state.answers.get("employees")
        if MORE_PEOPLE in values and isinstance(people, int | float):
            supposed["employees"] = int(people) + values[MORE_PEOPLE]
        return supposed

    def _changes(self, state: State, supposed: dict[str, Any]) -> Message:
        other = copy.deepcopy(state)
        changed = self._answers.store(other, supposed, {})
        before, after = self._judge.interview(state), self._judge.interview(other)
        text = self._texts.render(
            "what_if",
            supposed=[
                {"topic": self._questions.label(t), "value": self._questions.show(t, new)} for t, _, new in changed
            ],
            flips=[flip(self._texts, before.verdicts[key], after.verdicts[key]) for key in flipped(before, after)],
            amounts=moved(self._texts, before, after),
        )
        keep = Button(self._texts.label("keep_answer"), command("keep_answer"))
        if len(supposed) != 1 or not changed:
            return Message(text=text, buttons=())
        state.tried = supposed
        slot, value = next(iter(supposed.items()))
        return Message(text=text, buttons=(Button(self._texts.label("take_supposed"), answer(slot, value)), keep))

    def _shown(self, topic: str, value: Any) -> dict[str, str]:
        return {"topic": self._questions.label(topic), "value": self._questions.show(topic, value)}

    def _topic_of_limit(self, text: str) -> str | None:
        return next((topic for topic in FAMILIES if self._texts.cued(f"limit_of_{topic}", text)), None)

    def _limits_of(self, topic: str, state: State) -> Message:
        value = value_of(state.answers, topic)
        if value is None or isinstance(value, list):
            return say("utter_limit_needs_number")
        rows = [
            {
                "value": self._questions.show(topic, limit.value),
                "flips": [flip(self._texts, limit.before.verdicts[k], limit.after.verdicts[k]) for k in limit.flipped],
            }
            for limit in self._limits.around(topic, state)
        ]
        label, shown = self._questions.label(topic), self._questions.show(topic, value)
        return Message(text=self._texts.render("limits", topic=label, value=shown, rows=rows, slot=topic))
