"""Nothing that was said gets lost, and nothing is taken twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.widget.chat import Chat
from tests.widget.conftest import OpenChat, visit
from tests.widget.stage import RECEIPT, Stage


def said(stage: Stage) -> list[str]:
    """The texts in the history: each once, whatever was sent how often."""
    return [entry["message"]["text"] for entry in stage.history if entry["from"] == "user"]


@pytest.mark.parametrize("fault", [503, 429, "drop", "lose"])
def test_a_failed_send_is_repeated_with_the_same_id_and_taken_once(
    open_chat: OpenChat, stage: Stage, fault: int | str
) -> None:
    chat = open_chat()
    stage.fail(fault)
    chat.field.fill("300万円")
    chat.field.press("Enter")
    expect(chat.page.get_by_role("alert")).to_contain_text("自動でもう一度送ります。")
    chat.answered()
    expect(chat.button("今すぐ送る")).to_have_count(0)
    assert said(stage) == ["300万円"]
    assert chat.texts() == ["こんにちは。", "「300万円」ですね。"]
    assert chat.texts("user") == ["300万円"]


def test_every_try_carries_the_id_of_the_first(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    stage.fail("lose")
    chat.field.fill("一")
    chat.field.press("Enter")
    chat.press("今すぐ送る").answered()
    first, second = (post for post in stage.received if post.get("text") == "一")
    assert first == second
    assert len(first["client_message_id"]) == 32


def test_while_nothing_gets_through_one_can_take_it_back(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    stage.fail(*[503] * 5)
    chat.field.fill("書き直したい")
    chat.field.press("Enter")
    chat.press("送信をやめる")
    expect(chat.field).to_have_value("書き直したい")
    assert chat.texts("user") == []
    stage.fail()
    chat.say("書き直した")
    assert said(stage) == ["書き直した"]


def test_what_the_bot_refuses_comes_back_to_be_written_anew(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    stage.fail(413)
    chat.field.fill("長い話")
    chat.field.press("Enter")
    expect(chat.page.get_by_role("alert")).to_have_text("今は受け取れません。")
    expect(chat.field).to_have_value("長い話")
    chat.say("短い話")
    expect(chat.page.get_by_role("alert")).not_to_be_visible()


def test_without_a_connection_it_says_so_and_goes_on_by_itself(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    chat.page.context.set_offline(True)
    chat.field.fill("電車の中")
    chat.field.press("Enter")
    expect(chat.page.get_by_role("alert")).to_contain_text("つながりません。お答えは消えていません。")
    chat.page.context.set_offline(False)
    chat.answered()
    assert said(stage) == ["電車の中"]


def test_a_bot_that_is_down_at_the_start_is_waited_for(open_chat: OpenChat, stage: Stage) -> None:
    stage.fail(503)
    chat = open_chat(show=False)
    chat.launcher.click()
    expect(chat.page.get_by_role("alert")).to_be_visible()
    chat.settled()
    assert chat.texts() == ["こんにちは。"]


def test_after_a_reload_the_conversation_is_there(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    chat.say("一")
    chat.say("二")
    before = chat.page.locator("hojo-navi .entry").all_inner_texts()
    chat.page.reload()
    chat.settled()
    expect(chat.panel).to_be_visible()
    expect(chat.entries).to_have_count(len(before))
    assert chat.texts("user") == ["一", "二"]
    assert len(stage.tokens) == 1


def test_a_reload_does_not_take_the_focus_and_reads_nothing_out(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.say("一")
    chat.page.reload()
    chat.log.wait_for()
    assert chat.page.evaluate("document.activeElement.localName") == "body"
    chat.settled()
    expect(chat.log).to_have_attribute("aria-live", "polite")


def test_what_was_on_its_way_at_a_reload_arrives_once(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    stage.fail(*["lose"] * 3)
    chat.field.fill("途中")
    chat.field.press("Enter")
    expect(chat.page.get_by_role("alert")).to_be_visible()
    stage.fail()
    chat.page.reload()
    chat.answered()
    assert said(stage) == ["途中"]
    assert chat.texts("user") == ["途中"]


def test_two_tabs_show_the_same_conversation(context: Callable[..., BrowserContext], stage: Stage) -> None:
    browser = context()
    first = visit(browser.new_page(), f"{stage.url}/plain")
    second = visit(browser.new_page(), f"{stage.url}/plain")
    first.say("一から")
    expect(second.entries).to_have_count(3)
    second.say("二から")
    # A tab in the background catches up when it comes to the front.
    first.page.bring_to_front()
    expect(first.entries).to_have_count(5)
    for chat in (first, second):
        assert chat.texts("user") == ["一から", "二から"]
        assert chat.texts() == ["こんにちは。", "「一から」ですね。", "「二から」ですね。"]


def test_what_another_tab_deletes_is_gone_here_too(context: Callable[..., BrowserContext], stage: Stage) -> None:
    browser = context()
    first = visit(browser.new_page(), f"{stage.url}/plain")
    first.say("ひみつ")
    second = visit(browser.new_page(), f"{stage.url}/plain")
    erase(second)
    expect(first.last()).to_contain_text("別の画面で、この会話が削除されました。")
    assert "ひみつ" not in first.page.locator("hojo-navi #panel").inner_text()
    second.press("新しい会話を始める").settled()
    expect(first.last()).to_contain_text("こんにちは。")


def test_the_visitor_gets_a_file_with_all_that_was_said(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.say("資本金は1000万円です")
    chat.press("メニュー")
    with chat.page.expect_download() as download:
        chat.press("データを受け取る")
    assert download.value.suggested_filename == "hojo-navi.json"
    content = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert [entry["from"] for entry in content["messages"]] == ["bot", "user", "bot"]
    assert content["messages"][1]["message"] == {"text": "資本金は1000万円です"}
    assert chat.errors == []


def erase(chat: Chat) -> None:
    chat.press("メニュー").press("データを削除").press("すべて消す")


def test_deleting_asks_first_and_leaves_nothing(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    chat.say("ひみつ")
    chat.press("メニュー").press("データを削除").press("やめる")
    assert said(stage) == ["ひみつ"]
    erase(chat)
    expect(chat.last()).to_contain_text(f"この会話のお答えと履歴を消しました。受付番号は {RECEIPT} です")
    assert stage.tokens == set()
    assert chat.page.evaluate("[localStorage, sessionStorage].map((s) => JSON.stringify(s)).join()").count("token") <= 1
    assert "ひみつ" not in chat.panel.inner_text()
    expect(chat.field).not_to_be_visible()
    chat.press("新しい会話を始める").settled()
    assert chat.texts() == ["こんにちは。"]


def test_what_the_bot_erases_on_words_leaves_the_screen_in_every_tab(
    context: Callable[..., BrowserContext], stage: Stage
) -> None:
    browser = context()
    first, second = (visit(browser.new_page(), f"{stage.url}/plain") for _ in range(2))
    first.say("ひみつ")
    expect(second.entries).to_have_count(3)

    def erase_all(said: dict[str, Any]) -> list[dict[str, Any]]:
        stage.history.clear()
        return [{"text": "消しました。", "custom": {"kind": "notice", "topic": "erased"}}]

    stage.answer = erase_all
    first.field.fill("データを消す")
    first.field.press("Enter")
    for chat in (first, second):
        chat.page.bring_to_front()
        expect(chat.last()).to_contain_text("消しました。")
        assert "ひみつ" not in chat.panel.inner_text()


def test_a_new_conversation_begins_with_the_greeting(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    chat.say("一")
    chat.press("メニュー").press("新しい会話を始める").press("新しく始める")
    expect(chat.entries).to_have_count(1)
    assert len(stage.tokens) == 2


def test_a_conversation_that_has_expired_gives_way_to_a_new_one(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    stage.tokens.clear()
    chat.field.fill("遅れて")
    chat.field.press("Enter")
    expect(chat.last()).to_contain_text("期限が切れたか、削除されています")
    stage.reset()
    chat.press("新しい会話を始める").settled()
    assert chat.texts() == ["こんにちは。"]
    stage.reset()
    chat.page.reload()
    chat.settled()
    assert chat.texts() == ["こんにちは。"]


def test_storage_that_is_switched_off_does_no_harm(open_chat: OpenChat, stage: Stage) -> None:
    stage.pages["/plain"] = stage.pages["/plain"].replace("<title>", "<script>" + NO_STORAGE + "</script><title>")
    chat = open_chat()
    assert chat.say("一").texts("user") == ["一"]
    assert chat.errors == []


NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
"""


def test_nobody_who_does_not_open_it_starts_a_conversation(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat(show=False)
    chat.launcher.wait_for()
    chat.page.wait_for_load_state("networkidle")
    assert stage.tokens == set()


def test_pressing_twice_sends_once(open_chat: OpenChat, stage: Stage) -> None:
    stage.delay_s = 0.3
    chat = open_chat()
    chat.field.fill("一度")
    chat.button("送信").dblclick()
    chat.answered()
    assert said(stage) == ["一度"]


def test_what_staff_wrote_meanwhile_comes_with_the_next_look(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    chat.say("一")
    news: list[dict[str, Any]] = [{"text": "担当の者です。"}]
    stage.add("staff", news)
    chat.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(chat.last()).to_contain_text("担当の者です。")
    chat.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    chat.say("二")
    assert chat.texts("staff") == ["担当の者です。"]
