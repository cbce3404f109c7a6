"""What Slack refuses in blocks: the documented form and limits of Block Kit, written down apart from the renderer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]

MESSAGE_BLOCKS = 50
# Together; Slack does not document it, and was seen to refuse some 11,300.
TEXT_OF_BLOCKS = 11_000
CONTROL = re.compile(r"<[^>]*>")
ALLOWED_CONTROL = re.compile(r"<https://[^\s<>|]+(\|[^<>|]+)?>")
ENTITY = re.compile(r"&(?!(amp|lt|gt);)")


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def faults(blocks: Any) -> list[str]:
    """Why Slack would not take the blocks; empty where it would."""
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= MESSAGE_BLOCKS:
        return ["number of blocks"]
    found = [fault for block in blocks for fault in _block(block)]
    ids = [block["block_id"] for block in blocks if isinstance(block, dict) and "block_id" in block]
    if len(ids) != len(set(ids)):
        found.append("block_id twice")
    return found


def text_of(blocks: list[Json]) -> int:
    """The length of all texts that are shown."""
    return sum(units(text) for block in blocks for text in _all_texts(block))


def _all_texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("type") in ("mrkdwn", "plain_text"):
            yield value["text"]
        for name, inner in value.items():
            if name not in ("options", "option_groups"):
                yield from _all_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _all_texts(inner)


def _block(block: Any) -> Iterator[str]:
    check = BLOCKS.get(block.get("type")) if isinstance(block, dict) else None
    if check is None:
        yield "unknown block"
        return
    yield from _length(block, "block_id", 1, 255, needed=False)
    yield from check(block)


def _section(block: Json) -> Iterator[str]:
    yield from _only(block, "type", "block_id", "text")
    yield from _text(block.get("text"), 3000, ("mrkdwn", "plain_text"))


def _header(block: Json) -> Iterator[str]:
    yield from _only(block, "type", "block_id", "text")
    yield from _text(block.get("text"), 150, ("plain_text",))


def _context(block: Json) -> Iterator[str]:
    yield from _only(block, "type", "block_id", "elements")
    yield from _many(block, "elements", 10)
    for element in block.get("elements") or []:
        yield from _text(element, 3000, ("mrkdwn", "plain_text"))


def _actions(block: Json) -> Iterator[str]:
    yield from _only(block, "type", "block_id", "elements")
    yield from _many(block, "elements", 25)
    elements = block.get("elements") or []
    for element in elements:
        yield from _element(element, ("button", "static_select", "checkboxes"))
    ids = [element.get("action_id") for element in elements]
    if len(ids) != len(set(ids)):
        yield "action_id twice"


def _input(block: Json) -> Iterator[str]:
    yield from _only(block, "type", "block_id", "label", "element", "optional", "hint", "dispatch_action")
    yield from _text(block.get("label"), 2000, ("plain_text",))
    yield from _element(block.get("element"), ("checkboxes", "static_select", "multi_static_select"))


def _element(element: Any, kinds: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(element, dict) or element.get("type") not in kinds:
        yield "element that does not belong there"
        return
    yield from _length(element, "action_id", 1, 255)
    if element["type"] == "button":
        yield from _only(element, "type", "action_id", "text", "value", "style")
        yield from _text(element.get("text"), 75, ("plain_text",))
        yield from _length(element, "value", 1, 2000)
        if element.get("style", "primary") not in ("primary", "danger"):
            yield "style"
    elif element["type"] == "checkboxes":
        yield from _only(element, "type", "action_id", "options")
        yield from _options(element, 10)
    else:
        yield from _only(element, "type", "action_id", "placeholder", "options", "option_groups")
        yield from _text(element.get("placeholder"), 150, ("plain_text",))
        yield from _select(element)


def _select(element: Json) -> Iterator[str]:
    if ("options" in element) == ("option_groups" in element):
        yield "options and option_groups"
    elif "options" in element:
        yield from _options(element, 100)
    else:
        yield from _many(element, "option_groups", 100)
        for group in element["option_groups"]:
            yield from _only(group, "label", "options")
            yield from _text(group.get("label"), 75, ("plain_text",))
            yield from _options(group, 100)


def _options(holder: Json, most: int) -> Iterator[str]:
    yield from _many(holder, "options", most)
    for option in holder.get("options") or []:
        yield from _only(option, "text", "value")
        yield from _text(option.get("text"), 75, ("plain_text", "mrkdwn"))
        yield from _length(option, "value", 1, 150)


def _text(text: Any, most: int, kinds: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(text, dict) or text.get("type") not in kinds:
        yield "kind of text"
        return
    yield from _only(text, "type", "text", "verbatim" if text["type"] == "mrkdwn" else "emoji")
    yield from _length(text, "text", 1, most)
    if text["type"] == "mrkdwn" and isinstance(text.get("text"), str):
        yield from _markup(text["text"])


def _markup(text: str) -> Iterator[str]:
    """Not what Slack refuses, but what would mention people, or show something else than was meant."""
    controls = CONTROL.findall(text)
    if any(ALLOWED_CONTROL.fullmatch(control) is None for control in controls):
        yield "control sequence other than a link"
    if "<" in CONTROL.sub("", text) or ">" in CONTROL.sub("", text) or ENTITY.search(text):
        yield "text that is not escaped"


def _only(holder: Any, *names: str) -> Iterator[str]:
    if not isinstance(holder, dict):
        yield "no object"
    elif not set(holder) <= set(names):
        yield f"unknown fields {sorted(set(holder) - set(names))}"


def _many(holder: Json, name: str, most: int) -> Iterator[str]:
    if not isinstance(holder.get(name), list) or not 1 <= len(holder[name]) <= most:
        yield f"number of {name}"


def _length(holder: Json, name: str, least: int, most: int, needed: bool = True) -> Iterator[str]:
    if name not in holder and not needed:
        return
    value = holder.get(name)
    if not isinstance(value, str) or not least <= units(value) <= most or not value.strip():
        yield f"length of {name}"


BLOCKS: dict[str, Callable[[Json], Iterator[str]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "input": _input,
}
