"""Next steps for a frame, dated backwards from the deadlines of its open or upcoming call. Pure: the day is given."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from subsidy.assessment import BANK_ID, Verdict
from subsidy.calls import CallStatus, day_of, earlier, end_of
from subsidy.model import Due, Preparation
from subsidy.schedule import Moment, Round
from subsidy.source import Source
from subsidy.state import Call, State

SAME_START = 3
"""Characters that a preparation and its gate (様式4) share at least."""
DATED = (Call.OPEN, Call.UPCOMING)
Kind = Literal["missing", "prepare", "gate", "apply", "later"]
LATER: tuple[Due, ...] = ("after_application", "after_grant")


@dataclass(frozen=True)
class Lead:
    """How long something takes at most: ``months`` and ``days`` before the deadline, for what ``words`` match.

    ``note`` says so in words.
    """

    words: str
    note: str
    source: Source
    months: int = 0
    days: int = 0


@dataclass(frozen=True)
class Step:
    """One step. ``by`` is its last day, None where no date is known or ``urgent`` says that it would be past.

    ``text`` is empty where the step is worded by ``kind`` and ``label``; ``at`` is the exact moment of a deadline,
    ``lead`` what the day was reckoned by, ``left`` the days left where that may be too few. ``due`` is when a
    commitment is carried out, ``note`` the remark on it.
    """

    id: str
    kind: Kind
    text: str
    source: Source | None
    by: dt.date | None = None
    urgent: bool = False
    label: str = ""
    at: Moment | None = None
    lead: Lead | None = None
    left: int | None = None
    due: Due = "application"
    note: str | None = None


def plan(verdict: Verdict, at: dt.datetime, leads: Sequence[Lead] = (), names: Sequence[str] = ()) -> tuple[Step, ...]:
    """The steps of a frame, the urgent ones first, then the application, then what may only be done after it.

    ``names`` are patterns of what preparations are about: a commitment is left out where a preparation says the same.
    Nothing has a day where no deadline is known.
    """
    call = open_round(verdict.call)
    gates = [] if call is None else [gate for gate in call.gates if at < end_of(gate.closes)]
    found = [_prepared(item, call, leads, at.date()) for item in _concerned(verdict)]
    told = {name for name in names for step in found if re.search(name, step.text)}
    found += [step for step in _commitments(verdict) if not any(re.search(name, step.text) for name in told)]
    for gate in gates:
        found = _with_gate(found, gate.label, gate.closes, gate.source)
    found = sorted(found, key=_order)
    if verdict.missing:
        found.insert(0, Step("missing", "missing", "", None))
    return (*found, *_application(verdict, call), *_later(verdict))


def open_round(status: CallStatus) -> Round | None:
    """The call that is open or announced; None where there is none, or where none has dates."""
    return status.round if status.state in DATED else None


def step_id(text: str) -> str:
    """An id that stays while the text does, wherever it stands."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:10]


def _concerned(verdict: Verdict) -> list[Preparation]:
    frame = verdict.frame.id
    return [item for item in verdict.programme.preparation if item.frames is None or frame in item.frames]


def _commitments(verdict: Verdict) -> Iterable[Step]:
    """What is still to be promised or arranged before the application, the bank among it."""
    for result in verdict.criteria:
        criterion = result.criterion
        due = criterion.due if criterion.kind == "commitment" else "application"
        arranges = criterion.kind == "commitment" or result.id == BANK_ID
        if arranges and result.state is State.UNKNOWN and due not in LATER:
            yield Step(step_id(criterion.text), "prepare", criterion.text, result.source, due=due)


def _later(verdict: Verdict) -> Iterable[Step]:
    """What may not be done before the application or the grant, promised already or not."""
    for result in verdict.criteria:
        criterion = result.criterion
        waits = criterion.kind == "commitment" and criterion.due in LATER
        if waits and result.state in (State.UNKNOWN, State.MET):
            text, note = criterion.text, criterion.note
            yield Step(step_id(text), "later", text, result.source, due=criterion.due, note=note)


def _application(verdict: Verdict, call: Round | None) -> Iterable[Step]:
    """The application; without a day where nobody knows until when a grant can be applied for."""
    if call is not None and call.closes is not None:
        yield _deadline("apply", "apply", call.label, call.closes, call.source)
    elif verdict.programme.support == "grant" and verdict.call.state is not Call.CLOSED:
        told = verdict.call.round if verdict.call.code == "by_prefecture" else None
        label, source = ("", verdict.programme.source) if told is None else (told.label, told.source)
        yield Step("apply", "apply", "", source, label=label)


def _prepared(item: Preparation, call: Round | None, leads: Sequence[Lead], today: dt.date) -> Step:
    """A preparation, with a day where both the deadline and the time it takes are known."""
    lead = next((lead for lead in leads if re.search(lead.words, item.text)), None)
    step = Step(step_id(item.text), "prepare", item.text, item.source)
    if lead is None or call is None or call.closes is None:
        return step
    end = day_of(call.closes)
    by = earlier(end, lead.months, lead.days)
    late = by < today
    return replace(step, by=None if late else by, urgent=late, lead=lead, left=(end - today).days if late else None)


def _with_gate(steps: list[Step], label: str, closes: Moment, source: Source) -> list[Step]:
    """The steps with the day of a gate: on the preparation that begins as the gate does, else as one of its own."""
    alike = (place for place, s in enumerate(steps) if len(os.path.commonprefix((s.text, label))) >= SAME_START)
    place = next(alike, None)
    if place is None:
        return [*steps, _deadline(step_id(label), "gate", label, closes, source)]
    met = replace(steps[place], source=source, by=day_of(closes), urgent=False, left=None, label=label, at=closes)
    return [*steps[:place], met, *steps[place + 1 :]]


def _deadline(key: str, kind: Kind, label: str, closes: Moment, source: Source) -> Step:
    return Step(key, kind, "", source, day_of(closes), label=label, at=closes)


def _order(step: Step) -> tuple[int, dt.date]:
    """Urgent, then what has no date, then by date."""
    if step.urgent:
        return 0, dt.date.min
    return (1, dt.date.min) if step.by is None else (2, step.by)
