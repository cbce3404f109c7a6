"""A scenario sheet to be filled in: for each frame the rows that the tests ask for, without facts."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence

from subsidy.assessment import FLOOR_ID
from subsidy.errors import words_of
from subsidy.model import Criterion, Frame, Programme
from subsidy.scenario import HEADER

Row = dict[str, str]


def empty_sheet(programme: Programme, frames: Sequence[Frame], day: dt.date) -> str:
    """The sheet as CSV with the mark by which spreadsheets know UTF-8; every row is judged on ``day``."""
    written = io.StringIO()
    table = csv.DictWriter(written, HEADER, restval="", lineterminator="\r\n")
    table.writeheader()
    number = 0
    for frame in frames:
        base = f"{programme.id}-{number + 1:03}"
        for row in _rows(programme, frame):
            number += 1
            name = f"{programme.id}-{number:03}"
            facts_of = "" if name == base else base
            table.writerow({"番号": name, "枠": frame.id, "もとの行": facts_of, "判定日": day.isoformat(), **row})
    return f"\ufeff{written.getvalue()}"


def _rows(programme: Programme, frame: Frame) -> Iterator[Row]:
    """One row for a company that fits, then two for everything that can decide otherwise: it fails, it is unknown."""
    said = words_of("empty_sheet")
    yield {"確かめること": said["fits"], "判定": "対象"}
    for criterion in (*programme.criteria, *frame.criteria):
        if criterion.test is not None:
            yield from _pair(criterion.label, _label(programme, frame, criterion), criterion.kind == "commitment")
    if any(tariff.floor is not None for tariff in frame.amount.tariffs):
        yield from _pair(said["floor"], FLOOR_ID, False)


def _label(programme: Programme, frame: Frame, criterion: Criterion) -> str:
    """How a row names a criterion: by its label where no other one has it."""
    labels = [one.label for one in (*programme.criteria, *frame.criteria)]
    return criterion.label if labels.count(criterion.label) == 1 else criterion.id


def _pair(label: str, name: str, promised: bool) -> Iterator[Row]:
    said = words_of("empty_sheet")
    yield {"確かめること": said["fails"].format(label=label), "判定": "対象外", "満たさない要件": name}
    if promised:
        yield {"確かめること": said["to_do"].format(label=label), "判定": "対象", "これからの準備": name}
    else:
        yield {"確かめること": said["unknown"].format(label=label), "判定": "未確定", "未確認の要件": name}
