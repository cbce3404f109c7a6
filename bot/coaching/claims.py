"""What the trainee says of programmes: which frame fits or not, how much it brings, and which days he names."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.coaching.data import data
from bot.nlu.lexicon import Lexicon, load
from bot.nlu.text import joined, normalise
from subsidy import Engine
from subsidy.assessment import FrameRule
from subsidy.quantity import Kind, read_quantities

FITS, FAILS, OPEN = "fits", "fails", "open"
STANCES = (FITS, FAILS, OPEN)
PARENTHESIS = re.compile(r"[(（]([^()（）]+)[)）]")
DAY = re.compile(r"(?:(\d{4})年|(?:令和(\d{1,2})年))?(\d{1,2})月(\d{1,2})日")
TURN = re.compile(r"(?<=が)、|(?<=けど)、|(?<=けれど)、|(?<=ものの)、|一方|、ただ|、しかし")
REIWA = 2018
BEFORE, AFTER = 8, 6
SHORTEST_NAME = 2


@dataclass(frozen=True)
class Claim:
    """What was said of a frame: it fits, does not, or has to be looked into; yen only where an amount was told."""

    frame: str
    stance: str
    yen: int | None = None


@dataclass(frozen=True)
class Said:
    """The claims of an utterance; ``vague`` are programmes that were recommended without one of their frames."""

    claims: tuple[Claim, ...] = ()
    vague: tuple[str, ...] = ()
    days: tuple[dt.date, ...] = ()


@dataclass(frozen=True)
class Name:
    """What a word can mean: programmes, or frames."""

    programmes: frozenset[str] = frozenset()
    frames: frozenset[str] = frozenset()


class Names:
    """The names of an edition's programmes and frames."""

    def __init__(self, engine: Engine, edition: str) -> None:
        self._rules = engine.rules((edition,))
        found: dict[str, Name] = {}
        for word, programmes, frames in self._entries():
            plain = normalise(word)
            if len(plain) >= SHORTEST_NAME:
                known = found.get(plain, Name())
                found[plain] = Name(known.programmes | programmes, known.frames | frames)
        self._lexicon = Lexicon(found.items())

    def frames_of(self, programmes: frozenset[str]) -> frozenset[str]:
        """The frames of programmes."""
        return frozenset(rule.frame.id for rule in self._rules if rule.programme.id in programmes)

    def programmes_of(self, frames: frozenset[str]) -> frozenset[str]:
        """The programmes of frames."""
        return frozenset(rule.programme.id for rule in self._rules if rule.frame.id in frames)

    def find(self, text: str) -> list[Name]:
        """The names in a normalised text, in their order."""
        return [hit.value for hit in self._lexicon.find(joined(text))]

    def _entries(self) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
        none: frozenset[str] = frozenset()
        for rule in self._rules:
            programme = frozenset((rule.programme.id,))
            for word in _spellings((rule.programme.name, rule.programme.official_name, *rule.programme.aliases)):
                yield word, programme, none
            for word in _spellings((rule.frame.name, *rule.frame.aliases)):
                yield word, none, frozenset((rule.frame.id,))
        for shown, lists in load("programmes.yml")["programmes"].items():
            programmes = frozenset(r.programme.id for r in self._rules if _is_called(r, shown))
            if programmes:
                for word in lists["names"].split():
                    yield word, programmes, none


def _is_called(rule: FrameRule, shown: str) -> bool:
    name = PARENTHESIS.sub("", rule.programme.name)
    return name == shown or rule.programme.name.startswith(shown)


def _spellings(names: Sequence[str]) -> Iterator[str]:
    """Names as they stand, without what is in parentheses, and that alone."""
    for name in names:
        yield name
        yield PARENTHESIS.sub("", name)
        yield from PARENTHESIS.findall(name)


@functools.cache
def names_of(engine: Engine, edition: str) -> Names:
    """The names of an edition, made once."""
    return Names(engine, edition)


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(normalise(pattern)) for name, pattern in data("topics")["claims"].items()}


@dataclass
class _Stretch:
    """A part of the text that speaks of the same frames."""

    text: str = ""
    frames: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()


class Reader:
    """Reads claims; what was spoken of last stays in mind, so that 「通常枠です」 can follow."""

    def __init__(self, names: Names, year: int) -> None:
        self._names = names
        self._year = year
        self._current: frozenset[str] = frozenset()
        self._last: tuple[str, ...] = ()

    def read(self, sentences: Sequence[str]) -> Said:
        """The claims in sentences that are no questions, in NFKC and lower case."""
        claims: dict[str, Claim] = {}
        vague: list[str] = []
        days: list[dt.date] = []
        for sentence in sentences:
            for stretch in self._stretches(sentence):
                for claim in self._claims(stretch):
                    known = claims.get(claim.frame)
                    merged = claim if claim.yen is not None or known is None else replace(claim, yen=known.yen)
                    claims[claim.frame] = merged
                if _stance(stretch.text) == FITS:
                    vague.extend(stretch.vague)
            if _patterns()["deadline"].search(sentence):
                days.extend(_days(sentence, self._year))
        return Said(tuple(claims.values()), tuple(dict.fromkeys(vague)), tuple(days))

    def _stretches(self, sentence: str) -> Iterator[_Stretch]:
        now = _Stretch()
        for part in TURN.split(sentence):
            for piece in re.split(r"(?<=、)", part):
                hits = self._names.find(piece)
                if hits and now.frames and _stance(now.text):
                    yield now
                    now = _Stretch()
                self._take(now, hits)
                now.text += piece
            if _stance(now.text):
                yield now
                now = _Stretch()
        if now.text:
            yield now

    def _take(self, now: _Stretch, hits: Sequence[Name]) -> None:
        for number, hit in enumerate(hits):
            inside = hit.frames & self._names.frames_of(self._current)
            if inside & {*now.frames}:
                continue
            refined = hit.programmes & self._current
            if inside:
                now.frames += tuple(sorted(inside - {*now.frames}))
                now.vague = ()
                self._current = self._current if len(inside) > 1 else self._names.programmes_of(inside)
            elif refined and len(refined) < len(self._current):
                self._open(now, refined, hits[number + 1 :])
            elif hit.programmes:
                self._open(now, hit.programmes, hits[number + 1 :])
            elif len(hit.frames) == 1:
                now.frames += tuple(hit.frames - {*now.frames})
                self._current = self._names.programmes_of(hit.frames)

    def _open(self, now: _Stretch, programmes: frozenset[str], rest: Sequence[Name]) -> None:
        """Speak of programmes from now on; one with a single frame needs no frame's name."""
        self._current = programmes
        frames = self._names.frames_of(programmes)
        if len(frames) == 1:
            now.frames += tuple(frames - {*now.frames})
        elif not any(name.frames & frames or name.programmes & programmes for name in rest):
            now.vague = tuple(sorted(programmes))

    def _claims(self, stretch: _Stretch) -> Iterator[Claim]:
        amounts, stance = _amounts(stretch.text), _stance(stretch.text)
        if not stretch.frames and stretch.vague and stance == FAILS:
            stretch.frames = tuple(sorted(self._names.frames_of(frozenset(stretch.vague))))
        frames = stretch.frames or (self._last if (amounts or stance) and not stretch.vague else ())
        if stretch.frames:
            self._last = stretch.frames
        if not frames or not (stance or amounts):
            return
        for place, frame in enumerate(frames):
            yen = amounts[place] if len(amounts) == len(frames) else amounts[0] if len(amounts) == 1 else None
            yield Claim(frame, stance or FITS, yen)


def _stance(text: str) -> str | None:
    for name, stance in (("refuses", FAILS), ("doubts", OPEN), ("fits", FITS), ("named", FITS)):
        if _patterns()[name].search(text):
            return stance
    return None


def _amounts(text: str) -> list[int]:
    """The sums of money that are no limit, cost or capital."""
    other = _patterns()["other_money"]
    found = []
    for one in read_quantities(text).quantities:
        if one.kind is not Kind.MONEY or one.low is None or one.low != one.high:
            continue
        before, after = text[max(one.start - BEFORE, 0) : one.start], text[one.end : one.end + AFTER]
        before = re.split(r"[、でが]", before)[-1]
        if not other.search(before) and not re.match(r"(が|を|の)?(" + other.pattern + ")", after):
            found.append(int(one.low))
    return found


def _days(text: str, year: int) -> Iterator[dt.date]:
    for western, reiwa, month, day in DAY.findall(text):
        given = int(western) if western else REIWA + int(reiwa) if reiwa else year
        try:
            yield dt.date(given, int(month), int(day))
        except ValueError:
            continue
