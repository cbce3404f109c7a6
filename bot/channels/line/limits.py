"""What the Messaging API accepts, and lengths as it counts them.

Source: the Messaging API reference (https://developers.line.biz/en/reference/messaging-api/, sections Message objects,
Flex Message, Action objects, Rich menu) and "Character counting in a text"
(https://developers.line.biz/en/docs/messaging-api/text-character-count), read in November 2026. Texts are counted in
UTF-16 code units, labels and display texts in grapheme clusters. A text never has more clusters than code units, so
everything is counted in code units here. Where a limit differs between places, the smaller one stands.
"""

from __future__ import annotations

import json
from typing import Any

MESSAGES_PER_CALL = 5
TEXT = 5000
# The reference says 1,500; older clients and the SDKs say 400.
ALT_TEXT = 400
QUICK_REPLIES = 13
# 40 on Flex buttons of today, 20 on all others.
LABEL = 20
DISPLAY_TEXT = 300
POSTBACK_DATA = 300
URI = 1000
BUBBLES = 12
BUBBLE_BYTES = 30_000
CAROUSEL_BYTES = 50_000
LOADING_S = 60
MENU_NAME = 300
CHAT_BAR_TEXT = 14
MENU_AREAS = 20
ELLIPSIS = "…"


def length(text: str) -> int:
    """UTF-16 code units of ``text``."""
    return len(_units(text)) // 2


def cut(text: str, most: int) -> str:
    """``text``, cut with an ellipsis to at most ``most`` code units."""
    return text if length(text) <= most else head(text, most - 1) + ELLIPSIS


def head(text: str, most: int) -> str:
    """The beginning of ``text``: at most ``most`` code units, no character broken."""
    units = _units(text[:most])
    if len(units) <= 2 * most:
        return text[:most]
    # The low byte comes first: a pair that would be broken has its first half here.
    broken = 0xD8 <= units[2 * most - 1] <= 0xDB
    return units[: 2 * (most - broken)].decode("utf-16-le", "surrogatepass")


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def pieces(text: str, most: int = TEXT) -> list[str]:
    """``text`` in parts of at most ``most`` code units, broken after a line or a sentence where there is one."""
    parts = []
    while length(text) > most:
        part = head(text, most)
        end = max(part.rfind(mark) for mark in ("\n", "。", "、", " ")) + 1
        # A break in the first half would leave too little in the part.
        part = part[:end] if end > len(part) // 2 else part
        parts.append(part)
        text = text[len(part) :]
    return [part for part in (*parts, text) if part.strip()]


def json_bytes(value: Any) -> int:
    """The size of ``value`` as it is sent."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
