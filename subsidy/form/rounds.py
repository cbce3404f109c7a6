"""Calls for applications as people write them, as rounds of the catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from subsidy.calls import end_of, start_of
from subsidy.errors import sentence
from subsidy.form.slips import Unreadable
from subsidy.form.values import CERTAINTIES, is_unsettled, read_moment, read_word
from subsidy.form.yaml_text import Flow

Moment = dt.datetime | dt.date
Ends = tuple[Moment | None, Moment | None]
UNKNOWN = "unknown"


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
        raise Unreadable("dates_reversed", opens=told(opens), closes=told(closes))


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


def told(moment: Moment) -> str:
    """An end in words."""
    day = f"{moment.year}年{moment.month}月{moment.day}日"
    return f"{day}{moment.hour}時{moment.minute:02}分" if isinstance(moment, dt.datetime) else day
