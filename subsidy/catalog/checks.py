"""What the shape of a file cannot show: references between files, duplicates, figures that contradict each other."""

from __future__ import annotations

import dataclasses
import string
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from subsidy.calls import end_of, start_of
from subsidy.catalog.builder import Builder, Path, near
from subsidy.catalog.wording_keys import WORDING
from subsidy.errors import Problem
from subsidy.fields import NUMERIC, FalseWhen, Field
from subsidy.model import Criterion, Frame, Programme, Relation, Round
from subsidy.predicate import (
    All,
    AtLeast,
    AtMost,
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
from subsidy.reference import Edition, SalesTest
from subsidy.size import ClassDefinition
from subsidy.source import Document, Source
from subsidy.tariff import Amount, BankRule, Tariff
from subsidy.whole import Catalog

Files = Mapping[str, tuple[Any, Builder]]
KINDS: dict[type, frozenset[str]] = {
    IsTrue: frozenset(("flag",)),
    IsFalse: frozenset(("flag",)),
    AtLeast: NUMERIC,
    MoreThan: NUMERIC,
    AtMost: NUMERIC,
    LessThan: NUMERIC,
    OneOf: frozenset(("choice",)),
    DateFrom: frozenset(("date",)),
    CodesAtLeast: frozenset(("codes",)),
}

GLOBAL: frozenset[type] = frozenset((Programme, Frame, Document, Field, ClassDefinition, Edition))


def check(catalog: Catalog, files: Files, complete: bool) -> list[Problem]:
    """Every mistake that shows only when the files are looked at together.

    Where some files could not be read (not ``complete``), what refers to them is not held against the others.
    """
    checker = Checker(catalog, complete)
    for value, builder in files.values():
        for path, part in parts(value):
            checker.check_part(part, path, builder)
    checker.check_ids(files)
    checker.check_wording(files)
    return [problem for _, builder in files.values() for problem in builder.problems]


def parts(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """A value and everything inside it, with the path to each."""
    yield path, value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from parts(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from parts(item, (*path, index))


class Checker:
    """Knows what the catalogue holds, and looks at one part after the other."""

    def __init__(self, catalog: Catalog, complete: bool) -> None:
        self.complete = complete
        self.catalog = catalog
        self.documents = {document.id for document in catalog.documents}
        self.fields = {field.key: field for field in catalog.fields}
        self.definitions = {definition.id: definition for definition in catalog.definitions.classes}
        self.frames = {frame.id for programme in catalog.programmes for frame in programme.frames}
        self.editions = {edition.id for edition in catalog.editions}

    def check_part(self, part: Any, path: Path, builder: Builder) -> None:
        """Apply the checks for the class of a part."""
        if type(part) in KINDS:
            self._check_field_of_test(part, path, builder)
        checks: dict[type, Callable[[Any, Path, Builder], object]] = {
            Source: self._check_source,
            ClassIn: self._check_class,
            ClassDefinition: self._check_definition,
            Criterion: self._check_criterion,
            Amount: self._check_amount,
            Tariff: self._check_tariff,
            Round: self._check_round,
            Relation: self._check_relation,
            Programme: self._check_programme,
            Field: self._check_field,
            FalseWhen: self._check_reference,
            BankRule: self._check_reference,
            SalesTest: self._check_reference,
            All: self._check_not_empty,
            AnyOf: self._check_not_empty,
        }
        check_one = checks.get(type(part))
        if check_one is not None:
            check_one(part, path, builder)

    def _unknown(self, code: str, name: str, known: Any, path: Path, builder: Builder) -> None:
        builder.problem(path, code, id=name, near=near(name, [*known]))

    def _check_source(self, source: Source, path: Path, builder: Builder) -> None:
        if source.document not in self.documents:
            self._unknown("unknown_document", source.document, self.documents, (*path, "document"), builder)

    def _check_reference(self, part: Any, path: Path, builder: Builder) -> Field | None:
        field = self.fields.get(part.field)
        if field is None:
            self._unknown("unknown_field", part.field, self.fields, (*path, "field"), builder)
        return field

    def _check_field_of_test(self, test: Any, path: Path, builder: Builder) -> None:
        field = self._check_reference(test, path, builder)
        if field is None:
            return
        if field.kind not in KINDS[type(test)]:
            builder.problem((*path, "field"), "wrong_field_kind", id=field.key, kind=field.kind)
        for name in ("values", "among"):
            for value in getattr(test, name, ()):
                if value not in field.values:
                    builder.problem(
                        (*path, name), "unknown_value", value=value, id=field.key, near=near(value, field.values)
                    )
        if isinstance(test, CodesAtLeast) and test.count_field not in self.fields:
            self._unknown("unknown_field", test.count_field, self.fields, (*path, "count_field"), builder)

    def _check_class(self, test: ClassIn, path: Path, builder: Builder) -> None:
        definition = self.definitions.get(test.definition)
        if definition is None:
            self._unknown("unknown_definition", test.definition, self.definitions, (*path, "definition"), builder)
            return
        allowed = ("small",) if definition.small else ("sme", "mid") if definition.mid else ("sme",)
        for value in test.classes:
            if value not in allowed:
                builder.problem(
                    (*path, "classes"), "unknown_class", value=value, id=definition.id, allowed=", ".join(allowed)
                )
        self._check_filled(test.classes, (*path, "classes"), builder)

    def _check_definition(self, definition: ClassDefinition, path: Path, builder: Builder) -> None:
        shared = self.catalog.definitions
        wanted = [("tables", name, {t.id for t in shared.size_tables}) for name in definition.tables]
        wanted += [("mid", definition.mid, {t.id for t in shared.mid_tables})] if definition.mid else []
        wanted += [("small", definition.small, {t.id for t in shared.small_tables})] if definition.small else []
        for key, name, known in wanted:
            if name not in known:
                self._unknown("unknown_definition", name, known, (*path, key), builder)
        if not wanted:
            builder.problem(path, "empty_list")

    def _check_filled(self, values: Any, path: Path, builder: Builder) -> None:
        if not values:
            builder.problem(path, "empty_list")

    def _check_not_empty(self, test: All | AnyOf, path: Path, builder: Builder) -> None:
        self._check_filled(test.tests, path, builder)

    def _check_criterion(self, criterion: Criterion, path: Path, builder: Builder) -> None:
        if criterion.kind == "human" and criterion.test is not None:
            builder.problem((*path, "test"), "test_of_human")
        if criterion.kind != "human" and criterion.test is None:
            builder.problem(path, "test_missing", kind=criterion.kind)

    def _check_amount(self, amount: Amount, path: Path, builder: Builder) -> None:
        self._check_filled(amount.tariffs, (*path, "tariffs"), builder)
        for index, tariff in enumerate(amount.tariffs[:-1]):
            if tariff.when is None:
                builder.problem((*path, "tariffs", index + 1), "unreachable_tariff")

    def _check_tariff(self, tariff: Tariff, path: Path, builder: Builder) -> None:
        for key, rate in [("rate", tariff.rate.value), *(("steps", step.rate) for step in tariff.steps)]:
            if not 0 < rate <= 1:
                builder.problem((*path, key), "bad_rate", value=str(rate))
        if (tariff.cap is None) == (not tariff.cap_bands):
            builder.problem(path, "cap_missing")
            return
        self._check_bands(tariff, path, builder)
        caps = [tariff.cap.yen] if tariff.cap is not None else [band.yen for band in tariff.cap_bands]
        if tariff.floor is not None and tariff.floor.yen > min(caps):
            builder.problem((*path, "floor"), "floor_above_cap", floor=str(tariff.floor.yen), cap=str(min(caps)))

    def _check_bands(self, tariff: Tariff, path: Path, builder: Builder) -> None:
        expected: int | None = 0
        for index, band in enumerate(tariff.cap_bands):
            if band.employees_from != expected or (band.employees_to or expected or 0) < (expected or 0):
                builder.problem((*path, "cap_bands", index), "bands_gap")
                return
            expected = None if band.employees_to is None else band.employees_to + 1
        if tariff.cap_bands and expected is not None:
            builder.problem((*path, "cap_bands"), "bands_gap")

    def _check_round(self, call: Round, path: Path, builder: Builder) -> None:
        if call.opens is not None and call.closes is not None and end_of(call.closes) <= start_of(call.opens):
            builder.problem(path, "dates_reversed", opens=str(call.opens), closes=str(call.closes))
        for index, gate in enumerate(call.gates):
            if call.closes is None:
                builder.problem((*path, "gates", index), "gate_without_close")
            elif end_of(gate.closes) > end_of(call.closes):
                builder.problem(
                    (*path, "gates", index), "gate_after_close", gate=str(gate.closes), closes=str(call.closes)
                )
        dated = call.opens is not None or call.closes is not None
        if dated == (call.certainty == "unknown"):
            builder.problem((*path, "certainty"), "date_without_certainty" if dated else "certainty_without_date")

    def _check_relation(self, relation: Relation, path: Path, builder: Builder) -> None:
        if self.complete and relation.to not in self.frames:
            self._unknown("unknown_frame", relation.to, self.frames, (*path, "to"), builder)

    def _check_programme(self, programme: Programme, path: Path, builder: Builder) -> None:
        if self.complete and programme.edition not in self.editions:
            self._unknown("unknown_edition", programme.edition, self.editions, (*path, "edition"), builder)
        elif not builder.file.startswith(f"{programme.edition}/"):
            builder.problem((*path, "edition"), "wrong_folder", id=programme.edition)
        self._check_filled(programme.frames, (*path, "frames"), builder)
        own = {frame.id for frame in programme.frames}
        for inner, part in parts(programme):
            for name in getattr(part, "frames", None) or () if not isinstance(part, Programme) else ():
                if name not in own:
                    self._unknown("unknown_frame", name, own, (*path, *inner, "frames"), builder)

    def _check_field(self, field: Field, path: Path, builder: Builder) -> None:
        if field.question is None and field.why_not_asked is None:
            builder.problem(path, "never_asked", id=field.key)
        if field.question is not None and field.why_not_asked is not None:
            builder.problem((*path, "why_not_asked"), "both_question_and_reason")
        if (field.kind in ("choice", "codes")) != bool(field.values):
            builder.problem((*path, "values"), "wrong_type_of_values", kind=field.kind)

    def check_ids(self, files: Files) -> None:
        """Every id is used once among its kind: over all files, or within the list it stands in."""
        seen: dict[tuple[object, ...], str] = {}
        for value, builder in files.values():
            for path, part in parts(value):
                name = getattr(part, "id", None) or getattr(part, "key", None)
                if not isinstance(name, str) or not dataclasses.is_dataclass(part):
                    continue
                scope: tuple[object, ...] = (type(part), name)
                if type(part) not in GLOBAL:
                    scope = (builder.file, path[:-1], *scope)
                where = f"{builder.file}:{builder.line_of(path)}"
                if seen.setdefault(scope, where) != where:
                    builder.problem((*path, "id"), "duplicate_id", id=name, where=seen[scope])
        self._check_criterion_ids(files)

    def _check_criterion_ids(self, files: Files) -> None:
        for value, builder in files.values():
            if not isinstance(value, Programme):
                continue
            common = {criterion.id for criterion in value.criteria}
            for index, frame in enumerate(value.frames):
                for number, criterion in enumerate(frame.criteria):
                    if criterion.id in common:
                        path = ("frames", index, "criteria", number, "id")
                        builder.problem(path, "duplicate_id", id=criterion.id, where=f"{builder.file} criteria")

    def check_wording(self, files: Files) -> None:
        """Every text the engine uses is there, and its placeholders are those the engine fills."""
        builder = files["wording.yml"][1]
        given = self.catalog.wording
        for section, texts in WORDING.items():
            for key, allowed in texts.items():
                text = given.get(section, {}).get(key)
                if text is None:
                    builder.problem(("wording", section), "wording_missing", key=f"{section}.{key}")
                else:
                    self._check_text(text, allowed, ("wording", section, key), builder)
        for section, found in given.items():
            for key in found:
                if key not in WORDING.get(section, {}):
                    builder.problem(("wording", section, key), "wording_unknown", key=f"{section}.{key}")

    @staticmethod
    def _check_text(text: str, allowed: frozenset[str], path: Path, builder: Builder) -> None:
        try:
            used = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        except ValueError as error:
            builder.problem(path, "wording_placeholder", detail=str(error))
            return
        if not used <= allowed:
            builder.problem(path, "wording_placeholder", detail=", ".join(sorted(used - allowed)))
