"""Which frames are to be compared: one of each name said, or those counted off (「上から3つ」)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from actions.chosen import best_of_each
from actions.comparison import FEWEST, MOST
from actions.mentions import stem
from actions.naming import Naming, names_of
from actions.pointing import page_of
from actions.state import State
from actions.texts import Texts
from subsidy import Verdict

PARTS = re.compile("[と、,]|および|それから")
SHORTEST = 2


class Picked(NamedTuple):
    """Frames to be compared, and those named beside them that found no room."""

    shown: list[Verdict]
    left: list[Verdict]


class Comparing:
    """Picks frames by the words of a wish to compare."""

    def __init__(self, texts: Texts, naming: Naming) -> None:
        self._texts = texts
        self._naming = naming

    def picked(self, text: str, state: State, ranked: Sequence[Verdict], edition: str) -> Picked:
        """The frames that the words count off; else those named, one of each name first. None where fewer than two."""
        counted = self._counted(text, state, ranked)
        if len(counted) >= FEWEST:
            return Picked(counted[:MOST], [])
        own = [one for one in ranked if one.programme.edition == edition]
        return self._of_each_name(text, own, edition) or self._of_each_name(text, ranked, edition) or Picked([], [])

    def _counted(self, text: str, state: State, ranked: Sequence[Verdict]) -> list[Verdict]:
        page = page_of(state, ranked)
        top = self._texts.match("top_few", text)
        if top is not None:
            return list(page[: int(unicodedata.numeric(top["count"]))])
        words = unicodedata.normalize("NFKC", text)
        places = [int(unicodedata.numeric(sign)) for sign in re.findall(self._texts.cue("places"), words)]
        return [page[place - 1] for place in dict.fromkeys(places) if 1 <= place <= len(page)]

    def _of_each_name(self, text: str, ranked: Sequence[Verdict], edition: str) -> Picked | None:
        """What the parts of a text name: the best frame of each part, then one of each programme."""
        words = unicodedata.normalize("NFKC", text)
        cue = self._texts.match("compare", words)
        parts = PARTS.split(words if cue is None else words[: cue.start()] or words)
        named = self._of_own_programmes({part: self._named(part, ranked, edition) for part in parts})
        leading = {one.frame.id: one for of_part in named for one in of_part[:1]}
        if len(leading) < FEWEST:
            return None
        every = {one.frame.id: one for of_part in named for one in of_part}
        of_programmes = {one.frame.id: one for one in best_of_each(list(every.values()))}
        shown = list({**leading, **of_programmes}.values())[:MOST]
        return Picked(shown, [one for one in every.values() if one not in shown])

    def _of_own_programmes(self, named: Mapping[str, list[Verdict]]) -> list[list[Verdict]]:
        """Of a frame that several programmes have, that of the programme which another part names, or of its name."""
        found = []
        for part, verdicts in named.items():
            beside = {stem(one.programme) for other, those in named.items() if other != part for one in those}
            own = [one for one in verdicts if stem(one.programme) in beside]
            found.append(own if own and self._naming.only_frames({}, part) else verdicts)
        return found

    def _named(self, part: str, ranked: Sequence[Verdict], edition: str) -> list[Verdict]:
        """The frames that a part of the text names in full; else those whose names hold it."""
        ids = self._naming.frames({}, part, edition)
        if ids:
            return [one for one in ranked if one.frame.id in ids]
        name = re.sub(self._texts.cue("name_end"), "", part).strip()
        return [one for one in ranked if len(name) >= SHORTEST and is_called(one, name)]


def is_called(verdict: Verdict, name: str) -> bool:
    """Whether a programme or frame is called by a name, or its name begins with or holds it."""
    return any(name in unicodedata.normalize("NFKC", called) for called in names_of(verdict.programme, verdict.frame))
