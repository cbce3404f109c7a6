"""The review queue as a table for a spreadsheet, there and back."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from pathlib import Path

from bot.learning.store import IGNORED, Utterance
from bot.learning.words import act_name, act_named, words
from subsidy.sheet import read_sheet

JAPAN = dt.timezone(dt.timedelta(hours=9))
# With the mark by which spreadsheets know UTF-8.
MARK = "\ufeff"
# A cell that begins so is a formula for a spreadsheet.
FORMULA = tuple("=+-@\t\r")
REST = "rest"


class BadTable(ValueError):
    """A table that cannot be read; the words say why."""


def as_csv(utterances: Iterable[Utterance]) -> str:
    """The table, with empty cells for the labels that are to be given."""
    columns = words()["columns"]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns.values())
    for one in utterances:
        day = dt.datetime.fromtimestamp(one.at, JAPAN).date().isoformat()
        label = "" if one.label is None else _named(one.label)
        reason = words()["reasons"].get(one.reason, one.reason)
        cells = (one.id, day, one.text, one.asked or "", act_name(one.act), reason, label)
        writer.writerow([_safe(cell) for cell in cells])
    return MARK + out.getvalue()


def read_labels(path: Path) -> list[tuple[str, str]]:
    """Ids and labels of the rows that have one. Raises BadTable, with the number of the row."""
    columns, report = words()["columns"], words()["report"]
    reader = read_sheet(path, REST)
    if not {columns["id"], columns["label"]} <= set(reader.fieldnames or ()):
        raise BadTable(report["no_columns"])
    labels = []
    for row in reader:
        given = (row[columns["label"]] or "").strip()
        if given:
            label = act_named(given)
            if label is None:
                raise BadTable(report["unread"].format(row=reader.line_num, label=given))
            labels.append(((row[columns["id"]] or "").removeprefix("'"), label))
    return labels


def _named(label: str) -> str:
    name: str = words()["ignore"] if label == IGNORED else act_name(label)
    return name


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
