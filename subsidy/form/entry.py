"""A form that was filled in, as a programme and a document of the catalogue."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from subsidy.fields import Field
from subsidy.form.cells import Cells, one_line
from subsidy.form.conditions import Conditions
from subsidy.form.frames import frame_of
from subsidy.form.layout import LAYOUT, MARK
from subsidy.form.requirements import Requirement, requirements
from subsidy.form.rounds import certainty_of, check_order, overlaps, read_end, round_tree
from subsidy.form.slips import FormError, Slip
from subsidy.form.table import Part, read_parts
from subsidy.form.values import ACCESS, SIZES, read_day, read_word, read_yes
from subsidy.form.yaml_text import Flow
from subsidy.source import Document

ID = re.compile("[a-z0-9]+(_[a-z0-9]+)*")
URL = re.compile(r"https?://\S+")
FIRST_FRAME, NO_SIZE = "main", "なし"


class Known(NamedTuple):
    """What of the catalogue a new entry rests on; ``review`` gives the day to look at it again."""

    fields: Sequence[Field]
    documents: Sequence[Document]
    definitions: Sequence[str]
    used_ids: frozenset[str]
    owner: str | None
    order: int
    review: Callable[[dt.date], dt.date]


class Entry(NamedTuple):
    """A programme as it is written; ``document`` is None where the catalogue has it already, as ``document_id``."""

    tree: dict[str, Any]
    document: dict[str, Any] | None
    document_id: str
    read: tuple[Requirement, ...]
    notices: tuple[str, ...]


def read_entry(path: Path, programme_id: str, edition: str, known: Known) -> Entry:
    """The programme that a form describes. Raises FormError with everything that is wrong."""
    slips: list[Slip] = []
    parts = read_parts(path, slips)
    entry = _Writer(parts, programme_id, edition, known, slips).entry() if parts else None
    if slips or entry is None:
        raise FormError(slips)
    return entry


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.load(LAYOUT.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


class _Writer:
    """Puts the parts of an entry together; what cannot be read is noted and left out."""

    def __init__(self, parts: Sequence[Part], programme_id: str, edition: str, known: Known, slips: list[Slip]) -> None:
        self._parts = parts
        self._id = programme_id
        self._edition = edition
        self._known = known
        self._slips = slips
        self._conditions = Conditions(known.fields, known.definitions, edition)
        self._read: list[Requirement] = []
        self._document_id = ""
        self._checked, self._confidence = dt.date(2000, 1, 1), "low"

    def entry(self) -> Entry:
        document = next(map(self._document, self._of("資料")), None)
        programme = next(map(self._programme, self._of("制度")), {})
        frames = self._frames()
        costs = next(map(self._costs, self._of("経費")), {})
        rounds = self._rounds()
        self._check_standing(programme, rounds)
        tree = {**programme, "frames": frames, "costs": costs}
        if rounds:
            tree["rounds"] = rounds
        notices = () if self._slips else overlaps(rounds)
        return Entry(tree, document, self._document_id, tuple(self._read), tuple(notices))

    def _of(self, name: str) -> list[Cells]:
        return [Cells(part, self._document_id, self._slips) for part in self._parts if part.section.name == name]

    def _document(self, cells: Cells) -> dict[str, Any] | None:
        """The document as it is written, None where the catalogue has it."""
        url, title = _url(cells, "url"), cells.text("title")
        self._checked = cells.read("checked_on", read_day) or dt.date.min
        access = cells.read("access", lambda text: read_word(text, ACCESS)) or next(iter(ACCESS))
        how, self._confidence = ACCESS[access]
        publisher = cells.text("publisher")
        same = [one for one in self._known.documents if _is_same(one, url, (title, publisher))]
        if same:
            self._use(cells, same[0])
            return None
        self._document_id = self._new_document_id(cells)
        tree: dict[str, Any] = {"id": self._document_id, "title": title, "publisher": publisher}
        tree |= {"access": how, "confidence": self._confidence, "checked_on": self._checked}
        return tree | ({"url": url} if url else {})

    def _use(self, cells: Cells, document: Document) -> None:
        self._document_id, self._confidence = document.id, document.confidence
        cell = cells.one("title")
        if not document.citable and cell is not None:
            cells.report(cell, "not_citable")

    def _new_document_id(self, cells: Cells) -> str:
        taken, cell = {one.id for one in self._known.documents}, cells.one("document")
        if cell is None:
            derived = (f"{self._id}_guide{number}" for number in ("", *range(2, len(taken) + 3)))
            return next(name for name in derived if name not in taken)
        if not ID.fullmatch(cell.text):
            cells.report(cell, "bad_id", value=cell.text)
        elif cell.text in taken:
            cells.report(cell, "used_id", value=cell.text)
        return cell.text

    def _programme(self, cells: Cells) -> dict[str, Any]:
        keys = ("name", "official_name", "authority", "summary", "purpose")
        tree: dict[str, Any] = {"id": self._id, "edition": self._edition, "order": self._known.order}
        tree |= {key: cells.text(key) for key in keys}
        owner = cells.text("owner") or self._known.owner
        if not owner:
            cells.report_empty("owner", "no_owner")
        tree |= {"source": cells.source(), "owner": owner, "checked_on": self._checked}
        tree |= {"review_by": self._known.review(self._checked), "confidence": self._confidence}
        if cells.read("standing", read_yes):
            tree["standing"] = True
        if url := _url(cells, "link"):
            title = str(_words()["link_title"]).format(name=tree["name"])
            tree["links"] = [Flow(title=title, url=url, source=cells.source(cells.one("link")))]
        common = requirements(cells, self._conditions, lambda number: f"common{number}")
        self._read += common
        criteria = [*self._size(cells), *(one.tree for one in common)]
        return tree | ({"criteria": criteria} if criteria else {})

    def _size(self, cells: Cells) -> list[dict[str, Any]]:
        word, cell = cells.read("size", lambda text: read_word(text, SIZES)), cells.one("size")
        if word is None or word == NO_SIZE or cell is None:
            return []
        test = cells.read_cell(cell, lambda _: self._conditions.size(word))
        tree = {"id": "size", "kind": "company", "label": _words()["size_label"], "text": _words()["size_texts"][word]}
        return [tree | {"source": cells.source(cell), "test": test}]

    def _frames(self) -> list[dict[str, Any]]:
        trees: list[dict[str, Any]] = []
        parts = self._of("枠")
        _check_names(parts, "name", "frame_twice")
        for number, cells in enumerate(parts, 1):
            tree, read = frame_of(cells, self._frame_id(cells, number, {one["id"] for one in trees}), self._conditions)
            self._read += read
            trees.append(tree)
        return trees

    def _frame_id(self, cells: Cells, number: int, own: set[str]) -> str:
        cell = cells.one("id")
        said = cell.text if cell is not None else FIRST_FRAME if number == 1 else f"frame{number}"
        found = said if said.startswith(f"{self._id}_") else f"{self._id}_{said}"
        if cell is not None and not ID.fullmatch(said):
            cells.report(cell, "bad_id", value=said)
        elif found in own | self._known.used_ids:
            cells.report(cell or cells.part.cells[0], "used_id", value=found)
        return found

    def _costs(self, cells: Cells) -> dict[str, Any]:
        trees: dict[str, list[dict[str, Any]]] = {}
        for key in ("eligible", "ineligible"):
            for cell in cells.all(key):
                trees.setdefault(key, []).append({"text": one_line(cell.text), "source": cells.source(cell)})
        return trees

    def _rounds(self) -> list[dict[str, Any]]:
        parts = self._of("公募")
        _check_names(parts, "label", "round_twice")
        return [self._round(cells, number) for number, cells in enumerate(parts, 1)]

    def _round(self, cells: Cells, number: int) -> dict[str, Any]:
        opens, closes = cells.read("opens", read_end), cells.read("closes", read_end)
        cell, sure = cells.one("closes"), cells.one("certainty")
        if cell is not None:
            cells.read_cell(cell, lambda _: check_order(opens, closes))
        dated, default = opens is not None or closes is not None, default_certainty(self._confidence)
        said = certainty_of("", dated, default)
        if sure is not None:
            said = cells.read_cell(sure, lambda text: certainty_of(text, dated, default)) or said
        return round_tree(f"round{number}", cells.text("label"), (opens, closes), said, cells.source())

    def _check_standing(self, programme: Mapping[str, Any], rounds: Sequence[Mapping[str, Any]]) -> None:
        dated = any(one["opens"] is not None or one["closes"] is not None for one in rounds)
        if programme.get("standing") and dated:
            part = self._of("公募")[0].part
            self._slips.append(Slip(part.row, MARK.format(name=part.section.name), "round_of_standing", {}))


def default_certainty(confidence: str) -> str:
    """How sure dates are where nothing is said of it: as sure as their document."""
    return "confirmed" if confidence == "high" else "unconfirmed"


def _is_same(document: Document, url: str, name: tuple[str, str]) -> bool:
    """Whether a listed document is meant: by its address where both have one, else by its title and publisher."""
    if url and document.url:
        return document.url == url
    return (document.title, document.publisher) == name


def _check_names(parts: Sequence[Cells], key: str, code: str) -> None:
    """Sections that were copied have names of their own."""
    seen: dict[str, int] = {}
    for cells in parts:
        name, cell = cells.text(key), cells.one(key)
        if cell is not None and name in seen:
            cells.report(cell, code, value=name, row=seen[name])
        seen.setdefault(name, cells.part.row)


def _url(cells: Cells, key: str) -> str:
    cell = cells.one(key)
    if cell is None:
        return ""
    if not URL.fullmatch(cell.text):
        cells.report(cell, "bad_url", value=cell.text)
    return cell.text
