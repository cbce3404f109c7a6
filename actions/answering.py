"""Handlers of answers: facts told, corrected, confirmed, denied, or left open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.answers import Answers, taken_out
from actions.groups import TOGETHER, Groups
from actions.judging import Judge
from actions.messages import Button, Message, command, say
from actions.rough_days import RoughDays
from actions.state import REFUSED, UNKNOWN, VERDICT, State
from actions.summary import Summary
from actions.texts import Texts
from actions.told_plans import PlanTalk
from actions.turn import Handlers, Result, Turn
from actions.verdicts import Verdicts

LEFT_BEFORE_HINT = 3


class Answering:
    """Stores what was told and says what that changed."""

    def __init__(
        self,
        judge: Judge,
        texts: Texts,
        groups: Groups,
        answers: Answers,
        plans: PlanTalk,
        summary: Summary,
        verdicts: Verdicts,
        rough_days: RoughDays,
    ) -> None:
        self._judge = judge
        self._texts = texts
        self._groups = groups
        self._answers = answers
        self._plans = plans
        self._summary = summary
        self._verdicts = verdicts
        self._rough_days = rough_days

    @property
    def handlers(self) -> Handlers:
        """The handler of each act."""
        return {
            "inform": self._inform,
            "correct": self._correct,
            "set": self._set,
            "tick": lambda state, turn: self._tick(state, turn.slots["offered"], turn.slots["ticked"], bool(turn.text)),
            "affirm": self._affirm,
            "deny": self._deny,
            "dont_know": lambda state, turn: self._leave_open(state, turn.slots.get("slot", state.asked), UNKNOWN),
            "skip": lambda state, turn: self._leave_open(state, turn.slots.get("slot", state.asked), REFUSED),
        }

    def _inform(self, state: State, turn: Turn) -> Result:
        ticked = self._groups.told(state, turn.text) if state.options and not turn.slots else None
        if ticked is not None:
            return self._tick(state, state.options, ticked, said=True)
        if state.options and self._groups.is_alone(state, turn.text):
            return self._store(state, self._groups.values([TOGETHER], []), {}, echo=True)
        if "plan" in turn.slots:
            state.ticked = False
        self._plans.take(state, turn)
        turn.text = self._rough_days.whole(state, turn.text) if self._answers.is_date(state.asked) else turn.text
        confirm = self._answers.unclear(state, turn.confirm)
        slots = self._answers.read(state, turn.slots, turn.text) | self._rough_days.founded(state, turn)
        if not slots and not any(confirm.values()) and self._answers.puts_right(turn.text):
            slots = self._answers.reread(state, turn.text)
            confirm = {} if slots else confirm
        return self._take(state, slots, confirm, turn.text)

    def _take(self, state: State, slots: dict[str, Any], confirm: dict[str, list[Any]], text: str) -> Result:
        """Store what words told, but for a day that they leave too rough."""
        slots, rough = self._rough_days.taken(state, slots, text)
        if rough and not slots and not confirm:
            return rough, True
        messages, resumes = self._store(state, slots, confirm, echo=True)
        return [*messages, *rough], resumes

    def _tick(self, state: State, offered: list[str], ticked: list[str], said: bool) -> Result:
        """A list is answered as a whole: what was not ticked is not so. ``said``: in words, so a no is said back."""
        messages, resumes = self._store(state, self._groups.values(offered, ticked), {}, echo=False)
        state.offered = [*state.offered, *(field for field in offered if field not in state.offered)]
        titles = self._groups.titles(ticked) or [self._texts.label("none_of_these")]
        lines = self._texts.join([self._texts.label("quoted", text=title) for title in titles])
        told = [Message(text=self._texts.label("ticked", lines=lines))] if ticked or said else []
        return told + messages, resumes

    def _correct(self, state: State, turn: Turn) -> Result:
        self._plans.take(state, turn)
        slots = self._answers.read(state, turn.slots, turn.text) or self._answers.reread(state, turn.text)
        if not slots and not turn.confirm:
            return [self._summary.message(state, confirm=False), say("utter_which_correct")], state.asked is not None
        return self._take(state, slots, turn.confirm, turn.text)

    def _set(self, state: State, turn: Turn) -> Result:
        if "plan" in turn.slots:
            state.ticked = True
        return self._store(state, turn.slots, {}, echo=False)

    def _affirm(self, state: State, turn: Turn) -> Result:
        topic = state.asked
        if turn.slots:
            return self._inform(state, turn)
        if topic is not None and topic in state.confirming:
            return self._agree(state, topic, turn.text)
        if state.options:
            listed = self._groups.told(state, turn.text) or self._groups.is_alone(state, turn.text)
            return self._inform(state, turn) if listed else ([say("utter_which_of_these")], True)
        if topic is not None and self._answers.is_flag(topic):
            return self._store(state, {topic: True}, {}, echo=bool(turn.text))
        if topic is None and not state.accepted:
            state.accepted = True
            return [], True
        return self._not_a_yes_no_question(topic)

    def _agree(self, state: State, topic: str, text: str) -> Result:
        """A yes to an ask-back takes its only candidate, or the one that is named."""
        candidates = state.confirming[topic]
        meant = candidates[0] if len(candidates) == 1 else self._answers.named(topic, candidates, text)
        return ([], True) if meant is None else self._store(state, {topic: meant}, {}, echo=True)

    def _deny(self, state: State, turn: Turn) -> Result:
        topic, denied = state.asked, turn.slots.pop("of", None)
        if denied is not None and denied not in state.confirming:
            # A button of an ask-back that is long over says nothing of what is asked now.
            return [say("utter_ok")], True
        if turn.slots or self._plans.told(state, turn.text) is not None:
            return self._correct(state, turn)
        if topic is not None and topic in state.confirming:
            del state.confirming[topic]
            return [say("utter_ask_exactly")], True
        if state.options:
            return self._deny_list(state, turn.text)
        if topic is not None and self._answers.is_flag(topic):
            return self._store(state, {topic: False}, {}, echo=bool(turn.text))
        if topic is not None and self._answers.denial(topic) is not None:
            return self._store(state, {topic: self._answers.denial(topic)}, {}, echo=True)
        if topic is None and not state.accepted:
            return [say("utter_which_correct")], False
        if topic == "plan":
            return self._leave_open(state, topic, UNKNOWN)
        return self._not_a_yes_no_question(topic)

    def _deny_list(self, state: State, text: str) -> Result:
        """A no to a list is one to every line, unless it names some of them."""
        named = [TOGETHER] if self._groups.is_alone(state, text) else self._groups.told(state, text)
        if named == [TOGETHER]:
            return self._store(state, self._groups.values(named, []), {}, echo=True)
        if named is None:
            return self._tick(state, state.options, [], said=True)
        if self._groups.is_only(text) or not self._texts.denies(text):
            return self._tick(state, state.options, named, said=True)
        return self._store(state, self._groups.values(named, []), {}, echo=True)

    @staticmethod
    def _not_a_yes_no_question(topic: str | None) -> Result:
        return ([say("utter_ok")], False) if topic is None else ([say("utter_please_answer")], True)

    def _leave_open(self, state: State, topic: str | None, why: str) -> Result:
        if topic is None:
            return [say("utter_ok" if state.accepted else "utter_may_stay_open")], not state.accepted
        before, put_right = _before(state), taken_out(state) is not None
        state.remember()
        for field in (topic, *(state.options if topic in state.options else ())):
            self._answers.forget(state, field)
            state.unanswered[field] = why
        state.judged = False
        state.confirming.pop(topic, None)
        turned = self._turned(before, state) if put_right else []
        return [say(f"utter_left_{why}"), *turned, *self._may_stop(state, topic)], True

    def _may_stop(self, state: State, topic: str) -> list[Message]:
        """Who leaves one question after the other open hears that the verdict can be had at once."""
        left = sum("." in name for name in state.unanswered if name not in state.offered)
        if "." not in topic or state.options or left % LEFT_BEFORE_HINT:
            return []
        return [Message(response="utter_may_stop", buttons=(Button(self._verdicts.stop_title, command("hurry")),))]

    def _store(self, state: State, slots: dict[str, Any], confirm: dict[str, list[Any]], echo: bool) -> Result:
        before, put_right = _before(state), taken_out(state) is not None
        beside_verdicts = state.stage == VERDICT and state.asked is None
        changed = self._answers.store(state, slots, confirm)
        corrects = any(old is not None for _, old, _ in changed) or (beside_verdicts and bool(changed))
        corrects = corrects or (put_right and bool(slots) and before.answers != state.answers)
        messages = self._answers.echo(changed) if echo or corrects else []
        if not changed and (echo or put_right):
            messages += self._answers.confirmed(slots) or ([] if confirm else [self._nothing_new(state)])
        return [*messages, *(self._turned(before, state) if corrects else [])], True

    def _turned(self, before: State, state: State) -> list[Message]:
        return self._verdicts.changes(self._judge.assess(before), self._judge.assess(state), state)

    def _nothing_new(self, state: State) -> Message:
        if self._answers.is_date(state.asked):
            return say("utter_please_date")
        if state.asked is None:
            return say("utter_ok" if state.accepted else "utter_which_correct")
        return say("utter_not_understood")


def _before(state: State) -> State:
    """The state with the answers that the verdicts were told for: one that is being put right counts as it was."""
    answers = state.trail[-1]["answers"] if taken_out(state) is not None else state.answers
    return replace(state, answers=dict(answers))
