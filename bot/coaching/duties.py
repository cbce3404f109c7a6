"""What a counsellor has to tell along with a recommendation: orders, the bank, deadlines, gates, commitments."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coaching.data import data
from bot.coaching.hear import topics
from bot.nlu.text import normalise
from subsidy import Assessment, Call, State, Status, Verdict
from subsidy.assessment import BANK_ID
from subsidy.calls import Deadline, day_of, deadlines
from subsidy.predicate import walk
from subsidy.source import Source

if TYPE_CHECKING:
    from bot.coaching.talk import Record

ORDERS, BANK, DEADLINE, GATE, TODO = "orders", "bank", "deadline", "gate", "todo"


@dataclass(frozen=True)
class Duty:
    """Something to be told, with what the catalogue says of it. ``wrong``: it was told with another day.

    Duties of one kind and ``key`` (else ``text``) are told in one go, whichever frame they are for.
    """

    kind: str
    told: bool
    text: str
    source: Source
    verdict: Verdict
    deadline: Deadline | None = None
    wrong: bool = False
    key: str = ""


def duties(fitting: Sequence[Verdict], heard: Assessment, record: Record, at: dt.datetime) -> tuple[Duty, ...]:
    """What had to be told with these frames; each thing once."""
    found: dict[tuple[str, str], Duty] = {}
    right = frozenset(day_of(one.closes) for verdict in fitting for one in deadlines(verdict.call, at))
    for verdict in fitting:
        for duty in _of(verdict, heard.verdicts[verdict.frame.id], record, at, right):
            found.setdefault((duty.kind, duty.key or duty.text), duty)
    return tuple(found.values())


def _of(verdict: Verdict, heard: Verdict, record: Record, at: dt.datetime, right: frozenset[dt.date]) -> Iterator[Duty]:
    yield from _orders(verdict, record)
    yield from _bank(verdict, heard, record)
    yield from _days(verdict, record, at, right)
    yield from _todo(verdict, heard, record)


def _says(record: Record, pattern: str) -> bool:
    wanted = re.compile(normalise(pattern))
    return any(wanted.search(text) for text in record.advice)


def _orders(verdict: Verdict, record: Record) -> Iterator[Duty]:
    """Only where the catalogue says that orders have to wait."""
    words = data("topics")["warnings"][ORDERS]
    programme, frame = verdict.programme, verdict.frame
    told = [(cost.text, cost.source, cost.frames) for cost in programme.costs.ineligible]
    told += [(rule.text, rule.source, None) for rule in (*programme.criteria, *frame.criteria)]
    told += [(note.text, note.source, None) for note in (*programme.notes, *frame.notes)]
    for text, source, frames in told:
        if re.search(words["catalogue"], text) and (frames is None or frame.id in frames):
            yield Duty(ORDERS, _says(record, words["said"]), text, source, verdict, key=ORDERS)
            return


def _bank(verdict: Verdict, heard: Verdict, record: Record) -> Iterator[Duty]:
    rule = verdict.frame.bank
    if rule is None or not verdict.bank_required:
        return
    if any(one.id == BANK_ID and one.state is State.MET for one in heard.criteria):
        return
    yield Duty(BANK, _says(record, data("topics")["warnings"][BANK]["said"]), rule.text, rule.source, verdict)


def _days(verdict: Verdict, record: Record, at: dt.datetime, right: frozenset[dt.date]) -> Iterator[Duty]:
    """The end of the call and its gates. Who names no day at all may speak of the deadline in words."""
    call = verdict.call.round
    if call is None or verdict.call.state is not Call.OPEN:
        return
    for one in deadlines(verdict.call, at):
        if one.is_gate:
            gate = next(gate for gate in call.gates if gate.label == one.label)
            yield Duty(GATE, _says(record, _gate_words(one.label)), one.label, gate.source, verdict, one)
            continue
        in_words = not record.days and _says(record, data("topics")["claims"]["deadline"])
        told = in_words or day_of(one.closes) in record.days
        wrong = not told and bool({*record.days} - right)
        key = f"{verdict.programme.id}:{one.label}"
        yield Duty(DEADLINE, told, one.label, call.source, verdict, one, wrong, key)


def _gate_words(label: str) -> str:
    patterns: dict[str, str] = data("topics")["warnings"]["gates"]
    return next((pattern for word, pattern in patterns.items() if word and word in label), patterns[""])


def _todo(verdict: Verdict, heard: Verdict, record: Record) -> Iterator[Duty]:
    """Commitments that the trainee has not heard to be settled; a gate says the same of its paper."""
    open_ones = heard.todo if heard.status is not Status.INELIGIBLE else verdict.todo
    gates = [gate.label for gate in verdict.call.round.gates] if verdict.call.round is not None else []
    for result in verdict.criteria:
        test = result.criterion.test
        if (
            result.id not in open_ones
            or result.id == BANK_ID
            or test is None
            or any(result.criterion.label in gate for gate in gates)
        ):
            continue
        keys = {key for part in walk(test) for key in part.fields()} - {"employees"}
        told = any(key in record.told for key in keys) or any(
            topics()[key].words.search(text) for key in keys if key in topics() for text in record.advice
        )
        key = " ".join(sorted(keys))
        yield Duty(TODO, told, result.criterion.text, result.source, verdict, key=key)
