"""Programmes, their frames, and schemes that are not ours."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.nlu.finding import Finding
from bot.nlu.lexicon import Hit, Lexicon, load
from bot.nlu.text import is_kana, joined
from bot.nlu.words import reading

FOREIGN = ""
"""Value of a scheme that the catalogue does not have."""


@lru_cache(maxsize=2)
def _lexicon(*, question: bool) -> Lexicon:
    rules = load("programmes.yml")
    keys = ("names", "frames", "asked") if question else ("names", "frames")
    own = [
        (word, programme)
        for programme, lists in rules["programmes"].items()
        for key in keys
        for word in lists.get(key, "").split()
    ]
    return Lexicon([*own, *((word, FOREIGN) for word in rules["foreign"].split())])


@lru_cache(maxsize=1)
def _numbers() -> dict[str, re.Pattern[str]]:
    """Programmes called by their number alone: 「4号は」."""
    rules = load("programmes.yml")["programmes"]
    return {programme: re.compile(lists["number"]) for programme, lists in rules.items() if "number" in lists}


@lru_cache(maxsize=1)
def _sounds() -> Lexicon:
    pairs = [(reading(word), programme) for word, programme in _lexicon(question=False) if programme]
    return Lexicon((sound, programme) for sound, programme in pairs if len(sound) >= 7 and is_kana(sound))


def read_programme(text: str, *, question: bool) -> Finding | None:
    """The programme that a normalised text names; short names count where ``question`` is set."""
    words = joined(text)
    own = [hit for hit in _lexicon(question=question).find(words) if hit.value]
    if question:
        own = sorted([*own, *_numbered(words)], key=lambda hit: hit.start) or _sounds().find(reading(words))
    return _decided(own) if own else None


def names_foreign(text: str) -> bool:
    """Whether the text names a scheme that is not ours, and none of ours."""
    hits = _lexicon(question=True).find(joined(text))
    return any(not hit.value for hit in hits) and not any(hit.value for hit in hits)


def _numbered(words: str) -> list[Hit]:
    found = ((programme, rule.search(words)) for programme, rule in _numbers().items())
    return [Hit(hit.start(), hit.end(), hit.group(), programme) for programme, hit in found if hit]


def _decided(hits: list[Hit]) -> Finding:
    names = tuple(dict.fromkeys(hit.value for hit in hits))
    start, end = hits[0].start, hits[-1].end
    if len(names) == 1:
        return Finding(value=names[0], start=start, end=end)
    return Finding(candidates=names, start=start, end=end)
