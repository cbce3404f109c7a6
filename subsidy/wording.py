"""Figures and answers as Japanese text. The words themselves are the catalogue's (``wording.yml``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

from subsidy.fields import Field
from subsidy.interval import Interval, Number
from subsidy.profile import Value

Words = Mapping[str, Mapping[str, str]]
OKU, MAN = 10**8, 10**4


def format_yen(yen: int) -> str:
    """Yen as people write it: 150,000,000 becomes 1億5,000万円."""
    oku, rest = divmod(abs(yen), OKU)
    man, one = divmod(rest, MAN)
    parts = [f"{oku:,}億" if oku else "", f"{man:,}万" if man else "", f"{one:,}" if one else ""]
    return ("-" if yen < 0 else "") + ("".join(parts) or "0") + "円"


def format_percent(value: Number) -> str:
    """Percent with as many places as it takes, cut after two: 9.95, never 10."""
    # A float means the figure it was written as: 29.9, not the binary fraction just below.
    scaled = Fraction(str(value) if isinstance(value, float) else value) * 100
    hundredths = abs(scaled.numerator) // scaled.denominator
    whole, places = divmod(hundredths, 100)
    text = f"{whole}.{places:02d}".rstrip("0").rstrip(".")
    return f"{'-' if value < 0 and hundredths else ''}{text}%"


def format_date(day: dt.date) -> str:
    """A day, with its time where it has one: 2021年5月7日18時."""
    text = f"{day.year}年{day.month}月{day.day}日"
    if isinstance(day, dt.datetime):
        text += f"{day.hour}時" + (f"{day.minute}分" if day.minute else "")
    return text


def format_number(kind: str, value: Number) -> str:
    """A number with the unit of its kind of field."""
    if kind == "money":
        return format_yen(int(value))
    if kind == "percent":
        return format_percent(value)
    return f"{int(value):,}" + ("人" if kind == "count" else "")


def format_interval(kind: str, interval: Interval, words: Mapping[str, str]) -> str:
    """A number, or a range with its ends."""
    low, high = interval
    if low is not None and low == high:
        return format_number(kind, low)
    if high is None:
        return words["from"].format(low=format_number(kind, low or 0))
    if low is None or (low == 0 and kind != "percent"):
        return words["to"].format(high=format_number(kind, high))
    return words["between"].format(low=format_number(kind, low), high=format_number(kind, high))


def format_value(field: Field, value: Value, words: Words) -> str:
    """An answer as it is read back to the user."""
    if isinstance(value, bool):
        return words["value"]["yes" if value else "no"]
    if isinstance(value, Interval):
        return format_interval(field.kind, value, words["range"])
    if isinstance(value, frozenset):
        return "・".join(sorted(value)) or words["value"]["none"]
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, dict):
        return words["value"]["months"].format(count=len(value))
    return value
