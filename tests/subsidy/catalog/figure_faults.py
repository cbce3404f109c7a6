"""Figures, dates and parts of one object that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import cycle

from subsidy.fields import Field
from subsidy.model import Criterion, Frame, Programme
from subsidy.schedule import Round
from subsidy.source import Document, Source
from subsidy.tariff import Amount, CapBand, Floor, Rate, Tariff
from tests.subsidy.catalog.catalogue_text import Place, places_of
from tests.subsidy.catalog.faults import Fault, dotted, has_anchor, inserted, line_of, removed, replaced, span
from tests.subsidy.catalog.reference_faults import first_in_each_file, two_of

SOURCE = "source: {document: kanto_2021, place: x}"
BAND = f"cap_bands: [{{employees_from: 0, employees_to: null, yen: 5, {SOURCE}}}]"


def amount_faults() -> Iterator[Fault]:
    rates = first_in_each_file([p for p in places_of(Rate, "value") if p.value != "null"])
    for place, value in zip(rates, cycle(("0", "3/2", "-1/2", "101/100")), strict=False):
        yield within(replaced(f"rate {value}", place, value, "bad_rate"), place)
    for place in two_of(first_in_each_file(places_of(Floor, "yen"))):
        yield within(replaced("floor above the cap", place, "999999999999", "floor_above_cap"), place)
    for place in two_of(first_in_each_file([p for p in places_of(Tariff, "cap") if not has_anchor(p)])):
        yield removed("neither cap nor bands", place, "cap_missing", place.path[:-1])
        yield inserted("cap and bands", first_pair(place), BAND, "cap_missing", ())
    for place in two_of(first_in_each_file([p for p in places_of(Amount, "tariffs") if not has_anchor(p)])):
        yield replaced("no tariff", place, "[]", "empty_list")


def review_faults() -> Iterator[Fault]:
    for place in two_of(first_in_each_file(places_of(Programme, "review_by"))):
        yield replaced("review on the day of the check", place, "2026-11-22", "review_before_check")
    (documents,) = [[p for p in places_of(Document, "id") if p.value == "repo_other"]]
    for place in two_of(first_in_each_file(places_of(Source, "document", "2026/programmes"))):
        yield replaced("source that may not be shown", place, documents[0].value, "not_citable")
    for place in places_of(Round, "by_prefecture")[:1]:
        closes = next(p for p in places_of(Round, "closes", place.file))
        yield replaced("rule without an end", closes, "null", "rule_without_close")._replace(
            field=dotted((*closes.path[:-1], "by_prefecture")), line=line_of(place.node.start_mark)
        )


def tariff_order_faults() -> Iterator[Fault]:
    """A tariff for everyone in front of another one: the second is never used."""
    ids = {(place.file, place.path[:-1]): place for place in places_of(Tariff, "id")}
    for place in two_of(first_in_each_file(places_of(Tariff, "when"))):
        following = ids[place.file, (*place.path[:-2], int(place.path[-2]) + 1)]
        start, end = span(place.node, place.file)
        line, field = line_of(following.mapping.start_mark), dotted(following.path[:-1])
        yield Fault("tariff never used", place.file, start, end, "null", line, field, "unreachable_tariff")


def band_faults() -> Iterator[Fault]:
    starts, ends = places_of(CapBand, "employees_from"), places_of(CapBand, "employees_to")
    yield within(replaced("bands start late", starts[0], "2", "bands_gap"), starts[0])
    yield within(replaced("gap between bands", starts[1], "7", "bands_gap"), starts[1])
    yield within(replaced("overlap of bands", starts[1], "5", "bands_gap"), starts[1])
    yield within(replaced("end before the start", ends[1], "3", "bands_gap"), ends[1])


def within(fault: Fault, place: Place) -> Fault:
    """The fault of a part whose figures contradict each other: the part is named, not one of the figures."""
    return fault._replace(field=dotted(place.path[:-1]))


def first_pair(place: Place) -> Place:
    """The first attribute of the same mapping."""
    return place._replace(key=place.mapping.value[0][0], node=place.mapping.value[0][1])


def criterion_faults() -> Iterator[Fault]:
    kinds = places_of(Criterion, "kind")
    for place in two_of(first_in_each_file([p for p in kinds if p.value == "human"])):
        test = "test: {is_true: plans.equipment}"
        yield inserted("human with a test", first_pair(place), test, "test_of_human", ("test",))
    for kind in ("company", "project", "commitment"):
        tests = [p for p in places_of(Criterion, "test") if written(p)["kind"] == kind and not has_anchor(p)]
        for place in two_of(first_in_each_file(tests)):
            yield removed(f"{kind} without a test", place, "test_missing", place.path[:-1])


def summary_faults() -> Iterator[Fault]:
    for place in two_of(first_in_each_file([p for p in places_of(Frame, "summary") if "円まで" in p.value])):
        yield replaced("a cap of another year", place, "999円まで補助する枠です。", "stale_summary")
        yield replaced("a cap for so many people", place, "上限は、5人以下 999円です。", "stale_summary")


def round_faults() -> Iterator[Fault]:
    both = [p for p in places_of(Round, "closes") if p.value != "null" and written(p)["opens"] != "null"]
    certainties = places_of(Round, "certainty")
    undated = [p for p in certainties if written(p)["opens"] == written(p)["closes"] == "null"]
    dated = [p for p in certainties if p not in undated]
    for place in two_of(first_in_each_file(dated)):
        yield replaced("dates of unknown certainty", place, "unknown", "date_without_certainty")
    for place in two_of(first_in_each_file(undated)):
        yield replaced("certainty of no date", place, "confirmed", "certainty_without_date")
    for place in two_of(first_in_each_file(both)):
        gate = f"gates: [{{label: x, closes: 2099-01-01, {SOURCE}}}]"
        yield inserted("gate after the end", first_pair(place), gate, "gate_after_close", ("gates", 0))
    for place in two_of(first_in_each_file([p for p in places_of(Round, "closes") if p.value == "null"])):
        gate = f"gates: [{{label: x, closes: 2099-01-01, {SOURCE}}}]"
        yield inserted("gate without an end", first_pair(place), gate, "gate_without_close", ("gates", 0))


def written(place: Place) -> dict[str, str]:
    return {key.value: value.value for key, value in place.mapping.value}


def field_faults() -> Iterator[Fault]:
    for place in places_of(Field, "question")[:3]:
        yield removed("neither question nor reason", place, "never_asked", place.path[:-1])
        reason = "why_not_asked: a"
        yield inserted("question and reason", place, reason, "both_question_and_reason", ("why_not_asked",))
    for place in [p for p in places_of(Field, "kind") if p.value == "flag"][:2]:
        yield inserted("values of a flag", place, "values: [a]", "wrong_type_of_values", ("values",))
    for place in places_of(Field, "statement")[:2]:
        yield replaced("a statement that is a question", place, "増えますか。", "not_a_requirement")
    for place in [p for p in places_of(Field, "kind") if p.value == "money"][:2]:
        yield inserted("statement of a number", place, "statement: 増えること", "statement_of_no_flag", ("statement",))
    for place in places_of(Field, "values")[:2]:
        yield removed("choice without values", place, "wrong_type_of_values")


@cache
def figure_faults() -> tuple[Fault, ...]:
    return (
        *amount_faults(),
        *tariff_order_faults(),
        *band_faults(),
        *criterion_faults(),
        *summary_faults(),
        *round_faults(),
        *field_faults(),
        *review_faults(),
        *(replaced("no frame", p, "[]", "empty_list") for p in places_of(Programme, "frames") if not has_anchor(p)),
    )
