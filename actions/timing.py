"""Questions on when something may be done: in which period, before the application, before the business opens."""

from __future__ import annotations

from actions.chosen import Chosen
from actions.early_raise import EarlyRaise
from actions.judging import Judge
from actions.not_open import NotOpen
from actions.periods import Periods
from actions.state import State
from actions.texts import Texts
from actions.turn import ByWords, Result, Turn

ABOUT_FRAMES = frozenset(("program", "programme", "frame", "frames"))


class Timing:
    """Hands such a question to the part that it is for."""

    def __init__(self, texts: Texts, judge: Judge, chosen: Chosen) -> None:
        self._parts: tuple[ByWords, ...] = (
            Periods(texts, judge, chosen),
            EarlyRaise(texts, judge, chosen),
            NotOpen(texts, judge, chosen),
        )

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether one of these is asked, and nothing is told."""
        if not turn.text or turn.slots.keys() - ABOUT_FRAMES:
            return False
        return any(part.concerns(state, turn) for part in self._parts)

    def reply(self, state: State, turn: Turn) -> Result:
        """The answer of the first part that is concerned."""
        return next(part for part in self._parts if part.concerns(state, turn)).reply(state, turn)
