"""Faults that show only when parts are compared: references to nothing and names that are used twice."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache

from subsidy.fields import FalseWhen
from subsidy.model import (
    Conflict,
    Cost,
    Criterion,
    Evidence,
    Example,
    Frame,
    Preparation,
    Programme,
    Relation,
    Succession,
)
from subsidy.reference import (
    ChecklistItem,
    ChecklistPattern,
    ChecklistSection,
    Office,
    ProcessStage,
    SalesTest,
    Term,
)
from subsidy.schedule import Ended, LastKnown, Round
from subsidy.size import ClassDefinition, SizeRow, SizeTable, SmallTable
from subsidy.source import Document, Source
from subsidy.tariff import BankRule, Tariff
from tests.subsidy.catalog.catalogue_text import Place, places, places_of, texts
from tests.subsidy.catalog.faults import Fault, has_anchor, inserted, removed, replaced, span

REFERENCES: dict[tuple[type, str], str] = {
    (Source, "document"): "unknown_document",
    (Relation, "to"): "unknown_frame",
    (Programme, "edition"): "unknown_edition",
    (SalesTest, "field"): "unknown_field",
    (FalseWhen, "field"): "unknown_field",
    (BankRule, "field"): "unknown_field",
    (Evidence, "document"): "unknown_document",
    (ClassDefinition, "mid"): "unknown_definition",
    (ClassDefinition, "small"): "unknown_definition",
}
LISTS_OF_REFERENCES: dict[tuple[type, str], str] = {
    (Round, "frames"): "unknown_frame",
    (Ended, "frames"): "unknown_frame",
    (LastKnown, "frames"): "unknown_frame",
    (Succession, "frames"): "unknown_frame",
    (Succession, "to"): "unknown_frame",
    (Cost, "frames"): "unknown_frame",
    (Preparation, "frames"): "unknown_frame",
    (Example, "frames"): "unknown_frame",
    (Conflict, "frames"): "unknown_frame",
    (ClassDefinition, "tables"): "unknown_definition",
}
# Used once in the list in which they stand; the first group once in the whole catalogue.
NAMES: tuple[type, ...] = (Programme, Frame, Document, ClassDefinition)
NAMES_IN_A_LIST: tuple[type, ...] = (
    Criterion, Round, Tariff, Conflict, Office, SizeTable, SizeRow, SmallTable, SalesTest, Term,
    ChecklistSection, ChecklistItem, ChecklistPattern, ProcessStage,
)  # fmt: skip


@cache
def reference_faults() -> tuple[Fault, ...]:
    """Names that are not declared anywhere, one of each kind in each file."""
    return (*_references(), *_references_in_lists())


def _references() -> Iterator[Fault]:
    for (owner, attribute), code in REFERENCES.items():
        found = first_in_each_file(places_of(owner, attribute))
        for place in found if owner is Source else two_of(found):
            yield replaced(code, place, _with_typo(place), code, near=place.value)


def _with_typo(place: Place) -> str:
    quote = '"' if place.value.isdigit() else ""
    return f"{quote}{place.value}{place.value[-1]}{quote}"


def _references_in_lists() -> Iterator[Fault]:
    for (owner, attribute), code in LISTS_OF_REFERENCES.items():
        for place in two_of(first_in_each_file(places_of(owner, attribute))):
            name = str(place.node.value[0].value)
            yield replaced(code, place, f"[{name}{name[-1]}]", code, near=name)


def first_in_each_file(found: list[Place]) -> list[Place]:
    """The first of these places in each file."""
    first: dict[str, Place] = {}
    for place in found:
        first.setdefault(place.file, place)
    return list(first.values())


def two_of(found: list[Place]) -> list[Place]:
    """The first and the last, where there are two."""
    return [found[0], found[-1]] if len(found) > 1 else found


@cache
def duplicate_faults() -> tuple[Fault, ...]:
    """Names that are used twice."""
    return (*_duplicate_names(), *_duplicate_names_in_lists(), *_names_of_common_criteria())


def _duplicate_names() -> Iterator[Fault]:
    for owner in NAMES:
        found = places_of(owner, "id")
        files = first_in_each_file(found)
        first, second = (files[0], files[-1]) if len(files) > 1 else (found[0], found[-1])
        yield replaced(f"duplicate {owner.__name__}", second, first.value, "duplicate_id")


def _duplicate_names_in_lists() -> Iterator[Fault]:
    for owner in NAMES_IN_A_LIST:
        lists: dict[tuple[object, ...], list[Place]] = {}
        for place in places_of(owner, "id"):
            lists.setdefault((place.file, place.path[:-2]), []).append(place)
        for same in two_of(first_in_each_file([names[-1] for names in lists.values() if len(names) > 1])):
            first = lists[same.file, same.path[:-2]][0]
            yield replaced(f"duplicate {owner.__name__}", same, first.value, "duplicate_id")


def _names_of_common_criteria() -> Iterator[Fault]:
    """A criterion of a frame with the id of one that holds for all frames."""
    for common in two_of(first_in_each_file([p for p in places_of(Criterion, "id") if p.path[0] == "criteria"])):
        own = [p for p in places_of(Criterion, "id", common.file) if p.path[0] == "frames"]
        yield from (replaced("criterion of all frames again", p, common.value, "duplicate_id") for p in own[:1])


def duplicate_key_faults() -> Iterator[Fault]:
    """Keys that are used twice in a mapping."""
    for place in _second_keys():
        key, value = place.mapping.value[0]
        start, end = span(value, place.file)
        pair = f"{key.value}: {texts()[place.file][start:end]}"
        yield inserted("duplicate key", place, pair, "duplicate_key", (key.value,))


def _second_keys() -> list[Place]:
    """In each file the first mapping of each of two classes whose first value is a plain word."""
    chosen: dict[str, dict[type, Place]] = {}
    for place in places():
        if place.number == 1 and "\n" not in _first_pair(place) and "&" not in _first_pair(place):
            chosen.setdefault(place.file, {}).setdefault(place.owner, place)
    return [place for found in chosen.values() for place in two_of(list(found.values()))]


def _first_pair(place: Place) -> str:
    return texts()[place.file][place.mapping.value[0][0].start_mark.index : place.key.start_mark.index].rstrip()


@cache
def source_faults() -> tuple[Fault, ...]:
    """Whatever carries a figure or a statement without its source, and sources without a place."""
    return (*_missing_sources(), *_missing_places())


def _missing_sources() -> Iterator[Fault]:
    first: dict[str, Place] = {}
    for place in places():
        if place.attribute == "source" and not has_anchor(place) and _is_required(place):
            first.setdefault(place.owner.__name__, place)
    yield from (removed("no source", place, "missing_key") for place in first.values())


def _is_required(place: Place) -> bool:
    return dataclasses.fields(place.owner)[_names(place.owner).index(place.attribute)].default is dataclasses.MISSING


def _names(owner: type) -> list[str]:
    return [field.name for field in dataclasses.fields(owner)]


def _missing_places() -> Iterator[Fault]:
    for place in first_in_each_file([p for p in places_of(Source, "place") if not has_anchor(p)]):
        yield removed("source without place", place, "missing_key")
        yield replaced("source with a blank place", place, '"  "', "expected_text")
