"""What the keeper of the catalogue does on the command line besides checking: entries, drafts, comparing sheets."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from subsidy import new
from subsidy.catalog import load_catalog
from subsidy.catalog.known import parts_of
from subsidy.catalog.loader import SourcesFile, read_folder
from subsidy.engine import Engine
from subsidy.errors import CatalogError, ProfileError, words_of
from subsidy.fields import Field
from subsidy.filing import Filed, file_programme, write_form, write_table
from subsidy.model import Evidence, Programme
from subsidy.round_filing import Call, file_round
from subsidy.scenario import FACTS, Scenario, ScenarioError, differences, read_scenarios
from subsidy.sheet_draft import empty_sheet
from subsidy.source import Document, Source


class Wanted(NamedTuple):
    """What ``new`` is asked for: the names behind it, the edition, a form that was filled in, a round's figures.

    ``today`` is the day that an empty form has on it, and after which nothing can have been read.
    """

    names: Sequence[str]
    edition: str | None
    form: Path | None
    call: Call
    today: dt.date


def write(folder: Path, wanted: Wanted) -> Filed:
    """Write what is wanted into the catalogue in ``folder``: a form, an entry, or a draft.

    Raises ProfileError, FormError for a form that cannot be used, CatalogError for an entry that cannot be checked.
    """
    kind, *rest = wanted.names
    given = any(wanted.call)
    if kind == "sheet" and len(rest) == 1 and not given and wanted.form is None:
        return Filed((write_form(Path(rest[0]), wanted.today),), True)
    if kind == "round" and len(rest) == 1 and given and wanted.form is None:
        return file_round(folder, _file_of(folder, rest[0]), wanted.call, wanted.today)
    if wanted.form is not None and wanted.edition is not None and not rest and not given:
        return file_programme(folder, kind, wanted.edition, wanted.form, wanted.today)
    if given or wanted.form is not None:
        raise ProfileError("new_usage")
    return Filed((_write_draft(folder, wanted.names, wanted.edition),), True)


def _write_draft(folder: Path, names: Sequence[str], edition: str | None) -> str:
    kind, *rest = names
    if kind in new.LISTS and 1 <= len(rest) <= 2:
        path = _file_of(folder, rest[0])
        text = new.with_draft(path.read_text(encoding="utf-8"), kind, rest[1] if rest[1:] else None)
    elif edition is not None and not rest:
        new.check_id(kind)
        path = folder / edition / "programmes" / f"{kind}.yml"
        text = _new_programme(folder, path, edition)
    else:
        raise ProfileError("new_usage")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    told: str = words_of("new")["done"]
    return told.format(path=path, count=new.places_left(text))


def _file_of(folder: Path, programme_id: str) -> Path:
    found = sorted(folder.glob(f"*/programmes/{programme_id}.yml")) if new.ID.fullmatch(programme_id) else []
    if not found:
        raise ProfileError("new_no_file", value=programme_id)
    return found[-1]


def _new_programme(folder: Path, path: Path, edition: str) -> str:
    if not (folder / edition / "edition.yml").is_file():
        raise ProfileError("no_edition", value=edition)
    # Drafts of others that are not finished do not stand in the way.
    values = [one.value for one in read_folder(folder)[0].values() if one.value is not None]
    programmes = [value for value in values if isinstance(value, Programme)]
    if path.exists() or path.stem in new.used_ids(programmes):
        raise ProfileError("new_exists", value=path.stem)
    orders = [programme.order for programme in programmes if programme.edition == edition]
    owners = {programme.owner for programme in programmes}
    start = new.start_from(_added_document(values), owners.pop() if len(owners) == 1 else None)
    return new.programme_draft(path.stem, edition, new.next_order(orders), start)


def _added_document(values: Sequence[object]) -> Document | None:
    """The document at the end of the list, where nothing is written from it yet: it was added for the draft."""
    listed = [document for value in values if isinstance(value, SourcesFile) for document in value.documents]
    used = {part.document for value in values for part in parts_of(value) if isinstance(part, (Source, Evidence))}
    last = listed[-1] if listed else None
    return last if last is not None and last.citable and last.id not in used else None


def fields_in(folder: Path) -> tuple[Field, ...]:
    """The fields of a catalogue, whatever else of it is still being written. Raises CatalogError."""
    fields = read_folder(folder)[0]["fields.yml"].value
    return load_catalog(folder).fields if fields is None else fields.fields


def told_of_others(error: CatalogError, folder: Path, name: str) -> list[str]:
    """What is wrong with a catalogue: where the file of a programme or frame is sound, only which others are not."""
    files = Counter(problem.file for problem in error.problems)
    own = [path for path in files if _holds(folder / path, name)]
    if own or not set(files) <= {file for file in files if "/programmes/" in file}:
        return [str(problem) for problem in error.problems]
    if not any(_holds(path, name) for path in folder.glob("*/programmes/*.yml")):
        return [str(ProfileError("unknown_frame", value=name))]
    words = words_of("others")
    told = [words["file"].format(file=file, count=count) for file, count in files.items()]
    return [words["head"].format(name=name), *told, words["todo"]]


def _holds(path: Path, name: str) -> bool:
    """Whether a file is that of a programme or frame, or may be."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return path.stem == name
    return path.stem == name or re.search(rf"^ *(?:- )?\{{?id: {re.escape(name)}\b", text, re.M) is not None


def fields_told(fields: Iterable[Field], wanted: Sequence[str]) -> list[str]:
    """Every field in a line, with its label, its kind and its values; only those with all the words, where any.

    Where no line has them, those whose question or explanation has.
    """
    columns = {key: column for column, key in FACTS.items()}
    listed = [
        (_told_field(field), columns.get(field.key, ""), f"{field.question or ''}{field.help or ''}")
        for field in fields
    ]
    found = [line for line, column, _ in listed if all(word in line + column for word in wanted)]
    return found or [line for line, _, rest in listed if all(word in line + rest for word in wanted)]


def _told_field(field: Field) -> str:
    words = words_of("fields")
    values = words["values"].format(values="・".join(field.values)) if field.values else ""
    kind, how = words["kinds"][field.kind], words["conditions"][field.kind]
    line: str = words["line"]
    return line.format(key=field.key, label=field.label, kind=kind, name=field.kind, how=how, values=values)


def write_empty_sheet(folder: Path, name: str, sheets: Sequence[Path]) -> str:
    """Write a scenario sheet to be filled in, for a programme or frame; returns what to tell.

    Raises ProfileError where there is no such programme or frame, or not one new file for it; CatalogError.
    """
    if len(sheets) != 1:
        raise ProfileError("empty_usage")
    for programme in load_catalog(folder).programmes:
        frames = [frame for frame in programme.frames if name in (programme.id, frame.id)]
        if frames:
            text = empty_sheet(programme, frames, programme.checked_on)
            write_table(sheets[0], text)
            told: str = words_of("empty_sheet")["written"]
            return told.format(path=sheets[0], rows=len(text.splitlines()) - 1)
    raise ProfileError("unknown_frame", value=name)


def compare_sheets(engine: Engine, sheets: Sequence[Path]) -> tuple[list[str], bool]:
    """What the rules say otherwise than the sheets, row by row with a sum for each sheet, and whether all agree."""
    words = words_of("sheets")
    lines: list[str] = []
    agree = True
    for sheet in sheets:
        try:
            rows = read_scenarios(sheet, engine.catalog.fields)
        except ScenarioError as error:
            lines, agree = [*lines, words["unreadable"].format(detail=error)], False
            continue
        except OSError:
            lines, agree = [*lines, words["missing"].format(sheet=sheet)], False
            continue
        wrong = [told for row in rows if (told := [*_told(row, engine)])]
        lines += [line for told in wrong for line in told]
        lines += [words["sum"].format(sheet=sheet.name, rows=len(rows), wrong=len(wrong))]
        agree = agree and not wrong
    return lines, agree


def _told(row: Scenario, engine: Engine) -> Iterator[str]:
    words = words_of("sheets")
    try:
        found = differences(row, engine)
    except ProfileError as error:
        found = [str(error)]
    if found:
        yield words["row"].format(number=row.number, frame=row.frame, purpose=row.purpose)
        yield from (f"  {line}" for line in found)
