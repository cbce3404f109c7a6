"""SudachiPy: words and readings. Its dictionary is opened once, at the first use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.nlu.text import hiragana

# Sudachi refuses more than 49,149 bytes.
LONGEST = 16_000


@dataclass(frozen=True)
class Word:
    """A word of a text, with its part of speech and its reading in hiragana."""

    surface: str
    start: int
    end: int
    normal: str
    """The usual spelling of its dictionary form."""
    kind: str
    reading: str


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    from sudachipy import Dictionary, SplitMode

    return Dictionary(dict="core").create(mode=SplitMode.C)


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text, in long units."""
    return tuple(
        Word(
            one.surface(),
            one.begin(),
            one.end(),
            one.normalized_form(),
            "-".join(one.part_of_speech()[:3]),
            hiragana(one.reading_form()),
        )
        for one in _tokenizer().tokenize(text[:LONGEST])
    )


@lru_cache(maxsize=8192)
def reading(text: str) -> str:
    """How a text is read, in hiragana."""
    return "".join(word.reading or word.surface for word in words(text))
