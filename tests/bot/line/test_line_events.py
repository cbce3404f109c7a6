"""Webhook bodies read: whose, what, and what is passed over."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.delivery.keys import Keys
from bot.channels.line.events import Malformed, read_events
from bot.stores.letters import ERASE, UNSAY, Inbound
from tests.bot.line.talk import new_group, new_user
from tests.bot.vendors.line import FakeLine, Json

KEYS = Keys(b"k" * 32, "line")
LINE = FakeLine()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
PATHS = [
    ("type",),
    ("mode",),
    ("source",),
    ("source", "userId"),
    ("source", "type"),
    ("timestamp",),
    ("webhookEventId",),
]
PATHS += [("message",), ("message", "type"), ("message", "text"), ("message", "id"), ("message", "mention")]
PATHS += [("replyToken",), ("source", "groupId")]


def read(*events: Json) -> list[Inbound]:
    return read_events(LINE.webhook(*events), KEYS)


def mention(text: str, name: str, group: str, user: str, **mentionee: Any) -> Json:
    index = len(text[: text.index(name)].encode("utf-16-le")) // 2
    one = {"index": index, "length": len(name.encode("utf-16-le")) // 2, "type": "user", **mentionee}
    return LINE.text(user, text, chat=group, message={"mention": {"mentionees": [one]}})


@given(st.sampled_from(PATHS), JSON)
def test_no_value_anywhere_in_an_event_breaks_the_reading(path: tuple[str, ...], value: Any) -> None:
    event = LINE.text(new_user(), "300", chat=new_group())
    inner = event
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    for inbound in read(event):
        assert inbound.conversation_id.startswith("line-")


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_body_breaks_the_reading(body: bytes) -> None:
    with contextlib.suppress(Malformed):
        assert isinstance(read_events(body, KEYS), list)


def test_people_are_known_by_names_that_do_not_lead_back_to_them() -> None:
    user = new_user()
    (first,), (second,), (other,) = (
        read(LINE.text(user, "1")),
        read(LINE.text(user, "2")),
        read(LINE.text(new_user(), "3")),
    )
    assert first.conversation_id == second.conversation_id != other.conversation_id
    assert user not in first.conversation_id
    assert Keys(b"x" * 32, "line").pseudonym("user", user) != first.conversation_id


def test_someone_is_another_person_in_each_group() -> None:
    user, group = new_user(), new_group()
    (alone,) = read(LINE.text(user, "1"))
    (member,) = read(mention("@ナビ 1", "@ナビ", group, user, isSelf=True))
    (elsewhere,) = read(mention("@ナビ 1", "@ナビ", new_group(), user, isSelf=True))
    assert len({alone.conversation_id, member.conversation_id, elsewhere.conversation_id}) == 3
    assert (member.address["to"], member.address["direct"]) == (group, False)
    assert member.scope != elsewhere.scope


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@ナビ 資本金は300万円", "資本金は300万円"),
        ("🍜🍜 @ナビ はい", "🍜🍜  はい"),
        ("300人@ナビ", "300人"),
        ("@ナビ", ""),
    ],
)
def test_in_a_group_the_mention_of_us_is_taken_out(text: str, said: str) -> None:
    (inbound,) = read(mention(text, "@ナビ", new_group(), new_user(), isSelf=True))
    assert inbound.content["text"] == said


def test_in_a_group_what_is_said_to_others_is_passed_over() -> None:
    group, user = new_group(), new_user()
    sticker = {"type": "sticker", "id": "1", "packageId": "1", "stickerId": "1"}
    assert read(LINE.text(user, "300", chat=group)) == []
    assert read(mention("@田中 300", "@田中", group, user, isSelf=False)) == []
    assert read(mention("@All 300", "@All", group, user, type="all")) == []
    assert read(LINE.event("message", user, chat=group, message=sticker)) == []


def test_in_standby_nothing_is_answered() -> None:
    assert read(LINE.text(new_user(), "300") | {"mode": "standby"}) == []


@pytest.mark.parametrize("kind", ["beacon", "accountLink", "videoPlayComplete", "memberJoined", "membership", "new"])
def test_events_that_do_not_concern_us_are_passed_over(kind: str) -> None:
    assert read(LINE.event(kind, new_user())) == []


def test_being_blocked_or_removed_ends_conversations() -> None:
    user, group = new_user(), new_group()
    (alone,) = read(LINE.event("unfollow", user))
    (whole,) = read(LINE.event("leave", user, chat=group) | {"source": {"type": "group", "groupId": group}})
    left = {"members": [{"type": "user", "userId": user}, {"type": "user", "userId": new_user()}]}
    members = read(LINE.event("memberLeft", user, chat=group, left=left))
    assert {one.kind for one in (alone, whole, *members)} == {ERASE}
    assert whole.conversation_id == whole.scope == members[0].scope
    assert len({one.event_id for one in members}) == 2


def test_a_message_that_is_taken_back_is_named() -> None:
    (inbound,) = read(LINE.event("unsend", new_user(), unsend={"messageId": "325708"}))
    assert (inbound.kind, inbound.reference) == (UNSAY, "325708")


def test_the_time_is_that_of_the_event_and_not_of_its_delivery() -> None:
    event = LINE.text(new_user(), "300", at=1_700_000_000.25) | {"deliveryContext": {"isRedelivery": True}}
    assert read(event)[0].at == 1_700_000_000.25


@pytest.mark.parametrize("broken", ["\ud800", "01\udfff", "a\x00", "あ"])
@pytest.mark.parametrize("path", [("webhookEventId",), ("message", "id"), ("source", "userId")])
def test_ids_that_no_store_can_hold_are_passed_over(path: tuple[str, ...], broken: str) -> None:
    event = LINE.text(new_user(), "300")
    inner = event
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = broken
    found = read_events(json.dumps({"events": [event]}).encode(), KEYS)
    assert [(inbound.content["text"], inbound.reference) for inbound in found] == (
        [("300", None)] if path == ("message", "id") else []
    )
