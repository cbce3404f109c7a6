"""Drafts for the keeper of the catalogue: a new programme, and frames and rounds put into a file without touching it.

What is to be filled in carries 【記入】, which the loader refuses, so that no draft goes live by oversight.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template

import yaml

from subsidy.errors import ProfileError
from subsidy.model import Programme

FOLDER = Path(__file__).parent
ID = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
LISTS = {"frame": "frames", "round": "rounds"}
FIRST_FRAME, FIRST_ROUND = "main", "round1"
STEP = 10


def programme_draft(programme_id: str, edition: str, order: int, today: dt.date) -> str:
    """The text of a file for a new programme with one frame and one round. Raises ProfileError for a wrong id."""
    check_id(programme_id)
    words = {"id": programme_id, "edition": edition, "order": str(order), "today": today.isoformat()}
    frame = _draft("frame", f"{programme_id}_{FIRST_FRAME}").rstrip("\n")
    return _filled("programme", {**words, "frame": frame, "round": _draft("round", FIRST_ROUND).rstrip("\n")})


def with_draft(text: str, kind: str, part_id: str | None) -> str:
    """The text of a programme's file with a draft at the end of its frames or rounds; all else stays as it is.

    ``kind`` is frame or round; a round without an id gets the next number. Raises ProfileError where the list is not
    written as lines that begin with a dash, or has the id already.
    """
    name = LISTS[kind]
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        raise ProfileError("new_unreadable") from None
    listed = _value_of(root, name)
    known = [_id_of(item) for item in listed.value] if isinstance(listed, yaml.SequenceNode) else []
    part_id = part_id or _next_round(known)
    check_id(part_id)
    if part_id in known:
        raise ProfileError("new_exists", value=part_id)
    draft = _draft(kind, part_id)
    if listed is None:
        return f"{text.rstrip()}\n{name}:\n{draft}"
    if not isinstance(listed, yaml.SequenceNode) or listed.flow_style or not listed.value:
        raise ProfileError("new_no_lines", value=name)
    indent = listed.start_mark.column
    lines = text.splitlines(keepends=True)
    end = listed.value[-1].end_mark
    at = _end_of(lines, end.line + (end.column > indent))
    before = "".join(lines[:at])
    return f"{before.rstrip()}\n{_indented(draft, indent)}{''.join(lines[at:])}"


def next_order(catalog_orders: Iterable[int]) -> int:
    """A place behind all others, with room between."""
    return (max(catalog_orders, default=0) // STEP + 1) * STEP


def used_ids(programmes: Iterable[Programme]) -> set[str]:
    """The ids that a new programme or frame may not have."""
    return {name for programme in programmes for name in (programme.id, *(frame.id for frame in programme.frames))}


def _draft(kind: str, part_id: str) -> str:
    return _filled(kind, {"id": part_id})


def _filled(name: str, words: Mapping[str, str]) -> str:
    return Template((FOLDER / f"new_{name}.yml").read_text(encoding="utf-8")).substitute(words)


def check_id(name: str) -> None:
    """Raises ProfileError for what is no id."""
    if not ID.fullmatch(name):
        raise ProfileError("new_bad_id", value=name)


def _value_of(root: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(root, yaml.MappingNode):
        raise ProfileError("new_unreadable")
    return next((value for name, value in root.value if getattr(name, "value", None) == key), None)


def _id_of(item: yaml.Node) -> str:
    pairs = item.value if isinstance(item, yaml.MappingNode) else []
    return next((str(value.value) for key, value in pairs if getattr(key, "value", None) == "id"), "")


def _next_round(known: Iterable[str]) -> str:
    numbers = [int(found[1]) for name in known if (found := re.fullmatch(r"round([0-9]+)", name))]
    return f"round{max(numbers, default=0) + 1}"


def _end_of(lines: list[str], at: int) -> int:
    """The line after the last one of a list, comments and blank lines that belong to what follows left out."""
    at = min(at, len(lines))
    while at > 0 and (not lines[at - 1].strip() or lines[at - 1].startswith("#")):
        at -= 1
    return at


def _indented(draft: str, indent: int) -> str:
    """A draft, which is written for two blanks, with the dash at another column."""
    shift = indent - 2
    lines = draft.splitlines(keepends=True)
    return "".join(" " * shift + line if shift >= 0 else line[-shift:] for line in lines)
