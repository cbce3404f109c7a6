"""What a text supposes instead of telling: 「投資額が500万だったら」, 「あと2人雇ったら」."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from bot.nlu.lexicon import load
from subsidy.quantity import read_quantities

MORE_PEOPLE = "employees_more"
PEOPLE, MONEY = "employees", "investment_yen"


@lru_cache(maxsize=1)
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rule) for name, rule in load("supposing.yml").items()}


def supposed(text: str) -> dict[str, Any]:
    """The values supposed by a normalised text, by slot; ``employees_more`` for people added to those there are.

    An amount that does not say what it is of is taken for the investment: that is what owners try out.
    """
    found = _rules()["supposing"].search(text)
    if found is None or _rules()["told_after"].search(text[found.end() :]):
        return {}
    people = _rules()["people"].search(text)
    if people is not None and _rules()["more_people"].search(text):
        more = read_quantities(people[0], PEOPLE).slots.get(PEOPLE)
        return {} if more is None else {MORE_PEOPLE: int(more)}
    # What comes after the clause asks: left in, it would make the number a question. Sentences before it tell.
    clause = text[: found.start()].rpartition("。")[2]
    told = _rules()["opening"].sub("", clause) + (f"{found['verb']}た" if found["verb"] else "です")
    return dict(read_quantities(told, None).slots) or dict(read_quantities(told, MONEY).slots)


def is_supposed_name(rest: str) -> bool:
    """Whether the words behind a name suppose it (「製造業」だったら)."""
    return bool(_rules()["supposed_name"].match(rest))


def name_alone(text: str) -> str | None:
    """What a text supposes, where nothing else stands before the supposing words; it may be a name."""
    found = _rules()["name_alone"].search(text)
    return None if found is None else found["name"]
