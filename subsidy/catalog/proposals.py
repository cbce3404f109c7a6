"""What a keeper probably meant by a value of the wrong type, written as the catalogue writes it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from subsidy.errors import words_of

UNFILLED = "【記入】"
REQUIREMENT = "こと"
VERB = re.compile("[うくすつぬぶむるいた]$")
POLITE = ("ます", "ました")
QUOTES = "“”„‟‘’«»\"'＂＇「」『』"
YES = frozenset(("はい", "yes", "y", "on", "有", "有り", "あり", "○", "◯", "真", "true", "可"))
NO = frozenset(("いいえ", "no", "n", "off", "無", "無し", "なし", "×", "偽", "false", "不可"))
UNITS = {"億": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "百": 100}
PIECE = re.compile(r"([0-9]+(?:\.[0-9]+)?)(千万|百万|[億万千百])?")
BEHIND = re.compile(r"(円|人|名|社|者|か月|ヶ月|ヵ月|日|年|以上|以下|以内|まで|未満|超|程度|約|%)+$")
# What a comma in a number leaves behind where commas part keys.
BEHIND_COMMA = re.compile("[0-9０-９]{3}円?")
DAY = re.compile(r"([0-9]{4})[-/.年] ?([0-9]{1,2})[-/.月] ?([0-9]{1,2})日?(.*)")
ERA = re.compile(r"(?:令和|r)([0-9]{1,2}|元)[-/.年] ?([0-9]{1,2})[-/.月] ?([0-9]{1,2})日?(.*)")
HOUR = re.compile(r"[ t]*([0-9]{1,2})(?::([0-9]{2})(?::00)?|時(?:([0-9]{1,2})分)?)")
FIRST_OF_ERA = 2018
SHARE = re.compile(r"([0-9]+)/([0-9]+)")
PARTS = re.compile(r"([0-9]+)分の([0-9]+)")
PER_CENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)(%|割)")
MONTH_AND_DAY = re.compile(r"(?:[0-9]{4}-)?0?([0-9])[-月]0?([0-9])日?")
THIRDS = {"66": "2/3", "67": "2/3", "33": "1/3"}
POINT_THIRDS = (("0.33", "1/3"), ("0.66", "2/3"), ("0.67", "2/3"))
SEPARATORS = re.compile("[、，,・]")


def proposal(expected: str, value: str) -> str:
    """The value as it should be written where a value of type ``expected`` was wanted; empty where nobody can tell."""
    propose = PROPOSERS.get(expected)
    return propose(plain(value)) if propose is not None and UNFILLED not in value else ""


def is_no_day(value: str) -> bool:
    """Whether a value looks like a day that no calendar has."""
    found = day_in(plain(value))
    return found is not None and _day(*found[:3]) is None


def plain(value: str) -> str:
    """A value with half-width signs, without quotes around it."""
    return unicodedata.normalize("NFKC", value).strip().strip(QUOTES).strip().lower()


def requirement(text: str) -> str:
    """A sentence as a requirement, which ends in こと; empty where nobody can tell how."""
    ends: dict[str, str] = words_of("requirement_ends")
    said = text.strip().removesuffix("。")
    if said.endswith(REQUIREMENT):
        return said
    found = next((end for end in ends if said.endswith(end)), None)
    if found is not None:
        return said.removesuffix(found) + ends[found]
    return f"{said}{REQUIREMENT}" if VERB.search(said) and not said.endswith(POLITE) else ""


def id_like(value: str) -> str:
    """A name in the letters that ids are made of."""
    return re.sub(r"[^a-z0-9]+", "_", plain(value)).strip("_")


def _integer(text: str) -> str:
    text = BEHIND.sub("", text.removeprefix("約").replace(",", "").replace("_", "").replace(" ", ""))
    pieces = PIECE.findall(text)
    if not pieces or "".join(number + unit for number, unit in pieces) != text:
        return ""
    total = sum((Decimal(number) * UNITS.get(unit, 1) for number, unit in pieces), Decimal(0))
    return str(int(total)) if total == total.to_integral_value() else ""


def _number(text: str) -> str:
    text = BEHIND.sub("", text) if not text.endswith("%") else text
    if found := PARTS.fullmatch(text):
        return _share(int(found[2]), int(found[1]))
    if found := SHARE.fullmatch(text):
        return _share(int(found[1]), int(found[2]))
    if found := PER_CENT.fullmatch(text):
        whole = Decimal(found[1]) * (1 if found[2] == "%" else 10)
        return THIRDS.get(str(whole)[:2]) or str(Fraction(whole) / 100)
    if found := MONTH_AND_DAY.fullmatch(text):
        return _share(int(found[1]), int(found[2]))
    return text if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else ""


def _ratio(text: str) -> str:
    """A share as a fraction; a rounded third is a third."""
    found = _number(text)
    if not re.fullmatch(r"[0-9]+\.[0-9]+", found):
        return found
    share = Fraction(found) if Fraction(found) <= 1 else Fraction(found) / 100
    return next((third for start, third in POINT_THIRDS if found.startswith(start)), str(share))


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}" if 0 < part <= whole else ""


def _date(text: str) -> str:
    found = day_in(text)
    day = _day(*found[:3]) if found is not None else None
    return "" if day is None else day.isoformat()


def _moment(text: str) -> str:
    found = day_in(text)
    day = _day(*found[:3]) if found is not None else None
    if found is None or day is None:
        return ""
    hour = HOUR.match(found[3])
    if hour is None:
        return day.isoformat()
    minute = int(hour[2] or hour[3] or 0)
    known = int(hour[1]) < 24 and minute < 60
    return f"{day.isoformat()}T{int(hour[1]):02}:{minute:02}" if known else ""


def day_in(text: str) -> tuple[int, int, int, str] | None:
    """Year, month and day as they are written, and what follows them."""
    if found := DAY.match(text):
        return int(found[1]), int(found[2]), int(found[3]), found[4]
    if found := ERA.match(text):
        year = 1 if found[1] == "元" else int(found[1])
        return FIRST_OF_ERA + year, int(found[2]), int(found[3]), found[4]
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _boolean(text: str) -> str:
    return "true" if text in YES else "false" if text in NO else ""


def _list(text: str) -> str:
    parts = [part.strip() for part in SEPARATORS.split(text.strip("[]")) if part.strip()]
    return f"[{', '.join(parts)}]" if parts else ""


def _text(text: str) -> str:
    return f'"{text}"' if text and text not in ("null", "~") else ""


PROPOSERS: dict[str, Callable[[str], str]] = {
    "integer": _integer,
    "number": _number,
    "ratio": _ratio,
    "date": _date,
    "moment": _moment,
    "boolean": _boolean,
    "list": _list,
    "text": _text,
}
