"""A day told by its month or year only (「2025年12月」): taken where it decides nothing, else asked for."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

from actions.answers import Answers
from actions.judging import Judge
from actions.messages import Message
from actions.slots import FOUNDED
from actions.state import State
from actions.texts import Texts
from actions.turn import Reply, Turn
from subsidy.wording import format_date

LONGEST_MONTH = dt.timedelta(days=31)
# An example of a day within a month or year that was told.
INTO_A_MONTH = dt.timedelta(days=14)
HAS_YEAR = re.compile(r"[0-9]年|[0-9]{4}|今年|去年|昨年|おととし|一昨年|[0-9]年前")
WITH_MONTH = re.compile(r"(?<![0-9])(?:1[0-2]|[1-9])(?:月|[/.-])[0-9]{1,2}")
ONLY_DAY = re.compile(r"^[^0-9]{0,6}(?:3[01]|[12][0-9]|[1-9])日")
Days = tuple[dt.date, dt.date]


class RoughDays:
    """Knows whether it matters which day of a month or year is meant."""

    def __init__(self, texts: Texts, judge: Judge, answers: Answers) -> None:
        self._texts = texts
        self._judge = judge
        self._answers = answers

    def taken(self, state: State, slots: dict[str, Any], text: str) -> tuple[dict[str, Any], Reply]:
        """The slots without a day that has to be asked for exactly, and what to say of a day that is rough."""
        field = next((slot for slot in slots if self._answers.is_date(slot)), None)
        days = self._answers.days_in(self.whole(state, text))
        if field is None or days is None or days[0] == days[1]:
            return slots, []
        of_year = days[1] - days[0] > LONGEST_MONTH
        if self._decides(state, field, days):
            state.rough = f"{days[0]:%Y}" if of_year else f"{days[0]:%Y-%m}"
            kept = {slot: value for slot, value in slots.items() if slot != field}
            example = format_date(days[0] + INTO_A_MONTH)
            return kept, [Message(text=self._texts.label("day_decides", example=example))]
        told = self._texts.label("rough_year" if of_year else "rough_month")
        return slots, [Message(text=self._texts.label("rough_day", told=told, day=format_date(days[0])))]

    @staticmethod
    def whole(state: State, text: str) -> str:
        """A text with the month or year before it that was told of the day, where it has none itself (「16日です」)."""
        words = unicodedata.normalize("NFKC", text)
        year, _, month = state.rough.partition("-")
        if not year or HAS_YEAR.search(words):
            return text
        if WITH_MONTH.search(words):
            return f"{year}年{words}"
        return f"{year}年{int(month)}月{words}" if month and ONLY_DAY.search(words) else text

    def founded(self, state: State, turn: Turn) -> dict[str, Any]:
        """The founding day that is told beside an answer to another question, where it is told well enough."""
        told = self._founded_words(turn.text) if state.asked != FOUNDED and FOUNDED not in turn.slots else None
        days = self._answers.days_in(told) if told is not None else None
        if days is None or self._texts.cued("asks", turn.text):
            return {}
        rough = days[0] != days[1] and self._decides(state, FOUNDED, days)
        return {} if rough else {FOUNDED: days[0].isoformat()}

    def founded_in(self, text: str) -> str | None:
        """The founding day in a text that says what day it is."""
        told = self._founded_words(text)
        return None if told is None else self._answers.value_in(FOUNDED, told)

    def _founded_words(self, text: str) -> str | None:
        found = self._texts.match("founded_on", unicodedata.normalize("NFKC", text))
        return None if found is None or self._texts.cued("only_if", text) else found[0]

    def _decides(self, state: State, field: str, days: Days) -> bool:
        first, last = (self._judge.criteria(state, {field: day.isoformat()}) for day in days)
        return first != last
