"""Which document of the catalogue a form means: the one it names in every respect, or a new one."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from subsidy.errors import sentence, words_of
from subsidy.form.cells import Cells
from subsidy.form.values import ACCESS, read_word
from subsidy.source import Document

ID = re.compile("[a-z0-9]+(_[a-z0-9]+)*")
URL = re.compile(r"https?://\S+")
# How a document was read, as the form has words for it.
ALIKE = {
    "official_read": "read",
    "third_party_read": "read",
    "own": "read",
    "official_cited_by_secondary": "secondary",
}
WORDS = {how: word for word, (how, _) in ACCESS.items()}


class Found(NamedTuple):
    """A document by its id; ``how`` it was read, how sure it is, whether it is ``listed``, and what to look at."""

    id: str
    how: str
    confidence: str
    listed: bool
    notices: tuple[str, ...] = ()


def find_document(cells: Cells, known: Sequence[Document], programme_id: str) -> Found:
    """The document of a form. One that is listed counts only where nothing written differs; that is noted."""
    access = cells.read("access", lambda text: read_word(text, ACCESS)) or next(iter(ACCESS))
    how, confidence = ACCESS[access]
    url = url_of(cells, "url")
    alike = _alike(cells, url, known)
    if not alike:
        return Found(_new_id(cells, known, programme_id), how, confidence, False)
    agreeing = [one for one in alike if not _differing(cells, one)]
    if not agreeing:
        _report_other(cells, alike[0], "same_url" if url and alike[0].url == url else "same_name")
    document = (agreeing or alike)[0]
    title = cells.one("title")
    if not document.citable and title is not None:
        cells.report(title, "not_citable")
    return Found(document.id, document.access, document.confidence, True, _read_otherwise(cells, document, how))


def document_tree(cells: Cells, found: Found, checked_on: dt.date) -> dict[str, Any]:
    """A new document as the catalogue writes it."""
    tree: dict[str, Any] = {"id": found.id, "title": cells.text("title"), "publisher": cells.text("publisher")}
    tree |= {"access": found.how, "confidence": found.confidence, "checked_on": checked_on}
    url = cells.text("url")
    return tree | ({"url": url} if url else {})


def url_of(cells: Cells, key: str) -> str:
    """An address; empty where none is written or it is none, which is noted."""
    cell = cells.one(key)
    if cell is None:
        return ""
    if not URL.fullmatch(cell.text):
        cells.report(cell, "bad_url", value=cell.text)
    return cell.text


def _alike(cells: Cells, url: str, known: Sequence[Document]) -> list[Document]:
    """The listed documents that may be meant: with the address, or, where one has none, with title and publisher."""
    same = [one for one in known if url and one.url == url]
    name = _plain(cells.text("title")), _plain(cells.text("publisher"))
    named = [one for one in known if (_plain(one.title), _plain(one.publisher)) == name]
    return same or [one for one in named if not (url and one.url)]


def _differing(cells: Cells, document: Document) -> list[str]:
    """The keys of the rows that say otherwise than the list."""
    keys = [key for key in ("title", "publisher") if _plain(cells.text(key)) != _plain(getattr(document, key))]
    named = cells.text("document")
    return [*keys, "document"] if named and named != document.id else keys


def _report_other(cells: Cells, document: Document, same: str) -> None:
    keys = _differing(cells, document)
    items = {item.key: item.name for item in cells.part.section.items.values()}
    cell = cells.one(keys[0]) or cells.part.cells[0]
    cells.report(
        cell,
        "other_document",
        same=words_of("document_differs")[same],
        id=document.id,
        title=document.title,
        publisher=document.publisher,
        differing="・".join(items[key] for key in keys),
    )


def _read_otherwise(cells: Cells, document: Document, how: str) -> tuple[str, ...]:
    """What to look at where the list says that the document was read otherwise; where the form says how, a mistake."""
    listed = ALIKE.get(document.access, document.access)
    if listed == how:
        return ()
    params = {"id": document.id, "listed": WORDS[listed]}
    cell = cells.one("access")
    if cell is None:
        return (sentence("form_notices", "read_otherwise", None, params),)
    cells.report(cell, "other_access", **params)
    return ()


def _new_id(cells: Cells, known: Sequence[Document], programme_id: str) -> str:
    taken, cell = {one.id: one for one in known}, cells.one("document")
    if cell is None:
        derived = (f"{programme_id}_guide{number}" for number in ("", *range(2, len(taken) + 3)))
        return next(name for name in derived if name not in taken)
    if not ID.fullmatch(cell.text):
        cells.report(cell, "bad_id", value=cell.text)
    elif cell.text in taken:
        cells.report(cell, "used_document_id", value=cell.text, title=taken[cell.text].title)
    return cell.text


def _plain(text: str) -> str:
    """A name without what is written one way or another."""
    return "".join(unicodedata.normalize("NFKC", text).split())
