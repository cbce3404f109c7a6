"""Drafts for the keeper of the catalogue: a new programme, and frames and rounds put into a file without touching it.

What is to be filled in carries 【記入】, which the loader refuses, so that no draft goes live by oversight.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import NamedTuple

import yaml

from subsidy.catalog.proposals import UNFILLED
from subsidy.errors import ProfileError
from subsidy.model import Programme
from subsidy.source import Document

FOLDER = Path(__file__).parent
ID = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
LISTS = {"frame": "frames", "round": "rounds"}
FIRST_FRAME, FIRST_ROUND = "main", "round1"
STEP = 10
REVIEW_AFTER = 3  # months


class Start(NamedTuple):
    """What a draft need not ask for: the document it is written from, what follows from that, and who keeps it."""

    document: str = f"{UNFILLED}資料のid"
    owner: str = f"{UNFILLED}担当の役目"
    checked_on: str = f"{UNFILLED}確かめた日"
    review_by: str = f"{UNFILLED}見直す日"
    confidence: str = f"{UNFILLED}確かさ"


def start_from(document: Document | None, owner: str | None) -> Start:
    """What is known where a document was added for the draft, and one role keeps all other programmes."""
    start = Start() if owner is None else Start(owner=owner)
    if document is None:
        return start
    checked, review = document.checked_on, review_day(document.checked_on)
    start = start._replace(document=document.id, confidence=document.confidence)
    return start._replace(checked_on=checked.isoformat(), review_by=review.isoformat())


def review_day(day: dt.date) -> dt.date:
    """The same day three months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + REVIEW_AFTER, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def programme_draft(programme_id: str, edition: str, order: int, start: Start) -> str:
    """The text of a file for a new programme with one frame and one round. Raises ProfileError for a wrong id."""
    check_id(programme_id)
    words = {"id": programme_id, "edition": edition, "order": str(order), **start._asdict()}
    frame = _draft("frame", f"{programme_id}_{FIRST_FRAME}", start.document).rstrip("\n")
    call = _draft("round", FIRST_ROUND, start.document).rstrip("\n")
    return _filled("programme", {**words, "frame": frame, "round": call})


def places_left(text: str) -> int:
    """How many places of a draft are to be filled in; what explains them is none."""
    return sum(line.count(UNFILLED) for line in text.splitlines() if not line.lstrip().startswith("#"))


def with_draft(text: str, kind: str, part_id: str | None) -> str:
    """The text of a programme's file with a draft at the end of its frames or rounds; all else stays as it is.

    ``kind`` is frame or round; a round without an id gets the next number. Raises ProfileError where the list is not
    written as lines that begin with a dash, or has the id already.
    """
    name = LISTS[kind]
    root = _root_of(text)
    known = _ids_in(_value_of(root, name))
    part_id = part_id or _next_round(known)
    check_id(part_id)
    if part_id in known:
        raise ProfileError("new_exists", value=part_id)
    draft = _draft(kind, part_id, document_of(text) if kind == "frame" else None)
    if kind == "frame" and known:
        draft = _without_comments(draft)
    return with_item(text, name, draft)


def next_round(text: str) -> str:
    """The id that the next round of a programme's file gets. Raises ProfileError for a text that is none."""
    return _next_round(_ids_in(_value_of(_root_of(text), LISTS["round"])))


def with_item(text: str, name: str, draft: str) -> str:
    """A file with one item more at the end of a list; ``draft`` is written for two blanks.

    Raises ProfileError where the list is not written as lines that begin with a dash.
    """
    listed = _value_of(_root_of(text), name)
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


def _draft(kind: str, part_id: str, document: str | None) -> str:
    return _filled(kind, {"id": part_id, "document": document or Start().document})


def _without_comments(draft: str) -> str:
    """A draft whose explanations stand in the file already."""
    return "".join(line for line in draft.splitlines(keepends=True) if not line.lstrip().startswith("#"))


def document_of(text: str) -> str | None:
    """The document that describes a programme, where it is filled in."""
    source = _value_of(_root_of(text), "source")
    named = _value_of(source, "document") if isinstance(source, yaml.MappingNode) else None
    return named.value if isinstance(named, yaml.ScalarNode) and ID.fullmatch(named.value) else None


def _filled(name: str, words: Mapping[str, str]) -> str:
    return Template((FOLDER / f"new_{name}.yml").read_text(encoding="utf-8")).substitute(words)


def check_id(name: str) -> None:
    """Raises ProfileError for what is no id."""
    if not ID.fullmatch(name):
        raise ProfileError("new_bad_id", value=name)


def _root_of(text: str) -> yaml.Node | None:
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        raise ProfileError("new_unreadable") from None
    return root


def _ids_in(listed: yaml.Node | None) -> list[str]:
    return [_id_of(item) for item in listed.value] if isinstance(listed, yaml.SequenceNode) else []


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
