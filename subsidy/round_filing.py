"""A round whose figures are given on the command line, written whole behind the others of its programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from subsidy import new
from subsidy.catalog.loader import SourcesFile, read_folder
from subsidy.catalog.proposals import UNFILLED
from subsidy.errors import ProfileError, near, sentence, words_of
from subsidy.filing import SOURCES, Filed, option_of, shown, text_of, use_of, with_document, write_sound
from subsidy.form.cells import Cells
from subsidy.form.documents import document_tree, find_document
from subsidy.form.entry import default_certainty
from subsidy.form.layout import sections
from subsidy.form.readback import round_told
from subsidy.form.rounds import (
    POSTMARK,
    certainty_of,
    check_gates,
    check_order,
    gate_trees,
    odd_days,
    overlaps,
    postmark,
    read_end,
    read_gates,
    round_tree,
)
from subsidy.form.slips import Slip, Unreadable
from subsidy.form.table import Cell, Part
from subsidy.form.yaml_text import Flow, listed
from subsidy.model import Programme
from subsidy.source import Document

LEAFLET = ("title", "publisher", "url")
DATED = ("opens", "closes", "gates")


class Call(NamedTuple):
    """A round as it is given on the command line; what is not given is None.

    ``document`` is the id of a listed document that announces it; ``title``, ``publisher`` and ``url`` are a new one.
    """

    label: str | None
    opens: str | None
    closes: str | None
    place: str | None
    certainty: str | None
    document: str | None = None
    gates: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None


class _Cited(NamedTuple):
    """The document that a round cites; ``tree`` is one that is to be added."""

    id: str
    confidence: str
    tree: dict[str, Any] | None = None
    notices: tuple[str, ...] = ()


def file_round(folder: Path, path: Path, call: Call, today: dt.date) -> Filed:
    """Write a round behind the others of a programme's file, and a new document that announces it.

    Raises ProfileError for what cannot be read.
    """
    _check_whole(call)
    text = text_of(path)
    own = new.document_of(text)
    value = read_folder(folder)[0][path.relative_to(folder).as_posix()].value
    if own is None or not isinstance(value, Programme):
        raise ProfileError("new_unreadable")
    if call.label in {one.label for one in value.rounds}:
        raise ProfileError("round_exists", value=call.label)
    cited = _cited(folder, call, value.id, today) or _Cited(own, value.confidence)
    tree = _round(call, new.next_round(text), cited.id, default_certainty(cited.confidence))
    texts = {path: new.with_item(text, new.LISTS["round"], listed(tree))}
    if cited.tree is not None:
        texts |= with_document(folder, cited.tree)
    checked = write_sound(folder, texts)
    following = words_of("filed")["round_next"].format(id=value.id, there=option_of(folder))
    told = _told(value, call, cited, tree, today)
    written = words_of("filed")["round"].format(path=shown(path), where=use_of(folder), document=cited.id)
    return Filed((written, *told, *checked.lines, following), checked.sound)


def _check_whole(call: Call) -> None:
    """Raises ProfileError where something that belongs to it is not given."""
    needed = ["label", "opens", "closes", "place"]
    if any(getattr(call, name) is not None for name in LEAFLET):
        needed += LEAFLET[:2]
    given = {name: getattr(call, name) or "" for name in needed}
    given |= {name: said for name in ("gates", "url") if UNFILLED in (said := getattr(call, name) or "")}
    missing = [f"--{name}" for name, said in given.items() if not said or UNFILLED in said]
    if missing:
        raise ProfileError("round_not_whole", value=" ".join(missing))
    if call.document is not None and call.title is not None:
        raise ProfileError("round_document_twice")


def _cited(folder: Path, call: Call, programme_id: str, today: dt.date) -> _Cited | None:
    """The document that a call names, None where it names none. Raises ProfileError."""
    value = read_folder(folder)[0][SOURCES].value
    documents = value.documents if isinstance(value, SourcesFile) else ()
    if call.document is not None:
        found = _listed(documents, call.document)
        return _Cited(found.id, found.confidence)
    return None if call.title is None else _leaflet(documents, call, programme_id, today)


def _listed(known: Sequence[Document], name: str) -> Document:
    """The document with an id. Raises ProfileError where there is none, or none to cite."""
    documents = {one.id: one for one in known}
    found = documents.get(name)
    if found is None:
        meant = near(name, [*documents])
        proposed = words_of("common")["near"].format(near=meant) if meant else ""
        raise ProfileError("no_document", value=name, proposed=proposed)
    if not found.citable:
        raise ProfileError("document_not_citable", value=name)
    return found


def _leaflet(known: Sequence[Document], call: Call, programme_id: str, today: dt.date) -> _Cited:
    """A document that is told by its title, as the form finds or adds it. Raises ProfileError."""
    section, slips = sections()["資料"], list[Slip]()
    names = {item.key: item.name for item in section.items.values()}
    rows = tuple(Cell(0, names[key], getattr(call, key), "") for key in LEAFLET if getattr(call, key))
    cells = Cells(Part(section, 0, "", rows, {}, ()), "", slips)
    found = find_document(cells, known, programme_id)
    if slips:
        raise ProfileError("in_round", detail=sentence("form", slips[0].code, None, slips[0].params))
    tree = None if found.listed else document_tree(cells, found, today)
    return _Cited(found.id, found.confidence, tree, found.notices)


def _round(call: Call, round_id: str, document: str, default: str) -> dict[str, Any]:
    source = Flow(document=document, place=call.place)
    try:
        opens, closes = read_end(call.opens or ""), read_end(call.closes or "")
        check_order(opens, closes)
        gates = read_gates(call.gates or "")
        check_gates(gates, closes)
        dated = opens is not None or closes is not None
        sure = certainty_of(call.certainty or "", dated, default)
    except Unreadable as error:
        raise ProfileError("in_round", detail=sentence("form", error.code, None, error.params)) from None
    tree = round_tree(round_id, call.label or "", (opens, closes), sure, source)
    return tree | ({"gates": gate_trees(gates, source)} if gates else {})


def _told(programme: Programme, call: Call, cited: _Cited, tree: Mapping[str, Any], today: dt.date) -> list[str]:
    """What was read, and what to look at."""
    lines = [] if cited.tree is None else [words_of("filed")["round_added"].format(id=cited.id)]
    others = [{"label": one.label, "opens": one.opens, "closes": one.closes} for one in programme.rounds]
    lines += [*round_told(tree), *cited.notices]
    lines += [postmark(f"--{key}") for key in DATED if POSTMARK in (getattr(call, key) or "")]
    lines += odd_days(tree, today)
    return [*lines, *(line for line in overlaps([*others, dict(tree)]) if tree["label"] in line)]
