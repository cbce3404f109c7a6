"""「データを削除」 leaves nothing of what was told in any file, on every channel, whatever else goes on meanwhile."""

from __future__ import annotations

import re

import pytest

from bot.stores.schemas import tables_of_conversation
from tests.bot.privacy.live import ERASE, House, markers, race
from tests.bot.staff.people import PASSWORD, Owner, Staff

RECEIPT = re.compile(r"[2-9A-HJKMNP-TV-Z]{4}(?:-[2-9A-HJKMNP-TV-Z]{4}){2}")
RACES = 20


def receipt_of(text: str) -> str:
    (found,) = RECEIPT.findall(text)
    return found


def test_on_the_web_nothing_is_left_of_talk_memo_case_and_reply(house: House) -> None:
    visitor, planted = house.visitor(), markers("ウェブ")
    owner, staff = Owner(visitor), Staff(house.server.port)
    owner.says("栃木県で製造業をやっている株式会社です。資本金98765431円、従業員15人です")
    for marker in planted[:-1]:
        visitor.say(marker, client_message_id=f"id-{marker}")
    link = owner.asks_for_the_memo()
    owner.hands_over()
    assert staff.logs_in(PASSWORD).status == 303
    assert staff.sends(staff.opens_newest() + "/reply", text=planted[-1]).status == 303
    planted += ["98765431", "9,876万5,431円"]
    assert set(house.files_with(planted)) == set(planted)
    visitor.say("データを削除")
    visitor.choose(ERASE)
    receipt = receipt_of("".join(visitor.texts()))
    assert house.files_with(planted) == {}
    assert Staff(house.server.port).opens(link.removeprefix("http://127.0.0.1")).status in (404, 410)
    assert staff.opens("/staff").status == 200
    assert not [marker for marker in planted if marker in staff.page]
    assert house.command("receipt", receipt.lower()).returncode == 0
    assert house.command("receipt", "AAAA-AAAA-AAAA").returncode == 1
    assert house.rows("SELECT count(*) FROM erasures WHERE receipt = ?", receipt) == [(1,)]


def test_in_line_nothing_is_left(house: House) -> None:
    friend, planted = house.friend(), markers("ライン")
    friend.press("同意して始める")
    for marker in planted:
        friend.say(marker)
    assert set(house.files_with(planted)) == set(planted)
    friend.say("データを削除")
    friend.press(ERASE)
    assert receipt_of("".join(friend.texts()))
    assert house.files_with([*planted, friend.user]) == {}
    assert house.rows("SELECT count(*) FROM recipients WHERE conversation_id = ?", friend.conversation_id) == [(0,)]


def test_in_slack_nothing_is_left(house: House) -> None:
    desk, planted = house.colleague(), markers("スラック")
    desk.choose("同意して始める")
    for marker in planted:
        desk.say(marker)
    assert set(house.files_with(planted)) == set(planted)
    desk.say("データを削除")
    desk.choose(ERASE)
    assert receipt_of("".join(desk.texts()))
    assert house.files_with([*planted, desk.channel]) == {}


def test_who_does_not_want_it_after_all_keeps_everything(house: House) -> None:
    visitor = house.visitor()
    visitor.say("栃木県です")
    visitor.say("データを削除")
    visitor.choose("消さない")
    assert visitor.say("入力内容を確認")
    assert visitor.customs("profile_summary")[0]["profile"]["prefecture"] == "栃木県"


@pytest.mark.parametrize("way", ["request", "button"])
def test_a_turn_that_races_with_the_erasure_brings_nothing_back(house: House, way: str) -> None:
    assert race(house, way, RACES) == {}


def test_no_row_belongs_to_a_conversation_that_is_gone(house: House) -> None:
    visitor = house.visitor()
    visitor.say("栃木県です")
    reply = visitor.request("DELETE", "/session")
    assert receipt_of(reply.headers["erasure-receipt"])
    for table in tables_of_conversation():
        query = f"SELECT count(*) FROM {table} WHERE conversation_id NOT IN (SELECT id FROM conversations)"
        assert house.rows(query) == [(0,)], table
