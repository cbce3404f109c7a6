"""The rows of a form as parts: which section they stand in, and which place of the source belongs to each."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from subsidy.errors import near
from subsidy.form.layout import COLUMNS, HOW, ITEM, MARK, PLACE, SENTENCES, VALUE, Section, sections
from subsidy.form.slips import FormError, Slip
from subsidy.form.values import fold
from subsidy.sheet import read_sheet

HEADING = re.compile(r"【 *([^】0-9]+?) *[0-9]* *】.*")
# How the files of Excel begin, whatever they are called.
WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
SAME_AS_ABOVE = frozenset(("同上", "〃", '"', "々"))


class Cell(NamedTuple):
    """A row that is filled in: its number and item, what is written there, and the place of the source."""

    row: int
    item: str
    text: str
    place: str


class Part(NamedTuple):
    """A section that is filled in, with the place for all of it.

    ``rows`` are the number and item of each row, filled in or not; ``at`` is the first one of each item.
    """

    section: Section
    row: int
    place: str
    cells: tuple[Cell, ...]
    at: Mapping[str, int]
    rows: tuple[tuple[int, str], ...]


class Row(NamedTuple):
    """A row as it stands in the file; ``how`` is empty where the file has no such column."""

    number: int
    item: str
    value: str
    place: str
    how: str = ""


class Table(NamedTuple):
    """The sections of a form that are filled in, and the rows that say something in other columns only."""

    parts: list[Part]
    unfilled: list[tuple[Section, Row]]


def read_table(path: Path, slips: list[Slip]) -> Table:
    """The sections of a form that are filled in, in their order; what is wrong with rows is added to ``slips``.

    Raises FormError for a file that is no form.
    """
    found = [*_sections(_rows(path), slips)]
    whole = next((heading.place for section, heading, _ in found if not section.cited and _is_place(heading.place)), "")
    filled = [(section, heading, rows) for section, heading, rows in found if any(row.value for row in rows)]
    parts = [_part(section, heading, rows, whole, slips) for section, heading, rows in filled]
    _check_sections(parts, {section.name for section, _, _ in found}, slips)
    unfilled = [(section, row) for section, _, rows in found for row in rows if not row.value]
    return Table(parts, unfilled)


def _rows(path: Path) -> list[Row]:
    """The rows that say something, without hints."""
    try:
        raw = path.read_bytes()
    except OSError:
        raise FormError([Slip(0, "", "no_file", {"value": str(path)})]) from None
    if raw.startswith(WORKBOOKS):
        raise FormError([Slip(0, "", "workbook", {})])
    try:
        return _read(path)
    except (UnicodeDecodeError, csv.Error):
        raise FormError([Slip(0, "", "encoding", {})]) from None


def _read(path: Path) -> list[Row]:
    reader = read_sheet(path, "")
    columns = [fold(str(name)) for name in reader.fieldnames or ()]
    missing = [name for name in COLUMNS[:3] if name not in columns]
    if missing:
        semicolon = len(columns) == 1 and ";" in columns[0]
        code = "semicolons" if semicolon else "no_header"
        raise FormError([Slip(1, "", code, {"missing": "・".join(missing)})])
    at = {name: columns.index(name) for name in COLUMNS if name in columns}
    return [*_filled(reader.reader, at)]


def _filled(cells: Iterable[Sequence[str]], at: Mapping[str, int]) -> Iterator[Row]:
    for number, row in enumerate(cells, 2):
        said = {name: row[column].strip() if column < len(row) else "" for name, column in at.items()}
        item, value, place = (said[name] for name in (ITEM, VALUE, PLACE))
        if item or value or place:
            yield Row(number, unicodedata.normalize("NFKC", item), value, place, said.get(HOW, ""))


def _sections(rows: Iterable[Row], slips: list[Slip]) -> Iterator[tuple[Section, Row, list[Row]]]:
    """Every section with its heading row and the rows below it whose item belongs there."""
    known, current, heading = sections(), None, Row(0, "", "", "")
    held: list[Row] = []
    for row in rows:
        if found := HEADING.fullmatch(row.item):
            if current is not None:
                yield current, heading, held
            current, heading, held = known.get(found[1]), row, []
            if row.value:
                slips.append(Slip(row.number, row.item, "heading_value", {"value": row.value[:20]}))
            if current is None:
                meant = near(found[1], [*known])
                slips.append(Slip(row.number, row.item, "no_section", {"near": meant and f"【{meant}】"}))
        elif (slip := _misplaced(row, current)) is not None:
            slips.append(slip)
        else:
            held.append(row._replace(item=_name_of(row.item)))
    if current is not None:
        yield current, heading, held


def _name_of(item: str) -> str:
    """An item's name without what people add behind it."""
    return re.sub(r"[\s:：]|[（(].*", "", item)


def _misplaced(row: Row, section: Section | None) -> Slip | None:
    """Why a row cannot be read where it stands."""
    if not row.value:
        return None
    name, known = _name_of(row.item), sections()
    if section is not None and name in section.items:
        return None
    homes = "".join(MARK.format(name=one.name) for one in known.values() if name in one.items)
    if not row.item:
        return Slip(row.number, "", "no_item", {"value": row.value[:20]})
    if homes:
        return Slip(row.number, row.item, "other_section", {"homes": homes})
    if section is None:
        return Slip(row.number, row.item, "above_sections", {})
    return Slip(row.number, row.item, "no_such_item", {"near": near(name, [*section.items])})


def _part(section: Section, heading: Row, rows: Sequence[Row], whole: str, slips: list[Slip]) -> Part:
    """A section with every place filled in: that of the row itself, else of the nearest one above it, else ``whole``.

    A row that is not filled in lends its place to none but the condition that its sentence belongs to.
    """
    told = heading.place if _is_place(heading.place) else whole
    last, cells = told, list[Cell]()
    for row in rows:
        lends = row.value or row.item in SENTENCES
        last = row.place if lends and _is_place(row.place) else last
        if row.value:
            cells.append(Cell(row.number, row.item, row.value, last))
    if section.cited:
        slips += _check_places(section, heading, cells)
    at = {row.item: row.number for row in reversed(rows)}
    numbered = tuple((row.number, row.item) for row in rows)
    first = next((cell.place for cell in cells if cell.place), "")
    part = Part(section, heading.number, told or first, tuple(cells), at, numbered)
    slips += _check_items(part)
    return part


def _check_places(section: Section, heading: Row, cells: Sequence[Cell]) -> Iterator[Slip]:
    """Every row has a place; one above the first place of its section does not take that of a row below."""
    lacking = [cell for cell in cells if not cell.place]
    if len(lacking) == len(cells):
        yield Slip(heading.number, heading.item, "no_place", {"example": section.example})
    else:
        yield from (Slip(cell.row, cell.item, "no_place_above", {"section": section.name}) for cell in lacking)


def _is_place(text: str) -> bool:
    return bool(text) and text not in SAME_AS_ABOVE


def _check_items(part: Part) -> Iterator[Slip]:
    """What must be written is written, and once."""
    seen: dict[str, int] = {}
    for cell in part.cells:
        if cell.item in seen and not part.section.items[cell.item].many:
            code = "twice_in_copies" if part.section.many else "twice"
            yield Slip(cell.row, cell.item, code, {"row": str(seen[cell.item]), "section": part.section.name})
        seen.setdefault(cell.item, cell.row)
    mark = MARK.format(name=part.section.name)
    for item in part.section.items.values():
        if item.must and item.name not in seen:
            params = {"how": item.how.rstrip("。"), "name": item.name}
            row = part.at.get(item.name)
            yield Slip(part.row, mark, "row_missing", params) if row is None else Slip(row, item.name, "empty", params)


def _check_sections(parts: Sequence[Part], headed: Set[str], slips: list[Slip]) -> None:
    """Each section is there, and those that cannot be copied are there once; ``headed`` have their heading."""
    for section in sections().values():
        found, mark = [part for part in parts if part.section == section], MARK.format(name=section.name)
        strays = any(slip.params.get("homes") == mark for slip in slips)
        if not found and section.must:
            code = "heading_missing" if strays else "section_missing" if section.name in headed else "section_lost"
            slips.append(Slip(0, "", code, {"section": section.name}))
        if not section.many:
            slips += [Slip(part.row, mark, "section_twice", {}) for part in found[1:]]
