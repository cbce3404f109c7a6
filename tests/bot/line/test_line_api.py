"""What an answer of LINE means for a parcel, against a LINE that is strict."""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Any

import pytest

from bot.channels.delivery.keys import Keys
from bot.channels.delivery.vendor import Delivered, Instead, Later, Outcome, Undeliverable
from bot.channels.line.api import LineApi
from bot.channels.line.vendor import LineVendor
from bot.channels.line.words import words
from bot.stores.delivery import DeliveryStore
from bot.stores.letters import Inbound, Parcel
from bot.stores.records import Json
from tests.bot.line.talk import new_user
from tests.bot.vendors.http import Answer
from tests.bot.vendors.line import ACCESS_TOKEN, FakeLine, Fault

HELLO: list[Json] = [{"type": "text", "text": "こんにちは"}]
WRONG: list[Json] = [{"type": "flex", "altText": "代わりの文", "contents": {"type": "bubble", "size": "huge"}}]


def parcel(content: Json, in_doubt: bool = False) -> Parcel:
    return Parcel(1, "line-x", str(uuid.uuid4()), time.time(), 0.0, int(in_doubt), in_doubt, content)


def send(line: FakeLine, *parcels: Parcel, token: str = ACCESS_TOKEN) -> list[Outcome]:
    async def all_of_them() -> list[Outcome]:
        api = LineApi(token, line.server.url)
        try:
            return [await api.send(one) for one in parcels]
        finally:
            await api.close()

    return asyncio.run(all_of_them())


def reply(line: FakeLine, user: str, messages: list[Json] = HELLO, **changes: Any) -> Json:
    token = line.text(user, "300")["replyToken"]
    return {"to": user, "messages": messages, "token": token, "good_until": time.time() + 50, **changes}


def test_a_reply_and_a_push_are_delivered(line: FakeLine) -> None:
    user = new_user()
    assert send(line, parcel(reply(line, user)), parcel({"to": user, "messages": HELLO})) == [Delivered()] * 2
    assert [one.via for one in line.delivered] == ["reply", "push"]


def test_a_token_that_is_gone_makes_it_a_push(line: FakeLine) -> None:
    content = reply(line, new_user())
    first, second = send(line, parcel(content), parcel(content))
    assert first == Delivered()
    assert isinstance(second, Instead)
    assert set(second.content) == {"to", "messages", "good_until"}


@pytest.mark.parametrize(("good_for_s", "arrived"), [(50, True), (-1, False)])
def test_in_doubt_a_token_that_is_gone_early_means_that_the_reply_has_arrived(
    line: FakeLine, good_for_s: float, arrived: bool
) -> None:
    content = reply(line, new_user(), good_until=time.time() + good_for_s)
    _, outcome = send(line, parcel(content), parcel(content, in_doubt=True))
    assert isinstance(outcome, Delivered) is arrived


def test_a_push_that_was_taken_before_is_not_taken_twice(line: FakeLine) -> None:
    again = parcel({"to": new_user(), "messages": HELLO})
    assert send(line, again, again) == [Delivered(), Delivered()]
    assert len(line.delivered) == 1


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault.broken, Later(in_doubt=True)),
        (Fault.hang_up_after, Later(in_doubt=True)),
        (Fault.too_many, Later(1.0, everyone=True)),
        (lambda _: Answer(429), Later(None, everyone=True)),
        (lambda _: Answer(503, b"<html>"), Later(in_doubt=True)),
        (lambda _: Answer(429, b'{"message": "You have reached your monthly limit."}'), Later(3600.0, parked=True)),
        (lambda _: Answer(403), Later(parked=True)),
    ],
)
def test_what_may_pass_is_tried_later(line: FakeLine, fault: Any, outcome: Later) -> None:
    line.faults_to_come.append(fault)
    assert send(line, parcel({"to": new_user(), "messages": HELLO})) == [outcome]


def test_where_nobody_listens_nothing_can_have_arrived(line: FakeLine) -> None:
    line.server.stop()
    assert send(line, parcel({"to": new_user(), "messages": HELLO})) == [Later()]


def test_a_wrong_access_token_loses_nothing(line: FakeLine) -> None:
    assert send(line, parcel({"to": new_user(), "messages": HELLO}), token="wrong") == [Later(everyone=True)]


def test_a_message_that_line_does_not_take_is_sent_as_plain_text(line: FakeLine) -> None:
    (outcome,) = send(line, parcel(reply(line, new_user(), WRONG)))
    assert isinstance(outcome, Instead)
    assert outcome.content["messages"] == [{"type": "text", "text": "代わりの文"}]
    assert send(line, parcel(outcome.content)) == [Delivered()]


def test_a_chat_that_does_not_exist_is_given_up(line: FakeLine) -> None:
    content = {"to": "nobody", "messages": HELLO}
    assert isinstance(send(line, parcel(content))[0], Instead)
    assert send(line, parcel({**content, "plain": True})) == [Undeliverable("status 400")]


def test_a_long_answer_is_a_reply_with_five_messages_and_pushes_with_the_rest(line: FakeLine) -> None:
    user, keys = new_user(), Keys(b"k", "line")
    vendor = LineVendor(DeliveryStore.__new__(DeliveryStore), keys, LineApi("t"), words())
    event = Inbound("e", "line-x", 1000.0, "text", {"text": "300", "token": "T"}, {"to": user, "direct": True})
    answer = [{"text": f"{n}通目"} for n in range(12)]
    contents = list(vendor.pack("line-x", event.address, answer, event))
    assert [len(content["messages"]) for content in contents] == [5, 5, 2]
    assert [content.get("token") for content in contents] == ["T", None, None]
    assert contents[0]["good_until"] == 1050.0
    assert [m["text"] for content in contents for m in content["messages"]] == [m["text"] for m in answer]
    assert "token" not in list(vendor.pack("line-x", event.address, answer, None))[0]
