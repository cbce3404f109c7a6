"""Requirements of the form, as criteria of the catalogue: a condition, with its heading and its sentence above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from subsidy.catalog.check_programmes import LONGEST_LABEL
from subsidy.catalog.proposals import REQUIREMENT, requirement
from subsidy.errors import sentence
from subsidy.form.agreement import contradicts
from subsidy.form.cells import Cells, one_line
from subsidy.form.conditions import Condition, Conditions
from subsidy.form.table import Cell

HEADING, SENTENCE, CONDITION = "label", "text", "test"
HUMAN_KIND = "human"
SHORT = 14
# Where a word begins behind another one.
WORD_STARTS = re.compile("([ぁ-ん、。・「」（） ])(?=[一-鿿々ァ-ヶA-Za-z0-9])")
BREAKS = re.compile(f"{WORD_STARTS.pattern}|、")


class Requirement(NamedTuple):
    """A criterion as it is written into the catalogue, how its condition was read, and which rows wrote themselves.

    ``row`` is that of its condition.
    """

    tree: dict[str, Any]
    read: str
    filled: tuple[tuple[str, str], ...]
    row: int


def requirements(cells: Cells, conditions: Conditions, name: Callable[[int], str]) -> list[Requirement]:
    """The requirements of a section; ``name`` gives the id of each by its number from 1."""
    found = [_requirement(cells, rows, conditions) for rows in _groups(cells)]
    return [one._replace(tree={"id": name(n), **one.tree}) for n, one in enumerate(filter(None, found), 1)]


def _groups(cells: Cells) -> Iterator[dict[str, Cell]]:
    """The cells that belong together, by their key; what may belong to two requirements is noted."""
    filled = {cell.row: cell for cell in cells.part.cells}
    alone = False
    for rows in _rows_of_each(cells):
        group = {key: filled[row] for key, row in rows.items() if row in filled}
        if group:
            first = next(iter(group))
            if alone and CONDITION in group and first != CONDITION:
                cells.report(group[first], "sentence_of_which")
            yield group
        alone = bool(group) and rows.keys() == {CONDITION}


def _rows_of_each(cells: Cells) -> Iterator[Mapping[str, int]]:
    """The rows of each requirement, filled in or not: a condition ends one, and so does what cannot stand in it."""
    held: dict[str, int] = {}
    for row, item in cells.part.rows:
        known = cells.part.section.items.get(item)
        if known is None or known.key not in (HEADING, SENTENCE, CONDITION):
            continue
        if held and (known.key in held or known.key == HEADING):
            yield held
            held = {}
        held[known.key] = row
        if known.key == CONDITION:
            yield held
            held = {}
    yield held


def _requirement(cells: Cells, rows: Mapping[str, Cell], conditions: Conditions) -> Requirement | None:
    """One requirement; None where its condition is missing or cannot be read, which is noted."""
    if CONDITION not in rows:
        cells.report(next(iter(rows.values())), "condition_missing")
    at = rows.get(CONDITION)
    read: Condition | None = None if at is None else cells.read_cell(at, conditions.read)
    text = _text(cells, rows[SENTENCE]) if SENTENCE in rows else ""
    label = _label(cells, rows[HEADING]) if HEADING in rows else ""
    if read is None or at is None:
        return None
    filled = {} if text else {SENTENCE: read.sentence}
    text = text or read.sentence
    if not text:
        cells.report(at, "sentence_needed", most=LONGEST_LABEL)
    elif not label:
        label = filled[HEADING] = read.label or (beginning_of(text) if read.kind == HUMAN_KIND else "")
        if not label:
            cells.report(at, "label_needed", most=LONGEST_LABEL)
    tree = {"kind": read.kind, "label": label, "text": text, "source": cells.source(at)}
    if read.test is not None:
        tree["test"] = read.test
    told = [(cells.name_of(key), filled[key]) for key in (HEADING, SENTENCE) if key in filled]
    return Requirement(tree, read.read, tuple(told), at.row)


def told_otherwise(found: Iterable[Requirement]) -> Iterator[str]:
    """What to look at: sentences that somebody wrote with other numbers than those of their condition."""
    for one in found:
        text = one.tree["text"]
        if text not in (said for _, said in one.filled) and contradicts(text, one.read):
            params = {"row": str(one.row), "text": text, "read": one.read}
            yield sentence("form_notices", "told_otherwise", None, params)


def told_twice(common: Iterable[Mapping[str, Any]], own: Iterable[Requirement], frame: str) -> Iterator[str]:
    """What to look at: requirements of a frame that are among the ``common`` criteria already."""
    known = {_asked(tree) for tree in common}
    for one in own:
        if _asked(one.tree) in known:
            params = {"row": str(one.row), "frame": frame, "label": one.tree["label"]}
            yield sentence("form_notices", "told_twice", None, params)


def _asked(tree: Mapping[str, Any]) -> str:
    """What a requirement asks for: its test, or its sentence where people judge."""
    return f"{tree['kind']} {tree.get('test') or tree['text']}"


def beginning_of(text: str) -> str:
    """A sentence as a heading: the whole of a short one, else its beginning up to where a word begins."""
    if len(text) <= LONGEST_LABEL:
        return text
    breaks = [found.end() for found in BREAKS.finditer(text) if SHORT // 2 <= found.end() <= SHORT]
    return f"{text[: breaks[-1] if breaks else SHORT].rstrip('、。・（「 ')}…"


def tail_of(text: str) -> str:
    """The end of a sentence from a word on: where kanji or katakana begin, or behind a comma."""
    if len(text) <= SHORT:
        return text
    starts = [found.end(1) for found in WORD_STARTS.finditer(text) if len(text) - SHORT <= found.end(1)]
    return f"…{text[starts[0] :]}" if starts and starts[0] < len(text) - 1 else text


def _label(cells: Cells, cell: Cell) -> str:
    label = one_line(cell.text)
    if len(label) > LONGEST_LABEL:
        cells.report(cell, "long_label", length=len(label), most=LONGEST_LABEL)
    return label


def _text(cells: Cells, cell: Cell) -> str:
    text = one_line(cell.text).removesuffix("。")
    if not text.endswith(REQUIREMENT):
        cells.report(cell, "not_a_requirement", end=tail_of(text), near=requirement(text))
    return text
