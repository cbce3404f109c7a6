"""The calendar file: what RFC 5545 asks for, and what calendars choke on."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from actions.calendar import LONGEST_LINE, escape, fold, ics

STAMP = dt.datetime(2026, 11, 22, 3)


def step(**changes: Any) -> dict[str, Any]:
    plain = {"id": "a1", "text": "見積書を取る", "by": "2026-12-04", "urgent": False, "when": "12月4日まで"}
    return plain | {"done": False, "source": {"document": "資料", "place": "1頁"}, "note": None} | changes


def steps(*items: dict[str, Any]) -> dict[str, Any]:
    frame = {"frame": "jizokuka_tsujo", "name": "持続化補助金 通常枠", "on": "2026-11-22", "call": "受付中です。"}
    return frame | {"items": list(items)}


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def values(text: str, name: str) -> list[str]:
    return [line.split(":", 1)[1] for line in unfolded(text) if re.match(f"{name}[:;]", line)]


def test_a_dated_step_is_a_whole_day() -> None:
    text = ics(steps(step()), STAMP)
    assert "DTSTART;VALUE=DATE:20261204\r\n" in text
    assert "DTEND;VALUE=DATE:20261205\r\n" in text
    assert values(text, "SUMMARY") == ["見積書を取る"]
    assert values(text, "DTSTAMP") == ["20261122T030000Z"]


def test_the_end_of_a_month_is_followed_by_the_next_one() -> None:
    assert "DTEND;VALUE=DATE:20270101" in ics(steps(step(by="2026-12-31")), STAMP)


def test_an_urgent_step_stands_on_the_day_of_the_list() -> None:
    assert values(ics(steps(step(by=None, urgent=True)), STAMP), "DTSTART") == ["20261122"]


def test_what_is_done_or_has_no_day_is_left_out() -> None:
    text = ics(steps(step(id="a1", done=True), step(id="b2", by=None), step(id="c3")), STAMP)
    assert [uid.split("@")[0].split("-")[1] for uid in values(text, "UID")] == ["c3"]


def test_without_a_single_day_there_is_no_calendar() -> None:
    assert ics(steps(step(by=None)), STAMP) == ""


def test_the_same_step_keeps_its_uid_and_another_frame_has_another() -> None:
    first, again = ics(steps(step()), STAMP), ics(steps(step(by="2026-12-05")), STAMP + dt.timedelta(days=1))
    assert values(first, "UID") == values(again, "UID")
    assert values(first, "UID") != values(ics({**steps(step()), "frame": "it_a"}, STAMP), "UID")


def test_the_state_of_the_call_with_its_doubts_and_the_sources_stand_in_the_description() -> None:
    note = {"text": "1か月", "source": {"document": "別の資料", "place": "2頁"}}
    described = values(ics(steps(step(note=note)), STAMP), "DESCRIPTION")[0]
    assert described == "持続化補助金 通常枠\\n12月4日まで\\n受付中です。\\n資料 1頁\\n別の資料 2頁"


def test_signs_with_a_meaning_are_escaped() -> None:
    assert escape("a,b;c\\d\ne\r") == "a\\,b\\;c\\\\d\\ne"


def test_begins_and_ends_match() -> None:
    lines = unfolded(ics(steps(step(), step(id="b2")), STAMP))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=200))
def test_any_text_is_folded_within_75_octets_and_comes_back(text: str) -> None:
    parts = list(fold(escape(text)))
    assert all(len(part.encode("utf-8")) <= LONGEST_LINE for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == escape(text)
    assert all(part.startswith(" ") for part in parts[1:])


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60))
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    lines = unfolded(ics(steps(step(text=text)), STAMP))
    assert lines == unfolded(ics(steps(step(text="x")), STAMP))[:10] + [f"SUMMARY:{escape(text)}"] + lines[11:]
    assert len(lines) == 16
