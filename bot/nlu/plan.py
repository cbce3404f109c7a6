"""What a company wants to do, for routing."""

from __future__ import annotations

from functools import lru_cache

from bot.nlu.lexicon import Lexicon, load
from bot.nlu.text import joined, normalise


@lru_cache(maxsize=1)
def _lexicons() -> dict[str, Lexicon]:
    return {plan: Lexicon((word, plan) for word in words.split()) for plan, words in load("plans.yml").items()}


def read_plan(text: str) -> list[str]:
    """The plans that a normalised text names, in the order of the contract."""
    text = joined(normalise(text))
    return [plan for plan, lexicon in _lexicons().items() if lexicon.find(text)]
