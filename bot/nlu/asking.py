"""Sentences that ask, whatever their last word: 「なぜ使えないの」 is no no, and 「なぜ設備だけなの」 no plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from bot.nlu.acts import QUESTIONS, best
from bot.nlu.lexicon import load

ANSWERS = frozenset(("affirm", "deny", "inform", "correct"))
"""Acts that a question is easily taken for."""
VAGUE = frozenset(("help", "out_of_scope", "ask_program", "ask_amount", "ask_documents", "ask_eligibility"))
"""Questions that are hardly meant by 「なぜ」."""
_SENTENCES = re.compile(r"[^。!?\n]+[。!?\n]*")


@lru_cache(maxsize=1)
def _rules() -> dict[str, re.Pattern[str]]:
    rules = load("interpreting.yml")
    return {name: re.compile(rules[name]) for name in ("why", "whether_not", "cites", "asks")}


def asks_why(text: str) -> bool:
    """Whether a normalised text asks why, and tells nothing in a sentence of its own."""
    return _asks_only(text, lambda sentence: bool(_rules()["why"].search(sentence)))


def asks_with_a_no(text: str) -> bool:
    """Whether a normalised text asks if a grant is out of reach (「使えないの」)."""
    return _asks_only(text, lambda sentence: bool(_rules()["whether_not"].search(sentence)))


def cites(text: str) -> bool:
    """Whether a normalised text says what was read of the grants."""
    return bool(_rules()["cites"].search(text))


def _asks_only(text: str, means: Callable[[str], bool]) -> bool:
    """Whether one sentence asks so, and the others ask as well."""
    sentences = [one for one in _SENTENCES.findall(text) if one.strip()]
    asking = [one for one in sentences if means(one)]
    return bool(asking) and all(one in asking or _rules()["asks"].search(one) for one in sentences)


def question(text: str, scored: Mapping[str, float], *, tells: bool, named: bool) -> str | None:
    """The act of a question that looked like an answer; None where the text is none.

    ``tells``: it tells a value, ``named``: it names a programme.
    """
    why = asks_why(text)
    if not why and cites(text):
        return "ask_amount"
    if not why and (tells or not asks_with_a_no(text)):
        return None
    wanted = best(scored, without=scored.keys() - QUESTIONS)
    return (
        wanted if why and not named and wanted not in VAGUE else "ask_why" if why and not named else "ask_eligibility"
    )
