"""Everybody gets their own data, whole, and nobody else's."""

from __future__ import annotations

import json

from tests.bot.privacy.live import House
from tests.bot.staff.people import PASSWORD, Owner, Staff
from tests.bot.visitor import Visitor


def test_the_file_holds_talk_answers_consent_memo_and_case(house: House) -> None:
    visitor = house.visitor()
    owner, staff = Owner(visitor), Staff(house.server.port)
    owner.says("栃木県で製造業をやっている株式会社です。資本金1000万円、従業員15人です")
    owner.asks_for_the_memo()
    owner.hands_over()
    assert staff.logs_in(PASSWORD).status == 303
    staff.sends(staff.opens_newest() + "/reply", text="明日ご連絡します")
    reply = visitor.request("GET", "/export")
    assert reply.status == 200
    assert reply.headers["content-disposition"] == 'attachment; filename="hojo-navi.json"'
    assert reply.headers["cache-control"] == "no-store"
    data = reply.json
    assert [message["from"] for message in data["messages"]].count("staff") == 1
    assert [entry["message"] for entry in data["messages"]] == [entry["message"] for entry in visitor.history()]
    assert data["profile"]["answers"]["capital_yen"] == 10_000_000
    assert data["consent"]["version"]
    assert len(data["memos"]) == 1
    assert data["passed_to_staff"][0]["status"] == "in_progress"
    assert data["passed_to_staff"][0]["memo"]["parts"]
    by_staff = house.command("export", str(data["passed_to_staff"][0]["number"]))
    assert json.loads(by_staff.stdout)["messages"] == data["messages"]
    assert house.command("export", "999999").returncode == 1


def test_nobody_gets_the_data_of_others(house: House) -> None:
    ones, others = house.visitor(), house.visitor()
    ones.say("秘密の相談です")
    assert "秘密の相談" not in others.request("GET", "/export").body.decode()
    assert Visitor(house.server.port).request("GET", "/export").status == 401
    token = str(ones.token)
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x" * len(token), ""):
        assert Visitor(house.server.port).request("GET", "/export", token=forged or None).status == 401
    ones.delete()
    assert ones.request("GET", "/export").status == 401


def test_who_asks_for_their_data_sees_the_answers_and_where_the_rest_is(house: House) -> None:
    visitor = house.visitor()
    visitor.say("栃木県です")
    visitor.say("自分のデータをください")
    assert visitor.customs("profile_summary")[0]["profile"]["prefecture"] == "栃木県"
    assert "export" in {custom["topic"] for custom in visitor.customs("notice")}
    assert "データを受け取る" in "".join(visitor.texts())
    friend = house.friend()
    friend.press("同意して始める")
    friend.say("自分のデータをください")
    assert "この画面をさかのぼる" in "".join(friend.texts())
