"""Which rows the form has: ``new_form.yml`` as objects, and the form with nothing filled in."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

LAYOUT = Path(__file__).parent.parent / "new_form.yml"
COLUMNS = ITEM, VALUE, PLACE, HOW = ("項目", "記入", "出典の場所", "書き方")
MARK = "【{name}】"
READ_ON = "checked_on"
# What stands above the condition of a requirement.
SENTENCES = frozenset(("要件の見出し", "要件の文"))


class Item(NamedTuple):
    """A row by its name: ``must`` it be filled in, may there be ``many`` of it, and ``how`` it is written.

    One that is not printed has no ``how``.
    """

    name: str
    key: str
    how: str = ""
    must: bool = False
    many: bool = False


class Section(NamedTuple):
    """A part of the form: its items by name, and its ``rows`` as they are printed, once for each of ``hows``.

    Items that are not among the ``rows`` are read where somebody adds them. ``must`` it be filled in, may it stand
    there ``many`` times, are places of the source ``cited`` in it, as in the ``example``.
    """

    name: str
    items: dict[str, Item]
    rows: tuple[str, ...]
    must: bool
    many: bool
    cited: bool
    hows: tuple[str, ...]
    example: str


@lru_cache(maxsize=1)
def layout() -> Mapping[str, Any]:
    """``new_form.yml`` as it stands there: the rows, and the words that the form writes by itself."""
    loaded: Mapping[str, Any] = yaml.load(LAYOUT.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


@lru_cache(maxsize=1)
def sections() -> dict[str, Section]:
    """The parts of the form in their order, by name."""
    shared = {name: Item(name, **said) for name, said in layout()["items"].items()}
    return {name: _section(name, said, shared) for name, said in layout()["sections"].items()}


def _section(name: str, said: Mapping[str, Any], shared: Mapping[str, Item]) -> Section:
    rows, example = said["rows"], str(said.get("example", ""))
    items = {row: shared[row] for row in (*rows, *said.get("more", ()))}
    must, many, cited = bool(said.get("must", True)), bool(said.get("many")), bool(said.get("cited", True))
    hows = [str(how).format(example=example) for how in said["how"]]
    return Section(name, items, tuple(rows), must, many, cited, tuple(hows), example)


def empty_form(today: dt.date) -> str:
    """The form with nothing filled in but the day, as CSV with the mark by which spreadsheets know UTF-8."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    day = str(layout()["today"]).format(year=today.year, month=today.month, day=today.day)
    for section in sections().values():
        table.writerows(_printed(section, day))
    return f"\ufeff{written.getvalue()}"


def _printed(section: Section, day: str) -> Iterator[list[str]]:
    """The rows of a section; how one is written stands where it comes first."""
    told: set[str] = set()
    for how in section.hows:
        yield [MARK.format(name=section.name), "", "", how]
        for name in section.rows:
            item = section.items[name]
            yield [name, day if item.key == READ_ON else "", "", "" if name in told else item.how]
            told.add(name)
