"""What a frame pays, line by line: for whom, at which rate, from and up to which sum; plain values for templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from subsidy.fields import Field
from subsidy.predicate import All, AtLeast, AtMost, ClassIn, CodesAtLeast, IsTrue, LessThan, MoreThan, Not, Test, walk
from subsidy.render import rate_text
from subsidy.tariff import Amount, CapBand, Rate, Tariff
from subsidy.wording import format_number, format_yen

COMPARISONS = (AtLeast, MoreThan, AtMost, LessThan)
OPPOSITE = {LessThan: AtLeast.key, AtLeast: LessThan.key, MoreThan: AtMost.key, AtMost: MoreThan.key}

Fields = Mapping[str, Field]
Row = dict[str, Any]


def amount_rows(amount: Amount, fields: Fields, yen: Callable[[int], str]) -> Row:
    """A frame's tariffs, in the order in which the first that fits counts, and what belongs to all of them.

    ``cap_bands`` are told once where every tariff has the same; ``ordered`` is whether the order matters to a reader.
    """
    bands = [band_rows(tariff.cap_bands) for tariff in amount.tariffs]
    shared = bands[0] if len(bands) > 1 and all(one == bands[0] for one in bands) else []
    rows = [
        _tariff(tariff, fields, yen) | {"cap_bands": [] if shared else own, "banded": bool(own)}
        for tariff, own in zip(amount.tariffs, bands, strict=True)
    ]
    conditions = [tariff for tariff in amount.tariffs if tariff.when is not None]
    return {
        "tariffs": rows,
        "cap_bands": shared,
        "ordered": len(conditions) > 1 and len(conditions) < len(amount.tariffs),
        "extras": _extras(amount),
    }


def _tariff(tariff: Tariff, fields: Fields, yen: Callable[[int], str]) -> Row:
    return {
        "when": [] if tariff.when is None else condition(tariff.when, fields),
        "rate": rate_words(tariff.rate),
        "is_share": tariff.rate.value is not None,
        "steps": [
            {"above": format_yen(step.above_subsidy_yen), "rate": rate_text(step.rate), "unsure": step.unsure}
            for step in tariff.steps
        ],
        "floor": None if tariff.floor is None else format_yen(tariff.floor.yen),
        "above": tariff.floor is not None and tariff.floor.exclusive,
        "cap": None if tariff.cap is None else yen(tariff.cap.yen),
        "below": tariff.cap is not None and tariff.cap.exclusive,
    }


def rate_words(rate: Rate) -> str | None:
    """A rate with the words that belong to it, or the words in its place; None where it is not known."""
    return share_with(rate_text(rate.value), rate.text)


def share_with(share: str | None, words: str | None) -> str | None:
    """A share with the words beside it, unless they tell it themselves; what there is of both."""
    if share is None or words is None:
        return share or words
    return words if share in words else f"{share}（{words}）"


def condition(test: Test, fields: Fields) -> list[Row]:
    """The parts of what a tariff asks for; all of them hold. What the company is stands before what it plans."""
    if isinstance(test, All):
        parts = [part for one in test.tests for part in condition(one, fields)]
        return sorted(parts, key=lambda part: part["kind"] != ClassIn.key)
    return [_part(test, fields)]


def _part(test: Test, fields: Fields) -> Row:
    if isinstance(test, ClassIn):
        return {"kind": test.key, "classes": list(test.classes)}
    if isinstance(test, IsTrue) and fields[test.field].statement is not None:
        return {"kind": test.key, "statement": fields[test.field].statement}
    if isinstance(test, CodesAtLeast) and not test.among:
        return {"kind": test.key, "label": fields[test.field].label, "value": test.count}
    if isinstance(test, COMPARISONS):
        return _compared(test.key, test, fields)
    if isinstance(test, Not) and isinstance(test.test, COMPARISONS):
        return _compared(OPPOSITE[type(test.test)], test.test, fields)
    read = dict.fromkeys(field for part in walk(test) for field in part.fields())
    return {"kind": "other", "labels": [fields[field].label for field in read]}


def _compared(kind: str, test: AtLeast | MoreThan | AtMost | LessThan, fields: Fields) -> Row:
    field = fields[test.field]
    only_one = kind == AtMost.key and field.kind == "number" and test.value == 1
    value = format_number(field.kind, test.value)
    return {"kind": "only_one" if only_one else kind, "label": field.label, "value": value}


def band_rows(bands: tuple[CapBand, ...]) -> list[Row]:
    """Caps by headcount; by the number of people whose wage is raised first, where the bands are narrowed by it."""
    groups: dict[tuple[int | None, int | None], list[CapBand]] = {}
    for band in bands:
        groups.setdefault((band.raised_from, band.raised_to), []).append(band)
    return [
        {
            "raised": None if ends[0] is None else ends,
            "caps": _caps(group),
            "alike": len({one.yen for one in group}) == 1,
        }
        for ends, group in groups.items()
    ]


def _caps(bands: list[CapBand]) -> list[Row]:
    return [
        {
            "people": (band.employees_from, band.employees_to),
            "yen": format_yen(band.yen),
            "special": None if band.special_yen is None else format_yen(band.special_yen),
        }
        for band in bands
    ]


def _extras(amount: Amount) -> list[Row]:
    """Rates and caps of special cases and kinds of projects, and the notes."""
    rates: dict[str | None, list[str]] = {}
    for one in dict.fromkeys((rate.value, rate.text) for tariff in amount.tariffs for rate in tariff.special_rates):
        rates.setdefault(rate_text(one[0]), []).append(one[1])
    special_rates = [{"kind": "rate", "rate": rate, "texts": told} for rate, told in rates.items()]
    specials = [
        {
            "kind": "special",
            "name": one.name,
            "text": one.text,
            "total": None if one.total_yen is None else format_yen(one.total_yen),
            "added": None if one.add_yen is None or one.total_yen is not None else format_yen(one.add_yen),
        }
        for one in amount.specials
    ]
    variants = [{"kind": "variant", "name": one.name, "yen": format_yen(one.cap_yen)} for one in amount.variants]
    notes = [{"kind": "note", "text": one.text} for one in amount.notes]
    return [*special_rates, *variants, *specials, *notes]


def in_all(lists: list[list[Any]]) -> list[Any]:
    """What stands in every one of several lists, in the order of the first; nothing where there is one list only."""
    return [one for one in lists[0] if all(one in others for others in lists)] if len(lists) > 1 else []
