"""Ticks told in words: 「1と3」, 「全部」, 「なし」, names of items. What is not clear is never taken for a tick."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

SPAN = re.compile(r"([0-9]+)番?(?:から|[~〜ー-])([0-9]+)番?(?:まで)?")
NUMBER = re.compile(r"[0-9]+")
KANJI = str.maketrans("一二三四五六七八九", "123456789")
KANJI_NUMBER = re.compile("[一二三四五六七八九](?=番|つ目|と|、|・|は|$)")


@dataclass(frozen=True)
class Item:
    """One item of a section: its id, its wording, and a pattern of what it is called."""

    id: str
    text: str
    words: re.Pattern[str]


@dataclass
class _Clause:
    """What one clause says: places of items named, and whether they hold; None is not clear."""

    places: set[int] = field(default_factory=set)
    holds: bool | None = None
    bare: bool = False


class TickReader:
    """Reads answers by the rules of the checklist's own words."""

    def __init__(self, rules: dict[str, str]) -> None:
        self._rules = {name: re.compile(rule) for name, rule in rules.items()}

    def read(self, text: str, items: Sequence[Item]) -> set[str] | None:
        """Ids of the items that a text ticks; None where it does not say so clearly."""
        words = unicodedata.normalize("NFKC", text).strip()
        places = self._whole(words, len(items))
        if places is None:
            words = KANJI_NUMBER.sub(lambda found: found.group().translate(KANJI), words)
            places = self._except(words, items) if self._rules["except"].search(words) else self._clauses(words, items)
        return None if places is None else {items[place].id for place in places}

    def _whole(self, words: str, count: int) -> set[int] | None:
        """All, none, or a plain yes to the only item."""
        if self._rules["all"].search(words) or (count == 1 and self._rules["agrees"].search(words)):
            return set(range(count))
        return set() if self._rules["none"].search(words) else None

    def _except(self, words: str, items: Sequence[Item]) -> set[int] | None:
        found = self._rules["except"].search(words)
        if found is None or self._rules["negative"].search(found.group(2)):
            return None
        clause = self._clause(found.group(1), items)
        return set(range(len(items))) - clause.places if clause is not None and clause.places else None

    def _clauses(self, words: str, items: Sequence[Item]) -> set[int] | None:
        """Items that hold; a clause that only names some goes with the next one."""
        held, named = set[int](), set[int]()
        for part in self._rules["split"].split(words):
            if not part.strip():
                continue
            clause = self._clause(part, items)
            if clause is None:
                return None
            named |= clause.places
            if clause.bare:
                continue
            held = held | named if clause.holds else held - named
            named = set()
        return held | named or None

    def _clause(self, part: str, items: Sequence[Item]) -> _Clause | None:
        """What a clause says; None where something in it cannot be read."""
        if self._rules["unit"].search(part):
            return None
        rest, places = _take_texts(part, items)
        rest, numbers = _take_numbers(rest, len(items))
        if numbers is None:
            return None
        names, rest = self._take_names(rest, items)
        left = self._rules["filler"].sub("", self._rules["positive"].sub("", rest))
        if self._rules["unsure"].search(rest) or self._rules["negative"].search(rest):
            return _Clause(places | numbers | names, holds=False)
        said = self._rules["positive"].search(rest) is not None
        if not left or (said and not numbers):
            return _Clause(places | numbers | names, holds=True, bare=not said)
        return None

    @staticmethod
    def _take_names(rest: str, items: Sequence[Item]) -> tuple[set[int], str]:
        names = {place for place, item in enumerate(items) if item.words.search(rest)}
        for item in items:
            rest = item.words.sub("", rest)
        return names, rest


def _take_texts(part: str, items: Sequence[Item]) -> tuple[str, set[int]]:
    """Items that are named by their whole wording, as on their buttons, and what is left."""
    places = set()
    for place, item in enumerate(items):
        wording = unicodedata.normalize("NFKC", item.text)
        if wording in part:
            places.add(place)
            part = part.replace(wording, "")
    return part, places


def _take_numbers(rest: str, count: int) -> tuple[str, set[int] | None]:
    """Places that numbers name, and what is left; None where a number is none of the list."""
    numbers: list[int] = []
    for low, high in SPAN.findall(rest):
        numbers += range(int(low), int(high) + 1)
    rest = SPAN.sub("", rest)
    for digits in NUMBER.findall(rest):
        numbers += [int(digits)] if int(digits) <= count else [int(digit) for digit in digits]
    known = all(1 <= number <= count for number in numbers) and len(set(numbers)) == len(numbers)
    return NUMBER.sub("", rest), {number - 1 for number in numbers} if known else None
