"""Prefectures, from their names and from those of cities, wards, towns and well-known places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.nlu.finding import Finding
from bot.nlu.lexicon import FOLDER, Hit, Lexicon, load
from bot.nlu.text import is_kana, joined
from bot.nlu.words import reading, words

_UNIT = re.compile(r"[都道府県市区郡町村]$")
_READ_UNIT = re.compile(r"(?:し|く|ぐん|まち|ちょう|むら|そん)$")
_RANKS = {"市": 3, "区": 2, "郡": 1, "町": 1, "村": 1}


@dataclass(frozen=True)
class Place:
    """What a name may stand for. ``full`` names carry their unit, as in 小山市; ``rank`` orders equal names."""

    prefectures: tuple[str, ...]
    full: bool
    rank: int


PREFECTURE, AREA = 9, 4
LONG_SOUND = 4
"""A name in kana that is as long is hardly part of another word."""
LONG = "\u30fc"
"""The sign of a long sound: the word goes on, as that for taxis behind the name of a town."""
PERSON = "\u4eba\u540d"
"""Sudachi's mark of surnames and given names; villages are called so too."""
INSIDE = ("\u5185", "\u533a")
"""Ends of names that are no proper nouns, as of 都内 and 23区."""
DIRECTIONS = frozenset("東西南北中")
"""Wards are called so; alone they tell of no city."""
MANY = 3
"""A name of more prefectures is a region: it matters only in an answer to the question about the prefecture."""


@lru_cache(maxsize=1)
def _entries() -> dict[str, list[Place]]:
    out: dict[str, list[Place]] = {}

    def add(name: str, prefectures: tuple[str, ...], rank: int, *, full: bool = False) -> None:
        out.setdefault(name, []).append(Place(prefectures, full, rank))

    rules = load("places.yml")
    for prefecture, words_of in rules["prefectures"].items():
        add(prefecture, (prefecture,), PREFECTURE, full=True)
        for name in words_of["names"].split():
            add(name, (prefecture,), PREFECTURE, full=name.endswith(("県", "都", "府")))
        for name in words_of["areas"].split():
            add(name, (prefecture,), AREA)
    for group in ("ambiguous", "regions"):
        for name, several in rules[group].items():
            add(name, tuple(several.split()), AREA + 1)
    for prefecture, name, sound in _municipalities():
        rank = _RANKS[name[-1]] + (prefecture == "東京都" and name[-1] == "区")
        add(name, (prefecture,), rank, full=True)
        add(sound, (prefecture,), rank, full=True)
        if rank != _RANKS["区"] and name[-1] != "郡":
            add(_UNIT.sub("", name), (prefecture,), rank)
            add(_READ_UNIT.sub("", sound), (prefecture,), rank)
    return out


def _municipalities() -> Iterator[tuple[str, str, str]]:
    with (FOLDER / "municipalities.tsv").open(encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                prefecture, name, sound = line.rstrip("\n").split("\t")
                yield prefecture, name.replace("ヶ", "ケ"), sound


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon((name, _best(places)) for name, places in _entries().items() if name)


def _best(places: list[Place]) -> Place:
    """Of equal names the highest rank, but whoever gives the unit, as in 中央区, may mean any of them."""
    top = max(place.rank for place in places)
    equal = places[0].full and top < AREA
    chosen = [place for place in places if place.rank == top or equal]
    names = tuple(dict.fromkeys(name for place in chosen for name in place.prefectures))
    return Place(names, chosen[0].full, top)


@lru_cache(maxsize=1)
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rule) for name, rule in load("places.yml")["grammar"].items()}


def read_prefecture(text: str, *, asked: bool) -> Finding | None:
    """The prefecture that a normalised text states; ``asked`` where the question was about it."""
    for spelt in dict.fromkeys((text, joined(text))):
        hits = [hit for hit in _lexicon().find(spelt) if _counts(spelt, hit, asked=asked)]
        if hits:
            return _decided(_present(spelt, hits) if _rules()["undecided"].search(spelt) else _standing(spelt, hits))
    return _by_sound(text) if asked else None


def _counts(text: str, hit: Hit, *, asked: bool) -> bool:
    """Whether a name is meant for a place here."""
    place: Place = hit.value
    if hit.word in DIRECTIONS or (not place.full and _rules()["name_before"].search(text[: hit.start])):
        return False
    if is_kana(hit.word) and text[hit.end :].startswith(LONG):
        return False
    if place.full and len(hit.word) > 2 and not is_kana(hit.word):
        return True
    if asked and is_kana(hit.word):
        if len(hit.word) < 3 and not _is_bare(text, hit):
            return False
        return bool(_rules()["kana_after"].match(text[hit.end :]))
    if asked:
        return len(hit.word) > 1 or _is_bare(text, hit)
    if is_kana(hit.word) or len(hit.word) < 2:
        return place.rank == PREFECTURE and len(hit.word) >= LONG_SOUND and _is_listed(text, hit)
    if len(place.prefectures) > MANY:
        return False
    if place.rank < PREFECTURE and not _rules()["located_after"].match(text[hit.end :]):
        return False
    return bool(_rules()["stated_after"].match(text[hit.end :])) and _is_place_word(text, hit)


def _is_listed(text: str, hit: Hit) -> bool:
    """Whether a name is all that stands between two signs."""
    rules = _rules()
    return bool(rules["listed_before"].search(text[: hit.start]) and rules["listed_after"].match(text[hit.end :]))


def _is_bare(text: str, hit: Hit) -> bool:
    return bool(_rules()["bare"].fullmatch(text[: hit.start] + "#" + text[hit.end :]))


def _is_place_word(text: str, hit: Hit) -> bool:
    """Whether Sudachi, too, takes the name for a place and not for part of another word."""
    if hit.word.endswith(INSIDE):
        return True
    for word in words(text):
        if word.start <= hit.start < word.end:
            told = hit.value.rank > _RANKS["町"] or not _rules()["only_said_after"].match(text[hit.end :])
            return "固有名詞" in word.kind and (told or PERSON not in word.kind)
    return False


def _present(text: str, hits: list[Hit]) -> list[Hit]:
    """The places that are neither denied nor former."""
    rules = _rules()
    kept = [hit for hit in hits if not rules["denied_after"].match(text[hit.end :])]
    former = [hit for hit in kept if rules["former_after"].match(text[hit.end :])]
    former += [hit for hit in kept if rules["former_before"].search(text[: hit.start])]
    return [hit for hit in kept if hit not in former] or kept


def _standing(text: str, hits: list[Hit]) -> list[Hit]:
    """Of several places that of the head office."""
    kept, rules = _present(text, hits), _rules()
    main = [hit for hit in kept if rules["main_before"].search(text[: hit.start])]
    return main or kept


def _decided(hits: list[Hit]) -> Finding | None:
    if not hits:
        return None
    sure = {hit.value.prefectures[0] for hit in hits if len(hit.value.prefectures) == 1}
    named = {hit.value.prefectures[0] for hit in hits if hit.value.rank == PREFECTURE}
    narrowed = [_elsewhere(hit, named) if named else _among(hit, sure) for hit in hits]
    names = tuple(dict.fromkeys(name for some in narrowed for name in some))
    start, end = hits[0].start, hits[-1].end
    if len(names) == 1:
        return Finding(value=names[0], start=start, end=end)
    return Finding(candidates=names, start=start, end=end)


def _among(hit: Hit, sure: set[str]) -> tuple[str, ...]:
    """What a name stands for beside another that leaves no doubt, as 中央区 in 神戸市中央区."""
    return tuple(name for name in hit.value.prefectures if name in sure) or hit.value.prefectures


def _elsewhere(hit: Hit, named: set[str]) -> tuple[str, ...]:
    """A place that may also lie in a prefecture that the text names: that one is meant."""
    possible = {name for place in _entries().get(hit.word, ()) for name in place.prefectures}
    return tuple(named & possible) or _among(hit, named)


@lru_cache(maxsize=1)
def _sounds() -> Lexicon:
    pairs = {reading(name): place for name, place in _lexicon() if place.rank >= AREA - 1}
    return Lexicon((sound, place) for sound, place in pairs.items() if len(sound) >= 3 and is_kana(sound))


def _by_sound(text: str) -> Finding | None:
    """A name that is spelt wrongly but sounds right; towns sound like other words (「終わり」), so they are asked."""
    sound = reading(text)
    hits = [hit for hit in _sounds().find(sound) if hit.start == 0 and _rules()["kana_after"].match(sound[hit.end :])]
    found = _decided(hits) if hits else None
    if found is None or found.value is None or all(hit.value.rank == PREFECTURE for hit in hits) or is_kana(text):
        return found
    return Finding(candidates=(found.value,), start=found.start, end=found.end)
