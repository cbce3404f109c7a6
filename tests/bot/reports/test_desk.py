from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from bot.reports.desk import Desk
from bot.reports.links import LinkSigner
from bot.reports.store import ReportStore
from bot.stores.conversations import ConversationStore
from bot.stores.database import Database
from tests.bot.reports.samples import typical

SIGNER = LinkSigner(b"a secret of this installation")
OWNER = "conversation-of-the-owner"


class Bench:
    """A desk on a file of its own; ``taken`` are the cases passed on."""

    def __init__(self, folder: Path, public_url: str = "") -> None:
        database = Database(folder / "conversations.sqlite3")
        self.conversations = ConversationStore(database)
        self.reports = ReportStore(database)
        self.taken: list[tuple[str, str, Any]] = []
        self.desk = Desk(self.reports, SIGNER, 3600, public_url, self._take)

    async def _take(self, conversation_id: str, channel: str, memo: Any) -> None:
        self.taken.append((conversation_id, channel, memo))

    async def make(self, conversation_id: str = OWNER, channel: str = "web") -> dict[str, Any]:
        """A conversation with one message, and a memo in it; returns the finished message."""
        await self.conversations.create(conversation_id, channel)
        await self.conversations.add_message(conversation_id, "bot", {"text": "はい"})
        message = report()
        await self.desk.finish(conversation_id, channel, [message])
        return message

    async def opened(self, message: dict[str, Any]) -> Any:
        """The memo behind a message's link."""
        report_id = SIGNER.report(message["custom"]["url"].rpartition("/")[2])
        return None if report_id is None else await self.reports.memo(report_id)


def report() -> dict[str, Any]:
    return {"text": "作りました。", "custom": {"kind": "report", "version": 1, "title": "相談メモ", "memo": typical()}}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_memo_becomes_a_link_that_opens_it(bench: Bench) -> None:
    async def play() -> None:
        message = await bench.make()
        assert "memo" not in message["custom"]
        assert message["custom"]["url"].startswith("/memo/")
        assert await bench.opened(message) == typical()

    asyncio.run(play())


def test_the_message_tells_when_the_link_expires_and_in_which_forms_it_comes(bench: Bench) -> None:
    async def play() -> None:
        custom = (await bench.make())["custom"]
        assert set(custom) == {"kind", "version", "title", "url", "expires", "expires_at", "formats"}
        assert custom["expires_at"].startswith(custom["expires"])
        assert custom["formats"] == {
            "html": custom["url"],
            "pdf": custom["url"] + ".pdf",
            "markdown": custom["url"] + ".md",
        }

    asyncio.run(play())


def test_a_messenger_gets_a_whole_address_where_one_is_known(tmp_path: Path) -> None:
    async def play() -> None:
        message = await Bench(tmp_path, "https://navi.example.jp").make(channel="line")
        assert message["custom"]["url"].startswith("https://navi.example.jp/memo/")

    asyncio.run(play())


def test_a_messenger_gets_the_memo_itself_where_no_address_is_known(bench: Bench) -> None:
    async def play() -> None:
        message = await bench.make(channel="line")
        assert not message["custom"]
        assert "製造業" in message["text"]

    asyncio.run(play())


def test_erasing_the_conversation_erases_its_memos_and_no_others(bench: Bench) -> None:
    async def play() -> None:
        mine, other = await bench.make(), await bench.make("somebody-else")
        await bench.conversations.erase(OWNER)
        assert await bench.opened(mine) is None
        assert await bench.opened(other) is not None

    asyncio.run(play())


def test_nothing_of_an_erased_memo_is_left_in_the_files(bench: Bench, tmp_path: Path) -> None:
    marker = "目印になる言葉"

    async def play() -> None:
        await bench.conversations.create(OWNER, "web")
        await bench.conversations.add_message(OWNER, "bot", {"text": "はい"})
        await bench.reports.add("r" * 22, OWNER, time.time() + 60, {"title": marker})
        assert any(marker.encode() in path.read_bytes() for path in tmp_path.iterdir())
        await bench.conversations.erase(OWNER)

    asyncio.run(play())
    assert not any(marker.encode() in path.read_bytes() for path in tmp_path.iterdir())


def test_taking_one_message_back_leaves_the_memo(bench: Bench) -> None:
    async def play() -> None:
        message = await bench.make()
        await bench.conversations.add_message(OWNER, "user", {"text": "取り消す"})

        def unsay(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM messages WHERE conversation_id = ? AND number = 2", (OWNER,))

        await bench.conversations.database.write(unsay)
        assert await bench.opened(message) is not None

    asyncio.run(play())


def test_revoking_closes_every_link_of_the_conversation_and_no_others(bench: Bench) -> None:
    async def play() -> None:
        first, second, other = await bench.make(), await bench.make(), await bench.make("somebody-else")
        notice = {"text": "無効にしました。", "custom": {"kind": "notice", "topic": "report_revoked"}}
        await bench.desk.finish(OWNER, "web", [notice])
        assert [await bench.opened(message) for message in (first, second)] == [None, None]
        assert await bench.opened(other) is not None

    asyncio.run(play())


def test_memos_that_have_expired_are_forgotten(bench: Bench) -> None:
    async def play() -> int:
        await bench.make()
        await bench.reports.add("old" + "x" * 19, OWNER, time.time() - 1, {})
        await bench.make()

        def count(connection: sqlite3.Connection) -> int:
            return int(
                connection.execute("SELECT count(*) FROM reports WHERE expires_at < ?", (time.time(),)).fetchone()[0]
            )

        return await bench.conversations.database.read(count)

    assert asyncio.run(play()) == 0


def test_a_case_is_passed_on_and_its_memo_stays_out_of_the_message(bench: Bench) -> None:
    message = {
        "text": "渡しました。",
        "custom": {"kind": "notice", "version": 1, "topic": "handed_over", "memo": typical()},
    }
    asyncio.run(bench.desk.finish(OWNER, "slack", [message]))
    assert message["custom"] == {"kind": "notice", "version": 1, "topic": "handed_over"}
    assert bench.taken == [(OWNER, "slack", typical())]


def test_other_messages_stay_as_they_are(bench: Bench) -> None:
    messages = [{"text": "はい"}, {"text": "?", "custom": {"kind": "question", "slot": "industry"}}, {"custom": None}]
    before = [dict(message) for message in messages]
    asyncio.run(bench.desk.finish(OWNER, "web", messages))
    assert messages == before


CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:書類を作る\r\nEND:VCALENDAR\r\n"


def steps(calendar: str = CALENDAR) -> dict[str, Any]:
    return {"text": "次にやること", "custom": {"kind": "steps", "version": 1, "items": [], "ics": calendar}}


async def filed(
    folder: Path, channel: str, message: dict[str, Any], public_url: str = "https://navi.example.jp"
) -> Bench:
    bench = Bench(folder, public_url)
    await bench.conversations.create(OWNER, channel)
    await bench.conversations.add_message(OWNER, "bot", {"text": "はい"})
    await bench.desk.finish(OWNER, channel, [message])
    return bench


@pytest.mark.parametrize("channel", ["line", "slack"])
def test_a_messenger_gets_an_address_in_place_of_the_calendar_file(tmp_path: Path, channel: str) -> None:
    message = steps()

    async def play() -> Any:
        bench = await filed(tmp_path, channel, message)
        assert "ics" not in message["custom"]
        address = message["custom"]["calendar_url"]
        assert address.startswith("https://navi.example.jp/memo/")
        assert address.endswith(".ics")
        report_id = SIGNER.report(address.rpartition("/")[2].removesuffix(".ics"))
        return None if report_id is None else await bench.reports.memo(report_id)

    assert asyncio.run(play()) == {"calendar": CALENDAR}


@pytest.mark.parametrize(("calendar", "public_url"), [("", "https://navi.example.jp"), (CALENDAR, "")])
def test_without_a_dated_step_or_an_address_there_is_no_link(tmp_path: Path, calendar: str, public_url: str) -> None:
    message = steps(calendar)
    asyncio.run(filed(tmp_path, "line", message, public_url))
    assert set(message["custom"]) == {"kind", "version", "items"}


def test_the_web_page_keeps_the_calendar_file_itself(tmp_path: Path) -> None:
    message = steps()
    asyncio.run(filed(tmp_path, "web", message))
    assert message == steps()
