"""Which programmes and frames a text or a slot names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from actions.mentions import SHORTEST_STEM, Mention, Mentions, frame_names, part_in_brackets, plain, programme_names
from subsidy import Engine
from subsidy.model import Frame, Programme

BEGINNING = 5
NICKNAME = re.compile("(?:(?<!年)(?<!年度)(?<!年版)の|金|きん|事業|補助)[ 、(「]*$")
"""What stands before a frame's name where the programme is called by a name that the catalogue does not have."""
Group = list[Programme]
"""Programmes that one name stands for, of any edition."""


class Words(NamedTuple):
    """A text with what it names."""

    text: str
    mentions: Sequence[Mention]

    @property
    def frames(self) -> list[Mention]:
        """The names of frames."""
        return [one for one in self.mentions if one.frame is not None]

    @property
    def before_frames(self) -> str:
        """What stands before the first of them."""
        return self.text[: min(one.start for one in self.frames)]

    @property
    def programmes(self) -> list[Group]:
        """What each name of a programme stands for."""
        own = [one for one in self.mentions if one.frame is None]
        places = dict.fromkeys((one.start, one.end) for one in own)
        return [_every([one.programme] for one in own if (one.start, one.end) == place) for place in places]


class Naming:
    """Finds programmes and frames of the catalogue by their names; programmes of newer editions first."""

    def __init__(self, engine: Engine) -> None:
        self._programmes = sorted(engine.catalog.programmes, key=lambda programme: programme.edition, reverse=True)
        self._mentions = Mentions(self._programmes)

    def said(self, text: str, edition: str) -> list[Programme]:
        """The programmes that a text speaks of, also by the beginning of a long name (「セーフティネット」)."""
        words = self._read(text)
        found = _every(_in_common(groups, edition) for groups in self._named({}, words))
        return found or ([] if words.frames else self._begun(words, edition))

    def about(self, slots: Mapping[str, Any], text: str, edition: str) -> list[Programme]:
        """The programmes that are named, by themselves or by a frame; of those of one name, the one that is meant."""
        words = self._read(text)
        held = self._holding(words)
        meant = _every(_meant(groups, held, edition) for groups in self._named(slots, words))
        return meant or _of_edition(held, edition) or self._begun(words, edition)

    def frames(self, slots: Mapping[str, Any], text: str, edition: str) -> list[str]:
        """Ids of the frames that are named: by button, by their own names in the text, or by their programme's."""
        if slots.get("frame") or slots.get("frames"):
            return list(slots.get("frames") or [slots["frame"]])
        words = self._read(text)
        return [frame for one in self.about(slots, text, edition) for frame in _frames_of(one, words)]

    def only_frames(self, slots: Mapping[str, Any], text: str) -> bool:
        """Whether frames are named, and nothing says of which programme."""
        words = self._read(text)
        return not self._named(slots, words) and bool(self._holding(words))

    def frames_alone(self, text: str, edition: str) -> list[str]:
        """Ids of the frames that a text names by their own names, without their programmes."""
        words = self._read(text)
        return [frame for one in _of_edition(self._holding(words), edition) for frame in _frames_of(one, words)]

    def _read(self, text: str) -> Words:
        return Words(plain(text), self._mentions.find(text))

    def _named(self, slots: Mapping[str, Any], words: Words) -> list[list[Group]]:
        """The programmes that are named, in the text or in a slot; names that may mean the same one together."""
        if slots.get("programme"):
            return [[[one for one in self._programmes if one.id == slots["programme"]]]]
        named: list[list[Group]] = []
        for group in (*words.programmes, *self._heard(slots, words)):
            alike = next((one for one in named if any(of in _every(one) for of in group)), None)
            if alike is None:
                named.append([group])
            else:
                alike.append(group)
        return named

    def _heard(self, slots: Mapping[str, Any], words: Words) -> list[Group]:
        """What stands in the slot, without what may only have been taken from the name of a frame."""
        own = [one.id for group in words.programmes for one in group]
        if words.frames and not own and not NICKNAME.search(words.before_frames):
            return []
        wanted = slots.get("program") or ()
        names = [wanted] if isinstance(wanted, str) else wanted
        heard = ([one for one in self._programmes if name in programme_names(one)] for name in names)
        return [group for group in heard if any(not (words.frames and own) or one.id in own for one in group)]

    def _holding(self, words: Words) -> list[Programme]:
        """The programmes whose frames, or part in brackets, a text names."""
        named = {one.programme.id for one in words.frames}
        return [one for one in self._programmes if one.id in named or _says_part(one, words.text)]

    def _begun(self, words: Words, edition: str) -> list[Programme]:
        """Those whose long names begin as a word of the text does."""
        found = [
            one
            for one in self._programmes
            if any(len(name) > BEGINNING and plain(name)[:BEGINNING] in words.text for name in programme_names(one))
        ]
        return _of_edition(found, edition)


def names_of(programme: Programme, frame: Frame) -> set[str]:
    """Everything a frame is called, with and without its programme."""
    own, of_programme = frame_names(frame), programme_names(programme)
    return of_programme | own | {f"{one}{name}" for one in of_programme for name in own}


def _frames_of(programme: Programme, words: Words) -> list[str]:
    """Ids of the frames of a programme that a text names; all of them where it names none."""
    named = {one.frame.id for one in words.frames if one.frame is not None and one.programme == programme}
    return [frame.id for frame in programme.frames if frame.id in named] or [frame.id for frame in programme.frames]


def _says_part(programme: Programme, words: str) -> bool:
    part = part_in_brackets(programme)
    return len(part) >= SHORTEST_STEM and part in words


def _meant(groups: Sequence[Group], held: Sequence[Programme], edition: str) -> Group:
    """The programmes whose frame or part in brackets is said too; else what the names have in common."""
    meant = [one for one in _every(groups) if one in held]
    return _of_edition(meant, edition) if meant else _in_common(groups, edition)


def _in_common(groups: Sequence[Group], edition: str) -> Group:
    """What names that may mean the same stand for together, in the edition where any of them has some in it."""
    found = groups[0]
    for group in groups[1:]:
        found = _common(found, group, edition)
    return _of_edition(found, edition)


def _common(some: Group, others: Group, edition: str) -> Group:
    common = [one for one in some if one in others]
    own = [one for one in _every((some, others)) if one.edition == edition]
    return common if not own or any(one in own for one in common) else own


def _every(groups: Iterable[Sequence[Programme]]) -> list[Programme]:
    """The programmes of several groups, each once."""
    return list({one.id: one for group in groups for one in group}.values())


def _of_edition(found: list[Programme], edition: str) -> list[Programme]:
    """Those of an edition; all where it has none of them."""
    return [one for one in found if one.edition == edition] or found
