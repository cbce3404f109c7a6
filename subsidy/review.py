"""What the keeper of the catalogue should look at: entries that are due, calls that ended, parts nothing refers to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from subsidy.amount import COST_FIELD, HEADCOUNT_FIELD, RAISED_FIELD
from subsidy.calls import Calls, end_of, noon_of
from subsidy.catalog.known import parts_of
from subsidy.errors import sentence
from subsidy.model import Evidence, Programme, Succession
from subsidy.predicate import ClassIn, Test, walk
from subsidy.schedule import Round
from subsidy.source import Source
from subsidy.state import Call
from subsidy.tariff import BankRule
from subsidy.whole import Catalog
from subsidy.wording import format_date

# What size tests and amounts read without naming it.
IMPLIED = ("industry", "main_industry", "industry_detail", "legal_form", "capital_yen", "employees")
AMOUNT = (COST_FIELD, HEADCOUNT_FIELD, RAISED_FIELD)
DATED = frozenset(("overdue", "round_ended", "followed_by_ended"))


class Finding(NamedTuple):
    """Something to look at, by code; ``where`` is the id of the programme or part it is about."""

    where: str
    code: str
    params: dict[str, str]

    @property
    def is_dated(self) -> bool:
        """Whether it depends on the day it was looked for."""
        return self.code in DATED

    def __str__(self) -> str:
        return f"{self.where}: {sentence('review', self.code, None, self.params)}"


def findings(catalog: Catalog, on: dt.date) -> tuple[Finding, ...]:
    """Everything to look at on a day, programme by programme, then what nothing refers to."""
    found: list[Finding] = []
    over = {programme.id for programme in catalog.programmes if _is_over(programme, on)}
    frames = {frame.id: programme.id for programme in catalog.programmes for frame in programme.frames}
    for programme in catalog.programmes:
        found += _due(programme, on)
        found += _ended_rounds(programme, on)
        found += _dead_successions(programme, over, frames)
    return (*found, *_unused(catalog))


def _due(programme: Programme, on: dt.date) -> Iterator[Finding]:
    if programme.review_by < on:
        day = format_date(programme.review_by)
        yield Finding(programme.id, "overdue", {"day": day, "owner": programme.owner, "name": programme.name})


def _is_over(programme: Programme, on: dt.date) -> bool:
    states = [Calls(programme, frame.id).status(noon_of(on)) for frame in programme.frames]
    return all(status.state is Call.CLOSED and status.ended is not None for status in states)


def _ended_rounds(programme: Programme, on: dt.date) -> Iterator[Finding]:
    """Rounds that are over, where their frames have none after them and are not known to have ended."""
    told: set[str] = set()
    for frame in programme.frames:
        rounds = [call for call in programme.rounds if call.frames is None or frame.id in call.frames]
        dated = [(end_of(call.closes), call) for call in rounds if call.closes is not None]
        ended = any(end.frames is None or frame.id in end.frames for end in programme.ended)
        if not dated or ended or _lies_ahead(rounds, on):
            continue
        call = max(dated, key=lambda item: item[0])[1]
        if call.id not in told and call.closes is not None:
            told.add(call.id)
            yield Finding(programme.id, "round_ended", {"label": call.label, "day": format_date(call.closes)})


def _lies_ahead(rounds: list[Round], on: dt.date) -> bool:
    last = noon_of(on)
    ends = [end_of(call.closes) for call in rounds if call.closes is not None]
    opens = [noon_of(dt.date(call.opens.year, call.opens.month, call.opens.day)) for call in rounds if call.opens]
    return any(moment > last for moment in (*ends, *opens))


def _dead_successions(programme: Programme, over: set[str], frames: dict[str, str]) -> Iterator[Finding]:
    for follow in programme.succession:
        gone = [name for name in follow.to if frames.get(name, name) in over]
        if gone and len(gone) == len(follow.to):
            yield Finding(programme.id, "followed_by_ended", {"names": ", ".join(gone)})


def _unused(catalog: Catalog) -> Iterator[Finding]:
    """Documents, definitions and fields that nothing in the catalogue refers to."""
    used = {*AMOUNT, *(name for part in parts_of(catalog) for name in _names_in(part))}
    shared = catalog.definitions
    tables = [table.id for table in shared.size_tables] + [table.id for table in shared.small_tables]
    for code, names in (
        ("unused_document", [document.id for document in catalog.documents]),
        ("unused_definition", [definition.id for definition in shared.classes] + tables),
        ("unused_field", [field.key for field in catalog.fields if field.question is not None]),
    ):
        for name in names:
            if name not in used:
                yield Finding(name, code, {})


def _names_in(value: Any) -> Iterator[str]:
    """What a part refers to by name."""
    if isinstance(value, (Source, Evidence)):
        yield value.document
    elif isinstance(value, ClassIn):
        yield from (value.definition, *IMPLIED)
    elif isinstance(value, Test):
        yield from (key for part in walk(value) for key in part.fields())
    elif isinstance(value, BankRule):
        yield value.field
    elif isinstance(value, Succession):
        yield from value.to
    else:
        tables = (*getattr(value, "tables", ()), getattr(value, "small", None), getattr(value, "mid", None))
        yield from (name for name in tables if isinstance(name, str))
