"""Block Kit's parts, each within its limits whatever text comes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.channels.slack import limits
from bot.channels.slack.text import clip, length, mrkdwn, pieces, plain
from bot.stores.records import Json

# The ids by which an interaction is recognised: a block that is answered once, one that can be used again, and what
# is pressed, picked from a list, ticked or sent off in it.
ONCE, AGAIN = "once", "again"
PRESS, PICK, TICK, SUBMIT = "press", "pick", "tick", "submit"

HEADINGS = ("■", "◇")
# Two letters make a heading bold, and it has three at least, its line feed included.
PIECE = limits.SECTION_TEXT * 3 // 5
SMALL_BYTES = limits.MESSAGE_BYTES // 2

Words = Mapping[str, str]


def sections(text: str) -> Iterator[Json]:
    """``text`` as it stands, in as many sections as it needs; lines that head a part are bold."""
    for piece in pieces(text, PIECE):
        yield section("\n".join(_bold_heading(line) for line in piece.split("\n")))


def section(marked: str) -> Json:
    """A section of mrkdwn that is escaped already."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": marked, "verbatim": True}}


def context(marked: Sequence[str]) -> list[Json]:
    """Small print: texts of mrkdwn that are escaped already, in as many blocks as they need."""
    blocks: list[Json] = []
    for text in filter(str.strip, marked):
        element = {"type": "mrkdwn", "text": text, "verbatim": True}
        elements = blocks[-1]["elements"] if blocks else []
        if not elements or len(elements) == limits.CONTEXT_ELEMENTS or size(blocks[-1]) + size(element) > SMALL_BYTES:
            blocks.append({"type": "context", "elements": [element]})
        else:
            elements.append(element)
    return blocks


def header(text: str) -> Json:
    """A heading."""
    return {"type": "header", "text": plain_text(text, limits.HEADER_TEXT)}


def plain_text(text: str, limit: int) -> Json:
    """A plain-text object."""
    return {"type": "plain_text", "text": plain(text, limit), "emoji": False}


def buttons(offered: Sequence[Json], block_id: str, key: Callable[[str], str], first: str | None = None) -> list[Json]:
    """Buttons, 25 in a row of its own each; ``first`` is the choice that stands out."""
    size = limits.ACTIONS_ELEMENTS
    rows = [offered[start : start + size] for start in range(0, len(offered), size)]
    return [
        {
            "type": "actions",
            "block_id": f"{block_id}.{row}",
            "elements": [_button(button, number, key, first) for number, button in enumerate(part)],
        }
        for row, part in enumerate(rows)
    ]


def menu(offered: Sequence[Json], block_id: str, key: Callable[[str], str], words: Words) -> list[Json]:
    """A list to pick one choice from."""
    return [
        {
            "type": "actions",
            "block_id": f"{block_id}.{number}",
            "elements": [_list("static_select", PICK, part, key, words)],
        }
        for number, part in enumerate(_lists(offered))
    ]


def ticks(offered: Sequence[Json], block_id: str, key: Callable[[str], str], words: Words) -> list[Json]:
    """Choices to tick; they are sent off with the button of ``submit``."""
    if len(offered) <= limits.CHECKBOX_OPTIONS:
        options = [_option(button, key) for button in offered]
        elements = [{"type": "checkboxes", "action_id": TICK, "options": options}]
    else:
        elements = [_list("multi_static_select", TICK, part, key, words) for part in _lists(offered)]
    label = plain_text(words["tick"], limits.INPUT_LABEL)
    return [
        {"type": "input", "block_id": f"{block_id}.{number}", "label": label, "element": element}
        for number, element in enumerate(elements)
    ]


def submit(block_id: str, words: Words) -> Json:
    """The button that sends off what is ticked."""
    text = plain_text(words["submit"], limits.BUTTON_TEXT)
    element = {"type": "button", "action_id": SUBMIT, "text": text, "value": SUBMIT, "style": "primary"}
    return {"type": "actions", "block_id": block_id, "elements": [element]}


def numbered(offered: Sequence[Json]) -> tuple[list[Json], list[Json]]:
    """Titles that are too long for a button: all of them as a list, and the buttons with numbers."""
    if all(length(button["title"]) <= limits.BUTTON_TEXT for button in offered):
        return [], list(offered)
    titles = [f"{number}. {button['title']}" for number, button in enumerate(offered, 1)]
    return list(sections("\n".join(titles))), [
        {**button, "title": title} for button, title in zip(offered, titles, strict=True)
    ]


def size(block: Json) -> int:
    """How much of a message's length a block takes, in bytes."""
    return len(json.dumps(block, ensure_ascii=False).encode("utf-8"))


def _bold_heading(line: str) -> str:
    words = line.strip()
    return f"*{words}*" if words.startswith(HEADINGS) and words[1:].strip() else line


def _button(button: Json, number: int, key: Callable[[str], str], first: str | None) -> Json:
    element = {
        "type": "button",
        "action_id": f"{PRESS}.{number}",
        "text": plain_text(button["title"], limits.BUTTON_TEXT),
        "value": key(button["choice"]),
    }
    return {**element, "style": "primary"} if first is not None and button["choice"] == first else element


def _option(button: Json, key: Callable[[str], str]) -> Json:
    return {"text": plain_text(button["title"], limits.OPTION_TEXT), "value": key(button["choice"])}


def _lists(offered: Sequence[Json]) -> list[Sequence[Json]]:
    most = limits.MENU_OPTIONS * limits.OPTION_GROUPS
    return [offered[start : start + most] for start in range(0, len(offered), most)]


def _list(kind: str, action_id: str, offered: Sequence[Json], key: Callable[[str], str], words: Words) -> Json:
    element = {"type": kind, "action_id": action_id, "placeholder": plain_text(words["pick"], limits.PLACEHOLDER)}
    options = [_option(button, key) for button in offered]
    size = limits.MENU_OPTIONS
    if len(options) <= size:
        return {**element, "options": options}
    parts = [options[start : start + size] for start in range(0, len(options), size)]
    groups = [{"label": _group_label(part), "options": part} for part in parts]
    return {**element, "option_groups": groups}


def _group_label(options: Sequence[Json]) -> Json:
    ends = [clip(option["text"]["text"], 30) for option in (options[0], options[-1])]
    return plain_text(" – ".join(ends), limits.GROUP_LABEL)


def quoted(parts: Sequence[str]) -> str:
    """Texts of others in one line of mrkdwn."""
    return clip_marked("、".join(mrkdwn(part) for part in parts), 500)


def clip_marked(marked: str, limit: int) -> str:
    """Escaped mrkdwn cut without leaving half an entity."""
    if length(marked) <= limit:
        return marked
    cut = clip(marked, limit)
    start = cut.rfind("&")
    return cut if start < 0 or ";" in cut[start:] else cut[:start] + cut[-1]
