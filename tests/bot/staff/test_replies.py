from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.staff.replies import Replies, Undeliverable, read_reply
from bot.staff.store import Case, CaseStore
from bot.stores.conversations import ConversationStore
from bot.stores.database import Database
from bot.stores.records import UnknownConversation


class StubChannel:
    """A channel with a courier that keeps the reply, as the real one does."""

    def __init__(self, conversations: ConversationStore) -> None:
        self.courier = self
        self.sent: list[tuple[str, Any]] = []
        self._conversations = conversations

    @staticmethod
    def name() -> str:
        return "line"

    async def send(self, conversation_id: str, messages: Sequence[Any]) -> None:
        self.sent.append((conversation_id, list(messages)))
        for message in messages:
            await self._conversations.add_message(conversation_id, "staff", message)


class Bench:
    """Cases and conversations on a file of their own."""

    def __init__(self, folder: Path) -> None:
        database = Database(folder / "conversations.sqlite3")
        self.conversations, self.cases = ConversationStore(database), CaseStore(database)
        self.line = StubChannel(self.conversations)
        self.replies = Replies(self.cases, self.conversations, [self.line])

    async def case(self, channel: str) -> Case:
        await self.conversations.create("conversation", channel)
        await self.conversations.add_message("conversation", "user", {"text": "はい"})
        return await self.cases.take("conversation", channel, {"parts": []})

    async def replied(self) -> list[Any]:
        history = await self.conversations.history("conversation")
        return [entry.message["text"] for entry in history if entry.sender == "staff"]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.mark.parametrize("channel", ["web", "line"])
def test_a_reply_arrives_once_however_often_the_button_is_pressed(channel: str, bench: Bench) -> None:
    async def play() -> None:
        case = await bench.case(channel)
        for text in ("一", "一", "二", "一"):
            await bench.replies.send(case, text)
        assert await bench.replied() == ["一", "二", "一"]
        found = await bench.cases.case(case.id)
        assert found is not None
        assert found.status == "in_progress"

    asyncio.run(play())


def test_a_reply_to_a_messenger_goes_through_its_courier(bench: Bench) -> None:
    async def play() -> None:
        await bench.replies.send(await bench.case("line"), "お返事")

    asyncio.run(play())
    assert bench.line.sent == [("conversation", [{"text": "お返事"}])]


def test_a_channel_that_is_off_says_so_and_nothing_is_kept(bench: Bench) -> None:
    async def play() -> list[Any]:
        case = await bench.case("slack")
        with pytest.raises(Undeliverable):
            await bench.replies.send(case, "お返事")
        found = await bench.cases.case(case.id)
        assert found is not None
        assert found.status == "new"
        return await bench.replied()

    assert asyncio.run(play()) == []


def test_a_reply_that_comes_after_the_erasure_is_not_kept(bench: Bench) -> None:
    async def play() -> None:
        case = await bench.case("web")
        await bench.conversations.erase("conversation")
        await bench.conversations.create("conversation", "web")
        await bench.conversations.add_message("conversation", "bot", {"text": "消しました"})
        with pytest.raises(UnknownConversation):
            await bench.replies.send(case, "お返事")
        assert await bench.replied() == []

    asyncio.run(play())


def test_new_cases_come_before_those_under_way_and_those_before_the_rest(bench: Bench) -> None:
    async def play() -> list[str]:
        for name, status in (("a", "done"), ("b", "new"), ("c", "in_progress"), ("d", "new")):
            await bench.conversations.create(name, "web")
            case = await bench.cases.take(name, "web", {})
            if status != "new":
                await bench.cases.set_status(case.id, status)
        return [case.conversation_id for case in await bench.cases.cases()]

    assert asyncio.run(play()) == ["d", "b", "c", "a"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [(" a\r\nb ", "a\nb"), ("\x00", None), ("", None), ("x" * 1001, None), ("x" * 1000, "x" * 1000), ("a\x1bb", "ab")],
)
def test_a_reply_is_cleaned_before_it_is_sent(given: str, kept: str | None) -> None:
    assert read_reply(given) == kept


def test_a_login_ends(bench: Bench) -> None:
    async def play() -> None:
        key, short = await bench.cases.log_in(60), await bench.cases.log_in(-1)
        assert await bench.cases.form_token(key)
        assert await bench.cases.form_token(short) is None
        await bench.cases.log_out(key)
        assert await bench.cases.form_token(key) is None

    asyncio.run(play())
