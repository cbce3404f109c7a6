"""The day judged at, and the edition asked about: 「2021年3月時点で」, 「今日に戻して」, 「資料の制度も見たい」."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

from actions.judging import Judge
from actions.messages import Message, say
from actions.sheet import Sheet
from actions.state import INTERVIEW, VERDICT, State
from actions.texts import Texts
from actions.turn import Handlers, Reply, Result, Turn
from subsidy.wording import format_date

REIWA_BEFORE = 2018
FIRST_YEAR, LAST_YEAR = 2019, 2100
MONTHS_OF_YEAR, MARCH = 12, 3
FISCAL_YEAR_END = "年度末"
DAYS = {"今日": 0, "明日": 1, "あした": 1, "明後日": 2, "あさって": 2, "昨日": -1, "きのう": -1, "おととい": -2,
        "来週": 7, "先週": -7}  # fmt: skip
MONTHS = {"今月末": 0, "月末": 0, "今月": 0, "来月": 1, "来月末": 1, "再来月": 2, "先月": -1, "先月末": -1}
YEARS = {"今年": 0, "年内": 0, "年末": 0, "来年": 1, "再来年": 2, "去年": -1, "昨年": -1, "一昨年": -2, "おととし": -2}


class Dates:
    """Moves a conversation to another day or edition; the answers stay."""

    def __init__(self, texts: Texts, judge: Judge) -> None:
        self._texts = texts
        self._judge = judge

    @property
    def handlers(self) -> Handlers:
        """The handler of each act."""
        return {"edition": self._edition, "today": self._today, "go_on": self._go_on}

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the words ask for another day or edition. Facts told in the same breath count first."""
        if turn.slots.keys() - {"program", "supposed"} or self._texts.cued("founded", turn.text):
            return False
        return self._texts.cued("today", turn.text) or self._day_in(turn.text, self._judge.now().date()) is not None

    def reply(self, state: State, turn: Turn) -> Result:
        """Judge on the day that the words name, or on today again."""
        day = self._day_in(turn.text, self._judge.now().date())
        if day is None or day == self._judge.now().date():
            return self._today(state, turn)
        state.as_of, state.focus, state.judged = day.isoformat(), None, False
        # Who has a verdict wants to see another one, not another interview.
        state.hurried = state.hurried or state.stage == VERDICT
        return [*self._put_aside(state), self._says_day(state, day)], True

    @staticmethod
    def _put_aside(state: State) -> Reply:
        """Who asks for another day in the middle of the checklist wants the verdict of that day."""
        sheet = Sheet.of(state)
        if not sheet.open or state.stage != VERDICT:
            return []
        sheet.stop()
        sheet.keep(state)
        return [say("utter_checklist_paused")]

    def _says_day(self, state: State, day: dt.date) -> Message:
        editions = self._judge.editions(state)
        return Message(
            text=self._texts.render("as_of", day=format_date(day), editions=editions, today=state.as_of is None)
        )

    def _today(self, state: State, turn: Turn) -> Result:
        state.as_of, state.focus, state.judged = None, None, False
        return [*self._put_aside(state), self._says_day(state, self._judge.at(state).date())], True

    def _edition(self, state: State, turn: Turn) -> Result:
        """Ask what an edition still needs, and judge by it first."""
        state.focus, state.judged, state.hurried, state.stage = str(turn.slots["edition"]), False, False, INTERVIEW
        title = next(edition.title for edition in self._judge.editions(state) if edition.id == self._judge.focus(state))
        return [Message(text=self._texts.render("edition", title=title))], True

    def _go_on(self, state: State, turn: Turn) -> Result:
        """Ask what was left out for a quick verdict."""
        state.hurried, state.judged = False, False
        return [], True

    def _day_in(self, text: str, today: dt.date) -> dt.date | None:
        """The day that a text asks to judge on; a month or a year means its last day."""
        found = self._texts.match("as_of", text)
        if found is None:
            return self._day_by_name(text, today)
        parts: dict[str, Any] = found.groupdict()
        of_era = REIWA_BEFORE + int(parts["reiwa"]) if parts["reiwa"] else today.year
        year = int(parts["year"]) if parts["year"] else of_era
        month = int(parts["month"] or 12)
        return _day_of(year, month, parts["day"])

    def _day_by_name(self, text: str, today: dt.date) -> dt.date | None:
        """A day named from today (「年度末」, 「来月」, 「来年の4月1日」)."""
        found = self._texts.match("as_of_named", text)
        if found is None or not found["name"]:
            return None
        name, month, day = found["name"], found["month"], found["day"]
        if name in DAYS:
            return today + dt.timedelta(days=DAYS[name])
        if name in YEARS:
            return _day_of(today.year + YEARS[name], int(month or MONTHS_OF_YEAR), day)
        if name == FISCAL_YEAR_END:
            end = dt.date(today.year, MARCH, 31)
            return end if today <= end else end.replace(year=today.year + 1)
        ahead = today.month - 1 + MONTHS[name]
        return _day_of(today.year + ahead // MONTHS_OF_YEAR, ahead % MONTHS_OF_YEAR + 1, day)


def _day_of(year: int, month: int, day: str | None) -> dt.date | None:
    """A day of a month, its last one where none is named; None where there is no such month."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= MONTHS_OF_YEAR):
        return None
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, min(max(int(day or last), 1), last))
