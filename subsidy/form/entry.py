"""A form that was filled in, as a programme and a document of the catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from subsidy.errors import sentence
from subsidy.fields import Field
from subsidy.form.cells import Cells, items_in, one_line
from subsidy.form.conditions import Conditions
from subsidy.form.documents import ID, document_tree, find_document, url_of
from subsidy.form.frames import frame_of
from subsidy.form.gaps import lost_rows, not_filled_in
from subsidy.form.layout import MARK, layout
from subsidy.form.requirements import Requirement, requirements, told_otherwise, told_twice
from subsidy.form.rounds import certainty_of, check_order, gates_of, odd_days, overlaps, postmarks, read_end, round_tree
from subsidy.form.slips import FormError, Slip, Unreadable
from subsidy.form.summaries import programme_summary
from subsidy.form.table import Table, read_table
from subsidy.form.values import ACCESS, SIZES, is_nothing, read_day, read_word, read_yes
from subsidy.form.yaml_text import Flow
from subsidy.source import Document

FIRST_FRAME, NO_SIZE = "main", "なし"


class Known(NamedTuple):
    """What of the catalogue a new entry rests on; ``review`` gives the day to look at it again, ``today`` is the last
    day on which something can have been read.
    """

    fields: Sequence[Field]
    documents: Sequence[Document]
    definitions: Sequence[str]
    used_ids: frozenset[str]
    owner: str | None
    order: int
    review: Callable[[dt.date], dt.date]
    today: dt.date


class Filled(NamedTuple):
    """What a row says that nobody wrote: ``of`` is the id of its frame, empty for the programme."""

    of: str
    item: str
    text: str


class Entry(NamedTuple):
    """A programme as it is written; ``document`` is None where the catalogue has it already, as ``document_id``.

    ``size`` is the word for the companies that it is for.
    """

    tree: dict[str, Any]
    document: dict[str, Any] | None
    document_id: str
    read: tuple[Requirement, ...]
    notices: tuple[str, ...]
    size: str
    filled: tuple[Filled, ...]


def read_entry(path: Path, programme_id: str, edition: str, known: Known) -> Entry:
    """The programme that a form describes. Raises FormError with everything that is wrong."""
    slips: list[Slip] = []
    table = read_table(path, slips)
    entry = _Writer(table, programme_id, edition, known, slips).entry() if table.parts else None
    if slips or entry is None:
        raise FormError(slips)
    return entry


class _Writer:
    """Puts the parts of an entry together; what cannot be read is noted and left out."""

    def __init__(self, table: Table, programme_id: str, edition: str, known: Known, slips: list[Slip]) -> None:
        self._parts, self._unfilled = table.parts, table.unfilled
        self._id = programme_id
        self._edition = edition
        self._known = known
        self._slips = slips
        self._conditions = Conditions(known.fields, known.definitions, edition)
        self._read: list[Requirement] = []
        self._notices: list[str] = []
        self._filled: list[Filled] = []
        self._document_id, self._size_word = "", NO_SIZE
        self._checked, self._confidence = dt.date(2000, 1, 1), "low"

    def entry(self) -> Entry:
        document = next(map(self._document, self._of("資料")), None)
        costs = next(map(self._costs, self._of("経費")), {})
        programme = next((self._programme(cells, costs) for cells in self._of("制度")), {})
        frames = self._frames()
        rounds = self._rounds()
        self._check_standing(programme, rounds)
        tree = {**programme, "frames": frames, "costs": costs}
        if rounds:
            tree["rounds"] = rounds
        notices = () if self._slips else (*self._gaps(), *self._notices, *self._doubts(tree), *overlaps(rounds))
        read, filled = tuple(self._read), tuple(self._filled)
        return Entry(tree, document, self._document_id, read, tuple(notices), self._size_word, filled)

    def _gaps(self) -> Iterator[str]:
        yield from lost_rows(self._parts)
        yield from not_filled_in(self._unfilled)

    def _doubts(self, tree: Mapping[str, Any]) -> Iterator[str]:
        """What to look at in the programme as a whole."""
        yield from told_otherwise(self._read)
        common = tree.get("criteria", ())
        for frame in tree["frames"]:
            yield from told_twice(common, [one for one in self._read if one.tree in frame["criteria"]], frame["name"])
            if not any("test" in one for one in (*common, *frame["criteria"])):
                yield sentence("form_notices", "all_by_people", None, {"frame": frame["name"]})
        for call in tree.get("rounds", ()):
            yield from odd_days(call, self._checked)

    def _of(self, name: str) -> list[Cells]:
        return [Cells(part, self._document_id, self._slips) for part in self._parts if part.section.name == name]

    def _document(self, cells: Cells) -> dict[str, Any] | None:
        """The document as it is written, None where the catalogue has it."""
        self._checked = cells.read("checked_on", self._read_on) or dt.date.min
        found = find_document(cells, self._known.documents, self._id)
        self._document_id, self._confidence = found.id, found.confidence
        self._notices += found.notices
        if found.listed:
            return None
        if cells.one("access") is None:
            self._filled.append(Filled("", cells.name_of("access"), next(iter(ACCESS))))
        return document_tree(cells, found, self._checked)

    def _read_on(self, text: str) -> dt.date:
        day = read_day(text)
        if day > self._known.today:
            raise Unreadable("read_in_future", value=text)
        return day

    def _or(self, cells: Cells, key: str, default: str, of: str = "") -> str:
        """What a row says, or what it says by itself where nobody wrote it, which is told."""
        said = cells.text(key)
        if not said and default:
            self._filled.append(Filled(of, cells.name_of(key), default))
        return said or default

    def _programme(self, cells: Cells, costs: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
        name = cells.text("name")
        tree: dict[str, Any] = {"id": self._id, "edition": self._edition, "order": self._known.order, "name": name}
        tree |= {"official_name": self._or(cells, "official_name", name), "authority": cells.text("authority")}
        paid = [cost["text"] for cost in costs.get("eligible", ())]
        tree["summary"] = self._or(cells, "summary", programme_summary(paid))
        if purpose := cells.text("purpose"):
            tree["purpose"] = purpose
        owner = self._or(cells, "owner", self._known.owner or "")
        if not owner:
            cells.report_empty("owner", "no_owner")
        tree |= {"source": cells.source(), "owner": owner, "checked_on": self._checked}
        tree |= {"review_by": self._known.review(self._checked), "confidence": self._confidence}
        if cells.read("standing", read_yes):
            tree["standing"] = True
        if url := url_of(cells, "link"):
            title = str(layout()["link_title"]).format(name=name)
            tree["links"] = [Flow(title=title, url=url, source=cells.source(cells.one("link")))]
        common = requirements(cells, self._conditions, lambda number: f"common{number}")
        self._read += common
        criteria = [*self._size(cells), *(one.tree for one in common)]
        return tree | ({"criteria": criteria} if criteria else {})

    def _size(self, cells: Cells) -> list[dict[str, Any]]:
        word, cell = cells.read("size", lambda text: read_word(text, SIZES)), cells.one("size")
        if word is None or word == NO_SIZE or cell is None:
            return []
        self._size_word = word
        test = cells.read_cell(cell, lambda _: self._conditions.size(word))
        label, text = layout()["size_label"], layout()["size_texts"][word]
        tree = {"id": "size", "kind": "company", "label": label, "text": text}
        return [tree | {"source": cells.source(cell), "test": test}]

    def _frames(self) -> list[dict[str, Any]]:
        trees: list[dict[str, Any]] = []
        own: dict[str, int] = {}
        parts = self._of("枠")
        _check_names(parts, "name", "frame_twice")
        for number, cells in enumerate(parts, 1):
            frame_id = self._frame_id(cells, number, own)
            own.setdefault(frame_id, (cells.one("id") or cells.part.cells[0]).row)
            self._check_frame_name(cells)
            tree, read = frame_of(cells, frame_id, self._conditions)
            self._or(cells, "summary", tree["summary"], frame_id)
            self._read += read
            trees.append(tree)
        return trees

    def _check_frame_name(self, cells: Cells) -> None:
        """A frame has a name of its own, beside which that of the programme can stand."""
        cell, names = cells.one("name"), [one.text("name") for one in self._of("制度")]
        if cell is not None and (is_nothing(cell.text) or one_line(cell.text) in names):
            cells.report(cell, "frame_unnamed", value=cell.text)

    def _frame_id(self, cells: Cells, number: int, own: Mapping[str, int]) -> str:
        """The id of a frame; ``own`` has the frames above it, with the row of each."""
        cell = cells.one("id")
        said = cell.text if cell is not None else FIRST_FRAME if number == 1 else f"frame{number}"
        found = said if said.startswith(f"{self._id}_") else f"{self._id}_{said}"
        at = cell or cells.part.cells[0]
        if cell is not None and not ID.fullmatch(said):
            cells.report(cell, "bad_id", value=cell.text)
        elif found in own:
            cells.report(at, "frame_id_twice", value=said, id=found, row=own[found])
        elif found in self._known.used_ids:
            cells.report(at, "used_id", value=said, id=found)
        return found

    def _costs(self, cells: Cells) -> dict[str, Any]:
        trees: dict[str, list[dict[str, Any]]] = {}
        for key in ("eligible", "ineligible"):
            for cell in cells.all(key):
                listed = [{"text": text, "source": cells.source(cell)} for text in items_in(cell.text)]
                trees.setdefault(key, []).extend(listed)
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
        self._notices += postmarks(cells)
        tree = round_tree(f"round{number}", cells.text("label"), (opens, closes), said, cells.source())
        gates = gates_of(cells, closes)
        return tree | ({"gates": gates} if gates else {})

    def _check_standing(self, programme: Mapping[str, Any], rounds: Sequence[Mapping[str, Any]]) -> None:
        dated = any(one["opens"] is not None or one["closes"] is not None for one in rounds)
        if programme.get("standing") and dated:
            part = self._of("公募")[0].part
            self._slips.append(Slip(part.row, MARK.format(name=part.section.name), "round_of_standing", {}))


def default_certainty(confidence: str) -> str:
    """How sure dates are where nothing is said of it: as sure as their document."""
    return "confirmed" if confidence == "high" else "unconfirmed"


def _check_names(parts: Sequence[Cells], key: str, code: str) -> None:
    """Sections that were copied have names of their own."""
    seen: dict[str, int] = {}
    for cells in parts:
        name, cell = cells.text(key), cells.one(key)
        if cell is not None and name in seen:
            cells.report(cell, code, value=name, row=seen[name])
        seen.setdefault(name, cells.part.row)
