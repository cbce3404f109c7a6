"""Words that take back or change an earlier answer."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.nlu.lexicon import load


@lru_cache(maxsize=1)
def _rules() -> dict[str, re.Pattern[str]]:
    rules = load("interpreting.yml")
    return {name: re.compile(rules[name]) for name in ("corrects", "takes_back", "amends", "no_mistake")}


def corrects(text: str) -> bool:
    """Whether the text changes an answer."""
    return bool(_rules()["corrects"].search(_rules()["no_mistake"].sub("", text)))


def takes_back(text: str) -> bool:
    """Whether it does so even where it speaks of what was asked just now."""
    return bool(_rules()["takes_back"].search(_rules()["no_mistake"].sub("", text)))


def amends(text: str) -> bool:
    """Whether it adds to something that was not asked just now."""
    return bool(_rules()["amends"].search(text))
