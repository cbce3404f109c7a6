"""What the catalogue notes on dates: beside the round that a state rests on, and among the notes of a programme."""

from __future__ import annotations

import re
from collections.abc import Iterable

from actions.texts import Texts
from subsidy.calls import CallStatus
from subsidy.model import Programme

CUE = "on_dates"
SIGNS = re.compile("[、。]")


def date_notes(texts: Texts, programme: Programme, calls: Iterable[CallStatus]) -> list[str]:
    """The notes on the rounds that some calls rest on, then those of the programme that bear on dates, each once."""
    rounds = [one for call in calls for one in (call.round, call.following) if one is not None]
    own = [note.text for note in programme.notes if texts.cued(CUE, note.text)]
    return untold([*(one.note for one in rounds if one.note is not None), *own])


def untold(notes: Iterable[str], said: Iterable[str] = ()) -> list[str]:
    """Notes that something said, or an earlier one of them, does not tell already."""
    told, found = [_plain(text) for text in said], list[str]()
    for note in notes:
        if not any(_plain(note) in one for one in told):
            told.append(_plain(note))
            found.append(note)
    return found


def _plain(text: str) -> str:
    return SIGNS.sub("", text)
