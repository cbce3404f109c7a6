"""A day told by its month or year only (「2025年12月」): taken where it decides nothing, else asked for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from actions.answers import Answers
from actions.judging import Judge
from actions.messages import Message
from actions.state import State
from actions.texts import Texts
from actions.turn import Reply
from subsidy.wording import format_date

LONGEST_MONTH = dt.timedelta(days=31)
# An example of a day within a month or year that was told.
INTO_A_MONTH = dt.timedelta(days=14)
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
        days = self._answers.days_in(text)
        if field is None or days is None or days[0] == days[1]:
            return slots, []
        if self._decides(state, field, days):
            kept = {slot: value for slot, value in slots.items() if slot != field}
            example = format_date(days[0] + INTO_A_MONTH)
            return kept, [Message(text=self._texts.label("day_decides", example=example))]
        of_year = days[1] - days[0] > LONGEST_MONTH
        return slots, [Message(text=self._texts.label("year_only"))] if of_year else []

    def _decides(self, state: State, field: str, days: Days) -> bool:
        first, last = (self._judge.criteria(state, {field: day.isoformat()}) for day in days)
        return first != last
