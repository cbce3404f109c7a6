"""Words that point at what was offered: the title of a button typed, 「一番上のをくわしく」."""

from __future__ import annotations

import unicodedata
from typing import Any

from actions.judging import Judge
from actions.sheet import Sheet
from actions.state import VERDICT, State
from actions.texts import Texts
from actions.turn import Turn
from actions.verdicts import AT_A_TIME, Verdicts

# Buttons whose titles may be typed, and what they stand for.
TYPED: dict[str, dict[str, Any]] = {
    "stop_here": {},
    "go_on": {},
    "accept_summary": {},
    "keep_answer": {},
    "more": {},
    "check_go_on": {},
    "back_to_list": {"start": 0},
}
# Who types the title of the summary's button before it is shown wants the verdict now.
ACT_OF = {"check_go_on": "keep", "stop_here": "hurry", "accept_summary": "hurry", "back_to_list": "more"}
FIRST, LAST = "first", "last"


class Pointing:
    """Turns such words into the button that they mean."""

    def __init__(self, texts: Texts, judge: Judge, verdicts: Verdicts) -> None:
        self._texts = texts
        self._judge = judge
        self._verdicts = verdicts
        self._titles = {texts.label(key): (ACT_OF.get(key, key), slots) for key, slots in TYPED.items()}

    def meant(self, state: State, turn: Turn) -> Turn:
        """The turn of the button that is meant; the same turn where none is."""
        act, slots = self._titles.get(turn.text.strip(), (None, {}))
        if act is not None and turn.choice is None and not Sheet.of(state).open:
            return Turn(act, slots=dict(slots), text=turn.text)
        frame = self._frame(state, turn)
        return turn if frame is None else Turn("detail", slots={"frame": frame}, text=turn.text)

    def _frame(self, state: State, turn: Turn) -> str | None:
        """The frame of the page shown last that the words count off."""
        if state.stage != VERDICT or state.asked is not None or turn.slots or not state.shown:
            return None
        found = self._texts.match("frame_at", turn.text)
        if found is None:
            return None
        start = (state.shown - 1) // AT_A_TIME * AT_A_TIME
        page = self._verdicts.ranked(self._judge.assess(state), self._judge.focus(state))[start : state.shown]
        number = 1 if found[FIRST] else len(page) if found[LAST] else _digit(found["number"])
        return page[number - 1].frame.id if 1 <= number <= len(page) else None


def _digit(sign: str) -> int:
    return int(unicodedata.numeric(sign))
