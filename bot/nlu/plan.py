"""What a company wants to do, for routing."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.nlu.lexicon import Lexicon, load
from bot.nlu.text import joined, normalise


@lru_cache(maxsize=1)
def _lexicons() -> dict[str, Lexicon]:
    return {plan: Lexicon((word, plan) for word in words.split()) for plan, words in load("plans.yml").items()}


@lru_cache(maxsize=1)
def _rules() -> dict[str, re.Pattern[str]]:
    return {plan: re.compile(rule) for plan, rule in load("plan_grammar.yml").items()}


def read_plan(text: str) -> list[str]:
    """The plans that a normalised text names, in the order of the contract."""
    text = joined(normalise(text))
    described = {plan for plan, rule in _rules().items() if rule.search(text)}
    return [plan for plan, lexicon in _lexicons().items() if plan in described or lexicon.find(text)]
