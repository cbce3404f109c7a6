"""How good the understanding of labelled utterances is, by the conventions that they are labelled with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOWEST = {"capital_range": 0, "employees_range": 0, "investment_range": 0, "sales_change_range": -100}
FAMILY = {
    "capital_range": "capital_yen",
    "employees_range": "employees",
    "sales_change_range": "sales_change_pct",
    "investment_range": "investment_yen",
}


@dataclass(frozen=True)
class Score:
    """Shares of utterances that are understood, and the texts that are not."""

    act: float
    stored: float
    """Right values where there are values."""
    asked_back: float
    """Nothing stored where it must be asked about."""
    wrong: list[str]


def labelled(path: Path) -> list[dict[str, Any]]:
    """Labelled utterances of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def score(rows: Iterable[Mapping[str, Any]], answers: Iterable[Mapping[str, Any]]) -> Score:
    """Compare answers with labels."""
    acts: list[bool] = []
    stored: list[bool] = []
    back: list[bool] = []
    wrong: list[str] = []
    for row, answer in zip(rows, answers, strict=True):
        act, slots = _act_is_right(row, answer), _slots_are_right(row, answer["slots"])
        acts.append(act)
        values = row["gold"]["slots"].values()
        if any(value is not None for value in values):
            stored.append(slots)
        if any(value is None for value in values):
            back.append(slots)
        if not (act and slots):
            wrong.append(f"{row['text']} ({row['asked']}): {answer}")
    return Score(_share(acts), _share(stored), _share(back), wrong)


def _share(right: list[bool]) -> float:
    return sum(right) / len(right) if right else 1.0


def is_right(row: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
    """Whether an utterance is understood: the act, and every value stored or asked about as it must be."""
    return _act_is_right(row, answer) and _slots_are_right(row, answer["slots"])


def _act_is_right(row: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
    return answer["act"] in (row["gold"]["act"], *row.get("alt_acts", []))


def _slots_are_right(row: Mapping[str, Any], stored: Mapping[str, Any]) -> bool:
    gold, optional = row["gold"]["slots"], row.get("extra", {}).get("optional_slots", {})
    right: dict[str, list[tuple[str, Any]]] = {}
    for slot, value in gold.items():
        right.setdefault(_topic(slot), []).append((slot, value))
    for slot, values in row.get("alt_slots", {}).items():
        right.setdefault(_topic(slot), []).extend((slot, value) for value in values)
    must_ask = {_topic(slot) for slot, value in gold.items() if value is None}
    for slot, value in stored.items():
        if slot in optional and _same(slot, value, optional[slot]):
            continue
        known = [one for name, one in right.get(_topic(slot), []) if name == slot and one is not None]
        if _topic(slot) in must_ask or not any(_same(slot, value, one) for one in known):
            return False
    missing = {_topic(slot) for slot in gold} - {_topic(slot) for slot in stored}
    return all(any(value is None for _, value in right[topic]) for topic in missing)


def _topic(slot: str) -> str:
    return FAMILY.get(slot, slot)


def _same(slot: str, left: Any, right: Any) -> bool:
    if isinstance(left, list) and isinstance(right, list):
        pairs = ([LOWEST.get(slot) if value[0] is None else value[0], value[1]] for value in (left, right))
        return all(_close(one, other) for one, other in zip(*pairs, strict=True))
    return _close(left, right)


def _close(left: Any, right: Any) -> bool:
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return abs(left - right) <= (0.1 if right != int(right) else 1e-9)
    return bool(left == right)
