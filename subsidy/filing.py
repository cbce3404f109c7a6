"""Entries that are written whole: a programme from its form, with its document."""

from __future__ import annotations

import datetime as dt
import os
import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from subsidy import new
from subsidy.catalog import DEFAULT_FOLDER
from subsidy.catalog.loader import Loaded, SourcesFile, load, read_folder
from subsidy.describe import summary
from subsidy.errors import CatalogError, ProfileError, words_of
from subsidy.fields import Field
from subsidy.form.company import wanted
from subsidy.form.entry import Entry, Known, read_entry
from subsidy.form.layout import empty_form
from subsidy.form.readback import read_back
from subsidy.form.yaml_text import block, listed
from subsidy.model import Programme
from subsidy.source import Document

SOURCES = "sources.yml"


class Filed(NamedTuple):
    """What to tell of a file that was written, and whether the catalogue can be used with it."""

    lines: tuple[str, ...]
    sound: bool


def write_form(path: Path, today: dt.date) -> str:
    """Write an empty form; returns what to tell. Raises ProfileError where a file is there already."""
    write_table(path, empty_form(today))
    told: str = words_of("filed")["form"]
    return told.format(path=path)


def write_table(path: Path, text: str) -> None:
    """Write a new CSV file. Raises ProfileError where a file is there already, or no writing."""
    if path.suffix.lower() != ".csv":
        raise ProfileError("sheet_suffix", value=str(path))
    if path.exists():
        raise ProfileError("sheet_exists", value=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    except OSError:
        raise ProfileError("sheet_unwritable", value=str(path)) from None


def file_programme(folder: Path, programme_id: str, edition: str, form: Path, today: dt.date) -> Filed:
    """Write the programme of a form, and its document, into the catalogue in ``folder``: both or neither.

    Nothing of it can have been read after ``today``. Raises ProfileError for an id or edition that cannot be used,
    FormError for the form.
    """
    new.check_id(programme_id)
    if not (folder / edition / "edition.yml").is_file():
        raise ProfileError("no_edition", value=edition)
    path = folder / edition / "programmes" / f"{programme_id}.yml"
    known = _known(read_folder(folder)[0], edition, today)
    if path.exists():
        raise ProfileError("form_exists", value=programme_id, path=str(shown(path)))
    if programme_id in known.used_ids:
        raise ProfileError("new_exists", value=programme_id)
    entry = read_entry(form, programme_id, edition, known)
    head: str = words_of("filed")["head"]
    texts = {path: head.format(name=entry.tree["name"]) + block(entry.tree)}
    if entry.document is not None:
        texts |= with_document(folder, entry.document)
    checked = write_sound(folder, texts)
    return Filed((*_told(entry, path, folder), *checked.lines, _next(entry, path, folder, known.fields)), checked.sound)


def with_document(folder: Path, tree: Mapping[str, Any]) -> dict[Path, str]:
    """The list of documents with one more."""
    sources = folder / SOURCES
    return {sources: new.with_item(text_of(sources), "documents", listed(tree))}


def _known(files: Mapping[str, Loaded], edition: str, today: dt.date) -> Known:
    """What a new entry rests on. Drafts of others that are not finished do not stand in the way.

    Where a clock is behind, ``today`` is the newest day on which a document was read.
    Raises CatalogError where the fields, the documents or the definitions cannot be read.
    """
    shared = [files[name] for name in ("fields.yml", SOURCES, "definitions.yml")]
    if problems := [problem for loaded in shared for problem in loaded.builder.problems]:
        raise CatalogError(problems)
    values = [loaded.value for loaded in files.values()]
    programmes = [value for value in values if isinstance(value, Programme)]
    documents: Sequence[Document] = next(value.documents for value in values if isinstance(value, SourcesFile))
    owners = {programme.owner for programme in programmes}
    return Known(
        fields=shared[0].value.fields,
        documents=documents,
        definitions=[one.id for one in shared[2].value.classes],
        used_ids=frozenset(new.used_ids(programmes)),
        owner=owners.pop() if len(owners) == 1 else None,
        order=new.next_order(one.order for one in programmes if one.edition == edition),
        review=new.review_day,
        today=max([today, *(document.checked_on for document in documents)]),
    )


def text_of(path: Path) -> str:
    """The text of a file with its line ends as they are."""
    return path.read_bytes().decode("utf-8")


def write_sound(folder: Path, texts: Mapping[Path, str]) -> Filed:
    """Write all files or none: what is wrong with others is told, what is wrong with these takes them back.

    Raises CatalogError for the latter, ProfileError where there is no writing.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    try:
        for path, text in texts.items():
            _replace(path, _ends_as(before[path], text))
        return _checked(folder, texts)
    except BaseException as error:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                _replace(path, content)
        if isinstance(error, OSError):
            raise ProfileError("sheet_unwritable", value=str(error.filename or folder)) from None
        raise


def _checked(folder: Path, own: Iterable[Path]) -> Filed:
    """The catalogue in figures, or which other files stand in its way. Raises CatalogError for its ``own`` files."""
    said = words_of("filed")
    try:
        return Filed((said["checked"].format(summary=summary(load(folder))),), True)
    except CatalogError as error:
        mistakes = [problem for problem in error.problems if folder / problem.file in own]
        if mistakes:
            raise CatalogError(mistakes) from None
        files = sorted({problem.file for problem in error.problems})
        return Filed((said["others"].format(files="、".join(files)),), False)


def _ends_as(before: bytes | None, text: str) -> bytes:
    """A text with the line ends that its file has."""
    plain = text.replace("\r\n", "\n")
    return (plain.replace("\n", "\r\n") if before is not None and b"\r\n" in before else plain).encode("utf-8")


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _told(entry: Entry, path: Path, folder: Path) -> list[str]:
    """What was written, and how the conditions were read."""
    said = words_of("filed")
    document = said["document_added" if entry.document else "document_known"].format(id=entry.document_id)
    lines = [said["programme"].format(path=shown(path), where=use_of(folder)), document]
    return [*lines, *read_back(entry), *entry.notices]


def use_of(folder: Path) -> str:
    """Whether a catalogue is the one that visitors are judged by, in words."""
    said: str = words_of("filed")["in_use" if folder.resolve() == DEFAULT_FOLDER else "copy"]
    return said


def option_of(folder: Path) -> str:
    """What a command needs behind it to work on a catalogue."""
    return "" if folder.resolve() == DEFAULT_FOLDER else f" --catalog {shlex.quote(str(folder))}"


def shown(path: Path) -> Path:
    """A path as it is typed from here."""
    whole, here = path.resolve(), Path.cwd()
    return whole.relative_to(here) if whole.is_relative_to(here) else path


def _next(entry: Entry, path: Path, folder: Path, fields: Sequence[Field]) -> str:
    """What to do next, with the commands."""
    said: str = words_of("filed")["next"]
    answers = "".join(f" {answer}" for answer in wanted(entry.tree, fields))
    return said.format(id=entry.tree["id"], path=shown(path), wanted=answers, there=option_of(folder)).rstrip()
