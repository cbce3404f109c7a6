"""Whole interviews with the product in a real browser: by mouse, by keyboard alone, on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.bot.server import Server
from tests.widget.chat import MOST_QUESTIONS, Chat, answer_for, question_of
from tests.widget.conftest import OpenChat

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
ANSWERS = {
    "業種": "飲食店",
    "資本金": "300万円",
    "従業員": "5人",
    "売上": "3割減",
    "都道府県": "東京都",
    "株式会社・合同会社": "株式会社",
    "やりたいこと": "設備投資",
    "いくらぐらい": "300万円",
}
ACCEPT = "この内容で判定する"


def start(open_chat: OpenChat, product: Server, **options: Any) -> Chat:
    return open_chat("/", url=f"http://127.0.0.1:{product.port}", **options)


def finished(chat: Chat) -> bool:
    return chat.page.get_by_role("button", name=ACCEPT).count() > 0


def by_pointer(chat: Chat, answer: str) -> None:
    """Answer with a tick, a button, or by typing."""
    box = chat.last().get_by_role("checkbox", name=answer, exact=True)
    button = chat.last().get_by_role("button", name=answer, exact=True)
    if box.count():
        box.check()
        chat.press("これで決定").answered()
    elif button.count():
        button.click()
        chat.answered()
    else:
        chat.say(answer)


def by_keys(chat: Chat, answer: str) -> None:
    """Answer with Tab, Space and Enter only, from wherever the focus is."""
    if chat.last().get_by_role("checkbox", name=answer, exact=True).count():
        tab_to(chat, chat.last().get_by_role("checkbox", name=answer, exact=True))
        chat.page.keyboard.press("Space")
        tab_to(chat, chat.button("これで決定"))
    elif chat.last().get_by_role("button", name=answer, exact=True).count():
        tab_to(chat, chat.last().get_by_role("button", name=answer, exact=True))
    else:
        tab_to(chat, chat.field)
        chat.page.keyboard.insert_text(answer)
    chat.page.keyboard.press("Enter")
    chat.answered()


def tab_to(chat: Chat, target: Any) -> None:
    for _ in range(40):
        if target.evaluate("(node) => node.getRootNode().activeElement === node"):
            return
        chat.page.keyboard.press("Tab")
    pytest.fail(f"40 times Tab do not reach {target}")


def interview(chat: Chat, answer: Any) -> None:
    for _ in range(MOST_QUESTIONS):
        if finished(chat):
            return
        count = chat.entries.count()
        answer(chat, answer_for(question_of(chat), ANSWERS))
        expect(chat.entries.nth(count + 1)).to_be_attached()
        chat.settled()
    pytest.fail("the interview does not end")


def verdicts(chat: Chat) -> list[str]:
    expect(chat.page.get_by_role("article").first).to_be_visible()
    return chat.page.get_by_role("article").locator("h3").all_inner_texts()


def test_a_whole_interview_by_mouse_is_corrected_printed_and_ends_at_a_human(
    open_chat: OpenChat, product: Server
) -> None:
    chat = start(open_chat, product)
    chat.press("同意して始める").answered()
    interview(chat, by_pointer)
    chat.press(ACCEPT).answered()
    assert verdicts(chat)
    chat.press("答えを直す").answered()
    chat.press("従業員数を直す").answered()
    chat.say("8人")
    expect(chat.last().get_by_role("article").first).to_be_attached()
    chat.press("答えを直す").answered()
    expect(chat.page.locator("hojo-navi .rows").last).to_contain_text("8人")
    chat.page.evaluate("window.print = () => { window.printed = true }; 0")
    chat.press("印刷")
    chat.page.wait_for_function("() => window.printed")
    chat.page.emulate_media(media="print")
    paper = chat.page.locator("hojo-navi-print")
    expect(paper).to_contain_text("8人")
    expect(paper).to_contain_text("2021年3月15日の時点での判定です")
    chat.page.emulate_media(media="screen")
    chat.press("窓口に相談").answered()
    expect(chat.log).to_contain_text("窓口")
    assert (chat.errors, chat.violations()) == ([], [])


def test_a_whole_interview_by_keyboard_alone(open_chat: OpenChat, product: Server) -> None:
    chat = start(open_chat, product, show=False)
    chat.launcher.wait_for()
    tab_to_page_button(chat)
    chat.page.keyboard.press("Enter")
    chat.settled()
    by_keys(chat, "同意して始める")
    interview(chat, by_keys)
    tab_to(chat, chat.button(ACCEPT))
    chat.page.keyboard.press("Enter")
    chat.answered()
    assert verdicts(chat)


def tab_to_page_button(chat: Chat) -> None:
    for _ in range(20):
        if chat.focused() == "補助金ナビを始める":
            return
        chat.page.keyboard.press("Tab")
    pytest.fail("the page's own button is not reached")


def test_a_whole_interview_on_a_phone_with_a_reload_in_the_middle(open_chat: OpenChat, product: Server) -> None:
    chat = start(open_chat, product, **PHONE)
    chat.press("同意して始める").answered()
    by_pointer(chat, "飲食店")
    by_pointer(chat, "300万円")
    question = question_of(chat)
    chat.page.reload()
    chat.settled()
    assert question_of(chat) == question
    expect(chat.page.get_by_role("progressbar")).to_be_visible()
    interview(chat, by_pointer)
    chat.press(ACCEPT).answered()
    assert verdicts(chat)
    width = "(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)(document.documentElement)"
    assert chat.page.evaluate(width)


def test_the_server_goes_down_and_comes_back_and_no_answer_is_lost(open_chat: OpenChat, product: Server) -> None:
    chat = start(open_chat, product)
    chat.press("同意して始める").answered()
    product.stop()
    chat.field.fill("飲食店です")
    chat.field.press("Enter")
    expect(chat.page.get_by_role("alert")).to_contain_text("お答えは消えていません")
    product.start()
    chat.press("今すぐ送る")
    expect(chat.page.get_by_role("alert")).not_to_be_visible()
    chat.answered()
    assert chat.texts("user").count("飲食店です") == 1
    chat.press("答えを直す").answered()
    expect(chat.page.locator("hojo-navi .rows").last).to_contain_text("飲食店")


def test_data_is_deleted_by_the_menu_and_by_words(open_chat: OpenChat, product: Server) -> None:
    chat = start(open_chat, product)
    chat.press("同意して始める").answered()
    chat.say("資本金は300万円です")
    chat.say("データを削除")
    chat.press("データを消す")
    expect(chat.log).to_contain_text("消しました")
    for texts in (chat.settled().texts("user"), reload(chat).texts("user"), chat.texts()):
        assert "300万円" not in " ".join(texts)
    chat.press("メニュー").press("データを削除").press("すべて消す")
    expect(chat.last()).to_contain_text("消しました")


def reload(chat: Chat) -> Chat:
    chat.page.reload()
    return chat.settled()
