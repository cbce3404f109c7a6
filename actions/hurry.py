"""A wish for the verdict without further questions: that is no answer to the open question."""

from __future__ import annotations

from collections.abc import Callable

from actions.messages import say
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn

# What 「判定して」 is easily taken for. A wish for the checklist (「診断して」) is none of them.
LOOKS_LIKE = frozenset(
    (
        "affirm", "inform", "skip", "show_summary", "chitchat", "out_of_scope", "complain", "handoff", "nlu_fallback",
        "goodbye", "help", "deny", "ask_eligibility", "ask_program", "ask_contact", "correct", "dont_know",
    )
)  # fmt: skip


class Hurry:
    """Ends the questions where the verdict is wanted now."""

    def __init__(self, texts: Texts, is_asked_out: Callable[[State], bool] = lambda state: False) -> None:
        self._texts = texts
        self._is_asked_out = is_asked_out

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the words ask for the verdict and tell nothing else."""
        return turn.act in LOOKS_LIKE and not turn.slots and self._texts.cued("verdict_now", turn.text)

    def _is_at_summary(self, state: State) -> bool:
        waits = state.asked is None and not state.accepted and not state.confirming
        return waits and (state.hurried or self._is_asked_out(state))

    def reply(self, state: State, turn: Turn) -> Result:
        """Stop asking; what was not answered counts as unknown. At the summary this accepts it."""
        if self._is_at_summary(state):
            state.accepted = True
            return [], True
        state.hurried, state.judged, state.confirming, state.asked = True, False, {}, None
        return [say("utter_hurried")], True
