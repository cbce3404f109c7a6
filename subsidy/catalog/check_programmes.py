"""Checks of programmes: amounts, rounds, relations, and what belongs to which frame."""

from __future__ import annotations

import re

from subsidy.calls import end_of, start_of
from subsidy.catalog.known import Known, Place, parts
from subsidy.catalog.proposals import REQUIREMENT, proposal, requirement
from subsidy.model import Criterion, Evidence, Frame, Programme, Relation, Succession
from subsidy.schedule import Round
from subsidy.source import Source
from subsidy.tariff import Amount, CapBand, Tariff
from subsidy.wording import format_yen

# What fits on the cards of all channels.
LONGEST_LABEL = 15
# Sums in a summary: the largest one, and that for so many people.
UP_TO = re.compile("([0-9][0-9,.億万]*円)まで")
FOR_SO_MANY = re.compile("人(?:以下|以上)? ([0-9][0-9,.億万]*円)")


def check_source(source: Source, place: Place, known: Known) -> None:
    """A source names a document that is listed."""
    if source.document not in known.documents:
        place.at("document").unknown("unknown_document", source.document, known.documents)
    elif source.document in known.not_citable:
        place.at("document").report("not_citable", id=source.document)


def check_evidence(evidence: Evidence, place: Place, known: Known) -> None:
    """What bears out a programme is a document that is listed, citable or not."""
    if evidence.document not in known.documents:
        place.at("document").unknown("unknown_document", evidence.document, known.documents)


def check_criterion(criterion: Criterion, place: Place, known: Known) -> None:
    """What people judge has no test, everything else has one; its words fit into the sentences around them."""
    if not criterion.text.endswith(REQUIREMENT):
        end, meant = criterion.text[-10:], requirement(criterion.text)
        place.at("text").report("not_a_requirement", end=end, near=meant)
    if len(criterion.label) > LONGEST_LABEL:
        place.at("label").report("long_label", length=len(criterion.label), most=LONGEST_LABEL)
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
    rates += [
        (place.at("special_rates", index, "value"), rate.value) for index, rate in enumerate(tariff.special_rates)
    ]
    for where, rate in rates:
        if rate is not None and not 0 < rate <= 1:
            where.report("bad_rate", value=rate)
    if [tariff.cap is not None, bool(tariff.cap_bands), tariff.cap_unknown].count(True) != 1:
        place.report("cap_missing")
        return
    if tariff.rate.value is None and (tariff.floor is not None or tariff.steps or tariff.special_rates):
        place.report("rate_missing")
    if tariff.cap_unknown:
        return
    _check_bands(tariff, place)
    caps = [tariff.cap.yen] if tariff.cap is not None else [band.yen for band in tariff.cap_bands]
    lowest = min(caps)
    if tariff.floor is not None and tariff.floor.yen + tariff.floor.exclusive > lowest:
        place.at("floor").report("floor_above_cap", floor=tariff.floor.yen, cap=lowest)
    for index, step in enumerate(tariff.steps):
        if step.above_subsidy_yen >= max(caps):
            place.at("steps", index, "above_subsidy_yen").report(
                "step_above_cap", step=step.above_subsidy_yen, cap=max(caps)
            )


def _check_bands(tariff: Tariff, place: Place) -> None:
    """The bands of each number of raised wages follow one another, and so do these numbers."""
    groups: dict[tuple[int | None, int | None], list[tuple[int, CapBand]]] = {}
    for index, band in enumerate(tariff.cap_bands):
        groups.setdefault((band.raised_from, band.raised_to), []).append((index, band))
    for group in groups.values():
        spans = [(index, band.employees_from, band.employees_to) for index, band in group]
        _check_spans(spans, place, first=(0, 1))
    raised = [(group[0][0], low, high) for (low, high), group in groups.items() if low is not None]
    if raised and len(raised) == len(groups):
        _check_spans(raised, place, first=(1,))
    elif raised:
        place.at("cap_bands").report("bands_gap")


def _check_spans(spans: list[tuple[int, int, int | None]], place: Place, first: tuple[int, ...]) -> None:
    """Ranges without a gap, the last one without an end."""
    expected: int | None = spans[0][1] if spans[0][1] in first else None
    for index, low, high in spans:
        if expected is None or low != expected or (high is not None and high < low):
            place.at("cap_bands", index).report("bands_gap")
            return
        expected = None if high is None else high + 1
    if expected is not None:
        place.at("cap_bands", spans[-1][0], "employees_to").report("bands_gap")


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
    if call.by_prefecture is not None and call.closes is None:
        place.at("by_prefecture").report("rule_without_close")
    dated = call.opens is not None or call.closes is not None
    if dated == (call.certainty == "unknown"):
        place.at("certainty").report("date_without_certainty" if dated else "certainty_without_date")


def check_relation(relation: Relation, place: Place, known: Known) -> None:
    """A relation leads to a frame that exists."""
    if known.complete and relation.to not in known.frames:
        place.at("to").unknown("unknown_frame", relation.to, known.frames)


def check_succession(follow: Succession, place: Place, known: Known) -> None:
    """What followed exists."""
    for name in follow.to:
        if known.complete and name not in known.frames and name not in known.programmes:
            place.at("to").unknown("unknown_frame", name, known.frames | known.programmes)


def _check_summary(frame: Frame, place: Place) -> None:
    """The largest sums that a summary tells are among those of the frame, of which it may tell only some."""
    figures = _figures(frame.amount)
    upto = {said: _yen(said) for said in UP_TO.findall(frame.summary)}
    wrong = [said for said, yen in upto.items() if yen not in figures]
    wrong = wrong if len(wrong) == len(upto) else []
    wrong += [said for said in FOR_SO_MANY.findall(frame.summary) if _yen(said) not in figures]
    if figures and wrong:
        caps = "・".join(format_yen(yen) for yen in sorted(figures))
        place.at("summary").report("stale_summary", said=wrong[0], caps=caps)


def _figures(amount: Amount) -> set[int]:
    """Every sum in yen that a subsidy can reach, or up to which a rate holds."""
    found: set[int | None] = {variant.cap_yen for variant in amount.variants}
    found |= {special.total_yen for special in amount.specials}
    for tariff in amount.tariffs:
        found |= {step.above_subsidy_yen for step in tariff.steps}
        found |= {yen for band in tariff.cap_bands for yen in (band.yen, band.special_yen)}
        found.add(None if tariff.cap is None else tariff.cap.yen)
    return {yen for yen in found if yen is not None}


def _yen(said: str) -> int:
    return int(proposal("integer", said) or 0)


def _check_review(programme: Programme, place: Place) -> None:
    if programme.review_by <= programme.checked_on:
        place.at("review_by").report("review_before_check", day=programme.checked_on)
    dated = [index for index, call in enumerate(programme.rounds) if call.certainty != "unknown"]
    if programme.standing and dated:
        place.at("rounds", dated[0]).report("round_of_standing")


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
    for index, frame in enumerate(programme.frames):
        _check_summary(frame, place.at("frames", index))
    _check_criterion_ids(programme, place)
    _check_review(programme, place)


def _check_criterion_ids(programme: Programme, place: Place) -> None:
    common = {criterion.id for criterion in programme.criteria}
    for index, frame in enumerate(programme.frames):
        for number, criterion in enumerate(frame.criteria):
            if criterion.id in common:
                where = place.at("frames", index, "criteria", number, "id")
                where.report("duplicate_id", id=criterion.id, where=f"{place.builder.file} criteria")
