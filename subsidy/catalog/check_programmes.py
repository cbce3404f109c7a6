"""Checks of programmes: amounts, rounds, relations, and what belongs to which frame."""

from __future__ import annotations

from subsidy.calls import end_of, start_of
from subsidy.catalog.known import Known, Place, parts
from subsidy.model import Criterion, Programme, Relation, Round
from subsidy.source import Source
from subsidy.tariff import Amount, Tariff


def check_source(source: Source, place: Place, known: Known) -> None:
    """A source names a document that is listed."""
    if source.document not in known.documents:
        place.at("document").unknown("unknown_document", source.document, known.documents)


def check_criterion(criterion: Criterion, place: Place, known: Known) -> None:
    """What people judge has no test, everything else has one."""
    if criterion.kind == "human" and criterion.test is not None:
        place.at("test").report("test_of_human")
    if criterion.kind != "human" and criterion.test is None:
        place.report("test_missing", kind=criterion.kind)


def check_amount(amount: Amount, place: Place, known: Known) -> None:
    """Each tariff can be reached."""
    if not amount.tariffs:
        place.at("tariffs").report("empty_list")
    for index, tariff in enumerate(amount.tariffs[:-1]):
        if tariff.when is None:
            place.at("tariffs", index + 1).report("unreachable_tariff")


def check_tariff(tariff: Tariff, place: Place, known: Known) -> None:
    """Rates are shares, and the floor lies below the cap."""
    rates = [(place.at("rate"), tariff.rate.value)]
    rates += [(place.at("steps", index, "rate"), step.rate) for index, step in enumerate(tariff.steps)]
    for where, rate in rates:
        if not 0 < rate <= 1:
            where.report("bad_rate", value=rate)
    if (tariff.cap is None) == (not tariff.cap_bands):
        place.report("cap_missing")
        return
    _check_bands(tariff, place)
    lowest = min([tariff.cap.yen] if tariff.cap is not None else [band.yen for band in tariff.cap_bands])
    if tariff.floor is not None and tariff.floor.yen + tariff.floor.exclusive > lowest:
        place.at("floor").report("floor_above_cap", floor=tariff.floor.yen, cap=lowest)
    for index, step in enumerate(tariff.steps):
        if step.above_subsidy_yen >= lowest:
            place.at("steps", index, "above_subsidy_yen").report(
                "step_above_cap", step=step.above_subsidy_yen, cap=lowest
            )


def _check_bands(tariff: Tariff, place: Place) -> None:
    expected: int | None = 0
    for index, band in enumerate(tariff.cap_bands):
        end = band.employees_to
        if expected is None or band.employees_from != expected or (end is not None and end < expected):
            place.at("cap_bands", index).report("bands_gap")
            return
        expected = None if end is None else end + 1
    if tariff.cap_bands and expected is not None:
        place.at("cap_bands", len(tariff.cap_bands) - 1, "employees_to").report("bands_gap")


def check_round(call: Round, place: Place, known: Known) -> None:
    """Dates are in order, and their certainty says whether there are any."""
    if call.opens is not None and call.closes is not None and end_of(call.closes) <= start_of(call.opens):
        place.at("closes").report("dates_reversed", opens=call.opens, closes=call.closes)
    for index, gate in enumerate(call.gates):
        where = place.at("gates", index)
        if call.closes is None:
            where.report("gate_without_close")
        elif end_of(gate.closes) > end_of(call.closes):
            where.report("gate_after_close", gate=gate.closes, closes=call.closes)
    dated = call.opens is not None or call.closes is not None
    if dated == (call.certainty == "unknown"):
        place.at("certainty").report("date_without_certainty" if dated else "certainty_without_date")


def check_relation(relation: Relation, place: Place, known: Known) -> None:
    """A relation leads to a frame that exists."""
    if known.complete and relation.to not in known.frames:
        place.at("to").unknown("unknown_frame", relation.to, known.frames)


def check_programme(programme: Programme, place: Place, known: Known) -> None:
    """A programme stands in the folder of its edition, and its parts concern its own frames."""
    if known.complete and programme.edition not in known.editions:
        place.at("edition").unknown("unknown_edition", programme.edition, known.editions)
    elif not place.builder.file.startswith(f"{programme.edition}/"):
        place.at("edition").report("wrong_folder", id=programme.edition)
    if not programme.frames:
        place.at("frames").report("empty_list")
    own = {frame.id for frame in programme.frames}
    for where, part in parts(programme, place):
        names = None if isinstance(part, Programme) else getattr(part, "frames", None)
        if names == ():
            where.at("frames").report("empty_list")
        for name in names or ():
            if name not in own:
                where.at("frames").unknown("unknown_frame", name, own)
    _check_criterion_ids(programme, place)


def _check_criterion_ids(programme: Programme, place: Place) -> None:
    common = {criterion.id for criterion in programme.criteria}
    for index, frame in enumerate(programme.frames):
        for number, criterion in enumerate(frame.criteria):
            if criterion.id in common:
                where = place.at("frames", index, "criteria", number, "id")
                where.report("duplicate_id", id=criterion.id, where=f"{place.builder.file} criteria")
