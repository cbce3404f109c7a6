"""The act of an utterance: what the classifier says, weighed with cues and with the question that was asked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.nlu.lexicon import load

FLOOR = 1e-3
CUE_SHARE = 0.85
"""How much of its weight a cue adds: measured over all labelled sets."""
LONGEST_YES = 25
"""A longer text says more than yes or no."""
SLOTS = frozenset(
    ("industry", "capital_yen", "employees", "sales_change_pct", "prefecture", "legal_form", "investment_yen")
)
NUMBERS = frozenset(("capital_yen", "employees", "sales_change_pct", "investment_yen"))
QUESTIONS = frozenset(
    (
        "ask_why", "ask_program", "ask_amount", "ask_deadline", "ask_eligibility", "ask_documents", "ask_contact",
        "help", "privacy", "out_of_scope", "show_summary", "start_checklist", "handoff", "delete_data",
    )
)  # fmt: skip


def context_of(asked: str | None) -> str:
    """The kind of question that was asked."""
    if asked in ("confirm", "choice", "plan"):
        return str(asked)
    if not asked:
        return "none"
    return "flag" if "." in asked else "slot"


@lru_cache(maxsize=4)
def _cues(section: str) -> list[tuple[str, float, re.Pattern[str]]]:
    cues: Mapping[str, list[tuple[float, str]]] = load("acts.yml")[section]
    return [(act, weight, re.compile(rule)) for act, rules in cues.items() for weight, rule in rules]


def cued(text: str, section: str = "cues") -> dict[str, float]:
    """Acts that the words of a text point to, each with its strongest cue."""
    out: dict[str, float] = {}
    for act, weight, rule in _cues(section):
        if weight > out.get(act, 0) and rule.search(text):
            out[act] = weight
    return out


def _expected(text: str, asked: str | None) -> dict[str, float]:
    """What the question lets expect: a choice, a number, or yes or no by the form of the verb, a no before a yes."""
    context = context_of(asked)
    if context == "choice" or asked in NUMBERS:
        return cued(text, "choice" if context == "choice" else "number")
    if context not in ("confirm", "flag") or len(text) > LONGEST_YES:
        return {}
    found, said = cued(text, "yes_no"), cued(text)
    if ("affirm" in said) != ("deny" in said):
        outright = "affirm" if "affirm" in said else "deny"
        return {outright: found.get(outright, 0.0)}
    return {"deny": found["deny"]} if "deny" in found else found


def scores(ranking: Iterable[tuple[str, float]], text: str, asked: str | None) -> dict[str, float]:
    """Logarithmic scores of all acts."""
    out = dict.fromkeys(("inform", *load("acts.yml")["cues"]), math.log(FLOOR))
    out |= {act: math.log(chance + FLOOR) for act, chance in ranking}
    for share, added in (
        (CUE_SHARE, cued(text)),
        (1, _expected(text, asked)),
        (1, load("acts.yml")["context"][context_of(asked)]),
    ):
        for act, weight in added.items():
            out[act] += share * weight
    return out


def best(scored: Mapping[str, float], *, without: Iterable[str] = ()) -> str:
    """The act with the highest score."""
    left = {act: score for act, score in scored.items() if act not in set(without)}
    return max(left, key=left.__getitem__)
