"""Whether the sentence of a requirement tells the numbers and days that its condition compares with."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from subsidy.catalog.proposals import day_in, proposal

LABEL = re.compile("[^=、]+=")
AMOUNT = "[0-9][0-9,.億万千百]*"
UNITS = {
    "円": "yen",
    **dict.fromkeys(("人", "名"), "people"),
    **dict.fromkeys(("%", "パーセント", "割"), "percent"),
    **dict.fromkeys(("社", "者", "件", "種類", "つ", "個"), "things"),
}
COUNTED = frozenset(("people", "things"))
UNIT = "|".join(UNITS)
# The longest first, and what turns a bound round before the bound itself.
BOUNDS = {
    "を下回らない": "at_least",
    "を超えない": "at_most",
    "に満たない": "less_than",
    "を下回る": "less_than",
    "を上回る": "more_than",
    "を超える": "more_than",
    "を超えて": "more_than",
    "より多い": "more_than",
    "より少ない": "less_than",
    "以上": "at_least",
    "以下": "at_most",
    "以内": "at_most",
    "未満": "less_than",
    "まで": "at_most",
    "超": "more_than",
}
DAY_BOUNDS = {"より前": "before", "以降": "from", "以後": "from", "から": "from", "以前": "to", "まで": "to"}
SPAN = re.compile(f"({AMOUNT})({UNIT})?(?:以上|から|[〜~])({AMOUNT})({UNIT})(以下|まで|未満)?")
FIGURE = re.compile(f"({AMOUNT})({UNIT})?({'|'.join(BOUNDS)})?(当たり|あたり)?")
DAY = re.compile(f"((?:[0-9]{{4}}年|令和(?:[0-9]+|元)年|[0-9]{{4}}[/-])[0-9]+[月/-][0-9]+日?)({'|'.join(DAY_BOUNDS)})?")


class Told(NamedTuple):
    """A number or day that a text tells, with what it is a number of and its bound; empty where it tells neither."""

    number: float
    unit: str
    bound: str

    def covers(self, other: Told) -> bool:
        """Whether it says the same as the other, or less of it."""
        alike = not self.unit or not other.unit or self.unit == other.unit
        return alike and self.number == other.number and self.bound in ("", other.bound)


def contradicts(text: str, condition: str) -> bool:
    """Whether a sentence tells other numbers, days or bounds than its condition, of what the condition compares.

    A sentence without any does not, nor one about a condition without any.
    """
    compared = [one for one in _told(LABEL.sub("", condition)) if one.bound]
    units = {one.unit for one in compared}
    told = [one for one in _told(text) if (one.unit or one.bound) and (not one.unit or units & {one.unit, ""})]
    if not compared or not told:
        return False
    lacking = any(not any(one.covers(other) for one in told) for other in compared)
    return lacking or any(one.bound and not any(other.covers(one) for other in compared) for one in told)


def _told(text: str) -> Iterator[Told]:
    """The numbers and days of a text."""
    said = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    for found in DAY.finditer(said):
        yield from _day(found)
    rest = SPAN.sub(_parted, DAY.sub("", said))
    for found in FIGURE.finditer(rest):
        if not found[4]:
            yield from _figure(found[1], found[2] or "", found[3] or "")


def _parted(found: re.Match[str]) -> str:
    """Both ends of a span, each with its unit and its bound."""
    return f"{found[1]}{found[2] or found[4]}以上{found[3]}{found[4]}{found[5] or '以下'}"


def _day(found: re.Match[str]) -> Iterator[Told]:
    read = day_in(found[1])
    if read is not None:
        with suppress(ValueError):
            number, bound = dt.date(*read[:3]).toordinal(), DAY_BOUNDS.get(found[2] or "", "")
            yield Told(number - 1, "day", "to") if bound == "before" else Told(number, "day", bound)


def _figure(number: str, word: str, bound: str) -> Iterator[Told]:
    unit, kind = UNITS.get(word, ""), BOUNDS.get(bound, "")
    read = number.rstrip(".,") if "." in number and "万" not in number else proposal("integer", number)
    try:
        value = float(read) * (10 if word == "割" else 1)
    except ValueError:
        return
    if unit in COUNTED and kind in ("more_than", "less_than"):
        step = 1 if kind == "more_than" else -1
        value, kind = value + step, "at_least" if step > 0 else "at_most"
    yield Told(value, unit, kind)
