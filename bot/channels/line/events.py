"""Webhook events of LINE as events of the inbox.

Source: webhook.yml of https://github.com/line/line-openapi and
https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects, read in November 2026. What is unknown is
passed over, as the development guidelines ask.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.channels.delivery.keys import Keys
from bot.stores.letters import ERASE, UNSAY, Inbound
from bot.stores.records import Json

logger = logging.getLogger(__name__)

TEXT, BUTTON, START, JOIN, OTHER = "text", "button", "start", "join", "other"
MOST_ID = 100
CHATS = {"group": "groupId", "room": "roomId"}


class Malformed(ValueError):
    """The body is no webhook of LINE."""


@dataclass(frozen=True)
class Source:
    """Who an event is from: ``user`` and ``chat`` are LINE's ids; ``chat`` is None in a talk with one person."""

    user: str | None
    chat: str | None


def read_events(body: bytes, keys: Keys) -> list[Inbound]:
    """The events in a webhook that concern us. Raises Malformed."""
    try:
        content = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Malformed from None
    events = content.get("events") if isinstance(content, dict) else None
    if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        raise Malformed
    return [inbound for event in events for inbound in _read(event, keys)]


def _read(event: Json, keys: Keys) -> Iterator[Inbound]:
    event_id, at, source = event.get("webhookEventId"), event.get("timestamp"), _source(event.get("source"))
    # In standby another module owns the chat: https://developers.line.biz/en/docs/partner-docs/module/
    if event.get("mode") != "active" or source is None:
        return
    if not _is_id(event_id) or type(at) is not int:
        logger.info("An event of LINE without id or time is passed over")
        return
    reader = _READERS.get(str(event.get("type")))
    for number, (who, kind, content, reference) in enumerate(reader(event, source) if reader else ()):
        yield Inbound(
            event_id=event_id if number == 0 else f"{event_id}.{number}",
            conversation_id=_conversation(who, keys),
            at=at / 1000,
            kind=kind,
            content=content,
            address={"to": who.chat or who.user, "direct": who.chat is None},
            reference=reference,
            scope=_conversation(Source(None, who.chat), keys) if who.chat else None,
        )


Found = Iterator[tuple[Source, str, Json, str | None]]


def _source(value: Any) -> Source | None:
    if not isinstance(value, dict):
        return None
    user = value.get("userId")
    chat = value.get(CHATS.get(str(value.get("type")), ""))
    if value.get("type") != "user" and chat is None:
        return None
    known = all(name is None or _is_id(name) for name in (user, chat))
    return Source(user, chat) if known and (user or chat) else None


def _is_id(value: Any) -> bool:
    """Whether a value is such as LINE's ids are. A lone surrogate, which JSON can spell, is no text for any store."""
    return isinstance(value, str) and 0 < len(value) <= MOST_ID and value.isascii() and value.isprintable()


def _conversation(source: Source, keys: Keys) -> str:
    if source.chat is None:
        return keys.pseudonym("user", source.user or "")
    if source.user is None:
        return keys.pseudonym("chat", source.chat)
    return keys.pseudonym("member", source.chat, source.user)


def _message(event: Json, source: Source) -> Found:
    message = event.get("message")
    if not isinstance(message, dict) or source.user is None:
        return
    what, reference = message.get("type"), message.get("id")
    reference = reference if _is_id(reference) else None
    token = _token(event)
    if what == "text" and isinstance(message.get("text"), str):
        text = _said_to_us(message, source)
        if text is not None:
            yield source, TEXT, {"text": text, **token}, reference
    elif source.chat is None:
        content = {"what": str(what), "address": message.get("address") if what == "location" else None}
        yield source, OTHER, {**content, **token}, reference


def _said_to_us(message: Json, source: Source) -> str | None:
    """The text without the mention of us; None where it is said to others in a group."""
    text: str = message["text"]
    if source.chat is None:
        return text
    mention = message.get("mention")
    mentionees = mention.get("mentionees") if isinstance(mention, dict) else None
    ours = [one for one in mentionees or [] if isinstance(one, dict) and one.get("isSelf") is True]
    if not ours:
        return None
    units = text.encode("utf-16-le", "surrogatepass")
    for one in sorted(ours, key=lambda one: -_place(one, "index")):
        start, end = _place(one, "index"), _place(one, "index") + _place(one, "length")
        units = units[: 2 * start] + units[2 * end :]
    return units.decode("utf-16-le", "ignore").strip()


def _place(mentionee: Json, key: str) -> int:
    value = mentionee.get(key)
    return value if isinstance(value, int) and value > 0 else 0


def _postback(event: Json, source: Source) -> Found:
    postback = event.get("postback")
    data = postback.get("data") if isinstance(postback, dict) else None
    if isinstance(data, str) and source.user is not None:
        yield source, BUTTON, {"data": data, **_token(event)}, None


def _follow(event: Json, source: Source) -> Found:
    yield source, START, _token(event), None


def _unsend(event: Json, source: Source) -> Found:
    unsend = event.get("unsend")
    reference = unsend.get("messageId") if isinstance(unsend, dict) else None
    if _is_id(reference) and source.user is not None:
        yield source, UNSAY, {}, reference


def _join(event: Json, source: Source) -> Found:
    yield Source(None, source.chat), JOIN, _token(event), None


def _end(_event: Json, source: Source) -> Found:
    """Blocked by a user, or removed from a group: the conversation, or all of the group, is over."""
    yield source if source.chat is None else Source(None, source.chat), ERASE, {}, None


def _member_left(event: Json, source: Source) -> Found:
    left = event.get("left")
    members = left.get("members") if isinstance(left, dict) else None
    for member in members if isinstance(members, list) else []:
        if isinstance(member, dict) and _is_id(member.get("userId")):
            yield Source(member["userId"], source.chat), ERASE, {}, None


def _token(event: Json) -> Json:
    token = event.get("replyToken")
    return {"token": token} if isinstance(token, str) and token else {}


_READERS = {
    "message": _message,
    "postback": _postback,
    "follow": _follow,
    "unfollow": _end,
    "unsend": _unsend,
    "join": _join,
    "leave": _end,
    "memberLeft": _member_left,
}
