"""On paper: the verdict with every reason, beside the answers it was made from, and never an outdated one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.widget.chat import Chat
from tests.widget.conftest import OpenChat
from tests.widget.stage import Stage, host_page

MESSAGES: dict[str, Any] = json.loads(Path(__file__).with_name("messages.json").read_text("utf-8"))
SUMMARY, RESULT, QUESTION = (MESSAGES[name] for name in ("profile_summary", "recommendations", "question_choice"))


def printed(chat: Chat) -> Locator:
    """Press the button and see what would be printed."""
    chat.page.evaluate("window.printed = 0; window.print = () => { window.printed += 1 }; 0")
    chat.press("印刷")
    chat.page.wait_for_function("() => window.printed === 1")
    chat.page.emulate_media(media="print")
    return chat.page.locator("hojo-navi-print")


@pytest.fixture
def with_result(stage: Stage, open_chat: OpenChat) -> Chat:
    """A visitor who has accepted the summary and has a verdict."""
    stage.reset(lambda said: [SUMMARY] if "event" in said else [RESULT])
    return open_chat().press("この内容で判定する").answered()


def test_the_paper_has_answers_verdicts_reasons_sources_and_the_day(with_result: Chat) -> None:
    paper = printed(with_result)
    for text in (
        "補助金ナビ 判定の結果",
        "2021年3月15日の時点での判定です",
        "飲食店",
        "300万円",
        "採択を約束するものではありません",
    ):
        expect(paper).to_contain_text(text)
    for item in RESULT["custom"]["items"][:3]:
        for criterion in item["criteria"]:
            expect(paper.get_by_text(criterion["text"]).last).to_be_visible()
            expect(paper).to_contain_text(criterion["source"]["place"])


def test_nothing_else_of_the_page_is_on_paper_and_all_comes_back(with_result: Chat) -> None:
    printed(with_result)
    page = with_result.page
    assert page.locator("main h1").first.is_visible() is False
    expect(with_result.panel).not_to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator("hojo-navi-print")).to_have_count(0)
    expect(with_result.panel).to_be_visible()
    assert page.evaluate("document.adoptedStyleSheets.length") == 0


def test_the_paper_is_dark_on_white_also_in_dark_mode(with_result: Chat) -> None:
    with_result.page.emulate_media(color_scheme="dark")
    printed(with_result)
    colours = with_result.page.evaluate(
        """(({ color, backgroundColor }) => [color, backgroundColor])
        (getComputedStyle(document.querySelector('hojo-navi-print').shadowRoot.querySelector('.card')))"""
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_answers_that_may_have_changed_are_asked_for_before_printing(with_result: Chat, stage: Stage) -> None:
    changed = {**SUMMARY, "text": SUMMARY["text"].replace("300万円", "500万円"), "custom": {"kind": "profile_summary"}}
    with_result.say("資本金は500万円でした")
    stage.answer = lambda said: [changed]
    paper = printed(with_result)
    assert stage.received[-1]["text"] == "入力内容を確認"
    expect(paper).to_contain_text("500万円")
    expect(paper.locator(".rows")).not_to_contain_text("300万円")


@pytest.mark.parametrize("pending", ["question_choice", "ask_back", "profile_summary"])
def test_a_verdict_is_not_printed_once_something_is_open_again(with_result: Chat, stage: Stage, pending: str) -> None:
    stage.answer = lambda said: [MESSAGES[pending]]
    with_result.say("従業員数を直す")
    paper = printed(with_result)
    expect(paper).to_contain_text("会話の記録")
    expect(paper.get_by_role("article")).to_have_count(0)


def test_without_a_verdict_the_conversation_is_printed(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.say("補助金を探しています")
    expect(printed(chat)).to_contain_text("補助金を探しています")


def test_a_page_whose_widget_is_closed_prints_as_ever(open_chat: OpenChat, stage: Stage) -> None:
    stage.pages["/town"] = host_page(stage.url, body="<p>町のお知らせ</p>")
    chat = open_chat("/town", show=False)
    chat.launcher.wait_for()
    chat.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    chat.page.emulate_media(media="print")
    expect(chat.page.get_by_text("町のお知らせ")).to_be_visible()
    expect(chat.launcher).not_to_be_visible()
