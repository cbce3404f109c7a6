"""Values of the engine's own fields in free text: dates, money, counts, percent, items of a list."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from actions.texts import Texts
from subsidy.fields import Field
from subsidy.quantity import Kind, Topic, read_quantities

COUNTERS = re.compile("[社者]")
# A field whose plain no, or whose 「うちだけです」, has a value of its own.
ALONE: dict[str, Any] = {"plans.consortium_size": 1, "plans.it_tool_process_codes": [], "plans.business_transfer": []}
# A number that is neither a month nor a day: 「2015年10人で」.
NO_COUNT = r"(?!\d*(?:[人名社万億千円歳%]|[か箇ヶ]?店))"
DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年?"
    r"|(?P<era>明治|大正|昭和|平成|令和|(?<![A-Za-z])[MTSHRmtshr])(?P<of_era>\d{1,2}|元)(?:年|(?=[./-]|$)))"
    rf"(?:[/.\-]?の?(?P<month>\d{{1,2}}){NO_COUNT}月?(?:[/.\-]?の?(?P<day>\d{{1,2}}){NO_COUNT}日?)?)?"
)
AGO = {"今年": 0, "本年": 0, "去年": 1, "昨年": 1, "一昨年": 2, "おととし": 2}
DECEMBER = 12
YEARS_AGO = re.compile(r"(?P<name>今年|本年|一昨年|去年|昨年|おととし)|(?P<years>[0-9]{1,2})年前")
YEAR_BEFORE = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
YEAR_BEFORE |= dict(zip("MTSHR", YEAR_BEFORE.values(), strict=True))
SMALL_YEN = re.compile(r"(?<![0-9,.])([0-9]{1,2},[0-9]{3}|[0-9]{2,5})円")
PERCENT = re.compile(r"([0-9]{1,2}(?:\.[0-9]+)?|100)\s*(?:%|パーセント)")
FALLS, RISES = re.compile("減|落ち|下が|マイナス|ダウン"), re.compile("増|上が|伸び|プラス|アップ")
ASKED_AS = {"money": "investment_yen", "count": "employees", "percent": "sales_change_pct"}


class FreeValues:
    """Reads an answer in the light of the field that was asked."""

    def __init__(self, texts: Texts, now: Callable[[], dt.datetime]) -> None:
        self._texts = texts
        self._now = now

    def read(self, field: Field, text: str) -> Any:
        """The value that a text gives a field, as JSON; None where it gives none."""
        words = unicodedata.normalize("NFKC", text)
        if field.kind == "choice":
            return next((value for value in field.values if value in words), None)
        if field.kind == "codes":
            return self._codes(field, words)
        if field.kind == "date":
            return date_in(words, self._now().date())
        if field.kind == "number":
            return self._number(field, words)
        return _quantity(field.kind, words) if field.kind in ASKED_AS else None

    def days(self, text: str) -> tuple[dt.date, dt.date] | None:
        """The first and the last day that a text may mean; None where it names none."""
        return days_in(unicodedata.normalize("NFKC", text), self._now().date())

    def _codes(self, field: Field, words: str) -> list[str] | None:
        named = {value for value in field.values if value in words or self._texts.code(value) in words}
        named |= {code for code in self._texts.codes_in(words) if code in field.values}
        return sorted(named) or None

    def _number(self, field: Field, words: str) -> Any:
        if field.key in ALONE and self._texts.cued("alone", words):
            return ALONE[field.key]
        return read_quantities(COUNTERS.sub("人", words), "employees").slots.get("employees")


def date_in(words: str, today: dt.date) -> str | None:
    """The day that a text names; a month or a year alone means its first day (the echo shows it)."""
    days = days_in(words, today)
    return None if days is None else days[0].isoformat()


def days_in(words: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first and the last day that a text may mean: of a month or year where it tells no more, up to today."""
    found = DATE.search(YEARS_AGO.sub(lambda ago: f"{today.year - _ago(ago)}年", words))
    if found is None:
        return None
    of_era = 1 if found["of_era"] == "元" else int(found["of_era"] or 0)
    year = int(found["year"]) if found["year"] else YEAR_BEFORE[found["era"].upper()] + of_era
    month, day = (int(found[part]) if found[part] else None for part in ("month", "day"))
    try:
        first = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day is not None:
        return first, first
    last = first.replace(month=month or DECEMBER, day=calendar.monthrange(year, month or DECEMBER)[1])
    return first, min(last, today) if first <= today else last


def _ago(found: re.Match[str]) -> int:
    return int(found["years"]) if found["years"] else AGO[found["name"]]


def _only_percent(words: str) -> int | float | None:
    """The decline in a sentence that names one figure in percent and no rise (「一番落ちた2月で35%の減少です」)."""
    found = PERCENT.findall(words)
    if len(found) != 1 or not FALLS.search(words) or RISES.search(words):
        return None
    return float(found[0]) if "." in found[0] else int(found[0])


def _named_amount(words: str) -> Any:
    """The only amount of a text, told with the name of what it is of (「年商は10億円」)."""
    found = read_quantities(words, None)
    amounts = [one for one in found.quantities if one.kind is Kind.MONEY]
    if len(amounts) != 1 or found.slots or amounts[0].topic is not Topic.SALES:
        return None
    return read_quantities(words[amounts[0].start :], "investment_yen").slots.get("investment_yen")


def _quantity(kind: str, words: str) -> Any:
    asked = ASKED_AS[kind]
    value = read_quantities(words, asked).slots.get(asked)
    if value is None and kind == "money":
        value = _named_amount(words)
    if value is None and kind == "percent":
        return _only_percent(words)
    if value is None and kind == "money":
        small = SMALL_YEN.search(words)
        return None if small is None else int(small[1].replace(",", ""))
    if value is None or isinstance(value, tuple):
        return None
    if kind == "percent":
        return abs(int(value) if value == int(value) else float(value))
    return int(value)
