"""「市役所のセミナーを受けました」 to the question on support for founders: only support with a certificate counts."""

from __future__ import annotations

from actions.messages import Message
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn

SUPPORTED = "company.startup_support_in_period"
ANSWERS = frozenset(("affirm", "deny", "set", "dont_know", "skip", "go_back", "restart", "delete_data"))


class SupportHint:
    """Says which support is meant; the question comes again, to be answered by yes or no."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether some support is told of where that was the question, without a plain yes or no."""
        if state.asked != SUPPORTED or turn.choice is not None or turn.act in ANSWERS or turn.slots:
            return False
        return self._texts.cued("took_support", turn.text) and not self._texts.cued("asks", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """Which support counts."""
        return [Message(text=self._texts.label("support_counts"))], True
