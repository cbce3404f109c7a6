"""From what the recognisers found to the final act, the values to store and what to ask back about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bot.nlu.acts import QUESTIONS, SLOTS, best, context_of, cued, scores
from bot.nlu.asking import ANSWERS, question
from bot.nlu.correction import amends, corrects, takes_back
from bot.nlu.finding import Finding
from bot.nlu.lexicon import load
from bot.nlu.programme import names_foreign
from bot.nlu.supposition import MORE_PEOPLE, NAMED, supposed, supposed_names, supposes_beside
from bot.nlu.text import joined, normalise, without_symbols
from subsidy.quantity import Flaw, Reading

FOREIGN_WEIGHT = 4.0
SURE_ACT = 0.6
ABOUT_THE_TALK = frozenset(
    ("dont_know", "skip", "go_back", "restart", "complain", "ask_why", "help", "goodbye", "thank")
)
UNSUPPORTED, UNTOLD = -2.0, -6.0
"""The least that telling something counts where the asked slot is spoken of: in so many words, or not."""
SURE_TALK = 0.8
BESIDE_THE_POINT = frozenset(("chitchat", "complain", "out_of_scope"))
RANGES = {
    "capital_range": "capital_yen",
    "employees_range": "employees",
    "sales_change_range": "sales_change_pct",
    "investment_range": "investment_yen",
}


@dataclass(frozen=True)
class Heard:
    """Everything the recognisers made of an utterance."""

    text: str
    asked: str | None
    ranking: list[tuple[str, float]]
    reading: Reading
    findings: dict[str, Finding | None]
    plan: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Meaning:
    """The final act, what to store, and what to ask back about: slot and candidates.

    ``supposed``: values tried out (「500万だったら」) while nothing is asked. They may stand in ``slots`` as well: the
    dialogue, which knows whether there is a verdict to try them on, takes one or the other.
    """

    act: str
    slots: dict[str, Any]
    confirm: dict[str, list[Any]]
    detail: str | None = None
    supposed: dict[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rule) for name, rule in load("interpreting.yml").items()}


def interpret(heard: Heard) -> Meaning:
    """The meaning of an utterance in its context."""
    text = joined(without_symbols(normalise(heard.text)))
    unreadable = _without_words(text, heard)
    if unreadable:
        return unreadable
    slots, confirm = _told(heard, text)
    if heard.asked == "industry" and confirm.get("industry") and _rules()["equal_shares"].search(text):
        slots = {slot: value for slot, value in slots.items() if topics((slot,)) != {"sales_change_pct"}}
    scored = scores(heard.ranking, text, heard.asked)
    if names_foreign(text):
        scored["out_of_scope"] += FOREIGN_WEIGHT
    act = _act(text, heard, scored, slots, confirm)
    named = heard.findings.get("program") is not None
    asked_instead = question(text, scored, tells=bool(slots), named=named) if act in ANSWERS else None
    if asked_instead is not None:
        return _kept(asked_instead, text, heard, {}, {})
    meaning = _kept(act, text, heard, slots, confirm)
    tried = {slot: _plain(value) for slot, value in supposed(text).items()}
    tried |= supposed_names(heard.findings, text)
    if heard.asked:
        told = topics(meaning.slots) - {"program", "plan"}
        beside = not told and supposes_beside(text, topics(tried), about=heard.asked, plans=bool(heard.plan))
        return Meaning("ask_eligibility", {}, {}, supposed=tried) if beside else meaning
    # What is told beside a supposition counts; what was supposed may have been taken for told.
    told = topics(meaning.slots) - topics(tried) - {"program", *(("employees",) if MORE_PEOPLE in tried else ())}
    return meaning if told else replace(meaning, supposed=tried)


def _without_words(text: str, heard: Heard) -> Meaning | None:
    """Signs, single letters and keys hit at random."""
    rules = _rules()
    if rules["only_question_mark"].fullmatch(text):
        return Meaning("help", {}, {})
    if context_of(heard.asked) == "choice" and rules["letter"].fullmatch(text):
        return None
    if any(heard.findings.values()) or heard.reading.quantities or (text and not rules["no_words"].fullmatch(text)):
        return None
    if context_of(heard.asked) in ("confirm", "flag"):
        for act, sign in (("affirm", "yes_sign"), ("deny", "no_sign")):
            if rules[sign].search(heard.text):
                return Meaning(act, {}, {})
    return Meaning("chitchat", {}, {})


def _told(heard: Heard, text: str) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Values that the text states, and those it leaves open."""
    slots = {slot: _plain(value) for slot, value in heard.reading.slots.items()}
    confirm = {slot: [_plain(value) for value in values] for slot, values in heard.reading.confirm.items()}
    for slot in NAMED:
        finding = heard.findings.get(slot)
        if finding is None or not _counts(heard, text, slot, finding):
            continue
        if finding.value is not None:
            slots[slot] = finding.value
        else:
            confirm[slot] = list(finding.candidates)
    return slots, confirm


def _counts(heard: Heard, text: str, slot: str, finding: Finding) -> bool:
    """Whether a name was told of the company."""
    if _is_of_programme(heard, slot, finding) or _is_supposed(text, finding):
        return False
    return not (finding.guessed and _tells_else(heard, text, finding))


def _is_of_programme(heard: Heard, slot: str, finding: Finding) -> bool:
    """Whether the word for a trade is part of a programme's name: 「ものづくり補助金」."""
    programme = heard.findings.get("program")
    return slot == "industry" and programme is not None and programme.start <= finding.start < programme.end


def _tells_else(heard: Heard, text: str, finding: Finding) -> bool:
    """Whether a text that was guessed at is about something else."""
    named = any(heard.findings.get(slot) for slot in ("prefecture", "legal_form", "program"))
    act, chance = heard.ranking[0] if heard.ranking else ("inform", 1.0)
    cue = max(cued(text).items(), key=lambda item: item[1], default=("inform", 0.0))[0]
    return (
        named
        or bool(heard.reading.slots)
        or takes_back(text)
        or act == cue != "inform"
        or cue == "chitchat"
        or (act in ABOUT_THE_TALK and chance > SURE_ACT)
        or (finding.value is None and act in BESIDE_THE_POINT and chance > SURE_TALK)
    )


def _is_supposed(text: str, finding: Finding) -> bool:
    """Whether the clause of a name asks or supposes instead of telling."""
    return bool(_rules()["supposed_after"].match(text[finding.end :]))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return float(value)
    return value


def topics(slots: Iterable[str]) -> set[str]:
    """Slots with ranges counted as what they are ranges of."""
    return {RANGES.get(slot, slot) for slot in slots}


def _act(
    text: str, heard: Heard, scored: dict[str, float], slots: dict[str, Any], confirm: dict[str, list[Any]]
) -> str:
    """The act, given that some values are told."""
    told = topics(slots)
    if told:
        return _act_with_values(text, heard, scored, told)
    if _names_several(heard) and not _asks_for_help(text, scored):
        return "inform"
    if _leaves_open(heard, confirm):
        talk = () if heard.reading.reasons.get(heard.asked or "") is Flaw.NO_VALUE else ("chitchat",)
        other = best(scored, without=("inform", "affirm", "deny", *talk))
        least = UNSUPPORTED if _answers_vaguely(heard) else UNTOLD
        return other if scored[other] > max(scored["inform"], least) + 3 else "inform"
    act = best(scored)
    mistaken = act in QUESTIONS or (act == "restart" and act not in cued(text))
    if context_of(heard.asked) == "plan" and heard.plan and mistaken and not _rules()["asks"].search(text):
        return "inform"
    if context_of(heard.asked) == "plan" and act == "correct" and not _rules()["of_answers"].search(text):
        return "inform"
    if heard.asked == "confirm" and heard.reading.quantities and (act == "deny" or corrects(text)):
        return "correct"
    if act == "inform" and heard.asked is None and not (heard.plan or confirm or heard.findings.get("program")):
        return best(scored, without=("inform", "affirm", "deny"))
    if act in ("inform", "help") and heard.findings.get("program") and context_of(heard.asked) != "plan":
        return "ask_program"
    return act


def _asks_for_help(text: str, scored: dict[str, float]) -> bool:
    """Whether names are told to ask which is meant."""
    wanted = best(scored)
    return (
        wanted in ("help", "ask_eligibility", "ask_why") and scored[wanted] > 0 and bool(_rules()["asks"].search(text))
    )


def _names_several(heard: Heard) -> bool:
    """Whether several names are told for what was asked, so that only one of them is wanted."""
    finding = heard.findings.get(heard.asked or "")
    return finding is not None and bool(finding.candidates) and not finding.guessed


def _answers_vaguely(heard: Heard) -> bool:
    """Whether the text speaks of the asked slot in words that name no value: 「手広くやってます」."""
    finding = heard.findings.get(heard.asked or "")
    return finding is not None and not finding.guessed


def _leaves_open(heard: Heard, confirm: dict[str, list[Any]]) -> bool:
    """Whether the asked slot is spoken of without a value that could be stored."""
    asked = heard.asked or ""
    flaw = heard.reading.reasons.get(asked)
    return asked in confirm and flaw not in (Flaw.QUESTION, Flaw.CONDITION)


def _act_with_values(text: str, heard: Heard, scored: dict[str, float], told: set[str]) -> str:
    answered = heard.asked in told
    if heard.asked == "confirm" and _rules()["agrees"].search(text) and not corrects(text):
        return "affirm"
    if corrects(text) and (takes_back(text) or not (answered or _opens(heard, told))):
        return "correct"
    if not answered and heard.asked and amends(text):
        return "correct"
    other = best(scored, without=("inform", "affirm", "deny", "chitchat", "correct", "dont_know", "greet", "thank"))
    asks = bool(_rules()["asks"].search(text)) and other in QUESTIONS
    doubtful = heard.asked is None or (told <= set(NAMED) and scored[other] > scored["inform"])
    if asks and doubtful and not _rules()["tells"].search(text):
        return other
    if not answered and scored[other] > scored["inform"] + (0 if asks else 3):
        return other
    return "inform"


def _opens(heard: Heard, told: set[str]) -> bool:
    """Whether somebody tells of himself at the start: there is nothing yet to correct."""
    return heard.asked is None and len(told) > 1


def _kept(act: str, text: str, heard: Heard, slots: dict[str, Any], confirm: dict[str, list[Any]]) -> Meaning:
    """What of the values goes with the act."""
    kept = dict(slots)
    open_slots = {slot: values for slot, values in confirm.items() if slot not in topics(slots)}
    if act in QUESTIONS:
        kept = kept if _rules()["tells"].search(text) else {}
        open_slots = {}
        _add_programme(heard, kept, open_slots)
    elif act not in ("inform", "correct", "affirm", "deny", "dont_know"):
        open_slots = {}
    if act == "inform" and not kept and not open_slots and heard.asked in SLOTS:
        open_slots = {str(heard.asked): []}
    industry = heard.findings.get("industry")
    if heard.plan and act == "inform" and context_of(heard.asked) == "plan":
        kept["plan"] = heard.plan
    return Meaning(act, kept, open_slots, industry.detail if industry and "industry" in kept else None)


def _add_programme(heard: Heard, kept: dict[str, Any], open_slots: dict[str, list[Any]]) -> None:
    programme = heard.findings.get("program")
    if programme and programme.value:
        kept["program"] = programme.value
    elif programme:
        open_slots["program"] = list(programme.candidates)
