"""What the keeper's page shows, gathered from the catalogue and the scenario sheets. Reads files; takes a while."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from subsidy import Catalog, load_catalog
from subsidy.catalog import DEFAULT_FOLDER
from subsidy.errors import words_of
from subsidy.model import Frame, Programme
from subsidy.review import findings
from subsidy.scenario import STATUSES, ScenarioError, read_scenarios

SCENARIOS = DEFAULT_FOLDER.parent / "scenarios"


@dataclass(frozen=True)
class Overview:
    """The catalogue on a day: ``findings`` are lines, ``rows`` the rows of scenario sheets by frame and verdict,
    ``calls`` the state of the calls by frame in words, ``unreadable`` the sheets that cannot be read."""

    on: dt.date
    catalog: Catalog
    findings: tuple[str, ...]
    rows: dict[str, Counter[str]]
    calls: dict[str, str]
    unreadable: tuple[str, ...]

    def is_overdue(self, programme: Programme) -> bool:
        """Whether a programme should have been looked at again."""
        return programme.review_by < self.on

    def is_covered(self, frame: Frame) -> bool:
        """Whether every verdict is shown by a row at least."""
        return {status.value for status in STATUSES.values()} <= set(self.rows.get(frame.id, ()))


def gather(at: dt.datetime, folder: Path = DEFAULT_FOLDER, sheets: Path = SCENARIOS) -> Overview:
    """The overview at an instant (Japan time). Raises CatalogError."""
    catalog = load_catalog(folder)
    rows, unreadable = _rows(catalog, sheets)
    found = tuple(map(str, findings(catalog, at.date())))
    return Overview(at.date(), catalog, found, rows, _calls(catalog, at), unreadable)


def _rows(catalog: Catalog, sheets: Path) -> tuple[dict[str, Counter[str]], tuple[str, ...]]:
    rows: dict[str, Counter[str]] = {}
    unreadable = []
    for sheet in sorted(sheets.glob("*.csv")):
        try:
            for row in read_scenarios(sheet, catalog.fields):
                rows.setdefault(row.frame, Counter())[STATUSES[row.expected["判定"]].value] += 1
        except ScenarioError as error:
            unreadable.append(str(error))
    return rows, tuple(unreadable)


def _calls(catalog: Catalog, at: dt.datetime) -> dict[str, str]:
    from subsidy.calls import Calls

    names: dict[str, str] = words_of("diff")["call"]
    return {
        frame.id: names[Calls(programme, frame.id).status(at).state.value]
        for programme in catalog.programmes
        for frame in programme.frames
    }
