"""What a profile of the conversation may hold."""

from __future__ import annotations

import math
from typing import Any

from tests.release.garble import WORDS

LISTED = {slot: frozenset(WORDS[slot].split()) for slot in ("industry", "legal_form", "plan")}
LIMITS = {
    "capital_yen": (0, 10**15),
    "investment_yen": (0, 10**15),
    "employees": (0, 10**7),
    "sales_change_pct": (-100, 10**6),
}
RANGES = {"capital_range": "capital_yen", "employees_range": "employees", "investment_range": "investment_yen"}
RANGES["sales_change_range"] = "sales_change_pct"


def faults(profile: dict[str, Any]) -> list[str]:
    """The slots of a profile whose value is outside of their type."""
    return [f"{slot}: {value!r}"[:200] for slot, value in profile.items() if not _fits(slot, value)]


def _fits(slot: str, value: Any) -> bool:
    if value is None:
        return True
    if slot in LIMITS:
        return _is_number(slot, value)
    if slot in RANGES:
        if not isinstance(value, list) or len(value) != 2:
            return False
        known = [end for end in value if end is not None]
        return bool(known) and known == sorted(known) and all(_is_number(RANGES[slot], end) for end in known)
    if slot == "plan":
        return isinstance(value, list) and LISTED[slot].issuperset(value)
    if slot in LISTED:
        return value in LISTED[slot]
    return _is_plain(value)


def _is_number(slot: str, value: Any) -> bool:
    low, high = LIMITS[slot]
    whole = slot != "sales_change_pct"
    return type(value) in ((int,) if whole else (int, float)) and math.isfinite(value) and low <= value <= high


def _is_plain(value: Any) -> bool:
    """Names and answers of other fields: short texts, truths, finite numbers, or lists and tables of those."""
    if isinstance(value, list):
        return len(value) <= 60 and all(_is_plain(item) for item in value)
    if isinstance(value, dict):
        return len(value) <= 60 and all(isinstance(name, str) and _is_plain(item) for name, item in value.items())
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, bool | int) or (isinstance(value, str) and len(value) <= 500)
