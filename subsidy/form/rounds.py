"""Calls for applications as people write them, as rounds of the catalogue."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from subsidy.calls import day_of, end_of, start_of
from subsidy.errors import sentence
from subsidy.form.cells import Cells
from subsidy.form.slips import Unreadable
from subsidy.form.values import CERTAINTIES, is_unsettled, read_moment, read_word
from subsidy.form.yaml_text import Flow
from subsidy.wording import format_date

Moment = dt.datetime | dt.date
Ends = tuple[Moment | None, Moment | None]
Gate = tuple[str, Moment]
UNKNOWN = "unknown"
# A step that has to be done first, with its last day behind it.
LAST_DAY = "(?:[0-9]{4} ?[年/.-]|令和|[Rr][0-9]).*"
GATE = re.compile(rf"(.+?)(?:の期限)?は?[\s:=]*(?:\(({LAST_DAY})\)|({LAST_DAY}))")
PARTS = re.compile(r"[、;\n]")
POSTMARK = "消印"
FAR, LONG = 3, 1  # years


def read_end(text: str) -> Moment | None:
    """An end of a call; None where it is not settled yet. Raises Unreadable."""
    return None if is_unsettled(text) else read_moment(text)


def certainty_of(text: str, dated: bool, default: str) -> str:
    """How sure the dates are. Raises Unreadable."""
    named = text if text in CERTAINTIES.values() else ""
    said = named or (CERTAINTIES[read_word(text, CERTAINTIES)] if text else default)
    if not dated:
        return UNKNOWN
    if said == UNKNOWN:
        raise Unreadable("certainty_of_dates")
    return said


def check_order(opens: Moment | None, closes: Moment | None) -> None:
    """A call ends after it begins. Raises Unreadable."""
    if opens is not None and closes is not None and end_of(closes) <= start_of(opens):
        raise Unreadable("dates_reversed", opens=format_date(opens), closes=format_date(closes))


def read_gates(text: str) -> list[Gate]:
    """The steps that have to be done first, each with its last day. Raises Unreadable."""
    parts = [part.strip() for part in PARTS.split(unicodedata.normalize("NFKC", text)) if part.strip()]
    return [_gate(part) for part in parts]


def _gate(part: str) -> Gate:
    found = GATE.fullmatch(part)
    if found is None:
        raise Unreadable("bad_gate", value=part)
    return found[1].strip(), read_moment(found[2] or found[3])


def gates_of(cells: Cells, closes: Moment | None) -> list[Flow]:
    """The steps of a call as the catalogue writes them; one that ends after the call is noted."""
    cell = cells.one("gates")
    read = cells.read("gates", read_gates)
    if cell is None or not read:
        return []
    end = cells.one("closes")
    unsettled = end is not None and is_unsettled(end.text)
    if closes is not None or unsettled:
        cells.read_cell(cell, lambda _: check_gates(read, closes))
    return gate_trees(read, cells.source(cell))


def check_gates(gates: Sequence[Gate], closes: Moment | None) -> None:
    """Steps that have to be done first end with their call at the latest. Raises Unreadable."""
    for _, last in gates:
        if closes is None:
            raise Unreadable("gate_without_close")
        if end_of(last) > end_of(closes):
            raise Unreadable("gate_after_close", gate=format_date(last), closes=format_date(closes))


def gate_trees(gates: Sequence[Gate], source: Flow) -> list[Flow]:
    """Steps as the catalogue writes them."""
    return [Flow(label=label, closes=last, source=source) for label, last in gates]


def postmarks(cells: Cells) -> Iterator[str]:
    """What to look at: ends of calls by the postmark, which the catalogue cannot tell."""
    for key in ("opens", "closes", "gates"):
        cell = cells.one(key)
        if cell is not None and POSTMARK in cell.text:
            yield postmark(f"{cell.row}行め {cell.item}")


def postmark(where: str) -> str:
    """That an end by the postmark is written without it."""
    return sentence("form_notices", "postmark", None, {"where": where})


def odd_days(call: Mapping[str, Any], day: dt.date) -> Iterator[str]:
    """What should be looked at: a call, or a step of it, that was over by a day; one that is far off or lasts long."""
    opens, closes = call["opens"], call["closes"]
    if closes is None:
        return
    params = {"label": call["label"], "closes": format_date(closes), "day": format_date(day)}
    if end_of(closes) <= start_of(day):
        yield sentence("form_notices", "call_over", None, params)
        return
    if _is_beyond(closes, day, FAR):
        yield sentence("form_notices", "call_far", None, params)
    elif opens is not None and _is_beyond(closes, day_of(opens), LONG):
        yield sentence("form_notices", "call_long", None, params | {"opens": format_date(opens)})
    for gate in call.get("gates", ()):
        if end_of(gate["closes"]) <= start_of(day):
            told = {"gate": gate["label"], "closes": format_date(gate["closes"]), "day": format_date(day)}
            yield sentence("form_notices", "gate_over", None, told)


def _is_beyond(moment: Moment, day: dt.date, years: int) -> bool:
    last = day_of(moment)
    return (last.year - years, last.month, last.day) > (day.year, day.month, day.day)


def round_tree(round_id: str, label: str, ends: Ends, certainty: str, source: Flow) -> dict[str, Any]:
    """A round as the catalogue writes it."""
    head = {"id": round_id, "label": label, "opens": ends[0], "closes": ends[1]}
    return head | {"certainty": certainty, "source": source}


def overlaps(rounds: Sequence[dict[str, Any]]) -> list[str]:
    """What should be looked at: calls that go on at the same time."""
    dated = [one for one in rounds if one["opens"] is not None and one["closes"] is not None]
    dated.sort(key=lambda one: start_of(one["opens"]))
    return [
        sentence("form_notices", "overlap", None, {"first": first["label"], "second": second["label"]})
        for first, second in zip(dated, dated[1:], strict=False)
        if start_of(second["opens"]) < end_of(first["closes"])
    ]
