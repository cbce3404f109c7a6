"""Which programmes and frames a text or a slot names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from subsidy import Engine
from subsidy.model import Frame, Programme

SHORTEST_NAME, SHORTEST_STEM, BEGINNING = 2, 3, 5
BRACKETS = re.compile("[（(〈<]")
ENDING = re.compile("(?:補助金|助成金|補助事業|事業|制度)$")


class Naming:
    """Finds programmes and frames of the catalogue by their names; programmes of newer editions first."""

    def __init__(self, engine: Engine) -> None:
        self._programmes = sorted(engine.catalog.programmes, key=lambda programme: programme.edition, reverse=True)

    def programmes(self, slots: Mapping[str, Any], edition: str) -> list[Programme]:
        """The programmes that a slot or a button names; those of ``edition`` where it has any of that name."""
        if slots.get("programme"):
            return [one for one in self._programmes if one.id == slots["programme"]]
        wanted = slots.get("program")
        names = {wanted} if isinstance(wanted, str) else set(wanted or ())
        return _of_edition([one for one in self._programmes if names & _names(one)], edition)

    def said(self, text: str, edition: str) -> list[Programme]:
        """The programmes that a text speaks of, also by the beginning of a long name (「セーフティネット」)."""
        words = unicodedata.normalize("NFKC", text)
        exact = [one for one in self._programmes if _named(words, _names(one))]
        return _of_edition(exact or [one for one in self._programmes if _begun(words, _names(one))], edition)

    def about(self, slots: Mapping[str, Any], text: str, edition: str) -> list[Programme]:
        """The programmes that a slot names, or else a text; of those of one name, the one that the text means."""
        return _meant(self.programmes(slots, edition) or self.said(text, edition), text)

    def frames(self, slots: Mapping[str, Any], text: str, edition: str) -> list[str]:
        """Ids of the frames that are named: by button, by their own names in the text, or by their programme's."""
        if slots.get("frame") or slots.get("frames"):
            return list(slots.get("frames") or [slots["frame"]])
        programmes = dict.fromkeys((*self.programmes(slots, edition), *self.said(text, edition)))
        found = [frame for one in _meant(list(programmes), text) for frame in _frames_of(one, text)]
        return found or self.frames_alone(text, edition)

    def frames_alone(self, text: str, edition: str) -> list[str]:
        """Ids of the frames of an edition that a text names by their own names, without their programmes."""
        words = unicodedata.normalize("NFKC", text)
        own = [one for one in self._programmes if one.edition == edition]
        return [
            frame.id
            for programme in own
            for frame in programme.frames
            if _named(words, {name for name in _with_parts({frame.name, *frame.aliases}) if len(name) >= SHORTEST_STEM})
        ]


def names_of(programme: Programme, frame: Frame) -> set[str]:
    """Everything a frame is called, with and without its programme."""
    own = _with_parts({frame.name, *frame.aliases})
    return _names(programme) | own | {f"{one}{name}" for one in _names(programme) for name in own}


def _frames_of(programme: Programme, text: str) -> list[str]:
    """Ids of the frames of a programme that a text names; all of them where it names none."""
    words = unicodedata.normalize("NFKC", text)
    named = [one.id for one in programme.frames if _named(words, _with_parts({one.name, *one.aliases}))]
    return named or [frame.id for frame in programme.frames]


def _meant(found: list[Programme], text: str) -> list[Programme]:
    """Of programmes that share a name, those whose part in brackets is said with it (持続化補助金の一般型)."""
    words = unicodedata.normalize("NFKC", text)
    meant = [one for one in found if _says_part(one, words)]
    settled = {_stem(one) for one in meant}
    return [one for one in found if one in meant or _stem(one) not in settled]


def _stem(programme: Programme) -> str:
    return BRACKETS.split(programme.name)[0]


def _says_part(programme: Programme, words: str) -> bool:
    _, _, inner = unicodedata.normalize("NFKC", programme.name).partition("(")
    if not inner:
        return False
    parts = {inner.rstrip(")"), *(BRACKETS.split(frame.name)[0] for frame in programme.frames)}
    names = "|".join(re.escape(name) for name in sorted(_names(programme), key=len, reverse=True))
    return any(re.search(f"(?:{names})(?:補助金)?[のは( 、]{{0,2}}{re.escape(part)}", words) for part in parts)


def _of_edition(found: list[Programme], edition: str) -> list[Programme]:
    """Those of an edition; all where it has none of them."""
    return [one for one in found if one.edition == edition] or found


def _names(programme: Programme) -> set[str]:
    """The names of a programme, also without what follows in brackets and their endings (持続化補助金, 持続化)."""
    names = _with_short({programme.name, programme.official_name, *programme.aliases})
    return names | {stem for name in names if len(stem := ENDING.sub("", name)) >= SHORTEST_STEM}


def _with_short(names: set[str]) -> set[str]:
    return names | {short for name in names if len(short := BRACKETS.split(name)[0].strip()) >= SHORTEST_STEM}


def _with_parts(names: set[str]) -> set[str]:
    """Names with what stands before their brackets, and with what stands in them (電子取引類型)."""
    inner = {part.strip("）)〉> ") for name in names for part in BRACKETS.split(name)[1:]}
    return _with_short(names) | {part for part in inner if len(part) >= SHORTEST_STEM}


def _named(words: str, names: set[str]) -> bool:
    return any(len(name) >= SHORTEST_NAME and unicodedata.normalize("NFKC", name) in words for name in names)


def _begun(words: str, names: set[str]) -> bool:
    return any(len(name) > BEGINNING and unicodedata.normalize("NFKC", name)[:BEGINNING] in words for name in names)
