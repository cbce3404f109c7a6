"""Ranges: two numbers joined into one, and numbers with words that bound them."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from subsidy.quantity.found import Flaw, Found, Kind
from subsidy.quantity.limits import limited


def bound(text: str, found: list[Found]) -> list[Found]:
    """The quantities with ranges put together and bounds read."""
    bounded = [limited(text, one) for one in _join_ranges(text, found)]
    out: list[Found] = []
    for one in bounded:
        joined = _both(text, out[-1], one) if out else None
        out[-1:] = [joined] if joined else [*out[-1:], one]
    return out


_TO = re.compile(r"(?:くらい|ぐらい|ほど)?(?:〜|-|ー|から|より|ないし|乃至|−)[ 、]?(?:約|だいたい)?(?:の?間)?$")
_FROM = re.compile(r"(?:から|より)")
_BECAME = re.compile(r"(?:くらい|ほど|程|ぐらい|程度)?(?:に(?!か)|へ|まで(?:に|、)?(?:減|落|下|増|縮|上|伸|回復))")
_OR = re.compile(r" ?[、,・]? ?$")


def _join_ranges(text: str, found: list[Found]) -> list[Found]:
    out: list[Found] = []
    for one in found:
        joined = _range(text, out[-1], one) if out else None
        out[-1:] = [joined] if joined else [*out[-1:], one]
    return out


def _range(text: str, a: Found, b: Found) -> Found | None:
    """「10〜20人」, 「2、3割」 and the like as one quantity."""
    between = text[a.end : b.start]
    if len(between) > 8 or Kind.OTHER in (a.kind, b.kind) or a.low is None or b.high is None or a.form == "zero":
        return None
    if _TO.match(between):
        changed = _FROM.search(between) and _BECAME.match(text, b.end)
        return None if changed or a.flaw or b.flaw else _span(a, b)
    if _OR.match(between) and a.kind is Kind.BARE and b.kind is not Kind.BARE:
        return _neighbours(a, b)
    return None


def _span(a: Found, b: Found) -> Found | None:
    """From the one to the other, where a number without a unit takes the other's."""
    b = _signed_like(a, b)
    if a.low is None or b.high is None or not _fit(a, b):
        return None
    if a.kind is Kind.BARE and a.low < 10 and a.low * b.step == b.high - b.step and b.high / b.scale >= 10:
        return _neighbours(a, b) if b.kind is Kind.MONEY else None
    low = a.low * _scale(a, b) if a.kind is Kind.BARE else a.low
    high = b.high * a.scale if b.kind is Kind.BARE else b.high
    low, high = (high, low) if high < low < 0 else (low, high)
    if not low < high:
        return _neighbours(a, b) if a.kind is Kind.BARE else None
    main = a if b.kind is Kind.BARE else b
    if low < 0 and main.kind in (Kind.MONEY, Kind.PEOPLE):
        main = replace(main, flaw=Flaw.SIZE)
    return replace(main, start=a.start, end=b.end, tail=b.end, low=low, high=high, bounded=True)


def _scale(a: Found, b: Found) -> Fraction:
    """What the first number without a unit takes over: all of 「千万」 in 「2〜3千万」, only 万 in 「8百〜1千万」."""
    low, high, man = a.low or Fraction(0), b.high or Fraction(0), Fraction(10**4)
    too_large = b.kind is Kind.MONEY and low * b.scale >= high
    return man if too_large and low >= 100 and low * man < high else b.scale


def _signed_like(a: Found, b: Found) -> Found:
    """The second number with the minus of the first: 「△20〜30%」."""
    if not a.form.endswith("-") or b.form.endswith(("+", "-")) or b.low is None or b.high is None:
        return b
    return replace(b, form=b.form + "-", low=-b.high, high=-b.low)


def _fit(a: Found, b: Found) -> bool:
    """Whether the two can be the ends of one range."""
    if a.form.endswith(("+", "-")) != b.form.endswith(("+", "-")) or {a.form, b.form} & {"half", "halved"}:
        return False
    return a.kind is b.kind or Kind.BARE in (a.kind, b.kind)


def _neighbours(a: Found, b: Found) -> Found | None:
    """「2、3割」, 「15、6人」 and 「2、30人」: numbers next to each other."""
    if a.low is None or b.low is None or a.flaw not in (None, Flaw.BROKEN) or b.flaw not in (None, Flaw.BROKEN):
        return None
    first, last = a.low, b.low / b.scale
    if first == b.low / b.step - 1 and first < 10:
        ends = first * b.step, b.low
    elif last == first + 1:
        ends = first * b.scale, b.low
    elif b.low < 10 and first > 10 and b.low == first % 10 + 1:
        ends = first, first - first % 10 + b.low
    else:
        return None
    return replace(b, start=a.start, low=ends[0], high=ends[1], bounded=True, flaw=None)


_AND = re.compile(r"[、, ]?(?:けど、?|けれど、?|が、?|で|から|かつ|〜|-|、)?[、 ]?$")


def _both(text: str, a: Found, b: Found) -> Found | None:
    """「100人以上300人以下」."""
    open_ends = a.high is None and b.low is None and None not in (a.low, b.high) and a.bounded and b.bounded
    if (
        not open_ends
        or a.kind is not b.kind
        or not _AND.match(text[a.tail : b.start])
        or a.low is None
        or b.high is None
    ):
        return None
    return replace(b, start=a.start, low=a.low) if a.low <= b.high else None
