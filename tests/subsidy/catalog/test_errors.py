"""What a mistake looks like when it is told: place first, one sentence, a proposal where there is one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

import subsidy.catalog
from subsidy.errors import MESSAGES, CatalogError, Problem, ProfileError, sentence

SOURCES = sorted(Path(subsidy.catalog.__file__).parent.glob("*.py"))


def messages(section: str) -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(MESSAGES.read_text("utf-8"))[section]
    return found


def codes_of_the_checks() -> set[str]:
    """The code of every call that reports a mistake."""
    position = {"problem": 1, "report": 0, "unknown": 0, "Problem": 3}
    found: set[str] = set()
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                arguments = node.args[position[name] : position[name] + 1] if name in position else []
                found |= {text for argument in arguments for text in strings_in(argument)}
    return found


def strings_in(node: ast.AST) -> list[str]:
    """The texts in an argument; one that is put together has none of its own."""
    constants = (
        [] if isinstance(node, ast.JoinedStr) else [p.value for p in ast.walk(node) if isinstance(p, ast.Constant)]
    )
    return [value for value in constants if isinstance(value, str)]


def test_every_code_of_the_checks_has_a_message() -> None:
    codes = codes_of_the_checks()
    assert len(codes) > 30
    assert sorted(codes - messages("catalog").keys()) == []


def test_every_type_has_a_message_for_values_of_another_type() -> None:
    from subsidy.catalog.builder import NAMES

    wanted = {f"expected_{name}" for name in [*NAMES.values(), "list", "mapping"]}
    assert sorted(wanted - messages("catalog").keys()) == []


def test_every_message_of_the_catalogue_is_used() -> None:
    unused = messages("catalog").keys() - codes_of_the_checks()
    assert sorted(code for code in unused if not code.startswith("expected_")) == []


@pytest.mark.parametrize("section", ["catalog", "profile"])
def test_every_message_is_one_line(section: str) -> None:
    found = messages(section)
    assert [code for code in found if found[code].strip() != found[code] or len(found[code].splitlines()) != 1] == []


def test_a_problem_starts_with_its_file_line_and_field() -> None:
    problem = Problem("fields.yml", 7, "fields[2].kind", "unknown_key", {})
    assert str(problem).startswith("fields.yml:7: fields[2].kind: ")


def test_a_problem_of_a_whole_file_has_a_dash_for_its_field() -> None:
    assert str(Problem("fields.yml", 1, "", "empty_file", {})).startswith("fields.yml:1: -: ")


def test_a_catalogue_error_tells_every_problem_in_a_line_of_its_own() -> None:
    problems = [Problem("a.yml", 1, "", "empty_file", {}), Problem("b.yml", 2, "x", "unknown_key", {})]
    error = CatalogError(problems)
    assert error.problems == tuple(problems)
    assert str(error).splitlines() == [str(problem) for problem in problems]


def test_a_proposal_stands_behind_the_sentence_where_there_is_one() -> None:
    without = str(Problem("a.yml", 1, "lable", "unknown_key", {"near": ""}))
    with_one = str(Problem("a.yml", 1, "lable", "unknown_key", {"near": "label"}))
    assert with_one.startswith(without)
    assert "label" in with_one.removeprefix(without)


def test_braces_in_a_value_are_told_as_they_stand() -> None:
    assert "{near}" in str(Problem("a.yml", 1, "x", "expected_integer", {"value": "{near}"}))


def test_a_profile_error_names_its_field_and_keeps_code_and_parameters() -> None:
    error = ProfileError("not_listed", "industry", value="製造", near="製造業")
    assert (error.code, error.field, error.params) == ("not_listed", "industry", {"value": "製造", "near": "製造業"})
    assert str(error).startswith("industry: ")
    assert "製造業" in str(error)


def test_a_profile_error_without_a_field_is_the_sentence_alone() -> None:
    assert str(ProfileError("not_utf8")) == sentence("profile", "not_utf8", None, {}) == messages("profile")["not_utf8"]


def test_a_parameter_that_is_none_leaves_a_gap_and_no_word_none() -> None:
    assert "None" not in str(ProfileError("not_listed", "industry", value=None, near=None))


@pytest.mark.parametrize("error", [ProfileError("not_utf8"), CatalogError([])])
def test_mistakes_are_value_errors(error: Exception) -> None:
    assert isinstance(error, ValueError)
