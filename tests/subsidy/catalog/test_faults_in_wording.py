"""A text that the engine could not fill in is a mistake of the catalogue, not of the conversation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
import yaml

from subsidy.catalog.wording_keys import WORDING
from tests.subsidy.catalog.catalogue_text import texts
from tests.subsidy.catalog.conftest import ProblemsOf
from tests.subsidy.catalog.faults import Fault, line_of, missing_in, span

FILE = "wording.yml"
WRONG_TEXTS = {
    "{nonesuch}": "a placeholder that nothing fills",
    "{}": "a placeholder without a name",
    "{0}": "a number as placeholder",
    "{yen.real}": "an attribute of a placeholder",
    "{yen[0]}": "an item of a placeholder",
    "a { b": "an open brace",
    "a } b": "a closing brace",
    "{yen": "a placeholder without its end",
}


def sections() -> Any:
    """The pairs of the file's only mapping: section and its texts."""
    root: Any = yaml.compose(texts()[FILE], Loader=yaml.CSafeLoader)
    return root.value[0][1].value


def entries() -> Iterator[tuple[str, Any, Any]]:
    for section, mapping in sections():
        yield from ((section.value, key, value) for key, value in mapping.value)


def text_faults() -> Iterator[Fault]:
    """In each section its first text, and in one every wrong text."""
    firsts = [next(entry for entry in entries() if entry[0] == section) for section in WORDING]
    wrongs = [(firsts[0], wrong) for wrong in WRONG_TEXTS] + [(entry, "{nonesuch}") for entry in firsts[1:]]
    for (section, key, value), wrong in wrongs:
        start, end = span(value, FILE)
        field = f"wording.{section}.{key.value}"
        yield Fault(
            WRONG_TEXTS[wrong], FILE, start, end, f'"{wrong}"', line_of(key.start_mark), field, "wording_placeholder"
        )


def unused_faults() -> Iterator[Fault]:
    for section, mapping in sections():
        mark = mapping.value[0][0].start_mark
        new = "zzzzzzzz: a\n" + " " * mark.column
        field = f"wording.{section.value}.zzzzzzzz"
        yield Fault("unused", FILE, mark.index, mark.index, new, line_of(mark), field, "wording_unknown")


def no_text_faults() -> Iterator[Fault]:
    for (section, key, value), new in zip(entries(), cycle(['""', "[a]", "5", "{a: b}", "null"]), strict=False):
        start, end = span(value, FILE)
        field = f"wording.{section}.{key.value}"
        yield Fault(f"not a text but {new}", FILE, start, end, new, line_of(key.start_mark), field, "expected_text")


@pytest.mark.parametrize("fault", [*text_faults(), *unused_faults()], ids=str)
def test_a_wrong_text_is_named_by_file_line_and_field(fault: Fault, problems_of: ProblemsOf) -> None:
    assert missing_in(fault, problems_of(fault.file, fault.text)) == ""


@pytest.mark.parametrize("fault", [*no_text_faults()][::4], ids=str)
def test_what_is_no_text_is_named_by_file_line_and_field(fault: Fault, problems_of_file: ProblemsOf) -> None:
    assert missing_in(fault, problems_of_file(fault.file, fault.text)) == ""


@pytest.mark.parametrize(("section", "key"), [(s, next(iter(keys))) for s, keys in WORDING.items()])
def test_a_missing_text_is_named_with_its_section(section: str, key: str, problems_of: ProblemsOf) -> None:
    wanted, node = next((k, v) for s, k, v in entries() if s == section and k.value == key)
    whole = texts()[FILE]
    without = whole[: wanted.start_mark.index] + whole[span(node, FILE)[1] :]
    (problem,) = problems_of(FILE, without)
    assert (problem.file, problem.code) == (FILE, "wording_missing")
    assert f"{section}.{key}" in str(problem)
