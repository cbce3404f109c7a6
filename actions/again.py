"""Back to where one was: 「結果に戻る」, 「もう一回判定」, 「続きから」; yes or no to a supposition just answered."""

from __future__ import annotations

from actions.answers import taken_out
from actions.messages import Message, say
from actions.state import VERDICT, State
from actions.texts import Texts
from actions.turn import Handler, Result, Turn

TAKES, LEAVES = frozenset(("affirm",)), frozenset(("deny", "go_back"))


class Again:
    """Shows again what there was. ``listed`` shows the verdicts, ``hurried`` ends the questions, ``stored`` sets."""

    def __init__(self, texts: Texts, listed: Handler, hurried: Handler, stored: Handler) -> None:
        self._texts = texts
        self._listed = listed
        self._hurried = hurried
        self._stored = stored

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the words ask for what was shown or asked before, or answer what was tried."""
        if turn.slots or not turn.text:
            return False
        if _puts_right(state) and self._leaves_it(turn):
            return True
        named = self._wants_list(state, turn.text) or self._texts.cued("carry_on", turn.text)
        return named or (bool(state.tried) and turn.act in TAKES | LEAVES)

    def reply(self, state: State, turn: Turn) -> Result:
        """The list where there is a verdict, else the verdict or the open question; what was tried is taken or left."""
        if _puts_right(state) and not self._texts.cued("carry_on", turn.text):
            return self._leave_as_it_was(state, turn)
        if self._texts.cued("carry_on", turn.text):
            return self._carry_on(state, turn)
        if self._wants_list(state, turn.text):
            return self._listed(state, Turn("more", slots={"start": 0})) if told(state) else self._hurried(state, turn)
        if turn.act in LEAVES:
            return [Message(text=self._texts.render("tried_left"))], False
        return self._stored(state, Turn("set", slots=state.tried))

    def _leaves_it(self, turn: Turn) -> bool:
        """Whether the words leave the answer that was to be put right as it is."""
        return turn.act == "go_back" or self._texts.cued("never_mind", turn.text) or self._texts.cued("undo", turn.text)

    def _wants_list(self, state: State, text: str) -> bool:
        return self._texts.cued("list_wanted", text) or (told(state) and self._texts.cued("again_alone", text))

    def _leave_as_it_was(self, state: State, turn: Turn) -> Result:
        """The answer that was to be put right stays."""
        kept = state.trail.pop()
        state.answers, state.unanswered, state.offered = kept["answers"], kept["unanswered"], kept["offered"]
        state.asked, state.judged = None, state.stage == VERDICT
        if not state.judged:
            return [say("utter_left_as_it_was")], True
        return self._listed(state, Turn("more", slots={"start": 0}))

    def _carry_on(self, state: State, turn: Turn) -> Result:
        if told(state):
            return self._listed(state, Turn("more", slots={"start": 0}))
        return [say("utter_ok")], True


def told(state: State) -> bool:
    """Whether the verdicts were told and nothing is asked."""
    return state.stage == VERDICT and state.asked is None and not state.confirming


def _puts_right(state: State) -> bool:
    """Whether an answer is asked for once more, to be put right, at the summary or with the verdicts told."""
    if state.confirming or not state.trail:
        return False
    return state.trail[-1]["asked"] is None and taken_out(state) is not None
