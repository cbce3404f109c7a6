"""What Slack sends, read: requests signed by Slack as events of the inbox."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from bot.channels.delivery.keys import Keys
from bot.channels.slack.blocks import ONCE, PICK, PRESS, SUBMIT, TICK
from bot.channels.slack.text import unescape
from bot.stores.letters import Inbound
from bot.stores.records import Json

TEXT, BUTTON = "text", "button"
# Messages of people; all other subtypes are edits, deletions, joins, bots and the like.
SPOKEN = (None, "file_share", "thread_broadcast", "me_message")
DIRECT = "D"
MARKUP = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
MOST_FIELDS = 50


class Unreadable(ValueError):
    """A body that Slack would not send."""


@dataclass(frozen=True)
class Place:
    """Where something was said: a channel, and the thread that answers belong to (None: the channel itself)."""

    channel: str
    thread: str | None = None

    @property
    def direct(self) -> bool:
        """Whether it is a direct message to the bot."""
        return self.channel.startswith(DIRECT)

    def conversation(self, keys: Keys) -> str:
        """One conversation for each direct message and for each thread of a channel."""
        return keys.pseudonym(self.channel, "" if self.direct else self.thread or "")

    def address(self) -> Json:
        """What the outbox needs to answer."""
        return {"channel": self.channel, "thread_ts": self.thread}


def read_body(content_type: str, body: bytes) -> tuple[str, Json]:
    """The kind of a request (``event``, ``interaction``, ``command``) and its content. Raises Unreadable."""
    medium = content_type.partition(";")[0].strip().lower()
    try:
        if medium == "application/json":
            return "event", _read(body.decode("utf-8"))
        if medium == "application/x-www-form-urlencoded":
            form = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
            if "payload" in form:
                return "interaction", _read(form["payload"][0])
            if "command" in form or "ssl_check" in form:
                return "command", {name: values[0] for name, values in form.items()}
    except (ValueError, RecursionError):
        raise Unreadable from None
    raise Unreadable


def _read(text: str) -> Json:
    """The object in ``text``; halves of letters, which JSON can spell but nobody can store, become question marks."""
    whole = json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8", "replace")
    return _object(json.loads(whole))


def event_of(envelope: Json, keys: Keys) -> Inbound | None:
    """What somebody said to the bot; None for everything else that happens in a workspace. Raises Unreadable."""
    event = _inner(envelope, "event")
    if not _is_said_to_us(event):
        return None
    channel, stamp = _text(event, "channel"), _text(event, "ts")
    thread = event.get("thread_ts") if isinstance(event.get("thread_ts"), str) else None
    place = Place(channel, thread if channel.startswith(DIRECT) else thread or stamp)
    content = {"text": _words(event, envelope), "files": bool(event.get("files")), "user": _text(event, "user")}
    return Inbound(
        _text(envelope, "event_id"), place.conversation(keys), _seconds(stamp), TEXT, content, place.address(), stamp
    )


def press_of(payload: Json, keys: Keys) -> Inbound | None:
    """What was pressed; None where only a tick was set, or nothing of ours was touched. Raises Unreadable."""
    actions = _objects(payload, "actions")
    if payload.get("type") != "block_actions" or not actions:
        return None
    action = actions[0]
    chosen = _chosen(action, payload)
    if chosen is None:
        return None
    place, stamp, moment = _place(payload), _stamp(payload), _text(action, "action_ts")
    message = payload.get("message")
    content = {
        "keys": [key for key, _ in chosen],
        "titles": [title for _, title in chosen],
        "several": _name(action) == SUBMIT,
        "user": _text(_inner(payload, "user"), "id"),
        "ts": stamp,
        "message": message if _text(action, "block_id").split(".")[0] == ONCE else None,
    }
    # Hashed: it is kept for a while, and says where somebody talked.
    event_id = keys.pseudonym("press", place.channel, stamp, _text(action, "action_id"), moment)
    return Inbound(event_id, place.conversation(keys), _seconds(moment), BUTTON, content, place.address())


def _is_said_to_us(event: Json) -> bool:
    if event.get("bot_id") or event.get("hidden") or event.get("subtype") not in SPOKEN or "user" not in event:
        return False
    if event.get("type") == "message":
        return event.get("channel_type") == "im"
    return event.get("type") == "app_mention"


def _words(event: Json, envelope: Json) -> str:
    """The text as it was typed, without the mention of the bot."""
    text = event.get("text")
    ours = {str(entry.get("user_id")) for entry in _objects(envelope, "authorizations")}
    first = [event.get("type") == "app_mention" and not ours]

    def shown(match: re.Match[str]) -> str:
        target, label = match[1], match[2]
        if target[:1] == "@" and (target[1:] in ours or first[0]):
            first[0] = False
            return " "
        if target[:1] in "@!":
            return label or " "
        return label or target.lstrip("#")

    return unescape(MARKUP.sub(shown, text)).strip() if isinstance(text, str) else ""


def _chosen(action: Json, payload: Json) -> list[tuple[str, str]] | None:
    """The keys and titles of the choices."""
    name = _name(action)
    if name == PRESS:
        return [(_text(action, "value"), _title(action))]
    if name == PICK:
        option = _inner(action, "selected_option")
        return [(_text(option, "value"), _title(option))]
    return list(_ticked(payload)) if name == SUBMIT else None


def _ticked(payload: Json) -> Iterator[tuple[str, str]]:
    blocks = _inner(_inner(payload, "state"), "values")
    for block_id in blocks:
        for option in _objects(_inner(_inner(blocks, block_id), TICK), "selected_options"):
            yield _text(option, "value"), _title(option)


def _place(payload: Json) -> Place:
    channel, stamp = _text(_inner(payload, "channel"), "id"), _stamp(payload)
    thread = _inner(payload, "container").get("thread_ts") or _inner(payload, "message").get("thread_ts")
    # A message that started a thread names itself as its thread.
    inside = thread if isinstance(thread, str) and thread != stamp else None
    return Place(channel, inside if channel.startswith(DIRECT) else inside or stamp)


def _stamp(payload: Json) -> str:
    container = _inner(payload, "container")
    return _text(container, "message_ts") if "message_ts" in container else _text(_inner(payload, "message"), "ts")


def _name(action: Json) -> str:
    return _text(action, "action_id").split(".")[0]


def _title(holder: Json) -> str:
    return unescape(str(_inner(holder, "text").get("text", "")))


def _object(value: Any) -> Json:
    if not isinstance(value, dict):
        raise Unreadable
    return value


def _inner(holder: Json, name: str) -> Json:
    """The object of a name, an empty one where there is none."""
    value = holder.get(name)
    return value if isinstance(value, dict) else {}


def _objects(holder: Json, name: str) -> list[Json]:
    value = holder.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(holder: Json, name: str) -> str:
    """An id or what a button carries. A lone surrogate, which JSON can spell, is no text for any store."""
    value = holder.get(name)
    if not isinstance(value, str) or not value or not value.isprintable():
        raise Unreadable
    return value


def _seconds(stamp: str) -> float:
    try:
        seconds = float(stamp)
    except ValueError:
        raise Unreadable from None
    if not 0 <= seconds < 1e11:
        raise Unreadable
    return seconds
