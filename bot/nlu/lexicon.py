"""Word lists: longest matches in a text, and the files under data/lookups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.text import hiragana, is_kana, normalise

FOLDER = Path(__file__).resolve().parents[2] / "data" / "lookups"
SHORTEST_FOLDED = 3
"""Words in kana that are shorter must be written as the list has them."""


@dataclass(frozen=True)
class Hit:
    """A word of a list found in a text."""

    start: int
    end: int
    word: str
    value: Any


class Lexicon:
    """Words with values. Hiragana and katakana match each other in words that are not too short."""

    def __init__(self, entries: Iterable[tuple[str, Any]]) -> None:
        self._by_start: dict[str, list[tuple[str, str, Any]]] = {}
        seen: set[str] = set()
        for word, value in entries:
            plain = normalise(word)
            if plain and plain not in seen:
                seen.add(plain)
                folded = hiragana(plain)
                self._by_start.setdefault(folded[:2], []).append((folded, plain, value))
        for alike in self._by_start.values():
            alike.sort(key=lambda entry: -len(entry[0]))

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        for entries in self._by_start.values():
            for _, plain, value in entries:
                yield plain, value

    def find(self, text: str) -> list[Hit]:
        """The longest words, from left to right, none inside another; ``text`` is normalised."""
        folded = hiragana(text)
        hits: list[Hit] = []
        at = 0
        while at < len(text):
            hit = self._at(text, folded, at)
            if hit:
                hits.append(hit)
            at = hit.end if hit else at + 1
        return hits

    def _at(self, text: str, folded: str, at: int) -> Hit | None:
        for start in (folded[at : at + 2], folded[at]):
            for key, plain, value in self._by_start.get(start, ()):
                if folded.startswith(key, at) and _fits(text, at, plain):
                    return Hit(at, at + len(key), plain, value)
        return None


def _fits(text: str, at: int, plain: str) -> bool:
    end = at + len(plain)
    same = text[at:end] == plain
    if not is_kana(plain):
        return (same or len(plain) >= SHORTEST_FOLDED) and _is_whole_latin(text, at, end, plain)
    if same and not ("\u3041" <= plain[0] <= "\u3096"):
        return not _continues_katakana(text, at, end)
    if not same and len(plain) < SHORTEST_FOLDED:
        return False
    return at == 0 or not ("\u3041" <= text[at - 1] <= "\u3096") or text[at - 1] in _PARTICLES


_PARTICLES = "\u306e\u3068\u306f\u3067\u3084\u3092\u304c\u3082\u306b\u3078"


def _continues_katakana(text: str, at: int, end: int) -> bool:
    """Whether a short match is only a piece of a katakana word; from three signs on it may be its last part."""
    if end - at > SHORTEST_FOLDED:
        return False
    before = at > 0 and "\u30a1" <= text[at - 1] <= "\u30fc"
    after = end < len(text) and "\u30a1" <= text[end] <= "\u30fc"
    return after or (before and end - at < SHORTEST_FOLDED)


def _is_whole_latin(text: str, at: int, end: int, plain: str) -> bool:
    """A word in Latin letters is no part of a longer one."""
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    head = plain[0].isascii() and plain[0].isalpha() and _is_latin(before)
    tail = plain[-1].isascii() and plain[-1].isalpha() and _is_latin(after)
    return not head and not tail


def _is_latin(sign: str) -> bool:
    """Whether a sign is a Latin letter, with or without marks."""
    return sign.isalpha() and (sign < "\u0250" or "\u1e00" <= sign <= "\u1eff")


@lru_cache(maxsize=32)
def load(name: str) -> Any:
    """A YAML file of data/lookups."""
    with (FOLDER / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def listed(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of word and key of a mapping from keys to words parted by spaces; ``_`` is a space within a word."""
    for key, words in values.items():
        for word in words.split():
            yield word.replace("_", " "), key
