"""Checks of what programmes share: fields, size tables, editions, the checklist, and the wording."""

from __future__ import annotations

import string
from collections.abc import Collection, Sequence

from subsidy.catalog.known import Known, Place
from subsidy.catalog.proposals import REQUIREMENT, requirement
from subsidy.catalog.wording_keys import WORDING
from subsidy.checklist import MANAGEMENT
from subsidy.errors import near
from subsidy.fields import Field
from subsidy.reference import Checklist, Edition
from subsidy.size import ApplicantForms, ClassDefinition, Reclassify, SizeRow, SmallBody, SmallRow


def check_field(field: Field, place: Place, known: Known) -> None:
    """A field is either asked or says why not, and has values where its kind needs them."""
    if field.question is None and field.why_not_asked is None:
        place.report("never_asked", id=field.key)
    if field.question is not None and field.why_not_asked is not None:
        place.at("why_not_asked").report("both_question_and_reason")
    if (field.kind in ("choice", "codes")) != bool(field.values):
        place.at("values").report("wrong_type_of_values", kind=field.kind)
    if field.derived_from is not None and field.derived_from not in known.fields:
        place.at("derived_from").unknown("unknown_field", field.derived_from, known.fields)
    _check_statement(field, place.at("statement"))


def _check_statement(field: Field, place: Place) -> None:
    """Only a flag has a statement, and it can stand as a requirement."""
    if field.statement is None:
        return
    if field.kind != "flag":
        place.report("statement_of_no_flag", kind=field.kind)
    if not field.statement.endswith(REQUIREMENT):
        end, meant = field.statement[-10:], requirement(field.statement)
        place.report("not_a_requirement", end=end, near=meant)


def _check_names(names: Sequence[str], allowed: Collection[str], place: Place) -> None:
    for index, name in enumerate(names):
        if name not in allowed:
            place.at(index).report("not_listed", value=name, allowed=", ".join(allowed), near=near(name, [*allowed]))


def check_applicants(forms: ApplicantForms, place: Place, known: Known) -> None:
    """Trades and forms are answers that the fields take."""
    values = {name: known.fields[name].values for name in ("industry", "legal_form") if name in known.fields}
    industries, legal_forms = values.get("industry", ()), values.get("legal_form", ())
    _check_names(forms.trades, industries, place.at("trades"))
    _check_names(forms.companies, legal_forms, place.at("companies"))
    _check_names(forms.bodies, {*industries, *legal_forms}, place.at("bodies"))


def check_size_row(row: SizeRow | SmallRow, place: Place, known: Known) -> None:
    """A row of a size table is about trades and bodies that exist."""
    forms = known.catalog.definitions.applicants
    _check_names(row.trades, forms.trades, place.at("trades"))
    if isinstance(row, SizeRow):
        _check_names(row.bodies, forms.bodies, place.at("bodies"))


def check_small_body(rule: SmallBody, place: Place, known: Known) -> None:
    """A rule on bodies is about bodies that exist."""
    _check_names(rule.bodies, known.catalog.definitions.applicants.bodies, place.at("bodies"))


def check_reclassify(rule: Reclassify, place: Place, known: Known) -> None:
    """A trade counts as another trade that exists."""
    trades = known.catalog.definitions.applicants.trades
    for key, name in (("trade", rule.trade), ("to_trade", rule.to_trade)):
        if name not in trades:
            place.at(key).report("not_listed", value=name, allowed=", ".join(trades), near=near(name, trades))


def check_definition(definition: ClassDefinition, place: Place, known: Known) -> None:
    """A class definition refers to tables that exist."""
    shared = known.catalog.definitions
    sizes = {table.id for table in shared.size_tables}
    wanted = [(place.at("tables"), name, sizes) for name in definition.tables]
    if definition.mid is not None:
        wanted.append((place.at("mid"), definition.mid, {table.id for table in shared.mid_tables}))
    if definition.small is not None:
        wanted.append((place.at("small"), definition.small, {table.id for table in shared.small_tables}))
    for where, name, names in wanted:
        if name not in names:
            where.unknown("unknown_definition", name, names)
    if not wanted:
        place.report("empty_list")


def check_edition(edition: Edition, place: Place, known: Known) -> None:
    """An edition stands in the folder of its year."""
    if not place.builder.file.startswith(f"{edition.id}/"):
        place.at("id").report("wrong_folder", id=edition.id)


def check_checklist(checklist: Checklist, place: Place, known: Known) -> None:
    """Advice leads to stages that exist."""
    stages = [stage.id for stage in checklist.stages]
    for index, pattern in enumerate(checklist.patterns):
        _check_names(pattern.stages, stages, place.at("patterns", index, "stages"))
    _check_own(checklist, place.at("own"), known)
    _check_asked(checklist, place.at("own", "sections"))


def _check_own(checklist: Checklist, place: Place, known: Known) -> None:
    """Our limits and our mapping are about patterns, stages and programmes that exist."""
    own, patterns = checklist.own, [pattern.id for pattern in checklist.patterns]
    _check_names(own.order, patterns, place.at("order"))
    for number, pattern in enumerate(patterns):
        if pattern not in own.order:
            place.at("order").report("missing_key", key=checklist.patterns[number].id)
    _check_names(own.not_yet.patterns, patterns, place.at("not_yet", "patterns"))
    for name in ("few", "behind", "gap", "ready"):
        if not 0 <= getattr(own.limits, name) <= 1:
            place.at("limits", name).report("share_out_of_range", value=getattr(own.limits, name))
    for index, row in enumerate(own.programmes):
        where = place.at("programmes", index)
        _check_names((row.stage,), [stage.id for stage in checklist.stages], where.at("stage"))
        for name in row.programmes if known.complete else ():
            if name not in known.programmes:
                where.at("programmes").unknown("unknown_programme", name, known.programmes)


def _check_asked(checklist: Checklist, place: Place) -> None:
    """Every item is asked once, in the section it stands in; (1) is asked by the management points."""
    asked = {section.id: [item.id for item in section.items] for section in checklist.own.sections}
    _check_names([*asked], [section.id for section in checklist.sections], place)
    for section in checklist.sections:
        named = checklist.management_points if section.number == MANAGEMENT else section.items
        for item in named:
            if item.id not in asked.get(section.id, ()):
                place.report("missing_key", key=item.id)
    for index, own in enumerate(checklist.own.sections):
        of = {section.id: section for section in checklist.sections}.get(own.id)
        if of is not None:
            named = checklist.management_points if of.number == MANAGEMENT else of.items
            _check_names([item.id for item in own.items], [item.id for item in named], place.at(index, "items"))


def check_wording(known: Known, place: Place) -> None:
    """Every text the engine uses is there, and its placeholders are those the engine fills."""
    given = known.catalog.wording
    for section, texts in WORDING.items():
        for key, allowed in texts.items():
            text, where = given.get(section, {}).get(key), place.at("wording", section, key)
            if text is None:
                where.report("wording_missing", key=f"{section}.{key}")
            else:
                _check_text(text, allowed, where)
    for section, found in given.items():
        for key in found.keys() - WORDING.get(section, {}).keys():
            proposal = near(key, [*WORDING.get(section, {})])
            place.at("wording", section, key).report("wording_unknown", key=f"{section}.{key}", near=proposal)


def _check_text(text: str, allowed: frozenset[str], place: Place) -> None:
    try:
        used = [(name, spec, how) for _, name, spec, how in string.Formatter().parse(text) if name is not None]
    except ValueError as error:
        place.report("wording_placeholder", detail=error)
        return
    wrong = [name for name, spec, how in used if name not in allowed or spec or how]
    if wrong:
        place.report("wording_placeholder", detail=", ".join(sorted(wrong)))
