"""Checks of conditions: fields, values and classes they name."""

from __future__ import annotations

from typing import Any

from subsidy.catalog.builder import near
from subsidy.catalog.known import Known, Place
from subsidy.fields import NUMERIC, FalseWhen, Field, Period
from subsidy.predicate import (
    All,
    AtLeast,
    AtMost,
    BeforeDeadline,
    ClassIn,
    CodesAtLeast,
    DateFrom,
    IsFalse,
    IsTrue,
    LessThan,
    MoreThan,
    OneOf,
)
from subsidy.predicate import Any as AnyOf
from subsidy.reference import SalesTest
from subsidy.tariff import BankRule

FLAG = frozenset(("flag",))
KINDS: dict[type, frozenset[str]] = {
    IsTrue: FLAG,
    IsFalse: FLAG,
    AtLeast: NUMERIC,
    MoreThan: NUMERIC,
    AtMost: NUMERIC,
    LessThan: NUMERIC,
    OneOf: frozenset(("choice",)),
    DateFrom: frozenset(("date",)),
    BeforeDeadline: frozenset(("date",)),
    CodesAtLeast: frozenset(("codes",)),
    BankRule: FLAG,
    SalesTest: frozenset(("percent",)),
    FalseWhen: NUMERIC,
}


def check_field_of(part: Any, place: Place, known: Known) -> None:
    """A part that names a field names one that exists, of a kind it can use, and values that the field has."""
    field = _existing(part.field, place.at("field"), known)
    if field is None:
        return
    if field.kind not in KINDS[type(part)]:
        place.at("field").report("wrong_field_kind", id=field.key, kind=field.kind)
    for name in ("values", "among"):
        for value in getattr(part, name, ()):
            if value not in field.values:
                where = place.at(name)
                hint = "japanese_comma" if "、" in value else ""
                where.report("unknown_value", value=value, id=field.key, near=near(value, field.values), hint=hint)
    if isinstance(part, OneOf) and not part.values:
        place.at("values").report("empty_list")
    if isinstance(part, BeforeDeadline):
        check_deadline(part, place, known)
    if isinstance(part, CodesAtLeast):
        _check_count(part, field, place, known)


def _existing(name: str, place: Place, known: Known) -> Field | None:
    field = known.fields.get(name)
    if field is None:
        place.unknown("unknown_field", name, known.fields)
    return field


def _check_count(part: CodesAtLeast, field: Field, place: Place, known: Known) -> None:
    most = len(part.among or field.values)
    if not 1 <= part.count <= most:
        place.at("count").report("count_out_of_range", value=part.count, most=most)
    counter = None if part.count_field is None else _existing(part.count_field, place.at("count_field"), known)
    if counter is not None and counter.kind != "number":
        place.at("count_field").report("wrong_field_kind", id=counter.key, kind=counter.kind)


def check_deadline(part: BeforeDeadline | Period, place: Place, known: Known) -> None:
    """A deadline is that of a frame that exists."""
    if known.complete and part.frame not in known.frames:
        place.at("frame").unknown("unknown_frame", part.frame, known.frames)


def check_class(test: ClassIn, place: Place, known: Known) -> None:
    """A size test names a definition and classes it draws."""
    definition = known.definitions.get(test.definition)
    if definition is None:
        place.at("definition").unknown("unknown_definition", test.definition, known.definitions)
        return
    allowed = ("small",) if definition.small else ("sme", "mid") if definition.mid else ("sme",)
    for value in test.classes:
        if value not in allowed:
            where = place.at("classes")
            where.report("unknown_class", value=value, id=definition.id, allowed=", ".join(allowed))
    if not test.classes:
        place.at("classes").report("empty_list")


def check_not_empty(test: All | AnyOf, place: Place, known: Known) -> None:
    """A combination has something to combine."""
    if not test.tests:
        place.report("empty_list")
