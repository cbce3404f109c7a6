"""What a company wants to do, for routing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.nlu.lexicon import Lexicon, load
from bot.nlu.text import joined, normalise

OTHER, BLANK = "その他", "□"


@lru_cache(maxsize=1)
def _lexicons() -> dict[str, Lexicon]:
    return {plan: Lexicon((word, plan) for word in words.split()) for plan, words in load("plans.yml").items()}


@lru_cache(maxsize=1)
def _rules() -> dict[str, re.Pattern[str]]:
    return {plan: re.compile(rule) for plan, rule in load("plan_grammar.yml").items()}


@lru_cache(maxsize=1)
def _refused() -> re.Pattern[str]:
    return re.compile(load("interpreting.yml")["refused"])


def read_plan(text: str) -> list[str]:
    """The plans that a normalised text names and does not refuse, in the order of the contract."""
    text = joined(normalise(text))
    described = {plan for plan, rule in _rules().items() if _is_meant(text, (one.end() for one in rule.finditer(text)))}
    # What is done with the company as a whole is nothing of its business: 「会社を売りたい」.
    rest = _rules()[OTHER].sub(BLANK, text)
    found = {plan for plan, lexicon in _lexicons().items() if _is_meant(rest, (hit.end for hit in lexicon.find(rest)))}
    return [plan for plan in _lexicons() if plan in described | found]


def _is_meant(text: str, ends: Iterable[int]) -> bool:
    """Whether something named up to one of the places is not refused by the words behind it."""
    return any(not _refused().match(text[end:]) for end in ends)
