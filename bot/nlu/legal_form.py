"""Legal forms."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.nlu.finding import Finding
from bot.nlu.lexicon import Hit, Lexicon, listed, load
from bot.nlu.text import is_kana, joined
from bot.nlu.words import reading

BLANK = "\u25a1"
SOLE = "個人事業主"


@lru_cache(maxsize=2)
def _lexicon(key: str) -> Lexicon:
    forms = load("legal_forms.yml")["forms"]
    return Lexicon(listed({form: lists.get(key, "") for form, lists in forms.items()}))


@lru_cache(maxsize=1)
def _sounds() -> Lexicon:
    pairs = [(reading(word), form) for word, form in _lexicon("names")]
    return Lexicon((sound, form) for sound, form in pairs if len(sound) >= 6 and is_kana(sound))


@lru_cache(maxsize=1)
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rule) for name, rule in load("legal_forms.yml")["grammar"].items()}


def read_legal_form(text: str, *, asked: bool, corrected: bool = False) -> Finding | None:
    """The legal form that a normalised text states.

    ``asked``: the question was about it. ``corrected``: the text puts an earlier answer right.
    """
    text = joined(text) if asked else text
    if _rules()["no_company"].search(text) or _rules()["own_person"].search(text):
        return Finding(value=SOLE)
    named = _lexicon("names").find(text)
    hits = _standing(text, named)
    if not hits:
        text = _without(text, named)
        text = _rules()["other_word"].sub(lambda word: BLANK * len(word[0]), text)
        shorts = _lexicon("short").find(text)
        hits = _standing(text, shorts if asked else [hit for hit in shorts if _is_stated(text, hit, corrected)])
    if not hits and asked and not _rules()["planned_near"].search(text):
        hits = _sounds().find(reading(text))
    if hits and _rules()["both_near"].search(text):
        hits = [*hits, *_lexicon("short").find(_without(text, hits))]
    return _decided(hits) if hits else None


def _without(text: str, hits: list[Hit]) -> str:
    """The text with full names blanked, so that none of their parts is found."""
    for hit in hits:
        text = text[: hit.start] + BLANK * (hit.end - hit.start) + text[hit.end :]
    return text


def _is_stated(text: str, hit: Hit, corrected: bool) -> bool:
    """A short word counts unasked only where it plainly tells the own form."""
    before, after = text[: hit.start], text[hit.end :]
    if corrected:
        return bool(_rules()["corrected_after"].match(after))
    return bool(_rules()["stated_before"].search(before) and _rules()["stated_after"].match(hit.word + after))


def _standing(text: str, hits: list[Hit]) -> list[Hit]:
    rules = _rules()
    if rules["planned_near"].search(text):
        return []
    hits = [hit for hit in hits if not _is_of_others(text, hit)]
    kept = [hit for hit in hits if not rules["denied_after"].match(text[hit.end :])]
    kept = [hit for hit in kept if not rules["planned_after"].match(text[hit.end :])]
    return [hit for hit in kept if not rules["former_after"].match(text[hit.end :])] or kept


def _is_of_others(text: str, hit: Hit) -> bool:
    """Whether the word is said of a customer, a relative or people who work for the company."""
    rules, before, after = _rules(), text[: hit.start], text[hit.end :]
    return bool(rules["others_before"].search(before) or rules["workers_after"].match(after))


def _decided(hits: list[Hit]) -> Finding:
    forms = tuple(dict.fromkeys(hit.value for hit in hits))
    particular = tuple(form for form in forms if form != "法人") or forms
    start, end = hits[0].start, hits[-1].end
    if len(particular) == 1:
        return Finding(value=particular[0], start=start, end=end)
    return Finding(candidates=particular, start=start, end=end)
