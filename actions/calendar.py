"""Dated steps as a calendar file (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from subsidy.steps import step_id

LONGEST_LINE = 75
"""Octets of one line, its end not counted."""
PRODUCT = "-//Hojo Navi//Steps//JA"
NEW_LINE = "\n"
HOST = "steps.hojo-navi"
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def ics(steps: Mapping[str, Any], stamp: dt.datetime) -> str:
    """A calendar with a whole day for each step of a ``steps`` message that is dated and not done.

    Urgent steps stand on the day the list was made for. ``stamp`` (UTC) is when the file is made. Empty where no step
    has a day: a calendar without an event is none.
    """
    events = [line for step in steps["items"] for line in _event(step, steps, stamp)]
    if not events:
        return ""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines = [*head, *events, "END:VCALENDAR"]
    return "".join(f"{part}\r\n" for line in lines for part in fold(line))


def fold(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, each but the first after a space; no letter is torn apart."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode("utf-8"))
        if size + width > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + width
    yield part


def escape(text: str) -> str:
    """A text as a value of the format."""
    return text.translate(ESCAPED)


def _event(step: Mapping[str, Any], steps: Mapping[str, Any], stamp: dt.datetime) -> Iterable[str]:
    day = steps["on"] if step["urgent"] else step["by"]
    if day is None or step["done"]:
        return []
    begin = dt.date.fromisoformat(day)
    lead = step.get("note") or {}
    told = [steps["name"], step["when"], steps["call"], _origin(step.get("source")), _origin(lead.get("source"))]
    return [
        "BEGIN:VEVENT",
        f"UID:{step_id(steps['frame'])}-{step['id']}@{HOST}",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{begin:%Y%m%d}",
        f"DTEND;VALUE=DATE:{begin + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escape(step['text'])}",
        f"DESCRIPTION:{escape(NEW_LINE.join(filter(None, told)))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _origin(source: Mapping[str, str] | None) -> str:
    return "" if source is None else f"{source['document']} {source['place']}"
