"""What Slack's answers mean for a message that waits."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.delivery.vendor import Delivered, Instead, Later, Outcome, Undeliverable
from bot.channels.slack.api import POST, UPDATE, SlackApi, in_words
from bot.channels.slack.render import render
from bot.stores.letters import Parcel
from tests.bot.server import free_port
from tests.bot.slack.desk import texts
from tests.bot.vendors.slack import TOKEN, FakeSlack, Fault

Json = dict[str, Any]
ASKED = [
    {"text": "A & B <C>", "buttons": [{"title": "はい & いいえ", "choice": "a"}, {"title": "<いいえ>", "choice": "b"}]}
]


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    fake = FakeSlack().start()
    yield fake
    fake.stop()


def parcel(method: str = POST, **arguments: Any) -> Parcel:
    content = {"method": method, "arguments": {"channel": "D1", "text": "はい", **arguments}}
    return Parcel(1, "slack-x", "0b7f2d5e-0000-4000-8000-000000000000", 0.0, 0.0, 0, False, content)


def delivered(fake: FakeSlack, *parcels: Parcel, token: str = TOKEN, url: str | None = None) -> list[Outcome]:
    async def work() -> list[Outcome]:
        api = SlackApi(token, url or fake.url)
        try:
            return [await api.deliver(each) for each in parcels]
        finally:
            await api.close()

    return asyncio.run(work())


def test_what_slack_takes_is_delivered(fake: FakeSlack) -> None:
    assert delivered(fake, parcel()) == [Delivered()]
    assert fake.messages[0]["text"] == "はい"


def test_a_message_that_may_have_arrived_is_looked_up_and_not_sent_again(fake: FakeSlack) -> None:
    doubtful = replace(parcel(), in_doubt=True)
    assert delivered(fake, doubtful, doubtful) == [Delivered(), Delivered()]
    assert len(fake.messages) == 1


def test_a_message_that_may_have_arrived_in_a_thread_is_looked_up_there(fake: FakeSlack) -> None:
    doubtful = replace(parcel(thread_ts="1700000000.000001"), in_doubt=True)
    assert delivered(fake, doubtful, doubtful) == [Delivered(), Delivered()]
    assert len(fake.messages) == 1
    assert "conversations.replies" in fake.calls


def test_a_look_up_that_fails_for_now_puts_the_message_off(fake: FakeSlack) -> None:
    fake.faults.append(Fault.DOWN)
    assert delivered(fake, replace(parcel(), in_doubt=True)) == [Later(in_doubt=True)]
    assert fake.messages == []


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.BROKEN, Fault.TAKEN_500, Fault.TAKEN_BROKEN])
def test_trouble_of_slack_leaves_the_message_in_doubt(fault: str, fake: FakeSlack) -> None:
    fake.faults.append(fault)
    assert delivered(fake, parcel()) == [Later(in_doubt=True)]


def test_a_server_that_does_not_listen_has_certainly_taken_nothing(fake: FakeSlack) -> None:
    assert delivered(fake, parcel(), url=f"http://127.0.0.1:{free_port()}/api/") == [Later(in_doubt=False)]


def test_too_fast_makes_everything_wait_as_long_as_slack_says(fake: FakeSlack) -> None:
    fake.faults.append(Fault.FAST)
    fake.retry_after_s = 17
    assert delivered(fake, parcel()) == [Later(after_s=17.0, everyone=True)]


def test_a_wrong_token_loses_nothing(fake: FakeSlack) -> None:
    (outcome,) = delivered(fake, parcel(), token="xoxb-wrong")
    assert isinstance(outcome, Later)
    assert (outcome.everyone, outcome.in_doubt) == (True, False)


def test_a_channel_without_the_app_waits_for_an_invitation(fake: FakeSlack) -> None:
    fake.strangers.add("D1")
    (outcome,) = delivered(fake, parcel())
    assert isinstance(outcome, Later)
    assert not outcome.everyone


@pytest.mark.parametrize(("channel", "code"), [("X", "channel_not_found"), ("D9", "is_archived")])
def test_a_channel_that_is_gone_can_never_be_reached(channel: str, code: str, fake: FakeSlack) -> None:
    fake.archived.add("D9")
    assert delivered(fake, parcel(channel=channel)) == [Undeliverable(code)]


def test_blocks_that_slack_does_not_take_go_as_words(fake: FakeSlack) -> None:
    (message,) = render(ASKED, lambda choice: choice)
    broken = parcel(**message)
    broken.content["arguments"]["blocks"][1]["elements"][0]["value"] = ""
    (outcome,) = delivered(fake, broken)
    assert isinstance(outcome, Instead)
    assert delivered(fake, replace(broken, content=outcome.content)) == [Delivered()]
    assert fake.messages[0]["text"] == "A &amp; B &lt;C&gt;\n・はい &amp; いいえ\n・&lt;いいえ&gt;"


def test_the_words_of_boxes_and_small_print_are_kept_too() -> None:
    custom = {"kind": "question", "input": "multi", "progress": {"answered": 0, "remaining_at_most": 3}}
    (message,) = render([{**ASKED[0], "custom": custom}], lambda choice: choice)
    text = in_words(parcel(**message).content)["arguments"]["text"]
    assert text.splitlines()[:2] == ["A &amp; B &lt;C&gt;", "質問は残り最大3問です"]
    assert "・はい &amp; いいえ" in text
    assert texts(message) == ["A & B <C>"]


def test_a_message_that_cannot_be_frozen_any_more_is_let_be(fake: FakeSlack) -> None:
    gone = parcel(UPDATE, ts="1700000000.000001", blocks=[{"type": "section"}])
    assert delivered(fake, gone) == [Undeliverable("invalid_blocks")]
    assert delivered(fake, parcel(UPDATE, ts="1700000000.000001")) == [Undeliverable("message_not_found")]
