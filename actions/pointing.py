"""Words that point at what was offered: the title of a button typed, 「一番上のをくわしく」."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from actions.judging import Judge
from actions.messages import Message
from actions.sheet import Sheet
from actions.state import VERDICT, State
from actions.texts import Texts
from actions.turn import Turn
from actions.verdicts import AT_A_TIME, Verdicts
from subsidy import Verdict

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
QUESTIONS = frozenset(("question", "checklist_question"))
TITLE_END = re.compile("[。.! ]+$")
FIRST, LAST = "first", "last"


class Pointing:
    """Turns such words into the button that they mean."""

    def __init__(self, texts: Texts, judge: Judge, verdicts: Verdicts) -> None:
        self._texts = texts
        self._judge = judge
        self._verdicts = verdicts
        self._titles = {texts.label(key): (ACT_OF.get(key, key), slots) for key, slots in TYPED.items()}

    def offered(self, state: State, text: str) -> dict[str, Any] | None:
        """The payload of the button just offered whose title was typed; None where it is none."""
        resume = self._texts.label("check_resume")
        if resume in state.titles and self._texts.cued("carry_on", text):
            return state.titles[resume]
        typed = _title(text)
        return next((payload for title, payload in state.titles.items() if _title(title) == typed), None)

    @staticmethod
    def keep_titles(state: State, messages: Iterable[Message]) -> None:
        """Keep the buttons of an answer, but those of questions: their titles are answers, and read as such."""
        told = [one for one in messages if (one.custom or {}).get("kind") not in QUESTIONS]
        state.titles = {button.title: button.payload for one in told for button in one.buttons}

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
        more = self._texts.cued("more_of_it", turn.text)
        found = self._texts.match("frame_at", turn.text)
        if found is None and not more:
            return None
        page = page_of(state, self._verdicts.ranked(self._judge.assess(state), self._judge.focus(state)))
        if found is None:
            return state.frame or (page[0].frame.id if page else None)
        number = 1 if found[FIRST] else len(page) if found[LAST] else _digit(found["number"])
        return page[number - 1].frame.id if 1 <= number <= len(page) else None


def page_of(state: State, ranked: Sequence[Verdict]) -> Sequence[Verdict]:
    """The verdicts of the page shown last."""
    start = max(state.shown - 1, 0) // AT_A_TIME * AT_A_TIME
    return ranked[start : state.shown]


def _title(words: str) -> str:
    return TITLE_END.sub("", unicodedata.normalize("NFKC", words)).strip()


def _digit(sign: str) -> int:
    return int(unicodedata.numeric(sign))
