"""Text for Slack: measured, cut, split and escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

ELLIPSIS = "…"
# What mrkdwn takes for formatting, and how it looks where it is meant as it stands.
FORMATTING = str.maketrans({"*": "＊", "_": "＿", "~": "～", "`": "｀"})
ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
# Controls, and halves of a pair that JSON cannot carry.
NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
ADDRESS = re.compile(r"https://[^\s<>|\"]{1,2000}")


def length(text: str) -> int:
    """UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(text: str, limit: int) -> str:
    """``text`` for a plain-text object: clean, not empty, at most ``limit`` long."""
    clean = NOT_TEXT.sub("", text).strip()
    return clip(clean or ELLIPSIS, limit)


def clip(text: str, limit: int) -> str:
    """``text``, cut with an ellipsis where it is longer than ``limit``."""
    if length(text) <= limit:
        return text
    return _head(text, limit - 1) + ELLIPSIS


def mrkdwn(text: str) -> str:
    """``text`` so that mrkdwn shows it as it stands: no mention, no link, no formatting."""
    return escape(NOT_TEXT.sub("", text).translate(FORMATTING))


def escape(text: str) -> str:
    """The three letters that control mrkdwn, as entities."""
    for letter, entity in ENTITIES:
        text = text.replace(letter, entity)
    return text


def unescape(text: str) -> str:
    """What the user typed, from what Slack sends."""
    for letter, entity in reversed(ENTITIES):
        text = text.replace(entity, letter)
    return text


def link(address: str, label: str) -> str | None:
    """A link in mrkdwn; None where ``address`` is not one that can be linked."""
    if ADDRESS.fullmatch(address) is None:
        return None
    return f"<{escape(address)}|{mrkdwn(label)}>" if label.strip() else f"<{escape(address)}>"


def pieces(text: str, limit: int) -> Iterator[str]:
    """``text`` as mrkdwn in parts of at most ``limit``, cut between lines where that is possible; none is blank."""
    lines: list[str] = []
    taken = 0
    for line in _short_lines(text, limit):
        size = length(line) + 1
        if taken + size > limit + 1:
            yield from _joined(lines)
            lines, taken = [], 0
        lines.append(line)
        taken += size
    yield from _joined(lines)


def _joined(lines: list[str]) -> Iterator[str]:
    part = "\n".join(lines)
    if part.strip():
        yield part.strip("\n")


def _short_lines(text: str, limit: int) -> Iterator[str]:
    for line in text.split("\n"):
        rest = NOT_TEXT.sub("", line)
        while length(mrkdwn(rest)) > limit:
            # An entity is five letters at most, so a fifth surely fits.
            head = _head(rest, limit // 5)
            yield mrkdwn(head)
            rest = rest[len(head) :]
        yield mrkdwn(rest)


def _head(text: str, limit: int) -> str:
    """The longest beginning of at most ``limit`` code units that cuts no letter in two."""
    head = text[:limit]
    while length(head) > limit:
        head = head[: len(head) - max(1, (length(head) - limit) // 2)]
    return head
