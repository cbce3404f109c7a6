"""What a visitor sent, read and checked."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from bot.channels.errors import ChannelError

MAX_TEXT = 500
MAX_BODY = 64 * 1024
MAX_CHOICES = 50
MAX_ID = 100
KINDS = ("event", "text", "choice", "choices")

# Controls other than tab and line feed, and lone surrogates: neither is text, and some stores choke on them.
NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
# Letters that fill space without showing anything.
FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
SLASHES = re.compile(r"^(\s*)[/\uff0f]+")


@dataclass(frozen=True)
class Said:
    """One message of a visitor: the opening event, a text, or offered buttons by id."""

    text: str = ""
    choices: tuple[str, ...] = ()
    several: bool = False
    event: str | None = None
    client_message_id: str | None = None


def read_said(body: bytes) -> Said:
    """The message in a request's body. Raises ChannelError."""
    if len(body) > MAX_BODY:
        raise ChannelError("body_too_large")
    content = _object(body)
    kinds = [kind for kind in KINDS if kind in content]
    if len(kinds) != 1:
        raise ChannelError("malformed")
    client_message_id = content.get("client_message_id")
    if client_message_id is not None and not _is_id(client_message_id):
        raise ChannelError("malformed")
    return _READERS[kinds[0]](content[kinds[0]], client_message_id)


def as_plain_text(text: str) -> str:
    """``text`` so that Rasa does not take it for a command, which starts with a slash."""
    return SLASHES.sub("\\1\uff0f", text)


def _object(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ChannelError("malformed") from None
    if not isinstance(content, dict):
        raise ChannelError("malformed")
    return content


def _event(value: Any, client_message_id: str | None) -> Said:
    if value != "start":
        raise ChannelError("malformed")
    return Said(event="start", client_message_id=client_message_id)


def _text(value: Any, client_message_id: str | None) -> Said:
    if not isinstance(value, str):
        raise ChannelError("malformed")
    if len(value) > MAX_TEXT:
        raise ChannelError("text_too_long")
    text = NOT_TEXT.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if all(unicodedata.category(letter) in INVISIBLE or letter in FILLERS for letter in text):
        raise ChannelError("blank_text")
    return Said(text=text, client_message_id=client_message_id)


def _choice(value: Any, client_message_id: str | None) -> Said:
    if not isinstance(value, str):
        raise ChannelError("malformed")
    return Said(choices=(_known(value),), client_message_id=client_message_id)


def _choices(value: Any, client_message_id: str | None) -> Said:
    if not isinstance(value, list) or not 0 < len(value) <= MAX_CHOICES:
        raise ChannelError("malformed")
    if not all(isinstance(choice, str) for choice in value):
        raise ChannelError("malformed")
    choices = tuple(dict.fromkeys(_known(choice) for choice in value))
    return Said(choices=choices, several=True, client_message_id=client_message_id)


def _known(choice: str) -> str:
    if not _is_id(choice):
        raise ChannelError("unknown_choice")
    return choice


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_ID and NOT_TEXT.search(value) is None


_READERS = {"event": _event, "text": _text, "choice": _choice, "choices": _choices}
