"""Questions, answers and notices, as their reader sees them."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.conftest import MESSAGES
from tests.widget.stage import Stage


def test_a_question_shows_its_buttons_its_weight_and_the_progress(shown: Any) -> None:
    chat = shown("question_choice")
    assert chat.last().get_by_role("button").all_inner_texts() == ["製造業", "飲食店", "わからない", "なぜ聞くの？"]
    expect(chat.last()).to_contain_text("16の枠")
    expect(chat.page.get_by_role("progressbar")).to_have_attribute("value", "0.25")
    expect(chat.panel).to_contain_text("1問お答え済み・あと最大3問")


@pytest.mark.parametrize(
    ("message", "keypad", "units"),
    [
        ("question_choice", "text", []),
        ("question_money", "decimal", ["万円", "億円", "円", "文字で入力"]),
        ("question_people", "numeric", ["人", "文字で入力"]),
        ("question_percent", "decimal", ["割減", "%減", "%増", "文字で入力"]),
    ],
)
def test_the_keypad_and_the_units_fit_the_question(shown: Any, message: str, keypad: str, units: list[str]) -> None:
    chat = shown(message)
    expect(chat.field).to_have_attribute("inputmode", keypad)
    group = chat.page.get_by_role("group", name="単位を足す")
    assert (group.get_by_role("button").all_inner_texts() if group.count() else []) == units


def test_a_unit_is_added_to_the_number_and_letters_can_be_typed_too(shown: Any, stage: Stage) -> None:
    chat = shown("question_money")
    chat.field.fill("300")
    chat.press("万円")
    expect(chat.field).to_have_value("300万円")
    chat.press("文字で入力")
    expect(chat.field).to_have_attribute("inputmode", "text")
    chat.field.press("Enter")
    chat.answered()
    assert stage.received[-1]["text"] == "300万円"


def test_several_answers_are_ticked_and_sent_together(shown: Any, stage: Stage) -> None:
    chat = shown("question_multi")
    chat.press("これで決定")
    expect(chat.last()).to_contain_text("一つ以上選んで")
    chat.page.get_by_label("設備投資").check()
    chat.page.get_by_label("販路開拓").check()
    chat.press("これで決定").answered()
    assert stage.received[-1]["choices"] == ["p1", "p3"]
    assert chat.texts("user") == ["設備投資、販路開拓"]


def test_not_knowing_is_no_tick_but_an_answer_of_its_own(shown: Any, stage: Stage) -> None:
    chat = shown("question_multi")
    assert chat.last().get_by_role("checkbox").count() == 3
    chat.press("わからない").answered()
    assert stage.received[-1]["choice"] == "p4"


def test_an_ask_back_says_that_it_is_one(shown: Any, stage: Stage) -> None:
    chat = shown("ask_back")
    expect(chat.last()).to_contain_text("確認させてください")
    chat.press("はい、300万円です").answered()
    assert stage.received[-1]["choice"] == "y1"


def test_an_answered_question_folds_and_can_still_be_answered_anew(shown: Any, stage: Stage) -> None:
    chat = shown("question_choice")
    chat.press("製造業").answered()
    expect(chat.button("飲食店")).not_to_be_visible()
    chat.page.get_by_text("このお答えを変える").click()
    chat.press("飲食店").answered()
    assert [said.get("choice") for said in stage.received[1:]] == ["c1", "c2"]


def test_the_summary_has_a_button_beside_every_answer(shown: Any, stage: Stage) -> None:
    chat = shown("profile_summary")
    rows = chat.last().get_by_role("listitem").all_inner_texts()
    assert [row.split() for row in rows] == [
        ["業種", "飲食店", "直す"],
        ["資本金", "300万円", "直す"],
        ["従業員数", "5人", "直す"],
    ]
    assert chat.last().inner_text().index("飲食店") < chat.last().inner_text().index("この内容で判定してよろしいですか")
    chat.press("資本金を直す").answered()
    assert stage.received[-1]["choice"] == "s2"


@pytest.mark.parametrize("message", ["notice_age", "notice_outage", "notice_consent", "greeting"])
def test_notices_are_shown_with_their_text(shown: Any, message: str) -> None:
    assert shown(message).texts() == [MESSAGES[message]["text"]]


def test_a_kind_that_is_not_known_shows_its_text_and_buttons(shown: Any, stage: Stage) -> None:
    chat = shown("unknown_kind")
    expect(chat.last()).to_contain_text("新しい種類のお知らせです。")
    chat.press("続ける").answered()
    assert stage.received[-1]["choice"] == "u1"


def test_messages_of_the_wrong_shape_still_show_their_texts(shown: Any) -> None:
    kinds = sorted({message["custom"]["kind"] for message in MESSAGES.values() if "custom" in message})
    odd: list[Any] = [None, 5, "x", [], [None, 1, [], {}], {"name": {}}]
    fields = (
        "items",
        "rows",
        "frames",
        "sections",
        "url",
        "progress",
        "confirm",
        "accept",
        "topic",
        "section",
        "input",
        "ics",
    )
    buttons = [{"title": "次へ", "choice": "x"}, {"title": 3}, {"choice": []}]
    messages = [
        {"text": f"{kind}{place}", "buttons": buttons, "custom": {"kind": kind, **dict.fromkeys(fields, value)}}
        for kind in kinds
        for place, value in enumerate(odd)
    ]
    chat = shown(*messages)
    assert chat.texts() == [message["text"] for message in messages]
    assert chat.page.get_by_role("button", name="次へ").count() == len(messages)


def test_what_staff_write_is_marked_as_theirs(shown: Any, stage: Stage) -> None:
    chat = shown("greeting")
    stage.add("staff", [{"text": "担当の者です。"}])
    chat.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(chat.page.locator(".entry.staff")).to_contain_text("担当者")


def test_every_message_tells_screen_readers_who_said_it_and_when(shown: Any) -> None:
    said = shown("greeting").last().locator(".said").inner_text()
    assert said.startswith("補助金ナビ ")
    assert said.endswith("分")
