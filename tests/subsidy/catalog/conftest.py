"""A copy of the catalogue to break, and a quick way to load it again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

import pytest

from subsidy.catalog import DEFAULT_FOLDER, load_catalog, loader
from subsidy.catalog.builder import Builder
from subsidy.errors import CatalogError, Problem
from tests.subsidy.catalog.catalogue_text import class_of


class ProblemsOf(Protocol):
    """What is wrong with the catalogue when a file holds this text."""

    def __call__(self, file: str, text: str, encoding: str = "utf-8") -> tuple[Problem, ...]: ...


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the catalogue's folder for one test."""
    return Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog"))


@pytest.fixture(scope="session")
def shared_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy for all tests that read no file but the one they have just written."""
    return Path(shutil.copytree(DEFAULT_FOLDER, tmp_path_factory.mktemp("shared") / "catalog"))


@pytest.fixture(scope="session")
def untouched() -> dict[str, loader.Loaded]:
    """The files of the repository's catalogue as the loader reads them."""
    files, problems = loader.read_folder(DEFAULT_FOLDER)
    assert problems == []
    return files


@pytest.fixture
def problems_of(shared_copy: Path, untouched: dict[str, loader.Loaded], monkeypatch: pytest.MonkeyPatch) -> ProblemsOf:
    """Loads the catalogue with one file changed; the others are not read again."""
    read_file = loader.read_file

    def problems(file: str, text: str, encoding: str = "utf-8") -> tuple[Problem, ...]:
        def read(path: Path, name: str, cls: type) -> loader.Loaded:
            if name == file:
                return read_file(path, name, cls)
            builder = Builder(name)
            builder.lines = untouched[name].builder.lines
            return loader.Loaded(untouched[name].value, builder)

        monkeypatch.setattr(loader, "read_file", read)
        (shared_copy / file).write_bytes(text.encode(encoding, errors="replace"))
        with pytest.raises(CatalogError) as caught:
            load_catalog(shared_copy)
        assert len({str(problem) for problem in caught.value.problems}) == len(caught.value.problems)
        return caught.value.problems

    return problems


@pytest.fixture
def problems_of_file(shared_copy: Path) -> ProblemsOf:
    """Reads one file alone, which is enough for a fault in its shape."""

    def problems(file: str, text: str, encoding: str = "utf-8") -> tuple[Problem, ...]:
        path = shared_copy / file
        path.write_bytes(text.encode(encoding, errors="replace"))
        loaded = loader.read_file(path, file, class_of(file))
        return tuple(loaded.builder.problems)

    return problems
