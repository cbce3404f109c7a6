"""What a form lost: rows that are printed and that the file has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from subsidy.errors import sentence
from subsidy.form.layout import MARK
from subsidy.form.table import Part


def lost_rows(parts: Sequence[Part]) -> list[str]:
    """What to look at: rows that may stay empty, but are gone. Those that are printed several times may be few."""
    return [line for part in parts for line in _lost_in(part)]


def _lost_in(part: Part) -> Iterator[str]:
    mark = MARK.format(name=part.section.name)
    for item in (part.section.items[name] for name in part.section.rows):
        if not item.must and not item.many and item.name not in part.at:
            yield sentence("form_notices", "row_lost", None, {"row": str(part.row), "section": mark, "name": item.name})
