"""Handlers of moving about: back, the summary, one answer anew."""

from __future__ import annotations

from actions.answers import DETAIL, Answers
from actions.judging import Judge
from actions.messages import say
from actions.months import MONTHLY
from actions.questions import Questions
from actions.slots import value_of
from actions.state import VERDICT, State
from actions.summary import Summary
from actions.taking_back import TakingBack
from actions.turn import Handlers, Reply, Result, Turn

# What is told, but never asked for, and how to tell it anew.
HOW_TO_TELL = {MONTHLY: "utter_months_how", DETAIL: "utter_detail_how"}


class Moving:
    """Changes where the conversation is."""

    def __init__(
        self, judge: Judge, questions: Questions, answers: Answers, summary: Summary, taking_back: TakingBack
    ) -> None:
        self._judge = judge
        self._questions = questions
        self._answers = answers
        self._summary = summary
        self._taking_back = taking_back

    @property
    def handlers(self) -> Handlers:
        """The handler of each act."""
        return {
            "go_back": self._go_back,
            "show_summary": self._show_summary,
            "accept_summary": self._accept_summary,
            "edit": self._edit,
            "accept": lambda state, turn: ([say("utter_ok")], True),
            "decline": lambda state, turn: ([say("utter_ok")], True),
        }

    def _go_back(self, state: State, turn: Turn) -> Result:
        return [say("utter_back" if state.step_back() else "utter_no_way_back")], True

    def _show_summary(self, state: State, turn: Turn) -> Result:
        waits = state.asked is None and not state.accepted
        return [self._summary.message(state, confirm=waits)], not waits

    def _accept_summary(self, state: State, turn: Turn) -> Result:
        state.accepted = True
        return [], True

    def _edit(self, state: State, turn: Turn) -> Result:
        topic = turn.slots["slot"]
        if not self._questions.known(topic):
            return self._taken_back(state, topic), True
        state.remember()
        state.unanswered.pop(topic, None)
        state.asked, state.accepted = topic, state.accepted and state.stage == VERDICT
        state.judged = False
        self._answers.forget(state, topic)
        return [self._questions.ask(topic, state, self._judge.interview(state))], False

    def _taken_back(self, state: State, topic: str) -> Reply:
        """What is told but never asked for is taken back, to be told anew."""
        taken = [] if value_of(state.answers, topic) is None else self._taking_back.taken_back(state, topic, None)
        return [*taken, say(HOW_TO_TELL.get(topic, "utter_which_correct"))]
