"""Which rows the form has: ``new_form.yml`` as objects, and the form with nothing filled in."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

LAYOUT = Path(__file__).parent.parent / "new_form.yml"
COLUMNS = ITEM, VALUE, PLACE, HOW = ("項目", "記入", "出典の場所", "書き方")
MARK = "【{name}】"


class Item(NamedTuple):
    """A row by its name: ``must`` it be filled in, may there be ``many`` of it, and ``how`` it is written."""

    name: str
    key: str
    how: str
    must: bool = False
    many: bool = False


class Section(NamedTuple):
    """A part of the form: its items by name, and its ``rows`` as they are printed, once for each of ``hows``.

    ``must`` it be filled in, may it stand there ``many`` times, are places of the source ``cited`` in it, as in the
    ``example``.
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
def sections() -> dict[str, Section]:
    """The parts of the form in their order, by name."""
    loaded = yaml.load(LAYOUT.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    shared = {name: Item(name, **said) for name, said in loaded["items"].items()}
    return {name: _section(name, said, shared) for name, said in loaded["sections"].items()}


def _section(name: str, said: dict[str, object], shared: dict[str, Item]) -> Section:
    rows, hows = said["rows"], said["how"]
    assert isinstance(rows, list)
    assert isinstance(hows, list)
    items = {row: shared[row] for row in rows}
    must, many, cited = bool(said.get("must", True)), bool(said.get("many")), bool(said.get("cited", True))
    example = str(said.get("example", ""))
    hows = [str(how).format(example=example) for how in hows]
    return Section(name, items, tuple(rows), must, many, cited, tuple(hows), example)


def empty_form() -> str:
    """The form with nothing filled in, as CSV with the mark by which spreadsheets know UTF-8."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for section in sections().values():
        for how in section.hows:
            table.writerow([MARK.format(name=section.name), "", "", how])
            table.writerows([name, "", "", section.items[name].how] for name in section.rows)
    return f"\ufeff{written.getvalue()}"
