"""The cells of one section, read one by one: a mistake is noted, and reading goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from subsidy.form.slips import Slip, Unreadable
from subsidy.form.table import Cell, Part
from subsidy.form.yaml_text import Flow

Value = TypeVar("Value")
# What stands before each item of a list in a leaflet.
DOTS = ("・", "･", "•", "●")


class Cells:
    """A section with the document that its places are in."""

    def __init__(self, part: Part, document: str, slips: list[Slip]) -> None:
        self.part = part
        self.slips = slips
        self._document = document
        self._names = {item.key: item.name for item in part.section.items.values()}

    def all(self, key: str) -> Iterator[Cell]:
        """Every row of an item."""
        return (cell for cell in self.part.cells if cell.item == self._names[key])

    def name_of(self, key: str) -> str:
        """What the row of an item is called."""
        return self._names[key]

    def one(self, key: str) -> Cell | None:
        """The row of an item, where it is filled in."""
        return next(self.all(key), None)

    def text(self, key: str) -> str:
        """What is written, in one line; empty where nothing is."""
        cell = self.one(key)
        return "" if cell is None else one_line(cell.text)

    def read(self, key: str, reader: Callable[[str], Value]) -> Value | None:
        """What a row says; None where it is empty or cannot be read, which is noted."""
        cell = self.one(key)
        return None if cell is None else self.read_cell(cell, reader)

    def read_cell(self, cell: Cell, reader: Callable[[str], Value]) -> Value | None:
        """What a cell says; None where it cannot be read, which is noted."""
        try:
            return reader(cell.text)
        except Unreadable as error:
            self.slips.append(Slip(cell.row, cell.item, error.code, error.params))
            return None

    def source(self, cell: Cell | None = None) -> Flow:
        """The source of a row, or of the whole section."""
        return Flow(document=self._document, place=one_line(self.part.place if cell is None else cell.place))

    def report(self, cell: Cell, code: str, **params: object) -> None:
        """Note what is wrong with a row."""
        self.slips.append(Slip(cell.row, cell.item, code, {key: str(value) for key, value in params.items()}))

    def report_empty(self, key: str, code: str) -> None:
        """Note that a row is empty."""
        name = self._names[key]
        self.slips.append(Slip(self.part.at.get(name, self.part.row), name, code, {}))


def one_line(text: str) -> str:
    """A text that was broken into lines within its cell."""
    return "".join(line.strip() for line in text.splitlines())


def items_in(text: str) -> list[str]:
    """What is listed in a cell: with a dot before each, or else in one line each; a broken line goes on below a dot."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not any(line.startswith(DOTS) for line in lines):
        return lines
    found: list[str] = []
    for line in lines:
        if line.startswith(DOTS) or not found:
            found.append(line.lstrip("".join(DOTS)).strip())
        else:
            found[-1] += line
    return [one for one in found if one]
