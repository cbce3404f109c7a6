"""The custom parts of neutral messages as blocks without buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bot.channels.slack import limits
from bot.channels.slack.blocks import context, sections
from bot.channels.slack.text import length, link, mrkdwn, pieces
from bot.channels.slack.words import words
from bot.stores.records import Json

HEADING = "■"


def body(message: Json) -> list[Json]:
    """What a message shows above its buttons."""
    custom = message.get("custom") or {}
    draw = DRAWN.get(custom.get("kind", ""), _text)
    return list(draw(message.get("text") or "", custom))


def _text(text: str, _custom: Json) -> Iterator[Json]:
    yield from sections(text)


def _question(text: str, custom: Json) -> Iterator[Json]:
    yield from sections(text)
    remaining = (custom.get("progress") or {}).get("remaining_at_most")
    if isinstance(remaining, int):
        yield from context([mrkdwn(words()["remaining"].format(remaining=remaining))])


def _recommendations(text: str, custom: Json) -> Iterator[Json]:
    """A card for each verdict shown, with its source beneath; the wording is the message's own."""
    shown = [item for item in custom.get("items") or [] if item.get("shown")]
    cards = _cards(text)
    if len(cards) != len(shown):
        yield from sections(text)
        yield from _sources(shown)
        return
    for card, item in zip(cards, shown, strict=True):
        yield from sections(card)
        yield from _sources([item])


def _cards(text: str) -> list[str]:
    """The parts of ``text`` that start with a heading."""
    cards: list[str] = []
    for line in text.split("\n"):
        if line.startswith(HEADING) or not cards:
            cards.append(line)
        else:
            cards[-1] += f"\n{line}"
    return cards


def _sources(items: list[Json]) -> Iterator[Json]:
    """Official pages and the days they were read, each once."""
    yield from context(list(dict.fromkeys(part for item in items for part in _source(item))))


def _source(item: Json) -> Iterator[str]:
    address, day = item.get("official_url"), item.get("checked_on")
    linked = _link(address, words()["official"])
    if linked:
        yield linked
    if isinstance(day, str):
        yield from pieces(words()["checked"].format(date=day), limits.OBJECT_TEXT)


def _link(address: Any, label: str) -> str | None:
    linked = link(address, label) if isinstance(address, str) else None
    return linked if linked and length(linked) <= limits.OBJECT_TEXT else None


def _comparison(text: str, custom: Json) -> Iterator[Json]:
    """The text, which says all; without one, a part for each column, since a phone shows no table."""
    yield from sections(text)
    for column, frame in enumerate([] if text.strip() else custom.get("frames") or []):
        lines = [f"{HEADING} {frame['name']}"]
        for row in custom.get("rows") or []:
            cells = row.get("cells") or []
            if column < len(cells):
                lines.append(f"・{row['label']}：{cells[column]}")
        yield from sections("\n".join(lines))
    yield from _notes([] if text.strip() else custom.get("notes") or [])


def _notes(notes: list[str]) -> Iterator[Json]:
    yield from context([part for note in notes for part in pieces(note, limits.OBJECT_TEXT)])


def _checklist_result(text: str, custom: Json) -> Iterator[Json]:
    """The text, which says all; without one, the counts."""
    counts = [f"・{part['name']}：{part['count']}／{part['of']}" for part in custom.get("sections") or []]
    yield from sections(text if text.strip() else "\n".join(counts))


def _offices(text: str, custom: Json) -> Iterator[Json]:
    yield from sections(text)
    links = [_link(item.get("contact"), str(item.get("name"))) for item in custom.get("items") or []]
    yield from context([linked for linked in links if linked])


def _report(text: str, custom: Json) -> Iterator[Json]:
    yield from sections(text)
    parts = [_link(custom.get("url"), str(custom.get("title") or words()["official"]))]
    if isinstance(custom.get("expires"), str):
        parts += pieces(words()["expires"].format(date=custom["expires"]), limits.OBJECT_TEXT)
    yield from context([part for part in parts if part])


def _steps(text: str, custom: Json) -> Iterator[Json]:
    yield from sections(text)
    linked = _link(custom.get("calendar_url"), words()["calendar"])
    expires = custom.get("calendar_expires")
    if linked:
        yield from context([linked, *(pieces(words()["expires"].format(date=expires), limits.OBJECT_TEXT))])


DRAWN: dict[str, Callable[[str, Json], Iterator[Json]]] = {
    "question": _question,
    "checklist_question": _question,
    "recommendations": _recommendations,
    "comparison": _comparison,
    "checklist_result": _checklist_result,
    "offices": _offices,
    "report": _report,
    "steps": _steps,
}
