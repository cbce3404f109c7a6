"""Faults whose exact place is easily missed: keys above blocks, inner parts of tests, odd characters, odd folders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from subsidy.catalog import load_catalog
from subsidy.errors import CatalogError
from subsidy.fields import Field
from subsidy.predicate import AtLeast, AtMost, ClassIn, CodesAtLeast, DateFrom, IsFalse, IsTrue, OneOf, Test
from subsidy.schedule import Round
from subsidy.tariff import CapBand, RateStep
from tests.subsidy.catalog.catalogue_text import Place, places, places_of, texts
from tests.subsidy.catalog.conftest import ProblemsOf
from tests.subsidy.catalog.faults import Fault, is_one_sentence, missing_in, renamed, replaced
from tests.subsidy.catalog.figure_faults import written
from tests.subsidy.catalog.reference_faults import first_in_each_file, two_of


# --- shape: a key with a typo above a block is told with the line of its value -----------------------------------
def keys_above_blocks() -> Iterator[Fault]:
    chosen: dict[str, Place] = {}
    for place in places():
        if place.key.value == place.attribute and place.key.start_mark.line != place.node.start_mark.line:
            chosen.setdefault(place.attribute, place)
    for place in chosen.values():
        yield renamed(
            "typo above a block", place, place.attribute + place.attribute[-1], "unknown_key", place.attribute
        )


# --- tests: field path (and line, where the test has several lines) ----------------------------------------------
TESTS_ON_A_FIELD = (IsTrue, IsFalse, AtLeast, AtMost, OneOf, DateFrom, CodesAtLeast)
OTHER_KIND = {
    IsTrue: "employees",
    IsFalse: "employees",
    AtLeast: "plans.equipment",
    AtMost: "plans.equipment",
    OneOf: "employees",
    DateFrom: "employees",
    CodesAtLeast: "employees",
}


def faults_in_tests() -> Iterator[Fault]:
    for owner in TESTS_ON_A_FIELD:
        for place in two_of(first_in_each_file(places_of(owner, "field"))):
            yield replaced("unknown field", place, place.value + place.value[-1], "unknown_field", near=place.value)
            yield replaced("wrong kind", place, OTHER_KIND[owner], "wrong_field_kind")
    counters = [place for place in places_of(CodesAtLeast, "count_field") if place.value != "null"]
    for place in two_of(first_in_each_file(counters)):
        yield replaced("unknown count", place, place.value + "s", "unknown_field", near=place.value)
    for place in two_of(first_in_each_file(places_of(ClassIn, "definition"))):
        yield replaced("unknown definition", place, place.value + "s", "unknown_definition", near=place.value)
    for place in two_of(first_in_each_file(places_of(ClassIn, "classes"))):
        yield replaced("unknown class", place, "[smee]", "unknown_class")
        yield replaced("no class", place, "[]", "empty_list")
    for place in two_of(first_in_each_file(places_of(OneOf, "values"))):
        value = place.node.value[0].value
        yield replaced("unknown value", place, f"[{value}{value[-1]}]", "unknown_value", near=value)
    for place in [p for p in places() if issubclass(p.owner, Test) and p.attribute == "tests"][:2]:
        yield replaced("nothing to test", place, "[]", "empty_list")


def written_keys(place: Place) -> set[str]:
    return {key.value for key, _ in place.mapping.value}


# --- other wrong places ------------------------------------------------------------------------------------------
def other_faults() -> Iterator[Fault]:
    keys = places_of(Field, "key")
    yield replaced("duplicate Field", keys[-1], keys[0].value, "duplicate_id")  # told as fields[40].id
    both = [place for place in places_of(Round, "closes") if "null" not in (place.value, written(place)["opens"])]
    for place in first_in_each_file([place for place in both if "gates" not in written_keys(place)]):
        yield replaced("closes before it opens", place, "1999-12-31", "dates_reversed")  # told as rounds[0]
    ends = places_of(CapBand, "employees_to", "2021/")
    yield replaced("bands end", ends[-1], "30", "bands_gap")  # told with the line of the first band
    for place in places_of(RateStep, "rate"):
        yield replaced("rate of a step", place, "0", "bad_rate")  # told as steps: no index
    text = texts()["2021/edition.yml"]
    start = text.index('"2021"')
    yield Fault("edition of no folder", "2021/edition.yml", start, start + 6, '"2022"', 1, "id", "wrong_folder")
    text = texts()["wording.yml"]
    start = text.index("    months:") + 4
    line = text[:start].count("\n") + 1
    yield Fault(
        "wording typo",
        "wording.yml",
        start,
        start + 6,
        "monthss",
        line,
        "wording.value.monthss",
        "wording_unknown",
        "months",
    )  # no proposal


@pytest.mark.parametrize("fault", [*keys_above_blocks(), *faults_in_tests(), *other_faults()], ids=str)
def test_place(fault: Fault, problems_of: ProblemsOf) -> None:
    assert missing_in(fault, problems_of(fault.file, fault.text)) == ""


def test_a_key_used_twice_is_told_once(problems_of: ProblemsOf) -> None:
    text = texts()["2021/offices.yml"].replace("    checked: false\n", "    checked: false\n    checked: false\n", 1)
    assert [problem.code for problem in problems_of("2021/offices.yml", text)] == ["duplicate_key"]


# --- pass silently, or end in a traceback, or give a message of several lines --------------------------------------
P = "2021/programmes/"
SUBSTITUTIONS = {
    "derived_from of nothing": ("fields.yml", "derived_from: monthly_sales", "derived_from: monthly_sale"),
    "trade that is none": ("definitions.yml", "trades: [卸売業]", "trades: [卸売行]"),
    "month 13": ("definitions.yml", '"2019-12"', '"2019-13"'),
    "month soon": ("definitions.yml", 'recent_from: "2020-04"', 'recent_from: "soon"'),
    "office as of month 13": ("2021/offices.yml", '"2021-03"', '"2021-13"'),
    "stage of nothing": ("2021/checklist.yml", "stages: [stage_1]", "stages: [stage_9]"),
    "programme of nothing": (
        "2021/checklist.yml",
        "stage: stage_4, programmes: [digital_ai_2026,",
        "stage: stage_4, programmes: [digital_ai_2062,",
    ),
    "stage of our own": ("2021/checklist.yml", "stage: stage_3, programmes", "stage: stage_9, programmes"),
    "item that is none": ("2021/checklist.yml", "{id: data_analysis, text: 事務", "{id: data_analyses, text: 事務"),
    "share above one": ("2021/checklist.yml", "limits: {few: 1/3", "limits: {few: 3/1"),
    "deadline of nothing": (
        "2026/programmes/jizokuka_startup.yml",
        "frame: jizokuka_startup_startup, months: 12",
        "frame: jizokuka_startup, months: 12",
    ),
    "no month before a deadline": (
        "2026/programmes/jizokuka_startup.yml",
        "frame: jizokuka_startup_startup, months: 12",
        "frame: jizokuka_startup_startup, months: 0",
    ),
    "period of nothing": ("fields.yml", "period: {frame: jizokuka_startup_startup", "period: {frame: nothing"),
    "codes_at_least 0": (P + "it.yml", "count: 2}", "count: 0}"),
    "codes_at_least more than there are": (P + "it.yml", "count: 2}", "count: 99}"),
    "count_field of a flag": (P + "it.yml", "count_field: plans.it_tool_processes", "count_field: plans.equipment"),
    "bank field that is no flag": (P + "saikouchiku.yml", "field: plans.bank_joins_plan", "field: capital_yen"),
    "sales test on a choice": (
        "definitions.yml",
        "field: sales_decline.any_3_of_last_6_months_vs_precovid_pct",
        "field: industry",
    ),
    "false_when on a flag": (
        "fields.yml",
        "{field: plans.consortium_size, value: 1}",
        "{field: plans.ai_iot, value: 1}",
    ),
    "step above the cap": (P + "saikouchiku.yml", "above_subsidy_yen: 40000000", "above_subsidy_yen: 400000000"),
    "conversion in wording": ("wording.yml", "{yen}以上になる", "{yen!x}以上になる"),
    "format in wording": ("wording.yml", "{yen}以上になる", "{yen:d}以上になる"),
    "placeholder in a format": ("wording.yml", "{yen}以上になる", "{yen:{foo}}以上になる"),
    "tag on a mapping": (P + "saikouchiku.yml", "floor: {yen", "floor: !!null {yen"),
    "ended on the last day of time": (P + "it.yml", "on: 2021-12-22", "on: 9999-12-31"),
    # tracebacks
    "5000 digits": (P + "saikouchiku.yml", "yen: 1000000,", f"yen: {'9' * 5000},"),
    "5000 digits as rate": (P + "saikouchiku.yml", "value: 2/3", f"value: {'9' * 5000}"),
    "closes on the last day of time": (P + "it.yml", "closes: 2021-05-14", "closes: 9999-12-31"),
    # messages of several lines
    "line break in a value": (P + "saikouchiku.yml", "yen: 1000000,", 'yen: "a\\nb",'),
    "line break in a reference": (P + "it.yml", "document: kanto_2021", 'document: "kanto\\n2021"'),
    "control character": (P + "it.yml", "label: ソフトの導入", "label: ソフ\x07トの導入"),
    # wrong line: the end of the file
    "open quote": (P + "it.yml", "label: ソフトの導入", "label: 'ソフトの導入"),
}


@pytest.mark.parametrize("name", SUBSTITUTIONS)
def test_substitution(name: str, problems_of: ProblemsOf) -> None:
    file, old, new = SUBSTITUTIONS[name]
    text = texts()[file]
    assert old in text
    problems = problems_of(file, text.replace(old, new, 1))
    assert [str(problem) for problem in problems if not is_one_sentence(problem)] == []
    line = text[: text.index(old)].count("\n") + 1 + new.count("\n      - ")
    assert (file, line) in [(problem.file, problem.line) for problem in problems]


@pytest.mark.parametrize("file", ["fields.yml", "2021/programmes/x.yml"])
def test_a_folder_instead_of_a_file(file: str, copied: Path) -> None:
    (copied / file).unlink(missing_ok=True)
    (copied / file).mkdir()
    with pytest.raises(CatalogError) as caught:
        load_catalog(copied)
    assert {problem.file for problem in caught.value.problems} == {file}


def test_a_missing_text_is_named_with_its_field(problems_of: ProblemsOf) -> None:
    text = re.sub(r"    open: .*\n", "", texts()["wording.yml"], count=1)
    assert [problem.field for problem in problems_of("wording.yml", text)] == ["wording.criterion.open"]
