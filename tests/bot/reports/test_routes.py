"""What a link opens: the memo in its three forms, a calendar as a file, and nothing else."""

from __future__ import annotations

import asyncio
import secrets
import time
from pathlib import Path
from typing import Any

import pytest

from bot.reports.links import LinkSigner, new_report_id
from bot.reports.pdf import PdfMaker
from bot.reports.routes import Memos
from bot.reports.store import ReportStore
from bot.stores.conversations import ConversationStore
from bot.stores.database import Database
from tests.bot.reports.samples import typical

SIGNER = LinkSigner(b"a secret of this installation")
CALENDAR = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


class Door:
    """The routes on a file of their own, with one memo and one calendar behind links."""

    def __init__(self, folder: Path) -> None:
        database = Database(folder / "conversations.sqlite3")
        self.conversations = ConversationStore(database)
        self.store = ReportStore(database)
        self.memos = Memos(self.store, SIGNER, PdfMaker(), None)

    async def keep(self, content: Any, seconds: int = 60) -> str:
        """The token of something kept."""
        await self.conversations.create("owner", "web")
        await self.conversations.add_message("owner", "bot", {"text": "はい"})
        report_id, expires_at = new_report_id(), int(time.time()) + seconds
        await self.store.add(report_id, "owner", expires_at, content)
        return SIGNER.issue(report_id, expires_at)

    async def open(self, name: str) -> tuple[int, str, bytes]:
        """Status, type and content behind the last part of an address."""
        response = await self.memos.open(name, "192.0.2.1")
        return response.status, str(response.content_type), response.body or b""


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path)


def test_a_calendar_opens_as_a_file_and_in_no_other_form(door: Door) -> None:
    async def play() -> None:
        token = await door.keep({"calendar": CALENDAR})
        assert await door.open(f"{token}.ics") == (200, "text/calendar; charset=utf-8", CALENDAR.encode())
        assert [(await door.open(token + ending))[0] for ending in ("", ".pdf", ".md", ".ics.ics")] == [404] * 4

    asyncio.run(play())


def test_a_memo_opens_in_its_three_forms_and_not_as_a_calendar(door: Door) -> None:
    async def play() -> None:
        token = await door.keep(typical())
        kinds = [(await door.open(token + ending))[:2] for ending in ("", ".pdf", ".md", ".ics")]
        assert [status for status, _ in kinds] == [200, 200, 200, 404]
        assert kinds[1][1] == "application/pdf"

    asyncio.run(play())


def test_a_link_that_has_expired_or_was_altered_opens_nothing(door: Door) -> None:
    async def play() -> None:
        token = await door.keep({"calendar": CALENDAR})
        report_id, expires_at, signature = token.split(".")
        later = f"{report_id}.{int(expires_at) + 1}.{signature}"
        other = LinkSigner(b"another secret").issue(report_id, int(expires_at))
        expired = await door.keep({"calendar": CALENDAR}, seconds=-1)
        found = [await door.open(f"{name}.ics") for name in (later, other, expired, token[:-1], "")]
        assert {status for status, _, _ in found} == {404}
        assert len({body for _, _, body in found}) == 1

    asyncio.run(play())


def test_a_thousand_guesses_open_nothing(door: Door) -> None:
    async def play() -> None:
        token = await door.keep(typical())
        expires_at = token.split(".")[1]
        for _ in range(1000):
            guess = f"{new_report_id()}.{expires_at}.{secrets.token_urlsafe(32)}"
            assert (await door.open(guess))[0] == 404

    asyncio.run(play())
