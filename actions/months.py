"""Sales month by month, pasted or told one by one: the engine finds the months that count."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from actions.answers import Answers
from actions.judging import Judge
from actions.messages import Message
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn
from subsidy.wording import format_interval, format_yen

MONTHLY = "monthly_sales"
FEWEST = 2
SMALLEST_YEN = 10_000
YEAR_OF_REIWA = 2018
MONTH = re.compile(
    r"(?:(?:(?P<year>20\d{2})年?[\s/.\-の]*|令和(?P<reiwa>\d{1,2})年の?|(?P<ago>去年|昨年|前年|一昨年|おととし|今年|本年)の?)?)"
    r"(?P<month>1[0-2]|0?[1-9])(?:月|(?=\s*[:：]))(?:の?売上|分)?\s*(?:は|が|も|で|:|：|、|…|-|=|→)?\s*"
    r"(?P<amount>[0-9][0-9,.]*)\s*(?P<unit>億|千万|百万|万|千|)\s*円?(?!\s*[月年日%割人])(?![0-9,.億万千])"
)
UNITS = {"億": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "": 1}
YEARS_AGO = {"去年": 1, "昨年": 1, "前年": 1, "一昨年": 2, "おととし": 2, "今年": 0, "本年": 0}


class Months:
    """Stores monthly figures and tells what the sales tests make of them."""

    def __init__(self, texts: Texts, judge: Judge, answers: Answers) -> None:
        self._texts = texts
        self._judge = judge
        self._answers = answers

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether a text is a list of months with amounts, or adds one to those there are."""
        found = months_in(turn.text, 2000, 1)
        return len(found) >= FEWEST or (bool(found) and MONTHLY in state.answers)

    def reply(self, state: State, turn: Turn) -> Result:
        """What was understood, and the declines that follow."""
        at = self._judge.at(state)
        told = months_in(turn.text, at.year, at.month)
        before = dict(state.answers.get(MONTHLY) or {})
        self._answers.store(state, {MONTHLY: {**before, **told}}, {})
        rows = [{"month": month, "yen": format_yen(yen)} for month, yen in sorted(state.answers[MONTHLY].items())]
        return [Message(text=self._texts.render("months", rows=rows, tests=self._tests(state)))], True

    def _tests(self, state: State) -> list[dict[str, Any]]:
        """Each sales test that the figures allow, with the months that count."""
        facts, catalog = self._judge.interview(state).context.facts, self._judge.engine.catalog
        labels = {field.key: field.label for field in catalog.fields}
        return [
            {
                "label": labels[key],
                "value": format_interval("percent", best.decline, catalog.wording["range"]),
                "months": [f"{pair.month}（{pair.base_month}）" for pair in best.pairs],
                "missing": list(best.missing),
            }
            for key, best in facts.best.items()
            if best is not None
        ]


def months_in(text: str, year: int, month: int) -> dict[str, int]:
    """Months (YYYY-MM) with their yen in a text. A month without a year is the latest one up to ``year``-``month``.

    A year that was named holds for the months after it.
    """
    found: dict[str, int] = {}
    current: int | None = None
    for match in MONTH.finditer(unicodedata.normalize("NFKC", text)):
        current = _year_of(match, year) or current
        number = int(match["month"])
        latest = year if number <= month else year - 1
        yen = _yen(match["amount"], match["unit"])
        # A smaller figure lacks its unit: taken as yen it would be wrong.
        if yen is not None and yen >= SMALLEST_YEN:
            found[f"{current or latest:04d}-{number:02d}"] = yen
    return found


def _year_of(match: re.Match[str], year: int) -> int | None:
    if match["year"]:
        return int(match["year"])
    if match["reiwa"]:
        return YEAR_OF_REIWA + int(match["reiwa"])
    return year - YEARS_AGO[match["ago"]] if match["ago"] else None


def _yen(amount: str, unit: str) -> int | None:
    whole, _, places = amount.replace(",", "").rstrip(".").partition(".")
    if not whole.isdigit() or (places and not places.isdigit()):
        return None
    factor = UNITS[unit]
    return int(whole) * factor + (int(places) * factor // 10 ** len(places) if places else 0)
