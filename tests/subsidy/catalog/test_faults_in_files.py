"""Files that are no YAML, that are not there, or that belong nowhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

from subsidy.catalog import load_catalog
from subsidy.errors import CatalogError, Problem
from tests.subsidy.catalog.catalogue_text import texts
from tests.subsidy.catalog.conftest import ProblemsOf
from tests.subsidy.catalog.faults import is_one_sentence

FILES = tuple(texts())
PROGRAMME = "2021/programmes/sapoin.yml"


BROKEN: dict[str, Callable[[str], str]] = {
    "a tab": lambda line: "\t" + line,
    "an open bracket": lambda line: line.replace(": ", ": [", 1),
    "an open brace": lambda line: line.replace(": ", ": {", 1),
    "a line too far in": lambda line: " " + line,
    "a line too far out": lambda line: line[1:],
    "no blank after the colon": lambda line: line.replace(": ", ":", 1),
    "an alias of nothing": lambda line: line.replace(": ", ": *nonesuch ", 1),
    "two anchors": lambda line: line.replace(": ", ": &a &b ", 1),
    "a reserved character": lambda line: line.replace(": ", ": @", 1),
    "two colons": lambda line: line.replace(": ", ": a: ", 1),
}
# Where the parser sees only in the next line that a line is wrong.
INNER = re.compile(r"^  +(- )?[a-z_]+: [^\[{&*\"\n]+\n(?=  +[a-z_]+: [^\[{&*\"\n]+\n +[a-z_]+:)", re.MULTILINE)
SEEN_LATER = ("an open bracket", "an open brace", "no blank after the colon")


def problems_in(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(CatalogError) as caught:
        load_catalog(folder)
    assert [str(problem) for problem in caught.value.problems if not is_one_sentence(problem)] == []
    return caught.value.problems


def inner_line(text: str) -> int:
    """A line with a word as its value, below another one of the same mapping."""
    found = INNER.search(text)
    assert found is not None
    return text[: found.end()].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "name"), [*zip((file for file in FILES * 3 if INNER.search(texts()[file])), cycle(BROKEN), strict=False)]
)
def test_broken_yaml_is_named_with_its_line(file: str, name: str, problems_of_file: ProblemsOf) -> None:
    lines = texts()[file].splitlines(keepends=True)
    number = inner_line(texts()[file])
    lines[number - 1] = BROKEN[name](lines[number - 1])
    (problem,) = problems_of_file(file, "".join(lines))
    assert (problem.file, problem.code) == (file, "yaml")
    assert number <= problem.line <= number + (name in SEEN_LATER)
    assert is_one_sentence(problem)


def test_an_open_mapping_in_braces_is_named_with_its_line(problems_of_file: ProblemsOf) -> None:
    lines = texts()["fields.yml"].splitlines(keepends=True)
    number = next(number for number, line in enumerate(lines, start=1) if line.endswith("}\n"))
    lines[number - 1] = lines[number - 1].replace("}\n", "\n")
    (problem,) = problems_of_file("fields.yml", "".join(lines))
    assert problem.code == "yaml"
    assert problem.line - number in (0, 1)


@pytest.mark.parametrize(
    ("file", "text"), [*zip(FILES, cycle(["", "\n\n", "# nothing but a comment\n"]), strict=False)]
)
def test_an_empty_file_is_named(file: str, text: str, problems_of_file: ProblemsOf) -> None:
    (problem,) = problems_of_file(file, text)
    assert problem[:4] == (file, 1, "", "empty_file")
    assert is_one_sentence(problem)


@pytest.mark.parametrize(
    ("file", "text"), [*zip(FILES, cycle(["null\n", "word\n", "- a\n- b\n", "5\n"]), strict=False)]
)
def test_a_file_that_holds_something_else_is_named(file: str, text: str, problems_of_file: ProblemsOf) -> None:
    (problem,) = problems_of_file(file, text)
    assert problem[:4] == (file, 1, "", "expected_mapping")
    assert is_one_sentence(problem)


def test_a_second_document_in_a_file_is_named_with_its_line(problems_of_file: ProblemsOf) -> None:
    text = texts()[PROGRAMME]
    (problem,) = problems_of_file(PROGRAMME, text + "---\nid: second\n")
    assert (problem.file, problem.line, problem.code) == (PROGRAMME, len(text.splitlines()) + 1, "yaml")


@pytest.mark.parametrize(("file", "encoding"), [*zip(FILES, cycle(["cp932", "euc_jp", "utf-16"]), strict=False)])
def test_another_encoding_is_named(file: str, encoding: str, problems_of_file: ProblemsOf) -> None:
    (problem,) = problems_of_file(file, texts()[file], encoding)
    assert problem[:4] == (file, 1, "", "not_utf8")
    assert is_one_sentence(problem)


@pytest.mark.parametrize("file", ["fields.yml", "sources.yml", "definitions.yml", "wording.yml", "2021/edition.yml"])
def test_a_missing_file_is_named(file: str, copied: Path) -> None:
    (copied / file).unlink()
    (problem,) = problems_in(copied)
    assert problem[:4] == (file, 1, "", "no_file")


def test_every_file_of_a_missing_folder_is_named(tmp_path: Path) -> None:
    problems = problems_in(tmp_path / "nonesuch")
    assert {problem.code for problem in problems} == {"no_file"}
    assert [problem.file for problem in problems] == ["definitions.yml", "fields.yml", "sources.yml", "wording.yml"]


@pytest.mark.parametrize(
    "file", ["field.yml", "2021/ofices.yml", "2021/programmes/sapoin.yaml", "2021/programmes/old/it.yml"]
)
def test_a_file_that_belongs_nowhere_is_named(file: str, copied: Path) -> None:
    (copied / file).parent.mkdir(exist_ok=True)
    shutil.copy(copied / PROGRAMME, copied / file)
    (problem,) = problems_in(copied)
    assert problem[:4] == (file, 1, "", "unexpected_file")


def test_a_programme_in_the_folder_of_another_edition_is_named(copied: Path) -> None:
    other = copied / "2022" / "programmes"
    other.mkdir(parents=True)
    edition = texts()["2021/edition.yml"]
    (copied / "2022" / "edition.yml").write_text(edition.replace('id: "2021"', 'id: "2022"', 1), "utf-8")
    shutil.move(copied / PROGRAMME, other / "sapoin.yml")
    (problem,) = problems_in(copied)
    assert problem[:4] == ("2022/programmes/sapoin.yml", 2, "edition", "wrong_folder")


def test_mistakes_of_several_files_are_all_told_in_order(copied: Path) -> None:
    changes = {
        "fields.yml": ("kind: choice", "kind: choise"),
        "sources.yml": ("checked_on: ", "checked_on: soon # "),
        "wording.yml": ("wording:", "words:"),
        "2021/edition.yml": ("title: ", "title: 5 # "),
        "2021/offices.yml": ("checked: false", "checked: maybe"),
        "2021/checklist.yml": ("number: 1", "number: one"),
        "2021/programmes/it.yml": ("order: ", "order: -"),
        PROGRAMME: ("order: ", "rank: "),
    }
    for file, (old, new) in changes.items():
        (copied / file).write_text(texts()[file].replace(old, new), "utf-8")
    problems = problems_in(copied)
    assert {problem.file for problem in problems} == set(changes)
    assert [problem[:3] for problem in problems] == sorted(problem[:3] for problem in problems)
    assert sum(problem.file == "2021/offices.yml" for problem in problems) == 4


def test_mistakes_of_meaning_in_several_files_are_all_told(copied: Path) -> None:
    for file in ("2021/programmes/it.yml", "2021/offices.yml", "definitions.yml"):
        text = texts()[file].replace("document: kanto_2021", "document: kanto_2012", 1)
        (copied / file).write_text(text, "utf-8")
    assert [(problem.file, problem.code) for problem in problems_in(copied)] == [
        ("2021/offices.yml", "unknown_document"),
        ("2021/programmes/it.yml", "unknown_document"),
        ("definitions.yml", "unknown_document"),
    ]
