"""What the shape of a file cannot show: references between files, duplicates, figures that contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from subsidy.catalog import check_programmes as programmes
from subsidy.catalog import check_shared as shared
from subsidy.catalog import check_tests as tests
from subsidy.catalog.builder import Builder
from subsidy.catalog.known import Known, Place, parts
from subsidy.errors import Problem
from subsidy.fields import Field, Period
from subsidy.model import Criterion, Evidence, Frame, Programme, Relation, Succession
from subsidy.predicate import All, ClassIn
from subsidy.predicate import Any as AnyOf
from subsidy.reference import Checklist, Edition
from subsidy.schedule import Round
from subsidy.size import ApplicantForms, ClassDefinition, Reclassify, SizeRow, SmallBody, SmallRow
from subsidy.source import Document, Source
from subsidy.tariff import Amount, Tariff
from subsidy.whole import Catalog

Files = Mapping[str, tuple[Any, Builder]]
Check = Callable[[Any, Place, Known], None]
CHECKS: dict[type, Check] = {
    **dict.fromkeys(tests.KINDS, tests.check_field_of),
    ClassIn: tests.check_class,
    Period: tests.check_deadline,
    All: tests.check_not_empty,
    AnyOf: tests.check_not_empty,
    Source: programmes.check_source,
    Criterion: programmes.check_criterion,
    Amount: programmes.check_amount,
    Tariff: programmes.check_tariff,
    Round: programmes.check_round,
    Relation: programmes.check_relation,
    Succession: programmes.check_succession,
    Evidence: programmes.check_evidence,
    Programme: programmes.check_programme,
    Field: shared.check_field,
    ApplicantForms: shared.check_applicants,
    SizeRow: shared.check_size_row,
    SmallRow: shared.check_size_row,
    SmallBody: shared.check_small_body,
    Reclassify: shared.check_reclassify,
    ClassDefinition: shared.check_definition,
    Edition: shared.check_edition,
    Checklist: shared.check_checklist,
}
GLOBAL: frozenset[type] = frozenset((Programme, Frame, Document, Field, ClassDefinition, Edition))


def check(catalog: Catalog, files: Files, complete: bool) -> list[Problem]:
    """Every mistake that shows only when the files are looked at together.

    Where some files could not be read (not ``complete``), what refers to them is not held against the others.
    """
    known = Known(catalog, complete)
    found = [part for value, builder in files.values() for part in parts(value, Place((), builder))]
    for place, part in found:
        check_one = CHECKS.get(type(part))
        if check_one is not None:
            check_one(part, place, known)
    _check_ids(found)
    shared.check_wording(known, Place((), files["wording.yml"][1]))
    return [problem for _, builder in files.values() for problem in builder.problems]


def _check_ids(found: Iterable[tuple[Place, Any]]) -> None:
    """Every id is used once among its kind: over all files, or within the list it stands in."""
    seen: dict[tuple[object, ...], str] = {}
    for place, part in found:
        key = "key" if isinstance(part, Field) else "id"
        name = getattr(part, key, None)
        if not isinstance(name, str):
            continue
        scope: tuple[object, ...] = (type(part), name)
        if type(part) not in GLOBAL:
            scope = (place.builder.file, place.path[:-1], *scope)
        if scope in seen:
            place.at(key).report("duplicate_id", id=name, where=seen[scope])
        seen.setdefault(scope, f"{place.builder.file}:{place.builder.line_of(place.path)}")
