"""Amounts, rates and dates in Japanese text, and where a bot's figure may come from."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from itertools import product
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.bot.server import ROOT

CATALOG = ROOT / "data" / "catalog"
YEN = re.compile(r"(?:([\d,.]+)億)?(?:([\d,.]+)万)?([\d,]+)?円")
LARGE = re.compile(r"(?:([\d,.]+)億)?(?:([\d,.]+)万)?(?<![\d億])(?!\d)")
RATIO = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])")
PART = re.compile(r"(\d)分の(\d)")
PERCENT = re.compile(r"(\d+(?:\.\d+)?)(?:%|パーセント)")
TENTHS = re.compile(r"(\d(?:\.\d)?)割")
DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?")
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")
BARE = re.compile(r"(?<![\d,.])(\d[\d,]*)(?![\d,.])")
ADDRESS = re.compile(r"https?://[!-~]+")
LEAST_YEN = 10_000


class Figure(NamedTuple):
    """A figure by its kind: ``yen``, ``ratio``, ``percent`` or ``date`` (year or None, month, day or None)."""

    kind: str
    value: Any


def figures(text: str) -> set[Figure]:
    """Every amount, rate and date of a text, however written."""
    words = ADDRESS.sub("", unicodedata.normalize("NFKC", text))
    found = {Figure("yen", _yen(*match.groups())) for match in YEN.finditer(words) if any(match.groups())}
    found |= {Figure("ratio", Fraction(int(a), int(b))) for a, b in RATIO.findall(words) if int(b)}
    found |= {Figure("ratio", Fraction(int(b), int(a))) for a, b in PART.findall(words)}
    found |= {Figure("percent", Fraction(value)) for value in PERCENT.findall(words)}
    found |= {Figure("percent", Fraction(value) * 10) for value in TENTHS.findall(words)}
    return found | {_day(*match) for match in (*DAY.findall(words), *ISO.findall(words))}


def told(text: str) -> set[Figure]:
    """The figures of an owner's words: units may be missing, and a bare number may mean 万円 or 千円."""
    words = unicodedata.normalize("NFKC", text)
    found = figures(words)
    found |= {Figure("yen", _yen(*match.groups(), None)) for match in LARGE.finditer(words) if any(match.groups())}
    for digits in BARE.findall(words):
        found |= {Figure("yen", int(digits.replace(",", "")) * unit) for unit in (1, 1000, LEAST_YEN)}
    return found | _last_days(found)


def _last_days(found: set[Figure]) -> set[Figure]:
    """A month asked about means its last day."""
    months = [figure.value for figure in found if figure.kind == "date" and figure.value[0] and not figure.value[2]]
    return {Figure("date", (year, month, calendar.monthrange(year, month)[1])) for year, month, _ in months}


@cache
def catalogue(folder: Path = CATALOG) -> frozenset[Figure]:
    """The figures of all catalogue files: those of their texts, their numbers, their dates."""
    found: set[Figure] = set()
    for path in sorted(folder.rglob("*.yml")):
        for leaf in _leaves(yaml.safe_load(path.read_text(encoding="utf-8"))):
            found |= _of_leaf(leaf)
    return frozenset(found)


@cache
def steps() -> frozenset[int]:
    """The subsidies in yen above which another rate is paid."""
    numbers = re.compile(r"above_subsidy_yen: (\d+)")
    return frozenset(int(n) for path in CATALOG.rglob("*.yml") for n in numbers.findall(path.read_text("utf-8")))


def computed(costs: Iterable[int]) -> set[Figure]:
    """What follows from costs by the catalogue: subsidies, the own share, and how far a cost is from a floor."""
    found: set[int] = set()
    for cost in costs:
        paid = {int(cost * rate) for rate in _rates()} | _in_steps(cost)
        found |= paid | {cost - value for value in (*paid, *_amounts()) if value <= cost}
        found |= {abs(least - cost) for least in _least_costs()}
    return {Figure("yen", value) for value in (*found, *_least_costs())}


@cache
def _rates() -> tuple[Fraction, ...]:
    return tuple(figure.value for figure in catalogue() if figure.kind == "ratio" and 0 < figure.value < 1)


@cache
def _amounts() -> tuple[int, ...]:
    return tuple(figure.value for figure in catalogue() if figure.kind == "yen")


@cache
def _least_costs() -> frozenset[int]:
    """The costs from which the subsidy reaches an amount of the catalogue, or goes above it."""
    reached = product((*_amounts(), *(amount + 1 for amount in _amounts())), _rates())
    return frozenset(ceil(amount / rate) for amount, rate in reached)


def _in_steps(cost: int) -> set[int]:
    """Subsidies of which the part above a step is paid at another rate."""
    ways = product(steps(), _rates(), _rates())
    return {int(above + (cost - above / first) * second) for above, first, second in ways if cost * first > above}


def known(figure: Figure, allowed: set[Figure] | frozenset[Figure]) -> bool:
    """Whether a figure is among those allowed; a month or a day without its year is a part of a date."""
    if figure in allowed:
        return True
    if figure.kind != "date":
        return False
    parts = [other.value for other in allowed if other.kind == "date"]
    return any(all(mine in (None, theirs) for mine, theirs in zip(figure.value, other, strict=True)) for other in parts)


def _yen(oku: str | None, man: str | None, one: str | None) -> int:
    parts = ((oku, 10**8), (man, 10**4), (one, 1))
    return int(sum(Fraction((digits or "0").replace(",", "")) * unit for digits, unit in parts))


def _day(year: str, month: str, day: str) -> Figure:
    return Figure("date", (int(year) if year else None, int(month), int(day) if day else None))


def _leaves(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        if str(node.get("field")).endswith("_pct"):
            yield f"{node.get('value')}%"
        node = [*node.keys(), *node.values()]
    if not isinstance(node, list):
        yield node
        return
    for part in node:
        yield from _leaves(part)


def _of_leaf(leaf: Any) -> set[Figure]:
    if isinstance(leaf, bool) or leaf is None:
        return set()
    if isinstance(leaf, dt.date):
        return {Figure("date", (leaf.year, leaf.month, leaf.day))}
    if isinstance(leaf, int | float):
        return {Figure("yen", leaf)} if leaf >= LEAST_YEN else set()
    return figures(str(leaf))
