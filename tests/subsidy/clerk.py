"""A clerk who fills in the form of the example, with slips, and hands it in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from subsidy.catalog import DEFAULT_FOLDER
from subsidy.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
FILLED = EXAMPLES / "shoene_demo_form.csv"
WRITTEN = "2026/programmes/shoene_demo.yml"
Rows = list[list[str]]
Answer = tuple[int, list[str], str]
Change = Callable[[Rows], Rows | None]


def rows_of(text: str) -> Rows:
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))


def as_csv(rows: Rows, separator: str = ",") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return written.getvalue()


def put(item: str, value: str, nth: int = 1, column: int = 1) -> Change:
    """A change of one cell, in the nth row of an item."""

    def change(rows: Rows) -> None:
        [row for row in rows if row[0] == item][nth - 1][column] = value

    return change


def add(section: str, item: str, value: str, nth: int = 1) -> Change:
    """A row more, right below the nth heading of a section."""

    def change(rows: Rows) -> Rows:
        at = [number for number, row in enumerate(rows, 1) if row[0] == f"【{section}】"][nth - 1]
        return [*rows[:at], [item, value, "", ""], *rows[at:]]

    return change


def without(item: str) -> Change:
    return lambda rows: [row for row in rows if row[0] != item]


class Clerk:
    """Fills in the form of the example with changes, and hands it in."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._form = folder.parent / "form.csv"
        self._capsys = capsys

    def hands_in(self, *changes: Change, encoding: str = "utf-8-sig", separator: str = ",") -> Answer:
        """The exit status, what is told of mistakes, and what is told otherwise."""
        rows = rows_of(FILLED.read_text("utf-8-sig"))
        for change in changes:
            rows = change(rows) or rows
        self._form.write_bytes(as_csv(rows, separator).encode(encoding))
        return self.hands_in_as_it_is()

    def hands_in_as_it_is(self, content: bytes | None = None) -> Answer:
        if content is not None:
            self._form.write_bytes(content)
        order = ["new", "shoene_demo", "--edition", "2026", "--from", str(self._form), "--catalog", str(self.folder)]
        status = main(order)
        said = self._capsys.readouterr()
        return status, said.err.splitlines(), said.out

    def is_untouched(self) -> bool:
        files = [path.relative_to(DEFAULT_FOLDER) for path in DEFAULT_FOLDER.rglob("*") if path.is_file()]
        there = [path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file()]
        same = all((self.folder / file).read_bytes() == (DEFAULT_FOLDER / file).read_bytes() for file in files)
        return same and sorted(there) == sorted(files)

    def text(self) -> str:
        return (self.folder / WRITTEN).read_text("utf-8")


def below_the_heading(text: str) -> list[str]:
    """All but the heading and the place among the other programmes of the catalogue."""
    return [line for line in text.splitlines()[1:] if not line.startswith("order: ")]


def with_notes(rows: Rows) -> Rows:
    return [[row[2], "メモ", *row[:2], row[3], "", ""] for row in rows]


def with_gaps(rows: Rows) -> Rows:
    return [line for row in rows for line in (row, ["", "", "", ""])]


def with_breaks(rows: Rows) -> Rows:
    return [[row[0], row[1].replace("設備を", "設備を\n"), *row[2:]] for row in rows]
