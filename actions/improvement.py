"""The question whether the bot may learn from what it did not make out: after the verdict, once, and never needed."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

from actions.messages import Button, Message, command, custom, say
from actions.state import State
from actions.texts import Texts
from actions.turn import Reply, Result, Turn

VARIABLE = "HOJO_NAVI_LEARNING"
ASKED, OPEN, YES, NO = "asked", "open", "yes", "no"
HELP, HELP_NOT = "help_learning", "no_learning"
WORDS = {"affirm": YES, "deny": NO}


def learns() -> bool:
    """Whether the environment says that visitors are asked."""
    return os.environ.get(VARIABLE, "").strip().lower() == "on"


class Improvement:
    """Asks for the consent, and notes it in ``State.learning``; who says no, or nothing, is not asked again."""

    def __init__(self, texts: Texts, learns: Callable[[], bool] = learns) -> None:
        self._texts = texts
        self._learns = learns

    def offered(self, state: State, messages: Reply) -> Reply:
        """The messages of a verdict, with the question after them where it was not asked before."""
        if state.learning or not messages or not self._learns():
            return messages
        state.learning = ASKED
        buttons = tuple(Button(self._texts.label(act), command(act)) for act in (HELP, HELP_NOT))
        notice = custom("notice", topic="learning", accept=0)
        return [*messages, replace(Message(response="utter_ask_learning", custom=notice), buttons=buttons)]

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether a turn is an answer to the question, or takes one back."""
        answered = state.learning == ASKED and self._answer(state, turn) is not None
        if state.learning == ASKED and not answered:
            # Whatever else was said, a later yes belongs to something else; the buttons stay.
            state.learning = OPEN
        return answered or turn.act in (HELP, HELP_NOT) or self._takes_back(state, turn)

    def reply(self, state: State, turn: Turn) -> Result:
        """Thanks, or that nothing is learned."""
        state.learning = NO if turn.act == HELP_NOT or self._takes_back(state, turn) else YES
        if turn.act in WORDS:
            state.learning = WORDS[turn.act]
        return [say("utter_learning_yes" if state.learning == YES else "utter_learning_no")], False

    def _answer(self, state: State, turn: Turn) -> str | None:
        told = {name for name, value in turn.slots.items() if value is not None and name != "of"}
        return WORDS.get(turn.act) if not told and state.asked is None else None

    def _takes_back(self, state: State, turn: Turn) -> bool:
        return bool(state.learning) and self._texts.cued(HELP_NOT, turn.text)
