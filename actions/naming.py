"""Which programmes and frames a text or a slot names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from subsidy import Engine
from subsidy.model import Programme

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

    def frames(self, slots: Mapping[str, Any], text: str, edition: str) -> list[str]:
        """Ids of the frames that are named: by button, by their own names in the text, or by their programme's."""
        if slots.get("frame") or slots.get("frames"):
            return list(slots.get("frames") or [slots["frame"]])
        words = unicodedata.normalize("NFKC", text)
        programmes = list(dict.fromkeys((*self.programmes(slots, edition), *self.said(words, edition))))
        frames = [frame for one in programmes for frame in one.frames]
        own = [frame.id for frame in frames if _named(words, {frame.name, *frame.aliases})]
        return own or [frame.id for frame in frames]


def _of_edition(found: list[Programme], edition: str) -> list[Programme]:
    """Those of an edition; all where it has none of them."""
    return [one for one in found if one.edition == edition] or found


def _names(programme: Programme) -> set[str]:
    """The names of a programme, also without what follows in brackets and their endings (持続化補助金, 持続化)."""
    names = {programme.name, programme.official_name, *programme.aliases}
    names |= {short for name in names if len(short := BRACKETS.split(name)[0].strip()) >= SHORTEST_STEM}
    return names | {stem for name in names if len(stem := ENDING.sub("", name)) >= SHORTEST_STEM}


def _named(words: str, names: set[str]) -> bool:
    return any(len(name) >= SHORTEST_NAME and unicodedata.normalize("NFKC", name) in words for name in names)


def _begun(words: str, names: set[str]) -> bool:
    return any(len(name) > BEGINNING and unicodedata.normalize("NFKC", name)[:BEGINNING] in words for name in names)
