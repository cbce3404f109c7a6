"""What the catalogue must hold: the programmes of the facts, questions for what decides, texts for the engine."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest

import subsidy
from subsidy import changes, cli, keeping
from subsidy.catalog.known import parts_of
from subsidy.catalog.wording_keys import WORDING
from subsidy.fields import Field
from subsidy.model import Criterion, Kind
from subsidy.predicate import AtLeast, ClassIn, IsTrue, Not, Test, walk
from subsidy.schedule import Certainty
from subsidy.whole import Catalog

FRAMES = (
    "saikouchiku_tsujo saikouchiku_sotsugyo saikouchiku_global_v saikouchiku_kinkyu monozukuri_tsujo "
    "monozukuri_teikansen jizokuka_tsujo jizokuka_teikansen it_a it_b it_c it_d kodo_renkei_kigyokan "
    "kodo_renkei_supply sapoin sabisapo"
)
REVOLUTION = 230_000_000_000  # one budget for three programmes
BUDGETS = {
    "saikouchiku": [1_148_500_000_000],
    "monozukuri": [REVOLUTION],
    "jizokuka": [REVOLUTION],
    "it": [REVOLUTION],
    "kodo_renkei": [1_040_000_000, 1_010_000_000],
    "sapoin": [10_900_000_000, 13_120_000_000],
    "sabisapo": [10_900_000_000, 13_120_000_000],
}
OFFICIAL_NAMES = {
    "saikouchiku": "中小企業等事業再構築促進事業",
    "monozukuri": "ものづくり・商業・サービス生産性向上促進事業",
    "jizokuka": "小規模事業者持続的発展支援事業",
    "it": "サービス等生産性向上IT導入支援事業",
    "kodo_renkei": "ものづくり・商業・サービス高度連携促進事業",
    "sapoin": "戦略的基盤技術高度化・連携支援事業",
    "sabisapo": "戦略的基盤技術高度化・連携支援事業",
}
# What a size test reads beside the answers that the sources name.
SIZE_FIELDS = ("industry", "main_industry", "industry_detail", "legal_form", "capital_yen", "employees")
SENTENCES = {"summary", "purpose", "note", "reason", "notice", "question", "why_not_asked", "help"}
HALF_WIDTH_KATAKANA = re.compile("[\uff61-\uff9f]")


def criteria(catalog: Catalog) -> list[Criterion]:
    return [part for part in parts_of(catalog) if isinstance(part, Criterion)]


def fields_read(test: Test) -> Iterator[str]:
    for part in walk(test):
        yield from part.fields()
        yield from SIZE_FIELDS if isinstance(part, ClassIn) else ()


def not_askable(tests: Iterable[Test], fields: Mapping[str, Field]) -> list[str]:
    """What tests read although it is never asked and nobody says why."""
    read = {key for test in tests for key in fields_read(test)}
    return sorted(key for key in read if key not in fields or not (fields[key].question or fields[key].why_not_asked))


def texts_of(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a value, with the attribute that holds it."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts_of(item, key)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item, name)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts_of(getattr(value, field.name), field.name)


def test_the_frames_of_the_contract_are_there_in_its_order(catalog: Catalog) -> None:
    edition = [programme for programme in catalog.programmes if programme.edition == "2021"]
    assert [frame.id for programme in edition for frame in programme.frames] == FRAMES.split()


def test_every_programme_of_the_facts_is_there_with_its_budget(catalog: Catalog) -> None:
    edition = [programme for programme in catalog.programmes if programme.edition == "2021"]
    assert {programme.id: [budget.yen for budget in programme.budget] for programme in edition} == BUDGETS


@pytest.mark.parametrize(("programme_id", "name"), OFFICIAL_NAMES.items())
def test_a_programme_has_its_official_name(programme_id: str, name: str, catalog: Catalog) -> None:
    (programme,) = [programme for programme in catalog.programmes if programme.id == programme_id]
    assert name in programme.official_name


def test_every_criterion_that_decides_reads_only_what_is_asked_or_why_it_is_not(catalog: Catalog) -> None:
    fields = {field.key: field for field in catalog.fields}
    tests = [criterion.test for criterion in criteria(catalog) if criterion.test is not None]
    assert len(tests) > 40
    assert not_askable(tests, fields) == []


def test_everything_else_that_is_computed_reads_only_what_is_asked_or_why_it_is_not(catalog: Catalog) -> None:
    fields = {field.key: field for field in catalog.fields}
    assert not_askable([part for part in parts_of(catalog) if isinstance(part, Test)], fields) == []


def test_a_criterion_on_an_answer_that_is_never_asked_is_found() -> None:
    silent = Field("plans.secret", "flag", "label", 1)
    asked = Field("plans.asked", "flag", "label", 2, question="?")
    explained = Field("plans.explained", "flag", "label", 3, why_not_asked="-")
    fields = {field.key: field for field in (silent, asked, explained)}
    tests: list[Test] = [*(Not(IsTrue(key)) for key in fields), AtLeast("plans.nowhere", Fraction(1))]
    assert not_askable(tests, fields) == ["plans.nowhere", "plans.secret"]


def test_only_human_criteria_have_no_test(catalog: Catalog) -> None:
    assert [c.id for c in criteria(catalog) if (c.test is None) != (c.kind == "human")] == []


def test_every_criterion_is_worded_as_a_requirement(catalog: Catalog) -> None:
    assert [criterion.text for criterion in criteria(catalog) if not criterion.text.endswith("こと")] == []


def test_sentences_end_as_sentences(catalog: Catalog) -> None:
    sentences = [text for name, text in texts_of(catalog) if name in SENTENCES]
    assert len(sentences) > 150
    assert [text for text in sentences if not text.endswith("。")] == []


def test_no_text_has_half_width_katakana_or_is_unfinished(catalog: Catalog) -> None:
    texts = [text for _, text in texts_of(catalog)]
    assert len(texts) > 1500
    assert [text for text in texts if HALF_WIDTH_KATAKANA.search(text) or "TODO" in text.upper()] == []


def test_no_text_begins_or_ends_with_a_blank(catalog: Catalog) -> None:
    assert [text for _, text in texts_of(catalog) if text != text.strip()] == []


def test_every_text_of_the_engine_is_there_and_no_other(catalog: Catalog) -> None:
    assert {section: set(keys) for section, keys in catalog.wording.items()} == {
        section: set(keys) for section, keys in WORDING.items()
    }


def keys_in_the_code() -> set[str]:
    """The constants with which modules look up ``words`` and ``wording``; the commands have their own."""
    found: set[str] = set()
    for path in {*Path(subsidy.__file__).parent.glob("*.py")} - {Path(one.__file__) for one in (cli, changes, keeping)}:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Subscript) and re.search(r"\b_?(words|wording)\b", ast.unparse(node.value)):
                constants = [node.slice] if isinstance(node.slice, ast.Constant) else []
                if isinstance(node.slice, ast.IfExp):
                    constants = [c for c in (node.slice.body, node.slice.orelse) if isinstance(c, ast.Constant)]
                found |= {str(constant.value) for constant in constants}
    return found


def test_every_text_that_the_code_names_is_declared() -> None:
    declared = {*WORDING, *(key for keys in WORDING.values() for key in keys)}
    assert len(keys_in_the_code()) > 40
    assert sorted(keys_in_the_code() - declared) == []


@pytest.mark.parametrize(
    "key", [f"certainty_{value}" for value in get_args(Certainty)] + [f"kind_{value}" for value in get_args(Kind)]
)
def test_every_certainty_and_kind_has_its_words(key: str, catalog: Catalog) -> None:
    assert catalog.wording["describe"][key].strip()
