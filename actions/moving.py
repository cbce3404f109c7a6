"""Handlers of moving about: back, again from the start, the summary, one answer anew, erasing everything."""

from __future__ import annotations

from actions.answers import Answers
from actions.judging import Judge
from actions.messages import Button, Message, command, custom, say
from actions.questions import Questions
from actions.state import GREETING, State
from actions.summary import Summary
from actions.texts import Texts
from actions.turn import Handlers, Result, Turn


class Moving:
    """Changes where the conversation is."""

    def __init__(self, judge: Judge, texts: Texts, questions: Questions, answers: Answers, summary: Summary) -> None:
        self._judge = judge
        self._texts = texts
        self._questions = questions
        self._answers = answers
        self._summary = summary

    @property
    def handlers(self) -> Handlers:
        """The handler of each act."""
        return {
            "go_back": self._go_back,
            "restart": self._restart,
            "show_summary": self._show_summary,
            "accept_summary": self._accept_summary,
            "edit": self._edit,
            "delete_data": self._delete_data,
            "erase": self._erase,
            "keep": lambda state, turn: ([say("utter_kept")], True),
            "accept": lambda state, turn: ([say("utter_ok")], True),
            "decline": lambda state, turn: ([say("utter_ok")], True),
        }

    def _go_back(self, state: State, turn: Turn) -> Result:
        return [say("utter_back" if state.step_back() else "utter_no_way_back")], True

    def _restart(self, state: State, turn: Turn) -> Result:
        if self._texts.cued("asks", turn.text):
            label = self._texts.label
            buttons = (Button(label("restart"), command("restart")), Button(label("check_go_on"), command("keep")))
            return [Message(response="utter_restart_erases", buttons=buttons)], False
        state.restart()
        return [say("utter_restarted")], True

    def _show_summary(self, state: State, turn: Turn) -> Result:
        waits = state.asked is None and not state.accepted
        return [self._summary.message(state, confirm=waits)], not waits

    def _accept_summary(self, state: State, turn: Turn) -> Result:
        state.accepted = True
        return [], True

    def _edit(self, state: State, turn: Turn) -> Result:
        topic = turn.slots["slot"]
        state.remember()
        state.unanswered.pop(topic, None)
        state.asked, state.accepted = topic, False
        self._answers.forget(state, topic)
        return [self._questions.ask(topic, state, self._judge.interview(state))], False

    def _delete_data(self, state: State, turn: Turn) -> Result:
        label = self._texts.label
        buttons = (Button(label("erase"), command("erase")), Button(label("keep"), command("keep")))
        return [
            Message(response="utter_delete_data", buttons=buttons, custom=custom("notice", topic="delete_data"))
        ], False

    def _erase(self, state: State, turn: Turn) -> Result:
        """The channel erases the conversation when it sees the notice."""
        state.restart()
        state.consent, state.stage = None, GREETING
        return [Message(response="utter_erased", custom=custom("notice", topic="erased"))], False
