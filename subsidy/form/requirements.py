"""Requirements of the form: three rows each, as criteria of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from subsidy.catalog.check_programmes import LONGEST_LABEL
from subsidy.catalog.proposals import REQUIREMENT, requirement
from subsidy.form.cells import Cells, one_line
from subsidy.form.conditions import Condition, Conditions
from subsidy.form.table import Cell

SHORT = 14
# Where a word begins behind another one.
WORD_STARTS = re.compile("([ぁ-ん、。・「」（） ])(?=[一-鿿々ァ-ヶA-Za-z0-9])")


class Requirement(NamedTuple):
    """A criterion as it is written into the catalogue, and how its condition was read."""

    tree: dict[str, Any]
    read: str


def requirements(cells: Cells, conditions: Conditions, name: Callable[[int], str]) -> list[Requirement]:
    """The requirements of a section; ``name`` gives the id of each by its number from 1."""
    found = [_requirement(cells, rows, conditions) for rows in _groups(cells)]
    return [one._replace(tree={"id": name(n), **one.tree}) for n, one in enumerate(filter(None, found), 1)]


def _groups(cells: Cells) -> Iterator[dict[str, Cell]]:
    """The rows that belong together, by their key: a heading begins a new requirement."""
    keys = {cell.row: key for key in ("label", "text", "test") for cell in cells.all(key)}
    held: dict[str, Cell] = {}
    for cell in cells.part.cells:
        key = keys.get(cell.row)
        if key == "label" and held:
            yield held
            held = {}
        if key is not None and (key in held or (key != "label" and not held)):
            cells.report(cell, "requirement_without_label")
        elif key is not None:
            held[key] = cell
    if held:
        yield held


def _requirement(cells: Cells, rows: dict[str, Cell], conditions: Conditions) -> Requirement | None:
    """One requirement; None where a row is missing or cannot be read, which is noted."""
    last = [*rows.values()][-1]
    items = cells.part.section.items.values()
    missing = [item.name for item in items if item.key in ("text", "test") and item.key not in rows]
    if missing:
        cells.report(rows["label"], "requirement_not_whole", missing="」「".join(missing))
    label = one_line(rows["label"].text)
    if len(label) > LONGEST_LABEL:
        cells.report(rows["label"], "long_label", length=len(label), most=LONGEST_LABEL)
    text = _text(cells, rows["text"]) if "text" in rows else ""
    read: Condition | None = cells.read_cell(rows["test"], conditions.read) if "test" in rows else None
    if read is None or missing:
        return None
    tree = {"kind": read.kind, "label": label, "text": text, "source": cells.source(last)}
    if read.test is not None:
        tree["test"] = read.test
    return Requirement(tree, read.read)


def tail_of(text: str) -> str:
    """The end of a sentence from a word on: where kanji or katakana begin, or behind a comma."""
    if len(text) <= SHORT:
        return text
    starts = [found.end(1) for found in WORD_STARTS.finditer(text) if len(text) - SHORT <= found.end(1)]
    return f"…{text[starts[0] :]}" if starts and starts[0] < len(text) - 1 else text


def _text(cells: Cells, cell: Cell) -> str:
    text = one_line(cell.text).removesuffix("。")
    if not text.endswith(REQUIREMENT):
        cells.report(cell, "not_a_requirement", end=tail_of(text), near=requirement(text))
    return text
