"""What a form lost: rows that are printed and that the file has not, and what is not written where it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from subsidy.errors import sentence
from subsidy.form.labels import squeezed
from subsidy.form.layout import HOW, MARK, PLACE, Section, sections
from subsidy.form.table import Part, Row

SHOWN = 30


def lost_rows(parts: Sequence[Part]) -> list[str]:
    """What to look at: rows that may stay empty, but are gone. Those that are printed several times may be few."""
    return [line for part in parts for line in _lost_in(part)]


def _lost_in(part: Part) -> Iterator[str]:
    mark = MARK.format(name=part.section.name)
    for item in (part.section.items[name] for name in part.section.rows):
        if not item.must and not item.many and item.name not in part.at:
            yield sentence("form_notices", "row_lost", None, {"row": str(part.row), "section": mark, "name": item.name})


def not_filled_in(rows: Sequence[tuple[Section, Row]]) -> list[str]:
    """What to look at: rows with a place of the source, or with something else than a hint, and nothing filled in."""
    hints = {squeezed(hint) for hint in _hints()}
    return [line for section, row in rows for line in _beside(section, row, hints)]


def _hints() -> Iterator[str]:
    for section in sections().values():
        yield from ("", *section.hows, *(item.how for item in section.items.values()))


def _beside(section: Section, row: Row, hints: Set[str]) -> Iterator[str]:
    if row.item not in section.items:
        return
    columns = {PLACE: row.place, HOW: "" if squeezed(row.how) in hints else row.how}
    for column, text in columns.items():
        if text:
            params = {"row": str(row.number), "item": row.item, "column": column, "text": text[:SHOWN]}
            yield sentence("form_notices", "beside", None, params)
