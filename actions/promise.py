"""「必ずもらえますか」: nobody can promise that, and the size limits are no answer to it."""

from __future__ import annotations

from actions.messages import say
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn


class Promise:
    """Says what a fitting programme does not promise."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether somebody asks for certainty and tells nothing else."""
        return not turn.slots.keys() - {"program"} and self._texts.cued("promise", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """No promise."""
        return [say("utter_no_promise")], True
