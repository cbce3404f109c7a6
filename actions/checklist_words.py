"""The checklist as it is asked: the catalogue's sections with our own wording of the questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from actions.texts import FOLDER
from actions.ticks import Item
from subsidy.reference import Checklist


@dataclass(frozen=True)
class Section:
    """One of the five questions; ``why`` is the reason for asking it."""

    id: str
    number: int
    name: str
    why: str
    items: tuple[Item, ...]


@lru_cache(maxsize=1)
def reading_words(path: Path = FOLDER / "checklist.yml") -> Mapping[str, Any]:
    """How answers in words are read, and what items may be called; read once."""
    words: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return words


def sections_of(checklist: Checklist) -> tuple[Section, ...]:
    """The sections in the catalogue's order, each with its items as they are asked."""
    names, asked = reading_words()["names"], {section.id: section for section in checklist.own.sections}
    found = []
    for section in checklist.sections:
        own = asked[section.id]
        items = tuple(Item(item.id, item.text, re.compile(names[item.id])) for item in own.items)
        found.append(Section(section.id, section.number, section.name, own.why, items))
    return tuple(found)
