"""Memos to draw."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from actions.dialogue import Dialogue
from actions.state import State
from actions.texts import texts
from subsidy import Engine, load_catalog

ANSWERS = {
    "industry": "製造業",
    "capital_yen": 30_000_000,
    "employees": 12,
    "sales_change_pct": -15,
    "prefecture": "栃木県",
    "legal_form": "株式会社",
    "plan": ["設備投資", "販路開拓"],
    "investment_yen": 3_000_000,
}
DAYS = (dt.datetime(2021, 4, 15, 12), dt.datetime(2026, 11, 22, 12))


@cache
def _engine() -> Engine:
    return Engine(load_catalog())


def typical(day: dt.datetime = DAYS[-1]) -> dict[str, Any]:
    """The memo of a usual case, as the dialogue makes it."""
    state = State(consent=True, answers=dict(ANSWERS), ticked=True)
    return Dialogue(_engine(), texts(), lambda: day).memos.memo(state)


TICKS = {
    "management": ["point_strengths", "point_customers", "point_vision"],
    "operations": ["operations_sales", "operations_production", "operations_manufacturing"],
    "shopfloor": ["shopfloor_design", "shopfloor_visibility", "shopfloor_inspection"],
    "data": [],
}


def with_checklist(day: dt.datetime = DAYS[-1]) -> dict[str, Any]:
    """The memo of a usual case that has gone through the checklist as well, but for its last section."""
    state = State(consent=True, answers=dict(ANSWERS), ticked=True, checklist={"ticks": TICKS, "done": True})
    return Dialogue(_engine(), texts(), lambda: day).memos.memo(state)


def with_fact(value: str, label: str = "名前") -> dict[str, Any]:
    """A memo with one more fact."""
    memo = typical()
    first = memo["parts"][0]
    facts = [*first["facts"], {"label": label, "value": value, "open": False}]
    return {**memo, "parts": [{**first, "facts": facts}, *memo["parts"][1:]]}


def words_of(value: Any) -> list[str]:
    """Every text of a memo but the names of styles."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in words_of(item)]
    if isinstance(value, dict):
        return [text for key, item in value.items() if key != "style" for text in words_of(item)]
    return []
