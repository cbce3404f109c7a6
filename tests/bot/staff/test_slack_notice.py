from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from bot.staff.slack_notice import SlackNotice, slack_notice
from bot.staff.store import Case
from tests.bot.vendors.slack import TOKEN, FakeSlack, Fault

CHANNEL = "C0STAFF"
CASE = Case(7, "i" * 22, "web-conversation", "web", 0.0, 0.0, "new", {"title": "秘密の数字"})


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSlack]:
    """A workspace that the notice is sent to."""
    workspace = FakeSlack().start()
    monkeypatch.setenv("SLACK_API_URL", workspace.url)
    yield workspace
    workspace.stop()


def told(fake: FakeSlack, public_url: str = "") -> list[str]:
    async def play() -> None:
        notice = SlackNotice(CHANNEL, TOKEN, public_url, first_wait_s=0.01)
        notice.tell(CASE)
        await asyncio.gather(*notice._tasks)
        await notice.close()

    asyncio.run(play())
    return [str(message["text"]) for message in fake.in_place(CHANNEL)]


def test_staff_hears_of_a_case_but_nothing_of_its_content(fake: FakeSlack) -> None:
    (text,) = told(fake)
    assert "相談 7" in text
    assert "秘密" not in text
    assert CASE.conversation_id not in text


def test_the_notice_leads_to_the_case_where_the_address_is_known(fake: FakeSlack) -> None:
    (text,) = told(fake, "https://navi.example.jp")
    assert f"https://navi.example.jp/staff/cases/{CASE.id}" in text


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.BROKEN, Fault.TAKEN_500, Fault.TAKEN_BROKEN])
def test_the_notice_arrives_once_when_slack_is_in_trouble(fault: str, fake: FakeSlack) -> None:
    fake.faults = [fault]
    assert len(told(fake)) == 1


@pytest.mark.parametrize(("channel", "token", "on"), [("C1", "x", True), ("C1", "", False), ("", "x", False)])
def test_the_notice_is_on_where_channel_and_token_are_set(
    channel: str, token: str, on: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_STAFF_CHANNEL", channel)
    monkeypatch.setenv("SLACK_BOT_TOKEN", token)
    assert (slack_notice("") is not None) is on
