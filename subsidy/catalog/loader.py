"""Loads the catalogue folder: every file is read, every mistake is reported, or a Catalog comes out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from subsidy.catalog.builder import MISSING, Builder
from subsidy.catalog.checks import check
from subsidy.catalog.syntax import fault_in
from subsidy.errors import CatalogError, Problem, words_of
from subsidy.fields import Field
from subsidy.model import Programme
from subsidy.reference import Checklist, Definitions, Edition, Office
from subsidy.source import Document
from subsidy.whole import Catalog


@dataclass(frozen=True, eq=False)
class FieldsFile:
    """``fields.yml``."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, eq=False)
class SourcesFile:
    """``sources.yml``."""

    documents: tuple[Document, ...]


@dataclass(frozen=True, eq=False)
class WordingFile:
    """``wording.yml``."""

    wording: dict[str, dict[str, str]]


@dataclass(frozen=True, eq=False)
class OfficesFile:
    """``offices.yml`` of an edition."""

    offices: tuple[Office, ...]


SHARED: dict[str, type] = {
    "fields.yml": FieldsFile,
    "sources.yml": SourcesFile,
    "definitions.yml": Definitions,
    "wording.yml": WordingFile,
}
PER_EDITION: dict[str, type] = {"edition.yml": Edition, "offices.yml": OfficesFile, "checklist.yml": Checklist}


@dataclass(frozen=True, eq=False)
class Loaded:
    """One file: what came out of it (None where it is wrong) and the builder that knows its lines."""

    value: Any
    builder: Builder


def load(folder: Path) -> Catalog:
    """The catalogue in a folder. Raises CatalogError with every mistake in every file."""
    files, problems = read_folder(folder)
    if all(files[name].value is not None for name in SHARED):
        catalog = _assemble(files)
        sound = {name: (loaded.value, loaded.builder) for name, loaded in files.items() if loaded.value is not None}
        problems += check(catalog, sound, complete=not problems)
        if not problems:
            return catalog
    raise CatalogError(sorted(problems, key=_rank))


def _rank(problem: Problem) -> tuple[bool, str, int, str]:
    """By place, but names used twice first: where one was meant as another, all that refers to the other is wrong."""
    return problem.code != "duplicate_id", problem.file, problem.line, problem.field


def read_folder(folder: Path) -> tuple[dict[str, Loaded], list[Problem]]:
    """Every file of the catalogue by its path in the folder, and what is wrong with their shape."""
    files: dict[str, Loaded] = {}
    problems: list[Problem] = []
    for name, cls in _expected(folder).items():
        loaded = read_file(folder / name, name, cls)
        files[name] = loaded
        problems += loaded.builder.problems
    problems += [Problem(name, 1, "", "unexpected_file", {}) for name in _surplus(folder, files)]
    return files, problems


def _expected(folder: Path) -> dict[str, type]:
    expected = dict(SHARED)
    folders = (
        path for path in folder.glob("*") if path.is_dir() and not path.name.startswith(".") and path.name not in SHARED
    )
    for edition in sorted(folders):
        expected[f"{edition.name}/edition.yml"] = Edition
        expected |= {f"{edition.name}/{name}": cls for name, cls in PER_EDITION.items() if (edition / name).exists()}
        programmes = sorted((edition / "programmes").glob("*.yml"))
        expected |= {f"{edition.name}/programmes/{path.name}": Programme for path in programmes}
    return expected


def _surplus(folder: Path, files: dict[str, Loaded]) -> list[str]:
    found = {path.relative_to(folder).as_posix() for suffix in ("yml", "yaml") for path in folder.rglob(f"*.{suffix}")}
    return sorted(found - files.keys())


def read_file(path: Path, name: str, cls: type) -> Loaded:
    """One file as an object of ``cls``; the builder holds its mistakes."""
    builder = Builder(name)
    node = _compose(path, builder)
    value = MISSING if node is None else builder.build(node, cls)
    return Loaded(None if builder.problems else value, builder)


def _compose(path: Path, builder: Builder) -> yaml.Node | None:
    text = ""
    try:
        # Editors on Windows put a mark in front that nobody sees.
        text = builder.text = path.read_text(encoding="utf-8-sig")
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except OSError:
        builder.problem((), "no_file")
        return None
    except UnicodeDecodeError:
        builder.problem((), "not_utf8")
        return None
    except yaml.YAMLError as error:
        fault = fault_in(text, error)
        builder.problem((), "yaml", fault.line, detail=words_of("syntax")[fault.code])
        return None
    if node is None:
        builder.problem((), "empty_file")
    return node


def _assemble(files: dict[str, Loaded]) -> Catalog:
    def of(cls: type) -> list[Any]:
        return [loaded.value for loaded in files.values() if isinstance(loaded.value, cls)]

    return Catalog(
        fields=files["fields.yml"].value.fields,
        documents=files["sources.yml"].value.documents,
        definitions=files["definitions.yml"].value,
        wording=files["wording.yml"].value.wording,
        editions=tuple(of(Edition)),
        programmes=tuple(sorted(of(Programme), key=lambda programme: (programme.edition, programme.order))),
        offices=tuple(office for file in of(OfficesFile) for office in file.offices),
        checklists=tuple(of(Checklist)),
    )
