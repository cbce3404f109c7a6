"""Months with their sales in a text: a pasted list, one month, or amounts in a row from a month on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from subsidy.quantity.money import MOST

SMALLEST_YEN = 10_000
YEAR_OF_REIWA = 2018
UNITS = {"億": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "": 1}
YEARS_AGO = {"去年": 1, "昨年": 1, "前年": 1, "一昨年": 2, "おととし": 2, "今年": 0, "本年": 0}
MONTHS_AGO = {"先々月": 2, "先月": 1, "前月": 1, "今月": 0}
_YEAR = (
    r"(?:(?P<year>20\d{2})年?[\s/.\-の]*|令和(?P<reiwa>\d{1,2})年の?|"
    r"(?P<ago>去年|昨年|前年|一昨年|おととし|今年|本年)の?)"
)
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_AMOUNT = r"(?P<amount>[0-9][0-9,.]*)\s*(?P<unit>億|千万|百万|万|千|)"
_NONE = r"(?P<none>(?:ゼロ|ぜろ|零|なし|無し|無収入|(?<![0-9,.])0)(?=\s*円|\s*万|[、。,\s]|です|でした|だ|に|や|$))"
MONTH = re.compile(
    rf"(?:{_YEAR}?{_MONTH}(?:月|(?=\s*[:：]))|20(?P<slash_year>\d{{2}})[/.\-](?P<slash_month>1[0-2]|0?[1-9])(?=[\s:：=]))"
    r"(?:の?売上|の?売り上げ|分)?\s*(?:は|が|も|で|:|：|、|…|-|=|→)?\s*"
    rf"(?:{_NONE}|{_AMOUNT}\s*円?(?!\s*[月年日%割人])(?![0-9,.億万千]))"
)
BACK = re.compile(
    rf"(?P<back>先々月|先月|前月|今月)(?:の?売上|の?売り上げ|分)?\s*(?:は|が|も|で|:|：)?\s*(?:{_NONE}|{_AMOUNT}\s*円?(?!\s*[月年日%割人]))"
)
ROW = re.compile(
    rf"{_YEAR}?{_MONTH}月(?:から|以降)(?:順に|順番に|の?売上は|は|、|\s)*"
    r"(?P<row>[0-9][0-9.]*(?:\s*(?:万円?|円)?\s*[、,・/\s]\s*[0-9][0-9.]*)+)\s*(?P<unit>億|千万|百万|万)円?"
)
NAMED = re.compile(r"(?<![0-9])(1[0-2]|0?[1-9])月(?!\s*[0-9]{1,2}日)")


class Told(NamedTuple):
    """Months (YYYY-MM) with their yen, and the months that are named without an amount that can be read."""

    sales: dict[str, int]
    unread: tuple[str, ...]


def months_told(text: str, year: int, month: int) -> Told:
    """What a text tells of single months. One without a year is the latest one up to ``year``-``month``.

    A year that was named holds for the months after it.
    """
    text = unicodedata.normalize("NFKC", text)
    sales: dict[str, int] = {}
    for number, back in _months_back(text):
        sales.update([(_shifted(year, month, number), back)])
    for row in ROW.finditer(text):
        sales |= _row(row, year, month)
    rest = ROW.sub(" ", text)
    current: int | None = None
    for match in MONTH.finditer(rest):
        current = _year_of(match, year) or current
        number = int(match["month"] or match["slash_month"])
        yen = _yen(match)
        if yen is not None:
            sales[f"{current or _latest(number, year, month):04d}-{number:02d}"] = yen
    read = {name[5:] for name in sales}
    named = dict.fromkeys(int(found) for found in NAMED.findall(text))
    return Told(sales, tuple(f"{number}月" for number in named if f"{number:02d}" not in read))


def _latest(number: int, year: int, month: int) -> int:
    return year if number <= month else year - 1


def _months_back(text: str) -> Iterator[tuple[int, int]]:
    for match in BACK.finditer(text):
        yen = _yen(match)
        if yen is not None:
            yield MONTHS_AGO[match["back"]], yen


def _shifted(year: int, month: int, back: int) -> str:
    year, number = divmod(year * 12 + month - 1 - back, 12)
    return f"{year:04d}-{number + 1:02d}"


def _row(match: re.Match[str], year: int, month: int) -> dict[str, int]:
    """「8月から順に90、80、100万円」: the unit at the end is that of all."""
    first = int(match["month"])
    start = _year_of(match, year) or _latest(first, year, month)
    amounts = re.findall(r"[0-9][0-9.]*", match["row"])
    made = [_number(amount, UNITS[match["unit"]]) for amount in amounts]
    return {_shifted(start, first, -place): yen for place, yen in enumerate(made) if yen is not None}


def _year_of(match: re.Match[str], year: int) -> int | None:
    parts = match.groupdict()
    if parts.get("slash_year"):
        return 2000 + int(parts["slash_year"])
    if parts["year"]:
        return int(parts["year"])
    if parts["reiwa"]:
        return YEAR_OF_REIWA + int(parts["reiwa"])
    return year - YEARS_AGO[parts["ago"]] if parts["ago"] else None


def _yen(match: re.Match[str]) -> int | None:
    """A smaller figure than people have lacks its unit: taken as yen it would be wrong. A larger one is a slip."""
    if match["none"]:
        return 0
    yen = _number(match["amount"], UNITS[match["unit"]])
    return yen if yen is not None and (yen >= SMALLEST_YEN or (yen == 0 and match["unit"])) else None


def _number(amount: str, factor: int) -> int | None:
    whole, _, places = amount.replace(",", "").rstrip(".").partition(".")
    if not whole.isdigit() or (places and not places.isdigit()):
        return None
    yen = int(whole) * factor + (int(places) * factor // 10 ** len(places) if places else 0)
    return yen if yen <= MOST else None
