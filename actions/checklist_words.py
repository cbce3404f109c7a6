"""The checklist as it is asked: the catalogue's sections with our own wording of the questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from actions.texts import FOLDER
from actions.ticks import Item
from subsidy.checklist import Limits
from subsidy.reference import Checklist

MANAGEMENT = 1


@dataclass(frozen=True)
class Section:
    """One of the five questions; ``why`` is the reason for asking it."""

    id: str
    number: int
    name: str
    why: str
    items: tuple[Item, ...]


@lru_cache(maxsize=1)
def own_words(path: Path = FOLDER / "checklist.yml") -> Mapping[str, Any]:
    """Our own wording, limits and mapping (``own: true``), read once."""
    words: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return words


def sections_of(checklist: Checklist) -> tuple[Section, ...]:
    """The sections in the catalogue's order, each item with our wording; (1) is asked by the management points."""
    words = own_words()["sections"]
    found = []
    for section in checklist.sections:
        own = words[section.id]
        wordings = {item["id"]: item for item in own["items"]}
        named = checklist.management_points if section.number == MANAGEMENT else section.items
        items = tuple(
            Item(item.id, wordings[item.id]["text"], re.compile(wordings[item.id]["words"])) for item in named
        )
        found.append(Section(section.id, section.number, section.name, own["why"], items))
    return tuple(found)


def limits() -> Limits:
    """The shares that tell the patterns apart."""
    return Limits(**{name: Fraction(share) for name, share in own_words()["thresholds"].items()})
