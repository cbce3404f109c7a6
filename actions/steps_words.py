"""What the list of next steps needs beside the catalogue: usual durations, words for what is done."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from actions.texts import FOLDER
from subsidy.source import Source
from subsidy.steps import Lead

NUMBER = re.compile("[0-9]+")


@lru_cache(maxsize=1)
def steps_words(path: Path = FOLDER / "steps.yml") -> Mapping[str, Any]:
    """The words, read once."""
    words: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return words


def leads() -> tuple[Lead, ...]:
    """How long preparations take, where a source says so."""
    return tuple(Lead(**{**lead, "source": Source(**lead["source"])}) for lead in steps_words()["leads"])


def matches(rule: str, text: str) -> bool:
    """Whether a rule of the words finds something in a text."""
    return re.search(steps_words()[rule], unicodedata.normalize("NFKC", text)) is not None


def done_in(text: str, items: Sequence[str]) -> list[int]:
    """Places of the items that a text says are done, by number or by name; empty where it says no such thing."""
    words = unicodedata.normalize("NFKC", text)
    if not matches("done", words) or matches("not_done", words):
        return []
    numbered = re.match(steps_words()["numbers"], words)
    if numbered:
        places = [int(number) - 1 for number in NUMBER.findall(numbered.group())]
        return places if all(0 <= place < len(items) for place in places) else []
    named = [name for name in steps_words()["names"] if re.search(name, words)]
    return [place for place, item in enumerate(items) if any(re.search(name, item) for name in named)]
