"""Conversations in LINE, over HTTP: what comes in, and what is answered."""

from __future__ import annotations

import secrets
import sqlite3
import time
from typing import Any

import pytest

from bot.channels.delivery.keys import Keys
from bot.channels.line.words import words
from bot.channels.session_token import load_secret
from bot.stores.conversations import FILE_NAME
from tests.bot.line.talk import LineTalk, new_group, post, until
from tests.bot.server import Server
from tests.bot.vendors.line import FakeLine, Json


@pytest.fixture
def mark() -> str:
    """A text that stands nowhere else."""
    return f"ひみつ{secrets.randbelow(10**12):012d}"


def found(server: Server, text: str) -> bool:
    return any(text.encode() in path.read_bytes() for path in server.data.iterdir() if path.name != "server.log")


def idle(server: Server) -> bool:
    connection = sqlite3.connect(server.data / FILE_NAME, timeout=5)
    try:
        query = "SELECT (SELECT count(*) FROM inbox WHERE open) + (SELECT count(*) FROM outbox)"
        return bool(connection.execute(query).fetchone() == (0,))
    finally:
        connection.close()


def send_quietly(talk: LineTalk, server: Server, *events: Json) -> list[Json]:
    """Deliver events and wait until they are done; returns what was answered."""
    before = len(talk.line.messages_to(talk.user))
    assert post(talk.line, talk.port, *events).status == 200
    until(lambda: idle(server))
    return talk.line.messages_to(talk.user)[before:]


def message(kind: str, **content: Any) -> Json:
    return {"type": kind, "id": "1", **content}


def test_a_text_is_answered_by_a_reply(talk: LineTalk) -> None:
    talk.say("300")
    assert talk.texts() == ["300ですね"]
    assert talk.line.delivered[-1].via == "reply"


def test_a_new_friend_is_greeted_and_asked_for_consent(talk: LineTalk) -> None:
    talk.follow()
    assert talk.texts()[-1] == "はじめますか"
    assert list(talk.actions()) == ["はい"]


def test_a_button_is_pressed_under_a_short_signed_key(talk: LineTalk) -> None:
    talk.follow()
    assert len(talk.actions()["はい"]["data"]) < 60
    talk.press("はい")
    assert talk.texts() == ["はいですね"]


def test_several_are_picked_one_by_one_and_sent_together(talk: LineTalk) -> None:
    talk.say("色")
    talk.press("赤")
    assert talk.texts()[0].startswith("選択中：赤\n")
    talk.press("青")
    talk.press("✓ 赤")
    talk.press("黄")
    talk.press("これで決定")
    assert talk.texts() == ["青、黄ですね"]


def test_a_button_of_somebody_else_and_a_made_up_key_are_refused_kindly(talk: LineTalk) -> None:
    talk.follow()
    data = talk.actions()["はい"]["data"]
    other = LineTalk(talk.line, talk.port)
    for made_up in (data, data[:-1], "c.x.y", "/inform{}", ""):
        if made_up:
            assert "その選択肢は使えません" in other.post_back(made_up)[0]["text"]


def test_an_entry_of_the_menu_is_for_everybody(talk: LineTalk, line_server: Server) -> None:
    keys = Keys(load_secret(line_server.data), "line")
    for command, answer in (("start", "はじめますか"), ("delete", "データを削除ですね"), ("restart", "やり直すですね")):
        talk.post_back(keys.button("", "g", command))
        assert talk.texts()[-1] == answer


@pytest.mark.parametrize("kind", ["sticker", "image", "video", "audio", "file", "something new"])
def test_what_is_no_text_gets_a_kind_word_and_the_open_question_again(talk: LineTalk, kind: str) -> None:
    talk.say("色")
    talk.send(talk.line.event("message", talk.user, message=message(kind)))
    kinds = words()["received"]
    assert talk.texts() == [kinds.get(kind, kinds["other"]), "何色ですか\n" + words()["multi_hint"]]
    assert list(talk.actions()) == ["赤", "青", "黄"]


def test_a_place_counts_as_its_prefecture_and_its_address_is_not_kept(
    talk: LineTalk, line_server: Server, mark: str
) -> None:
    address = f"日本、〒320-0000 栃木県宇都宮市{mark}1-2-3"
    talk.send(talk.line.event("message", talk.user, message=message("location", address=address)))
    assert talk.texts() == ["栃木県ですね"]
    assert not found(line_server, mark)
    talk.send(talk.line.event("message", talk.user, message=message("location")))
    assert talk.texts() == [words()["received"]["location"]]


def test_a_text_that_is_too_long_or_empty_is_told_so(talk: LineTalk) -> None:
    talk.say("あ" * 501)
    assert talk.texts() == ["文章が長すぎます。500文字以内に分けて送ってください。"]
    talk.say("\u200b")
    assert talk.texts() == ["メッセージが空です。文字を入力してから送信してください。"]


def test_a_turn_that_fails_is_tried_again_and_then_admitted(talk: LineTalk) -> None:
    talk.say("失敗")
    assert talk.texts()[0].startswith("ただいま応答できません。")
    talk.say("300")
    assert talk.texts() == ["300ですね"]


def test_an_answer_that_takes_long_is_announced(talk: LineTalk) -> None:
    talk.say("待つ1.2")
    assert [one for one in talk.line.loading if one["chatId"] == talk.user] == [
        {"chatId": talk.user, "loadingSeconds": 20}
    ]
    talk.say("待つ0.1")
    assert sum(one["chatId"] == talk.user for one in talk.line.loading) == 1


def test_messages_that_come_together_are_answered_in_the_order_they_were_written(talk: LineTalk) -> None:
    now = time.time()
    events = [talk.line.text(talk.user, f"{n}番", at=now + n) for n in range(6)]
    talk.send(*reversed(events), answers=6)
    assert talk.texts() == [f"{n}番ですね" for n in range(6)]


def test_a_message_that_is_taken_back_is_erased(talk: LineTalk, line_server: Server, mark: str) -> None:
    event = talk.line.text(talk.user, mark)
    talk.send(event)
    # The small bot repeats what it hears; the product does not, so its echo is looked for apart.
    answers = send_quietly(
        talk, line_server, talk.line.event("unsend", talk.user, unsend={"messageId": event["message"]["id"]})
    )
    assert answers == []
    assert rows(line_server, "sender = 'user'", mark) == 0
    assert events_with(line_server, f'"text":"{mark}"') == 0
    talk.say("300")
    assert talk.texts() == ["300ですね"]


def rows(server: Server, condition: str, text: str) -> int:
    return count(server, f"SELECT count(*) FROM messages WHERE {condition} AND body LIKE ?", f"%{text}%")


def events_with(server: Server, text: str) -> int:
    query = "SELECT (SELECT count(*) FROM events WHERE data LIKE ?1)"
    return count(server, query + " + (SELECT count(*) FROM conversations WHERE snapshot LIKE ?1)", f"%{text}%")


def count(server: Server, query: str, *values: Any) -> int:
    connection = sqlite3.connect(server.data / FILE_NAME, timeout=5)
    try:
        return int(connection.execute(query, values).fetchone()[0])
    finally:
        connection.close()


def test_a_message_that_was_taken_back_before_it_came_is_never_read(
    talk: LineTalk, line_server: Server, mark: str
) -> None:
    event = talk.line.text(talk.user, mark)
    unsend = talk.line.event("unsend", talk.user, unsend={"messageId": event["message"]["id"]})
    assert send_quietly(talk, line_server, unsend) == []
    assert send_quietly(talk, line_server, event) == []
    assert not found(line_server, mark)


def test_being_blocked_erases_everything_and_a_late_message_brings_nothing_back(
    talk: LineTalk, line_server: Server, mark: str
) -> None:
    talk.say("色")
    data = talk.actions()["赤"]["data"]
    talk.say(mark)
    late = talk.line.text(talk.user, mark)
    unfollow = talk.line.event("unfollow", talk.user, at=time.time() + 1)
    assert send_quietly(talk, line_server, unfollow) == []
    assert send_quietly(talk, line_server, late) == []
    assert not found(line_server, mark)
    follow = talk.line.event("follow", talk.user, at=time.time() + 2)
    assert send_quietly(talk, line_server, follow)[-1]["text"] == "はじめますか"
    pressed = talk.line.event("postback", talk.user, at=time.time() + 3, postback={"data": data})
    assert "その選択肢は使えません" in send_quietly(talk, line_server, pressed)[0]["text"]


def test_the_dialogue_can_have_the_conversation_forgotten(talk: LineTalk, line_server: Server, mark: str) -> None:
    talk.say(mark)
    talk.say("忘れて")
    assert talk.texts()[:2] == ["忘れてですね", "消しました"]
    assert "受付番号" in talk.texts()[2]
    assert not found(line_server, mark)
    talk.say("300")
    assert talk.texts() == ["300ですね"]


def mention(line: FakeLine, user: str, group: str, text: str) -> Json:
    one = {"index": 0, "length": 3, "type": "user", "isSelf": True}
    return line.text(user, f"@ナビ{text}", chat=group, message={"mention": {"mentionees": [one]}})


def test_in_a_group_only_those_who_address_us_are_answered_each_with_a_conversation_of_their_own(
    talk: LineTalk, line_server: Server
) -> None:
    group, other = new_group(), LineTalk(talk.line, talk.port)
    events = [
        talk.line.event("join", talk.user, chat=group) | {"source": {"type": "group", "groupId": group}},
        talk.line.text(talk.user, "300", chat=group),
        mention(talk.line, talk.user, group, "色"),
        mention(talk.line, other.user, group, "400"),
    ]
    for event in events:
        assert post(talk.line, talk.port, event).status == 200
        until(lambda: idle(line_server))
    shown = talk.line.messages_to(group)
    assert [one["text"].split("\n")[0] for one in shown] == [words()["join"], "色ですね", "何色ですか", "400ですね"]
    data = shown[2]["quickReply"]["items"][0]["action"]["data"]
    post(talk.line, talk.port, talk.line.event("postback", other.user, chat=group, postback={"data": data}))
    until(lambda: "その選択肢は使えません" in talk.line.messages_to(group)[-1]["text"])


def test_being_removed_from_a_group_erases_all_that_was_said_there(
    talk: LineTalk, line_server: Server, mark: str
) -> None:
    group = new_group()
    for user in (talk.user, LineTalk(talk.line, talk.port).user):
        post(talk.line, talk.port, mention(talk.line, user, group, mark))
    until(lambda: len(talk.line.messages_to(group)) == 2)
    leave = talk.line.event("leave", talk.user, chat=group, at=time.time() + 1)
    assert send_quietly(talk, line_server, leave | {"source": {"type": "group", "groupId": group}}) == []
    assert not found(line_server, mark)


def test_no_id_of_a_person_and_no_token_is_stored_in_clear_or_logged(talk: LineTalk, line_server: Server) -> None:
    event = talk.line.text(talk.user, "待つ0.5")
    assert post(talk.line, talk.port, event).status == 200
    until(lambda: not idle(line_server))
    assert not found(line_server, talk.user)
    assert not found(line_server, event["replyToken"])
    until(lambda: idle(line_server))
    log = line_server.log.read_text()
    assert talk.user not in log
    assert "line-secret" not in log


def test_nothing_was_refused_by_line(shared_line: FakeLine) -> None:
    assert shared_line.refused == []
