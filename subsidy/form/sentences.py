"""What a requirement is called and says by itself, where it is one comparison."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from subsidy.catalog.check_programmes import LONGEST_LABEL
from subsidy.fields import Field
from subsidy.form.labels import BRACKETS, squeezed
from subsidy.form.layout import layout
from subsidy.wording import format_date, format_yen

UNIT_OF_NUMBER = re.compile("[0-9](社|者|件|種類|つ|個)")
UNITS = {"count": "人", "percent": "%"}


def heading(field: Field) -> str:
    """What a requirement on a field is called: its label, without what is in brackets where it is too long."""
    return field.label if len(field.label) <= LONGEST_LABEL else BRACKETS.sub("", field.label)


def joined(labels: Iterable[str]) -> str:
    """The heading of several comparisons; empty where it is too long."""
    found = str(layout()["sentences"]["labels"]).join(dict.fromkeys(labels))
    return found if len(found) <= LONGEST_LABEL else ""


def sentence_of(field: Field, value: str, test: Mapping[str, Any]) -> str:
    """The sentence of a comparison with ``value``, as its ``test`` was read; empty where somebody has to write it."""
    said: Mapping[str, str] = layout()["sentences"]
    kind, asked = next(iter(test.items()))
    if kind == "is_true":
        return field.statement or ""
    if kind == "all":
        (_, low), (upper, high) = (next(iter(one.items())) for one in asked)
        ends = {"low": _number(field, low["value"], value), "high": _number(field, high["value"], value)}
        return said["below" if upper == "less_than" else "within"].format(label=field.label, **ends)
    if kind == "one_of":
        return said[kind].format(label=field.label, values=_any_of(asked["values"], said))
    if kind == "date_from":
        return said[kind].format(label=field.label, day=format_date(asked["date"]))
    if kind == "not":
        last = asked["date_from"]["date"] - dt.timedelta(days=1)
        return said["date_to"].format(label=field.label, day=format_date(last))
    if kind in said:
        return said[kind].format(label=field.label, number=_number(field, asked["value"], value))
    return ""


def _number(field: Field, number: int | float, value: str) -> str:
    """A number with the unit that its field has, or that was written behind it."""
    if field.kind == "money":
        return format_yen(int(number))
    unit = UNIT_OF_NUMBER.search(squeezed(value)) if field.kind == "number" else None
    return f"{number:,}{unit[1] if unit else UNITS.get(field.kind, '')}"


def _any_of(values: Sequence[str], said: Mapping[str, str]) -> str:
    if len(values) == 1:
        return values[0]
    if len(values) == 2:
        return said["two"].format(first=values[0], second=values[1])
    return said["several"].format(values=said["between"].join(values))
