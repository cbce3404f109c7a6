"""Answers between yes and no: 「たぶん」 is asked back about, 「場合による」 stays open."""

from __future__ import annotations

from actions.answers import Answers
from actions.state import State
from actions.texts import Texts
from actions.turn import Handler, Result, Turn

ANSWERS = frozenset(("affirm", "deny", "inform", "dont_know", "chitchat", "nlu_fallback"))
LEANS = {"affirm": True, "deny": False}


class Hedges:
    """Stores nothing that was said with reserve before it is confirmed."""

    def __init__(self, texts: Texts, answers: Answers, leave_open: Handler) -> None:
        self._texts = texts
        self._answers = answers
        self._leave_open = leave_open

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether a yes/no question or a list got an answer that settles nothing."""
        if turn.act not in ANSWERS or turn.slots or state.asked is None:
            return False
        if self._texts.cued("unsettled", turn.text):
            return self._is_choice(state)
        return self._leans(state, turn) is not None

    def reply(self, state: State, turn: Turn) -> Result:
        """Ask back what a leaning answer leans to; leave open what is not settled, or hedged twice."""
        leaning = None if self._texts.cued("unsettled", turn.text) else self._leans(state, turn)
        if leaning is None or state.asked in state.confirming:
            return self._leave_open(state, Turn("dont_know", text=turn.text))
        state.confirming[str(state.asked)] = [leaning]
        return [], True

    def _is_choice(self, state: State) -> bool:
        return bool(state.options) or self._answers.is_flag(str(state.asked))

    def _leans(self, state: State, turn: Turn) -> bool | None:
        """Yes or no, said with reserve to a yes/no question."""
        if state.options or not self._answers.is_flag(str(state.asked)) or not self._texts.cued("hedged", turn.text):
            return None
        return LEANS.get(turn.act)
