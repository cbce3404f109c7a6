"""What LINE refuses, written down from the Messaging API reference and independent of the product's own figures.

https://developers.line.biz/en/reference/messaging-api/#message-objects , #flex-message , #action-objects and
https://developers.line.biz/en/docs/messaging-api/text-character-count , read in November 2026.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")
SIZES = {"nano", "micro", "deca", "hecto", "kilo", "mega", "giga"}
TEXT_SIZES = {"xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl"}
SPACES = {"none", "xs", "sm", "md", "lg", "xl", "xxl"}
ALLOWED = {
    "box": {"type", "layout", "contents", "backgroundColor", "width", "height", "spacing", "margin", "flex", "action"}
    | {"paddingAll", "cornerRadius", "borderWidth", "borderColor"},
    "text": {"type", "text", "wrap", "size", "weight", "color", "flex", "margin", "align", "action"},
    "button": {"type", "action", "style", "height", "color", "margin", "flex"},
    "separator": {"type", "margin", "color"},
}


def units(text: str) -> int:
    """UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def faults(messages: Any) -> list[str]:
    """Why LINE would refuse these messages; empty where it takes them."""
    if not isinstance(messages, list) or not 1 <= len(messages) <= 5:
        return ["messages: 1 to 5 are allowed"]
    return [f"messages[{n}]{fault}" for n, message in enumerate(messages) for fault in _message(message)]


def _message(message: Any) -> Iterator[str]:
    if not isinstance(message, dict) or message.get("type") not in ("text", "flex"):
        yield ".type"
        return
    known = {"type", "quickReply", *(("text",) if message["type"] == "text" else ("altText", "contents"))}
    yield from (f".{name}: unknown" for name in message.keys() - known)
    if message["type"] == "text":
        yield from _string(message, "text", 5000)
    else:
        yield from _string(message, "altText", 1500)
        yield from _container(message.get("contents"))
    if "quickReply" in message:
        yield from _quick_reply(message["quickReply"])


def _string(holder: Json, name: str, most: int) -> Iterator[str]:
    value = holder.get(name)
    if not isinstance(value, str) or not value.strip():
        yield f".{name}: must be a non-empty string"
    elif units(value) > most:
        yield f".{name}: longer than {most}"


def _quick_reply(value: Any) -> Iterator[str]:
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list) or not 1 <= len(items) <= 13:
        yield ".quickReply.items: 1 to 13 are allowed"
        return
    for n, item in enumerate(items):
        place = f".quickReply.items[{n}]"
        if item.get("type") != "action":
            yield f"{place}.type"
        yield from (place + fault for fault in _action(item.get("action"), 20, shown=True))


def _action(action: Any, label: int, shown: bool = False) -> Iterator[str]:
    if not isinstance(action, dict):
        yield ".action: missing"
        return
    yield from _string(action, "label", label)
    if action.get("type") == "postback":
        yield from _string(action, "data", 300)
        if shown or "displayText" in action:
            yield from _string(action, "displayText", 300)
    elif action.get("type") == "uri":
        yield from _string(action, "uri", 1000)
        if not re.match(r"(https?|line|tel):[^\s]+$", str(action.get("uri"))):
            yield ".uri: no address"
    else:
        yield ".action.type"


def size(value: Any) -> int:
    """Bytes of JSON."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _container(container: Any) -> Iterator[str]:
    if not isinstance(container, dict):
        yield ".contents: missing"
    elif container.get("type") == "carousel":
        bubbles = container.get("contents")
        if not isinstance(bubbles, list) or not 1 <= len(bubbles) <= 12:
            yield ".contents.contents: 1 to 12 bubbles are allowed"
            return
        if size(container) > 50 * 1000:
            yield ".contents: a carousel is larger than 50 KB"
        if len({bubble.get("size", "mega") for bubble in bubbles}) > 1:
            yield ".contents: bubbles of different widths"
        for bubble in bubbles:
            yield from _bubble(bubble)
    else:
        yield from _bubble(container)


def _bubble(bubble: Json) -> Iterator[str]:
    if bubble.get("type") != "bubble" or bubble.get("size", "mega") not in SIZES:
        yield ".bubble: type or size"
    if size(bubble) > 30 * 1000:
        yield ".bubble: larger than 30 KB"
    yield from (f".bubble.{name}: unknown" for name in bubble.keys() - {"type", "size", "header", "body", "footer"})
    for block in ("header", "body", "footer"):
        if block in bubble:
            yield from (f".{block}{fault}" for fault in _box(bubble[block]))


def _box(box: Any) -> Iterator[str]:
    if not isinstance(box, dict) or box.get("type") != "box":
        yield ": must be a box"
        return
    if box.get("layout") not in ("horizontal", "vertical", "baseline") or not isinstance(box.get("contents"), list):
        yield ".layout or .contents"
        return
    for n, part in enumerate(box["contents"]):
        yield from (f".contents[{n}]{fault}" for fault in _component(part))


def _component(part: Any) -> Iterator[str]:
    kind = part.get("type") if isinstance(part, dict) else None
    if kind not in ALLOWED:
        yield ".type"
        return
    yield from (f".{name}: unknown" for name in part.keys() - ALLOWED[kind])
    for name in ("color", "backgroundColor"):
        if name in part and not COLOUR.fullmatch(part[name]):
            yield f".{name}"
    for name in ("spacing", "margin"):
        if part.get(name, "none") not in SPACES:
            yield f".{name}"
    if kind == "box":
        yield from _box(part)
    elif kind == "text":
        yield from _string(part, "text", 30 * 1000)
        if part.get("size", "md") not in TEXT_SIZES or part.get("weight", "regular") not in ("regular", "bold"):
            yield ".size or .weight"
    elif kind == "button":
        yield from _action(part.get("action"), 40)
        if part.get("style", "link") not in ("link", "primary", "secondary") or part.get("height") not in ("sm", "md"):
            yield ".style or .height"
