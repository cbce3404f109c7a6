"""The way from the first word to an answer by people, through the live server."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable

from pypdf import PdfReader

from tests.bot.server import Server
from tests.bot.staff.people import Owner, Staff
from tests.bot.visitor import request


def get(server: Server, path: str) -> tuple[int, bytes]:
    reply = request(server.port, "GET", path)
    return reply.status, reply.body


def test_an_owner_takes_the_memo_along(owner: Owner, bot_server: Server) -> None:
    owner.says("15%減です").says("新しい機械を入れたい").says("300万円").says("この内容で判定して")
    url = owner.asks_for_the_memo()
    status, page = get(bot_server, url)
    assert status == 200
    assert "1,000万円" in page.decode()
    status, pdf = get(bot_server, url + ".pdf")
    assert (status, len(PdfReader(io.BytesIO(pdf)).pages)) == (200, 1)
    status, text = get(bot_server, url + ".md")
    assert status == 200
    assert text.decode().startswith("# ")


def test_the_memo_keeps_what_was_true_when_it_was_made(owner: Owner, bot_server: Server) -> None:
    first = owner.asks_for_the_memo()
    owner.says("従業員は18人でした")
    second = owner.asks_for_the_memo()
    assert "15人" in get(bot_server, first)[1].decode()
    assert "18人" in get(bot_server, second)[1].decode()


def test_an_owner_asks_for_offices_and_goes_on_with_the_interview(owner: Owner) -> None:
    questions = owner.visitor.customs("question")
    owner.says("近くで相談できる窓口は？")
    (offices,) = owner.visitor.customs("offices")
    assert offices["prefecture"] == "栃木県"
    assert offices["items"]
    assert all(item["phone"] is None for item in offices["items"])
    assert len(offices["ask"]) == 3
    assert owner.visitor.customs("question")[0]["slot"] == questions[0]["slot"]


def test_a_case_reaches_staff_with_everything_told(owner: Owner, staff: Staff) -> None:
    owner.hands_over()
    staff.opens_newest()
    assert "1,000万円" in staff.page
    assert "資本金1000万円、従業員15人です" in staff.page
    assert "新規" in staff.page


def test_a_case_that_was_refused_reaches_nobody(owner: Owner, staff: Staff) -> None:
    before = set(staff.cases())
    owner.says("担当者と話したい").says("いいえ")
    assert owner.visitor.customs("offices")
    assert set(staff.cases()) == before


def test_a_reply_reaches_the_owner_once_and_only_him(new_owner: Callable[[], Owner], staff: Staff) -> None:
    owner, other = new_owner().hands_over(), new_owner()
    seen = owner.visitor.history()[-1]["id"]
    address = staff.opens_newest()
    text = "お電話ください。<b>担当</b>・髙﨑😀"
    assert staff.sends(f"{address}/reply", text=text).status == 303
    staff.opens(address)
    assert staff.sends(f"{address}/reply", text=text).status == 303
    assert owner.heard_from_staff(after=seen) == [text]
    assert other.heard_from_staff() == []
    staff.opens(address)
    assert 'value="in_progress" selected' in staff.page


def test_the_conversation_goes_on_after_a_reply(owner: Owner, staff: Staff) -> None:
    owner.hands_over()
    address = staff.opens_newest()
    staff.sends(f"{address}/reply", text="お返事です")
    owner.says("従業員は18人でした")
    assert owner.visitor.texts()


def test_handing_over_again_opens_the_same_case_anew(owner: Owner, staff: Staff) -> None:
    owner.hands_over()
    address = staff.opens_newest()
    staff.sends(f"{address}/status", status="done")
    owner.says("従業員は18人でした").hands_over()
    assert f"/staff/cases/{staff.cases()[0]}" == address
    staff.opens(address)
    assert "18人" in staff.page
    assert 'value="new" selected' in staff.page


def _traces(server: Server, words: str) -> list[str]:
    """The tables in which a text occurs."""
    with sqlite3.connect(server.data / "conversations.sqlite3") as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            table
            for table in tables
            if any(words in str(row) for row in connection.execute(f'SELECT * FROM "{table}"').fetchall())
        ]


def test_erasing_closes_the_link_and_takes_the_case_from_staff(owner: Owner, staff: Staff, bot_server: Server) -> None:
    owner.says("商売の名前は目印屋七兵衛といいます")
    url = owner.asks_for_the_memo()
    owner.hands_over()
    address = staff.opens_newest()
    assert "目印屋七兵衛" in staff.page
    assert _traces(bot_server, "目印屋七兵衛")
    owner.visitor.delete()
    assert get(bot_server, url)[0] == 404
    assert get(bot_server, url + ".pdf")[0] == 404
    assert staff.opens(address).status == 404
    assert _traces(bot_server, "目印屋七兵衛") == []


def test_erasing_within_the_conversation_does_so_too(owner: Owner, staff: Staff, bot_server: Server) -> None:
    url = owner.asks_for_the_memo()
    owner.hands_over()
    address = staff.opens_newest()
    owner.says("データを削除して")
    owner.visitor.choose("データを消す")
    assert get(bot_server, url)[0] == 404
    staff.cases()
    assert staff.sends(f"{address}/reply", text="遅れた返事").status == 404
    assert owner.heard_from_staff() == []


def test_revoking_closes_the_link(owner: Owner, bot_server: Server) -> None:
    url = owner.asks_for_the_memo()
    assert get(bot_server, url)[0] == 200
    owner.says("メモのリンクを無効にして")
    assert get(bot_server, url)[0] == 404
