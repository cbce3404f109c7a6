"""Costs by frame: what all frames asked about have, then what only some of them have; plain values for templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from actions.ranking import full_name
from subsidy import Verdict
from subsidy.model import Cost

MOST_ITEMS = 12
Row = dict[str, Any]


def heading(verdicts: Sequence[Verdict], costs: Iterable[Cost]) -> str:
    """The programme, or the one frame asked about where the costs told are its own."""
    first = verdicts[0]
    own = len(verdicts) == 1 and any(cost.frames is not None for cost in costs)
    return full_name(first) if own else first.programme.name


def of_frame(verdict: Verdict, costs: Iterable[Cost]) -> list[Cost]:
    """The costs that hold for a verdict's frame."""
    return [cost for cost in costs if cost.frames is None or verdict.frame.id in cost.frames]


def of_frames(verdicts: Sequence[Verdict], costs: Iterable[Cost]) -> list[Cost]:
    """The costs that hold for one of the frames at least."""
    return [cost for cost in costs if any(of_frame(verdict, (cost,)) for verdict in verdicts)]


def by_frames(verdicts: Sequence[Verdict], costs: Sequence[Cost], say: Callable[[str], str]) -> list[Row]:
    """What all frames have first, without names; then what only some have, with their names."""
    holders: dict[str, list[str]] = {}
    for verdict in verdicts:
        for cost in of_frame(verdict, costs):
            names = holders.setdefault(say(cost.text), [])
            names.extend(name for name in (verdict.frame.name,) if name not in names)
    groups: dict[tuple[str, ...], list[str]] = {}
    for text, names in holders.items():
        groups.setdefault(() if len(names) == len(verdicts) else tuple(names), []).append(text)
    return [
        {"frames": list(names), "texts": texts[:MOST_ITEMS]}
        for names, texts in sorted(groups.items(), key=lambda group: bool(group[0]))
    ]


def merged(rows: Iterable[tuple[str, Row]]) -> list[Row]:
    """Frames of which the same is told, told once; without names where that is all of them."""
    told: list[Row] = []
    for name, row in rows:
        same = next((one for one in told if {**one, "frames": None} == {**row, "frames": None}), None)
        if same is None:
            told.append({**row, "frames": [name]})
        else:
            same["frames"].append(name)
    return [{**one, "frames": []} for one in told] if len(told) == 1 else told


def notes_of(verdicts: Sequence[Verdict]) -> list[str]:
    """The notes on the costs of a programme, without those that name only frames not asked about."""
    programme = verdicts[0].programme
    shown = {verdict.frame.name for verdict in verdicts}
    found = []
    for note in programme.costs.notes:
        named = {frame.name for frame in programme.frames if frame.name in note.text}
        if not named or named & shown:
            found.append(note.text)
    return found
