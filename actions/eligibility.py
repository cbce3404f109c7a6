"""「70歳でも申し込めますか」: who may apply, where the catalogue has no answer, gets no other question's answer."""

from __future__ import annotations

from actions.again import told
from actions.judging import Judge
from actions.messages import Button, Message, command
from actions.naming import Naming
from actions.state import State
from actions.texts import Texts
from actions.turn import Handler, Result, Turn


class Eligibility:
    """Says that something is not known here; 「うちは対象ですか」 is answered by the verdicts (``listed``)."""

    def __init__(self, texts: Texts, judge: Judge, naming: Naming, listed: Handler) -> None:
        self._texts = texts
        self._judge = judge
        self._naming = naming
        self._listed = listed

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether it is asked who may apply, neither by size nor of a programme or frame that is named."""
        if turn.act != "ask_eligibility" or not turn.text or turn.slots or self._texts.cued("about_size", turn.text):
            return False
        focus = self._judge.focus(state)
        if self._naming.said(turn.text, focus) or self._naming.frames_alone(turn.text, focus):
            return False
        # Without verdicts the programmes answer for themselves.
        return not self._is_general(turn.text) or (told(state) and state.programme is None)

    def reply(self, state: State, turn: Turn) -> Result:
        """The verdicts, or neither yes nor no."""
        if self._is_general(turn.text):
            return self._listed(state, Turn("more", slots={"start": 0}))
        contact = Button(self._texts.label("ask_contact"), command("ask_contact"))
        return [Message(text=self._texts.label("not_told_here"), buttons=(contact,))], True

    def _is_general(self, text: str) -> bool:
        return self._texts.cued("eligible_generally", text)
