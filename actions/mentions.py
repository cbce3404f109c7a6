"""Names of programmes and frames in a text; of names that overlap, the longer one is what was said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from subsidy.model import Frame, Programme

SHORTEST_NAME, SHORTEST_STEM = 2, 3
BRACKETS = re.compile("[（(〈<]")
ENDING = re.compile("(?:補助金|助成金|補助事業|事業|制度)$")


class Mention(NamedTuple):
    """A name in a text: of a programme, or of one of its frames."""

    start: int
    end: int
    programme: Programme
    frame: Frame | None


class Mentions:
    """Finds the names of programmes and their frames. Frames of one edition do not hide what another has."""

    def __init__(self, programmes: Sequence[Programme]) -> None:
        self._names = list(_named_things(programmes))

    def find(self, text: str) -> list[Mention]:
        """What a text names, the longest names first, without those that are only a part of a longer one."""
        found = _longest(_found(plain(text), self._names))
        return sorted(found, key=lambda one: (one.start - one.end, one.start))


def plain(text: str) -> str:
    """A text as names are looked for in it."""
    return unicodedata.normalize("NFKC", text)


def programme_names(programme: Programme) -> set[str]:
    """The names of a programme, also without what follows in brackets and their endings (持続化補助金, 持続化)."""
    names = _with_short({programme.name, programme.official_name, *programme.aliases})
    return names | {stem for name in names if len(stem := ENDING.sub("", name)) >= SHORTEST_STEM}


def frame_names(frame: Frame) -> set[str]:
    """The names of a frame with what stands before their brackets, and with what stands in them (電子取引類型)."""
    names = {frame.name, *frame.aliases}
    inner = {part.strip("）)〉> ") for name in names for part in BRACKETS.split(name)[1:]}
    return _with_short(names) | {part for part in inner if len(part) >= SHORTEST_STEM}


def stem(programme: Programme) -> str:
    """The name of a programme without what tells it from others of that name."""
    return BRACKETS.split(programme.name)[0]


def part_in_brackets(programme: Programme) -> str:
    """What tells a programme from others of its name (創業型); empty where its name has no brackets."""
    _, _, inner = plain(programme.name).partition("(")
    return inner.rstrip(")")


def _with_short(names: set[str]) -> set[str]:
    return names | {short for name in names if len(short := BRACKETS.split(name)[0].strip()) >= SHORTEST_STEM}


def _named_things(programmes: Iterable[Programme]) -> Iterator[tuple[str, Programme, Frame | None]]:
    """Every name with what it stands for."""
    for programme in programmes:
        own = programme_names(programme)
        yield from ((plain(name), programme, None) for name in own if len(name) >= SHORTEST_NAME)
        for frame in programme.frames:
            called = frame_names(frame)
            names = (name for name in called if len(name) >= SHORTEST_STEM and not _is_put_together(name, own, called))
            yield from ((plain(name), programme, frame) for name in names)


def _is_put_together(name: str, programme: set[str], frame: set[str]) -> bool:
    """Whether a name is one of the programme followed by one of the frame (持続化補助金の通常枠)."""
    return any(name.startswith(one) and name.removeprefix(one).removeprefix("の") in frame for one in programme)


def _found(words: str, names: Iterable[tuple[str, Programme, Frame | None]]) -> list[Mention]:
    return [
        Mention(at, at + len(name), programme, frame) for name, programme, frame in names for at in _places(words, name)
    ]


def _places(words: str, name: str) -> Iterator[int]:
    at = words.find(name)
    while at >= 0:
        yield at
        at = words.find(name, at + 1)


def _longest(found: list[Mention]) -> list[Mention]:
    """Those that no longer name overlaps; the name of a programme stays in longer names of its own."""
    owners: dict[tuple[int, int], set[str]] = {}
    for one in found:
        owners.setdefault((one.start, one.end), set()).add(one.programme.id)
    return [one for one in found if not any(_hides(other, one, owners) for other in found)]


def _hides(longer: Mention, one: Mention, owners: dict[tuple[int, int], set[str]]) -> bool:
    """Whether a name is only a part of a longer one."""
    if longer.end - longer.start <= one.end - one.start or longer.end <= one.start or one.end <= longer.start:
        return False
    if longer.frame is not None and longer.programme.edition != one.programme.edition:
        return False
    both_frames = longer.frame is not None and one.frame is not None
    return both_frames or not owners[longer.start, longer.end] & owners[one.start, one.end]
