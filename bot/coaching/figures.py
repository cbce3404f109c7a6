"""Figures as owners tell them: as they are, or rounded, with what a rounded one leaves open."""

from __future__ import annotations

import datetime as dt
from typing import Any

from subsidy.fields import Field
from subsidy.wording import format_date, format_number

Raw = Any


def unit_of(value: int | float) -> int:
    """The unit to which people round a figure: that of its first digit."""
    return int(10 ** max(len(str(abs(int(value)))) - 1, 0))


def rounded(value: int | float) -> int:
    """A figure with only its first digit."""
    unit = unit_of(value)
    return int((abs(value) + unit / 2) // unit * unit) * (-1 if value < 0 else 1)


def left_open(field: Field, value: int | float) -> list[int | float]:
    """The range in which somebody has to look for a figure that he heard rounded."""
    about, unit = rounded(value), unit_of(value)
    low, high = min(about - unit // 2, value), max(about + unit // 2, value)
    if unit == 1:
        low, high = about - 1, about + 1
    return [low if field.kind == "percent" else max(low, 0), high]


def shown(field: Field, value: Raw) -> str:
    """A fact as it is told exactly."""
    if field.kind == "date":
        return format_date(dt.date.fromisoformat(value))
    if field.kind in ("money", "count", "percent", "number"):
        return format_number(field.kind, abs(value) if field.kind == "percent" else value)
    return str(value)


def shown_roughly(field: Field, value: int | float) -> str:
    """A figure as it is told roughly."""
    return shown(field, rounded(value))
