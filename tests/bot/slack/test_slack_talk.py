"""What is said and pressed in Slack reaches the dialogue, and the answers come where they belong."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.errors import ChannelError
from bot.channels.slack.words import words
from bot.stores.conversations import FILE_NAME
from tests.bot.server import Server
from tests.bot.slack.desk import Desk, rows, small_print, texts, wait_until_quiet
from tests.bot.slack.workspace import BOT, Slack, direct, mention, parts, press
from tests.bot.vendors.slack import FakeSlack

Json = dict[str, Any]
SAYS_NOTHING = [
    pytest.param({"bot_id": "B1"}, id="a bot"),
    pytest.param({"subtype": "bot_message", "bot_id": "B2"}, id="a bot of the old kind"),
    pytest.param({"subtype": "message_changed", "hidden": True, "message": {"text": "300"}}, id="an edit"),
    pytest.param({"subtype": "message_deleted", "hidden": True, "deleted_ts": "1.2"}, id="a deletion"),
    pytest.param({"subtype": "channel_join"}, id="somebody joins"),
    pytest.param({"channel_type": "channel"}, id="a message in a channel that names nobody"),
    pytest.param({"type": "reaction_added"}, id="a reaction"),
]


def seen(desk: Desk) -> Json:
    return desk.customs("seen")[0]


def test_a_direct_message_is_answered_in_the_direct_message(desk: Desk) -> None:
    (answer,) = desk.say("300")
    assert texts(answer) == ["300ですね"]
    assert "thread_ts" not in answer


def test_a_mention_is_answered_in_its_thread_without_the_mention_in_the_text(
    mini_server: Server, fake: FakeSlack
) -> None:
    event = mention("C0NEW", "300")
    Slack(mini_server.port).event(event)
    wait_until_quiet(mini_server.data)
    (answer,) = fake.in_place("C0NEW", event["ts"])
    assert texts(answer) == ["300ですね"]


def test_the_bare_name_of_the_bot_brings_the_greeting(thread: Desk) -> None:
    thread.say("")
    assert seen(thread)["metadata"]["event"] == "start"
    assert thread.titles() == ["はい"]


def test_each_thread_is_a_conversation_of_its_own(mini_server: Server, fake: FakeSlack) -> None:
    one, two = (Desk(mini_server, fake, channel="C0TWO").open() for _ in range(2))
    one.say("300")
    two.say("400")
    one.say("500")
    assert seen(one)["state"] == {"turns": 2, "texts": ["300", "500"]}
    assert seen(two)["state"] == {"turns": 1, "texts": ["400"]}


def test_a_reply_in_a_thread_of_a_direct_message_goes_on_there_with_the_same_conversation(
    desk: Desk, fake: FakeSlack
) -> None:
    (answer,) = desk.say("300")
    desk.slack.event(direct(desk.channel, "400", thread_ts=answer["ts"]))
    wait_until_quiet(desk.server.data)
    (reply,) = fake.in_place(desk.channel, answer["ts"])
    assert texts(reply) == ["400ですね"]
    desk.say("500")
    assert seen(desk)["state"]["texts"] == ["300", "400", "500"]


def test_slacks_spelling_is_undone(desk: Desk) -> None:
    desk.say(
        "A &amp; B &lt;C&gt; <https://a.jp|a.jp> <https://b.jp> <#C1|広報> <@U9> <!here> <mailto:a@b.jp|a@b.jp>です"
    )
    assert seen(desk)["text"] == "A & B <C> a.jp https://b.jp 広報     a@b.jpです"


def test_half_a_letter_stops_nothing(desk: Desk) -> None:
    desk.say("300\ud83c")
    assert seen(desk)["text"] == "300?"


def test_a_mention_in_the_middle_is_left_out_too(mini_server: Server, fake: FakeSlack) -> None:
    desk = Desk(mini_server, fake, channel="C0MID").open()
    desk.slack.event({**mention("C0MID", "", desk.thread), "text": f"すみません<@{BOT}>300です"})
    wait_until_quiet(mini_server.data)
    assert texts(desk.posted()[0]) == ["すみません 300ですですね"]


@pytest.mark.parametrize("event", SAYS_NOTHING)
def test_what_says_nothing_to_the_bot_is_left_alone(event: Json, desk: Desk) -> None:
    before = rows(desk.server.data, "SELECT count(*) FROM inbox")
    assert desk.slack.event({**direct(desk.channel, "300"), **event}).status == 200
    assert rows(desk.server.data, "SELECT count(*) FROM inbox") == before
    assert desk.posted() == []


def test_a_picture_without_words_is_answered_with_what_to_do(desk: Desk) -> None:
    desk.slack.event(direct(desk.channel, "", subtype="file_share", files=[{"id": "F1"}]))
    wait_until_quiet(desk.server.data)
    assert texts(desk.posted()[0]) == [words()["words_please"]]


def test_the_words_beside_a_picture_are_read(desk: Desk) -> None:
    desk.slack.event(direct(desk.channel, "300", subtype="file_share", files=[{"id": "F1"}]))
    wait_until_quiet(desk.server.data)
    assert texts(desk.posted()[0]) == ["300ですね"]


@pytest.mark.parametrize(
    ("text", "code"), [("あ" * 501, "text_too_long"), ("あ" * 40_000, "body_too_large"), ("\u200b\u3164", "blank_text")]
)
def test_what_cannot_be_taken_is_answered_with_the_reason(text: str, code: str, desk: Desk) -> None:
    desk.say(text)
    assert desk.texts() == [ChannelError(code).body()["message"]]


def test_a_typed_command_of_rasa_is_a_text(desk: Desk) -> None:
    desk.say('/inform{"employees": 77}')
    assert seen(desk)["text"] == '／inform{"employees": 77}'


def test_what_was_ticked_arrives_together_and_the_message_shows_it_and_no_boxes(desk: Desk) -> None:
    (asked,) = desk.say("色")
    desk.choose_several("赤", "黄")
    assert [part["value"] for part in seen(desk)["metadata"]["choice"]["multi"]] == ["赤", "黄"]
    (frozen,) = [message for message in desk.posted() if message["ts"] == asked["ts"]]
    assert (texts(frozen), small_print(frozen), parts(frozen)) == (
        ["色ですね", "何色ですか"],
        ["✓ 選んだ答え：赤、黄"],
        [],
    )


def test_a_question_in_a_channel_says_that_an_answer_in_words_has_to_name_the_bot(thread: Desk, desk: Desk) -> None:
    (in_channel,), (in_private,) = thread.say("色"), desk.say("色")
    assert small_print(in_channel) == [words()["mention"]]
    assert small_print(in_private) == []


def test_a_tick_alone_says_nothing_yet(desk: Desk) -> None:
    (asked,) = desk.say("色")
    block, boxes = parts(asked)[0]
    assert (
        desk.slack.interaction(press(asked, block, {**boxes, "selected_options": boxes["options"][:1]})).status == 200
    )
    assert rows(desk.server.data, "SELECT count(*) FROM inbox WHERE conversation_id = ?", desk.conversation_id) == [
        (1,)
    ]


def test_sending_off_nothing_asks_for_a_tick_and_leaves_the_boxes(desk: Desk, fake: FakeSlack) -> None:
    (asked,) = desk.say("色")
    send_off = parts(asked)[-1]
    desk.slack.interaction(press(asked, *send_off))
    wait_until_quiet(desk.server.data)
    assert fake.whispers[-1] == {"channel": desk.channel, "user": "U1", "text": words()["nothing_ticked"]}
    assert parts(desk.posted()[-1])


def test_a_pressed_button_arrives_as_its_choice_and_is_frozen(thread: Desk) -> None:
    (asked,) = thread.say("")
    thread.choose("はい")
    assert seen(thread)["metadata"]["choice"] == {"type": "act", "act": "accept"}
    assert small_print(thread.posted()[0]) == ["✓ 選んだ答え：はい"]
    assert asked["ts"] == thread.posted()[0]["ts"]


@pytest.mark.parametrize("value", ["c.abc.AAAAAAAAAAAAAAAA", "c", "...", "c.é.x", '{"type":"act","act":"accept"}'])
def test_a_key_that_is_not_ours_chooses_nothing(value: str, thread: Desk) -> None:
    (asked,) = thread.say("")
    block, button = parts(asked)[0]
    thread.slack.interaction(press(asked, block, {**button, "value": value}))
    wait_until_quiet(thread.server.data)
    assert texts(thread.posted()[-1]) == [ChannelError("unknown_choice").body()["message"]]


def test_a_key_of_another_conversation_chooses_nothing(thread: Desk, desk: Desk) -> None:
    (asked,) = thread.say("")
    (other,) = desk.say("色")
    block, button = parts(asked)[0]
    desk.slack.interaction(press(other, block, button))
    wait_until_quiet(desk.server.data)
    assert texts(desk.posted()[-1]) == [ChannelError("unknown_choice").body()["message"]]


def test_a_turn_that_fails_leaves_the_buttons_and_says_so(desk: Desk) -> None:
    desk.say("失敗")
    assert desk.texts() == [ChannelError("unavailable").body()["message"]]
    desk.say("300")
    assert seen(desk)["state"]["texts"] == ["300"]


def test_who_and_where_stands_nowhere_in_the_bots_files(mini_server: Server, fake: FakeSlack) -> None:
    desk = Desk(mini_server, fake, channel="D0SECRETCHANNEL").open()
    desk.slack.event(direct(desk.channel, "300", user="U0SECRETUSER", ts="1700000000.987654"))
    desk.slack.event(mention("C0SECRETCHANNEL", "300", user="U0SECRETUSER"))
    wait_until_quiet(mini_server.data)
    assert len(desk.posted()) == 1
    files = list(mini_server.data.glob(f"{FILE_NAME}*"))
    content = b"".join(path.read_bytes() for path in [*files, mini_server.log])
    assert files
    assert b"SECRET" not in content.replace(b"SLACK_SIGNING_SECRET", b"")


def test_an_erased_conversation_leaves_nothing_but_the_notice(desk: Desk) -> None:
    desk.say("秘密の300")
    desk.say("忘れて")
    assert desk.texts()[:2] == ["忘れてですね", "消しました"]
    assert "受付番号" in desk.texts()[2]
    query = "SELECT body FROM messages WHERE conversation_id = ?"
    assert "秘密" not in str(rows(desk.server.data, query, desk.conversation_id))
    desk.say("400")
    assert seen(desk)["state"]["turns"] == 1


def test_the_channel_sends_no_previews_of_links_and_nothing_that_slack_refuses(desk: Desk, fake: FakeSlack) -> None:
    (answer,) = desk.say("300")
    assert (answer["unfurl_links"], answer["unfurl_media"]) == (False, False)
    assert fake.refused == []
