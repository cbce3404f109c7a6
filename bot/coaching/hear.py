"""What counsellors say: the topics that a sentence asks about, and how it is meant. Used in training only.

Owners are understood by the model that Rasa trains; nothing here is read by it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.coaching.data import data
from bot.coaching.likeness import likeliest
from bot.nlu.text import normalise, without_symbols

SENTENCE = re.compile(r"[^。?!\n]+[。?!]*")
TAKEN = "■"
MOST_LETTERS = 1000


@dataclass(frozen=True)
class Topic:
    """Something that can be asked for; ``fields`` are what the answer tells."""

    id: str
    name: str
    fields: tuple[str, ...]
    words: re.Pattern[str]


@dataclass(frozen=True)
class Sentence:
    """One sentence in NFKC and lower case; ``topics`` are what it names, in the order of the text."""

    text: str
    topics: tuple[str, ...]
    asks: bool
    advises: bool


@dataclass(frozen=True)
class Heard:
    """An utterance of the trainee. ``exact``: he wants a number exactly; ``explains``: he says why he asks."""

    sentences: tuple[Sentence, ...]
    exact: bool
    explains: bool
    chats: bool
    nothing_fits: bool

    @property
    def asked(self) -> tuple[str, ...]:
        """The topics that are asked about."""
        return tuple(dict.fromkeys(topic for one in self.sentences if one.asks for topic in one.topics))

    @property
    def asks(self) -> bool:
        """Whether anything is asked."""
        return any(one.asks for one in self.sentences)


@functools.cache
def topics() -> dict[str, Topic]:
    """Every topic by id, the narrow ones first."""
    return {
        one["id"]: Topic(one["id"], one["name"], tuple(one.get("fields", (one["id"],))), re.compile(one["words"]))
        for one in data("topics")["topics"]
    }


@functools.cache
def forms() -> dict[str, re.Pattern[str]]:
    """Patterns of how a sentence is meant."""
    return {name: re.compile(pattern) for name, pattern in data("topics")["forms"].items()}


@functools.lru_cache(maxsize=512)
def hear(text: str) -> Heard:
    """Understand an utterance of a counsellor."""
    plain = without_symbols(normalise(text[:MOST_LETTERS]))
    sentences = tuple(_sentence(found[0].strip()) for found in SENTENCE.finditer(plain) if found[0].strip(" 。!?、"))
    form = forms()
    exact = bool(form["exact"].search(plain))
    return Heard(
        # 「正確な数字は?」 is about what was just spoken of.
        sentences if exact else _with_likeness(sentences),
        exact=exact,
        explains=bool(form["explains"].search(plain)),
        chats=bool(form["chat"].search(plain)),
        nothing_fits=bool(form["nothing"].search(plain)),
    )


def _sentence(text: str) -> Sentence:
    bare = text.rstrip("。! ")
    asks = bool(forms()["asks"].search(bare))
    return Sentence(text, tuple(_topics(bare)), asks, not asks and bool(forms()["advises"].search(bare)))


def _topics(text: str) -> Iterator[str]:
    found: list[tuple[int, str]] = []
    for topic in topics().values():
        while match := topic.words.search(text):
            if match.end() == match.start():
                break
            found.append((match.start(), topic.id))
            text = text[: match.start()] + TAKEN * (match.end() - match.start()) + text[match.end() :]
    yield from dict.fromkeys(name for _, name in sorted(found))


def _with_likeness(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Questions that no pattern knows by what they are like, unless another sentence names what they are about."""
    if any(one.asks and one.topics for one in sentences):
        return sentences
    return tuple(
        Sentence(one.text, (name,), True, False)
        if one.asks and not one.topics and (name := likeliest(one.text)) is not None
        else one
        for one in sentences
    )
