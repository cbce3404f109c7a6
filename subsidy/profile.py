"""What is known of a company and its project: parsed, checked, immutable."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from subsidy.errors import ProfileError
from subsidy.fields import NUMERIC, RANGED, Field
from subsidy.interval import Interval, Number, exactly

Value = Interval | bool | str | frozenset[str] | dt.date | dict[str, int]
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
DIGITS = 40
MAGNITUDE = 18  # decimal digits before the point; beyond them a number is a slip of the keyboard, not a fact


@dataclass(frozen=True)
class Profile:
    """Answers by field key; a key that is missing is unknown."""

    values: Mapping[str, Value]

    def replace(self, **changes: Value | None) -> Profile:
        """A copy with answers set, or removed where the value is None. Dots in keys are written ``__``."""
        values = dict(self.values)
        for name, value in changes.items():
            key = name.replace("__", ".", 1) if "__" in name else name
            if value is None:
                values.pop(key, None)
            else:
                values[key] = value
        return Profile(values)


def parse_profile(data: object, fields: Sequence[Field]) -> Profile:
    """Check a decoded JSON object against the catalogue's fields.

    Raises ProfileError for the first thing that is wrong: an unknown field, a wrong type, a value that is not
    listed, a negative or non-finite number. Null means unknown.
    """
    if not isinstance(data, dict):
        raise ProfileError("not_an_object")
    by_key = {field.key: field for field in fields}
    groups = {key.split(".")[0] for key in by_key if "." in key}
    values: dict[str, Value] = {}
    for key, raw in _flatten(data, groups):
        field = by_key.get(key)
        if field is None:
            raise ProfileError("unknown_field", key, near=_near(key, list(by_key)))
        value = None if raw is None else parse_value(field, raw)
        if value is not None:
            values[key] = value
    return Profile(values)


def _flatten(data: dict[str, object], groups: set[str]) -> list[tuple[str, object]]:
    flat: list[tuple[str, object]] = []
    for key, raw in data.items():
        if "." in key:
            raise ProfileError("unknown_field", key)
        if key not in groups:
            flat.append((key, raw))
        elif isinstance(raw, dict):
            flat.extend((f"{key}.{name}", value) for name, value in raw.items())
        elif raw is not None:
            raise ProfileError("not_an_object", key)
    return flat


def _near(text: str, known: Sequence[str]) -> str | None:
    return next(iter(difflib.get_close_matches(text, known, 1, 0.5)), None)


def parse_value(field: Field, raw: object) -> Value | None:
    """One answer as the engine uses it; None where it tells nothing (an open range).

    Raises ProfileError where it does not fit the field.
    """
    if field.kind in NUMERIC:
        return _parse_numeric(field, raw)
    if field.kind == "flag":
        if not isinstance(raw, bool):
            raise ProfileError("not_a_flag", field.key)
        return raw
    if field.kind == "months":
        return _parse_months(field, raw)
    if field.kind == "codes":
        return _parse_codes(field, raw)
    if field.kind == "date":
        return _parse_date(field, raw)
    return _parse_text(field, raw)


def _parse_text(field: Field, raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ProfileError("not_text", field.key)
    if field.kind == "choice" and raw not in field.values:
        raise ProfileError("not_listed", field.key, value=raw, near=_near(raw, field.values))
    return raw


def _parse_numeric(field: Field, raw: object) -> Interval | None:
    if not isinstance(raw, list):
        return exactly(_parse_number(field, raw))
    if field.kind not in RANGED:
        raise ProfileError("no_range_here", field.key)
    if len(raw) != 2:
        raise ProfileError("not_a_range", field.key)
    low, high = (None if end is None else _parse_number(field, end) for end in raw)
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        raise ProfileError("range_reversed", field.key)
    if low is None and field.kind != "percent":
        low = 0
    return Interval(low, high)


def _parse_number(field: Field, raw: object) -> Number:
    number = _exact(field, raw)
    if field.kind == "percent":
        return number
    if number < 0:
        raise ProfileError("negative", field.key)
    if number.denominator != 1:
        raise ProfileError("not_whole", field.key)
    return number.numerator


def _exact(field: Field, raw: object) -> Number:
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        raise ProfileError("not_a_number", field.key)
    try:
        decimal = Decimal(str(raw)) if isinstance(raw, float) else Decimal(raw)
    except InvalidOperation:
        raise ProfileError("not_a_number", field.key) from None
    if not decimal.is_finite():
        raise ProfileError("not_finite", field.key)
    if len(decimal.as_tuple().digits) > DIGITS:
        raise ProfileError("out_of_size", field.key)
    if decimal and not -MAGNITUDE <= decimal.adjusted() < MAGNITUDE:
        raise ProfileError("out_of_size", field.key)
    return int(decimal) if decimal == decimal.to_integral_value() else Fraction(decimal)


def _parse_months(field: Field, raw: object) -> dict[str, int] | None:
    if not isinstance(raw, dict):
        raise ProfileError("not_months", field.key)
    months: dict[str, int] = {}
    for month, amount in raw.items():
        if not isinstance(month, str) or not MONTH.fullmatch(month):
            raise ProfileError("not_a_month", field.key, value=str(month))
        if amount is not None:
            months[month] = int(_parse_number(field, amount))
    return months or None


def _parse_codes(field: Field, raw: object) -> frozenset[str]:
    if not isinstance(raw, list):
        raise ProfileError("not_a_list", field.key)
    for code in raw:
        if not isinstance(code, str) or code not in field.values:
            raise ProfileError("not_listed", field.key, value=str(code), near=_near(str(code), field.values))
    return frozenset(raw)


def _parse_date(field: Field, raw: object) -> dt.date:
    try:
        if isinstance(raw, str) and len(raw) == len("YYYY-MM-DD"):
            return dt.date.fromisoformat(raw)
    except ValueError:
        pass
    raise ProfileError("not_a_date", field.key)
