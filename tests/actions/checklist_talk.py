"""What tests of the checklist share: its sections, and ways to answer them."""

from __future__ import annotations

from typing import Any

from actions.checklist_words import reading_words, sections_of
from actions.ticks import TickReader
from subsidy import load_catalog
from tests.actions.conftest import Talk

CHECKLIST = load_catalog().checklists[-1]
SECTIONS = sections_of(CHECKLIST)
READER = TickReader(reading_words()["reading"])
QUESTION, RESULT = "checklist_question", "checklist_result"


def section(talk: Talk) -> int | None:
    """The number of the section asked last; None where none is."""
    custom = talk.messages[-1].custom or {}
    return custom["section"]["number"] if custom.get("kind") == QUESTION else None


def says(talk: Talk, text: str, act: str = "inform", **slots: Any) -> Talk:
    talk.does(act, text=text, slots=slots)
    return talk


def fills(talk: Talk, *counts: int | None) -> Talk:
    """Tick so many items of each section from here on; None skips it."""
    for count in counts:
        items = SECTIONS[(section(talk) or 0) - 1].items[: count or 0]
        if count is None:
            talk.presses("とばす")
        else:
            payloads = [{"type": "check", "item": one.id, "section": SECTIONS[section(talk) - 1].id} for one in items]
            none = {"type": "check", "item": None, "section": SECTIONS[section(talk) - 1].id}
            talk.does("choose", choice={"multi": payloads or [none]})
    return talk


def text_of(talk: Talk) -> str:
    return "\n".join(message.text or message.response or "" for message in talk.messages)


def counts_of(talk: Talk) -> list[int]:
    return [one["count"] for one in talk.part(RESULT)["sections"]]


def listed_on(talk: Talk) -> Talk:
    """A conversation at the first section."""
    talk.starts().does("start_checklist", text="チェックリストをやりたい")
    return talk
