"""What followed a programme, by name, and what is different there; and whether a frame's calls are over for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from actions.texts import Texts
from subsidy import Engine
from subsidy.calls import Calls, CallStatus
from subsidy.model import Frame, Programme, Succession

OVER = "ended"


class Successors:
    """Tells what came after, as far as it concerns the frames that are spoken of."""

    def __init__(self, texts: Texts, engine: Engine) -> None:
        self._texts = texts
        self._programmes = {one.id: (one, one.frames) for one in engine.catalog.programmes}
        self._frames = {frame.id: (one, (frame,)) for one in engine.catalog.programmes for frame in one.frames}

    def told(self, programme: Programme, frames: Collection[str], at: dt.datetime) -> list[str]:
        """One text for each thing to be told; ``frames`` are ids, ``at`` is the moment judged at, in Japan time."""
        notes = [note.text for note in programme.successors]
        return notes + [
            self._difference(one, self._concerned(programme, one, frames), at)
            for one in programme.succession
            if one.frames is None or not set(one.frames).isdisjoint(frames)
        ]

    @staticmethod
    def _concerned(programme: Programme, succession: Succession, frames: Collection[str]) -> list[str]:
        """The names of the frames that a succession is about, where it is not about all that are spoken of."""
        own = [frame for frame in programme.frames if frame.id in frames]
        about = [frame.name for frame in own if succession.frames is None or frame.id in succession.frames]
        return about if len(about) < len(own) else []

    def _difference(self, succession: Succession, about: list[str], at: dt.datetime) -> str:
        names = [self._name(one, at) for one in succession.to]
        return self._texts.render(
            "programme_successor",
            frames=about,
            names=names,
            relation=succession.relation,
            difference=succession.difference,
            confidence=succession.confidence,
        )

    def _name(self, name: str, at: dt.datetime) -> dict[str, object]:
        programme, frames = self._programmes.get(name) or self._frames[name]
        text = programme.name if name in self._programmes else f"{programme.name} {frames[0].name}"
        return {"name": text, "over": all(is_over(status) for _, status in statuses(programme, frames, at))}


def statuses(programme: Programme, frames: Collection[Frame], at: dt.datetime) -> list[tuple[Frame, CallStatus]]:
    """The state of the calls of some frames of a programme."""
    return [(frame, Calls(programme, frame.id).status(at)) for frame in frames]


def is_over(status: CallStatus) -> bool:
    """Whether no call will follow, as far as the catalogue knows."""
    return status.code == OVER
