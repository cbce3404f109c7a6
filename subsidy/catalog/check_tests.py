"""Checks of conditions: fields, values and classes they name."""

from __future__ import annotations

from typing import Any

from subsidy.catalog.known import Known, Place
from subsidy.errors import near
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
    Test,
)
from subsidy.predicate import Any as AnyOf
from subsidy.reference import SalesTest
from subsidy.size import ClassDefinition
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
        _report_kind(place.at("field"), field, KINDS[type(part)])
    for name in ("values", "among"):
        for value in getattr(part, name, ()):
            if value not in field.values:
                where = place.at(name)
                hint = "japanese_comma" if "、" in value else ""
                meant, allowed = near(value, field.values), ", ".join(field.values)
                where.report("unknown_value", value=value, id=field.key, allowed=allowed, near=meant, hint=hint)
    if isinstance(part, OneOf) and not part.values:
        place.at("values").report("empty_list")
    if isinstance(part, BeforeDeadline):
        check_deadline(part, place, known)
    if isinstance(part, CodesAtLeast):
        _check_count(part, field, place, known)


def _report_kind(place: Place, field: Field, wanted: frozenset[str]) -> None:
    """A field of another kind than is wanted, with the conditions that it can be used in."""
    fitting = [cls.key for cls, kinds in KINDS.items() if field.kind in kinds and issubclass(cls, Test)]
    words = {"id": field.key, "label": field.label, "kind": field.kind, "wanted": ", ".join(sorted(wanted))}
    place.report("wrong_field_kind", **words, fitting=", ".join(fitting), hint="fitting" if fitting else "")


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
        _report_kind(place.at("count_field"), counter, frozenset(("number",)))


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
    allowed = _drawn(definition)
    for value in test.classes:
        if value not in allowed:
            where, said = place.at("classes"), {"value": value, "id": definition.id, "allowed": ", ".join(allowed)}
            others = [other.id for other in known.definitions.values() if value in _drawn(other)]
            if others:
                where.report("class_elsewhere", **said, others=", ".join(others))
            else:
                where.report("unknown_class", **said)
    if not test.classes:
        place.at("classes").report("empty_list")


def _drawn(definition: ClassDefinition) -> tuple[str, ...]:
    """The classes that a definition tells apart."""
    return ("small",) if definition.small else ("sme", "mid") if definition.mid else ("sme",)


def check_not_empty(test: All | AnyOf, place: Place, known: Known) -> None:
    """A combination has something to combine."""
    if not test.tests:
        place.report("empty_list")
