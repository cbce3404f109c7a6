"""The cells of scenario sheets: what people write there, and how it is written where it cannot be read."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from subsidy.errors import words_of

UNKNOWN, NONE = "不明", "なし"
YES_NO = {"はい": True, "いいえ": False}
AMOUNT = re.compile(r"(?:(\d+)億)?(?:(\d+)万)?(\d+)?円?")
RATE = re.compile(r"[0-9]+/[1-9][0-9]*")
# A day as the keyboard or a spreadsheet writes it.
DAY = re.compile(r"(?:([0-9]{4})|(?:令和|R)([0-9]{1,2}|元))[-/.年] ?([0-9]{1,2})[-/.月] ?([0-9]{1,2})日?")
BEFORE_ERA = 2018
UNITS = (10**8, 10**4, 1)


def read_cell(kind: str, text: str) -> object:
    """A cell as the JSON value of a profile. Raises ValueError or KeyError where it is none."""
    text = text.strip()
    if text == UNKNOWN:
        return None
    if kind == "flag":
        return YES_NO[text]
    if kind == "codes":
        return [] if text == NONE else text.split("・")
    if kind == "months":
        return {month: read_amount(value) for month, value in (part.split("=") for part in re.split("[；;]", text))}
    if kind in ("money", "count", "percent", "number"):
        ends = re.split("[〜～]", text)
        values = [_read_number(kind, end) if end else None for end in ends]
        return values[0] if len(values) == 1 else values
    if kind == "date":
        return read_date(text).isoformat()
    return text


def _read_number(kind: str, text: str) -> int | Decimal:
    if kind == "money":
        return read_amount(text)
    number = Decimal(text.rstrip("人%％"))
    return int(number) if number == number.to_integral_value() else number


def read_amount(text: str) -> int:
    """Yen from 5000万円, 1億円 or 49,999,999円. Raises ValueError."""
    match = AMOUNT.fullmatch(text.replace(",", ""))
    if match is None or not any(match.groups()):
        raise ValueError(text)
    return sum(int(part or 0) * unit for part, unit in zip(match.groups(), UNITS, strict=True))


def read_date(text: str) -> dt.date:
    """A day from 2026-04-01, 2026/4/1, 2026年4月1日 or 令和8年4月1日. Raises ValueError."""
    found = DAY.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    if found is None:
        raise ValueError(text)
    era = 1 if found[2] == "元" else int(found[2] or 0)
    return dt.date(int(found[1]) if found[1] else BEFORE_ERA + era, int(found[3]), int(found[4]))


def read_rate(text: str) -> str:
    """A rate as a fraction. Raises ValueError for what a spreadsheet made of it."""
    if not RATE.fullmatch(text):
        raise ValueError(text)
    return text


def read(column: str, kind: str, text: str) -> object:
    """A cell, with what can be written there in place of what cannot be read. Raises ValueError."""
    try:
        return read_rate(text) if kind == "rate" else read_cell(kind, text)
    except (ValueError, KeyError, ArithmeticError):
        raise wrong_cell(column, text, kind) from None


def wrong_cell(column: str, text: str, kind: str) -> ValueError:
    """The mistake of a cell that cannot be read, with how it is written."""
    said = words_of("cells")
    return ValueError(said["wrong"].format(column=column, text=text, how=said[kind]))


def wrong(code: str, **params: object) -> ValueError:
    """A mistake that is not one of a single value."""
    return ValueError(words_of("cells")[code].format(**params))
