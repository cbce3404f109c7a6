"""Writing: keyboard, input methods, focus, phones."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.conftest import OpenChat
from tests.widget.stage import Stage

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SMALLEST = {"viewport": {"width": 320, "height": 568}, "has_touch": True, "is_mobile": True}


def question(said: dict[str, Any]) -> list[dict[str, Any]]:
    buttons = [{"title": "製造業", "choice": "a"}, {"title": "飲食店", "choice": "b"}]
    return [{"text": "業種は何ですか。", "buttons": buttons, "custom": {"kind": "question", "input": "choice"}}]


def test_enter_that_confirms_a_candidate_sends_nothing(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    devtools = chat.page.context.new_cdp_session(chat.page)
    chat.field.focus()
    devtools.send("Input.imeSetComposition", {"text": "さんびゃくまん", "selectionStart": 7, "selectionEnd": 7})
    # Enter as an input method takes it, with its own code and with the key's; no character comes of it.
    for key, code in (("Process", 229), ("Enter", 13)):
        enter = {"key": key, "code": "Enter", "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code}
        devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
        devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    expect(chat.field).to_have_value("さんびゃくまん")
    assert [said for said in stage.received if "text" in said] == []
    devtools.send("Input.insertText", {"text": "300万"})
    expect(chat.field).to_have_value("300万")
    chat.page.keyboard.press("Enter")
    chat.answered()
    assert [said["text"] for said in stage.received if "text" in said] == ["300万"]


@pytest.mark.parametrize("composing", [{"isComposing": True}, {"keyCode": 229}])
def test_a_key_of_the_input_method_never_sends(open_chat: OpenChat, stage: Stage, composing: dict[str, Any]) -> None:
    chat = open_chat()
    chat.field.fill("か")
    chat.field.dispatch_event("keydown", {"key": "Enter", "bubbles": True, "cancelable": True, **composing})
    chat.page.wait_for_timeout(100)
    expect(chat.field).to_have_value("か")
    assert len(stage.received) == 1


def test_escape_while_composing_leaves_the_panel_open(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.field.dispatch_event("keydown", {"key": "Escape", "bubbles": True, "isComposing": True})
    expect(chat.panel).to_be_visible()


def test_shift_and_enter_makes_a_new_line_and_blank_text_is_not_sent(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    chat.field.fill(" \u3000\n")
    chat.field.press("Enter")
    chat.field.fill("一行目")
    chat.field.press("Shift+Enter")
    chat.page.keyboard.insert_text("二行目")
    chat.field.press("Enter")
    chat.answered()
    assert [said["text"] for said in stage.received if "text" in said] == ["一行目\n二行目"]


def test_500_characters_fit_and_the_end_is_announced(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    chat.field.focus()
    chat.page.keyboard.insert_text("あ" * 460)
    expect(chat.panel).to_contain_text("あと40文字")
    chat.page.keyboard.insert_text("い" * 100)
    chat.field.press("Enter")
    chat.answered()
    assert len(stage.received[-1]["text"]) == 500


def test_the_launcher_and_escape_open_and_close_and_the_focus_returns(open_chat: OpenChat) -> None:
    chat = open_chat(show=False)
    expect(chat.launcher).to_have_attribute("aria-expanded", "false")
    chat.launcher.focus()
    chat.page.keyboard.press("Enter")
    chat.settled()
    expect(chat.field).to_be_focused()
    expect(chat.page.get_by_role("dialog", name="補助金ナビ")).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(chat.panel).not_to_be_visible()
    expect(chat.launcher).to_be_focused()
    expect(chat.launcher).to_have_attribute("aria-expanded", "false")


def test_escape_closes_one_thing_at_a_time(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.press("メニュー")
    chat.press("データを削除")
    expect(chat.page.get_by_role("dialog", name="この会話のお答え", exact=False)).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(chat.button("すべて消す")).to_have_count(0)
    expect(chat.panel).to_be_visible()
    chat.press("メニュー")
    chat.page.keyboard.press("Escape")
    expect(chat.button("データを削除")).not_to_be_visible()
    expect(chat.button("メニュー")).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(chat.panel).not_to_be_visible()


def test_after_a_choice_by_keyboard_the_next_answer_is_one_tab_away(open_chat: OpenChat, stage: Stage) -> None:
    stage.reset(question)
    chat = open_chat()
    for name in ("製造業", "飲食店"):
        chat.button(name).focus()
        chat.page.keyboard.press("Enter")
        chat.answered()
        expect(chat.last()).to_be_focused()
        chat.page.keyboard.press("Tab")
        assert chat.focused() == "製造業"


def test_after_a_choice_by_mouse_one_can_type_at_once(open_chat: OpenChat, stage: Stage) -> None:
    stage.reset(question)
    chat = open_chat()
    chat.press("製造業").answered()
    expect(chat.field).to_be_focused()


def test_a_covering_panel_keeps_the_focus_inside(open_chat: OpenChat) -> None:
    chat = open_chat(**PHONE)
    expect(chat.panel).to_have_attribute("aria-modal", "true")
    seen = set()
    for _ in range(20):
        chat.page.keyboard.press("Tab")
        assert chat.page.evaluate("document.activeElement.localName") == "hojo-navi"
        seen.add(chat.focused())
    assert {"補助金ナビを閉じる", "field", "送信"} <= seen
    chat.page.keyboard.press("Shift+Tab")
    assert chat.page.evaluate("document.activeElement.localName") == "hojo-navi"


def test_on_a_phone_opening_does_not_bring_up_the_keyboard(open_chat: OpenChat) -> None:
    chat = open_chat(**PHONE)
    assert chat.focused() == "title"


@pytest.mark.parametrize("size", ["標準", "特大"])
@pytest.mark.parametrize("device", [PHONE, SMALLEST])
def test_on_a_phone_nothing_is_cut_off(open_chat: OpenChat, stage: Stage, device: dict[str, Any], size: str) -> None:
    stage.reset(question)
    chat = open_chat(**device)
    chat.press("メニュー").press(size).press("メニュー")
    width = device["viewport"]["width"]
    boxes = chat.page.locator("hojo-navi button:visible, hojo-navi textarea, hojo-navi .bubble").all()
    for box in filter(None, (one.bounding_box() for one in boxes)):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 0.5
    assert chat.inside("root.querySelector('.panel').scrollWidth <= root.querySelector('.panel').clientWidth")
    assert chat.inside("[...root.querySelectorAll('.tool')].every((tool) => tool.scrollWidth <= tool.clientWidth + 1)")


@pytest.mark.parametrize("device", [PHONE, SMALLEST])
def test_everything_to_press_is_large_enough(open_chat: OpenChat, stage: Stage, device: dict[str, Any]) -> None:
    stage.reset(question)
    chat = open_chat(**device)
    chat.press("メニュー")
    for box in (one.bounding_box() for one in chat.page.locator("hojo-navi button:visible").all()):
        assert box is not None
        assert min(box["width"], box["height"]) >= 43.5


def test_the_field_stays_above_the_keyboard_of_a_phone(open_chat: OpenChat) -> None:
    chat = open_chat(**PHONE)
    # What the browser reports when the keyboard comes up: less of the page is seen, the page itself stays as it is.
    chat.page.evaluate(
        """() => {
          for (const [name, value] of [["height", 400], ["offsetTop", 30]])
            Object.defineProperty(visualViewport, name, { value, configurable: true });
          visualViewport.dispatchEvent(new Event("resize"));
        }"""
    )
    box = chat.field.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 430
    top = chat.panel.bounding_box()
    assert top is not None
    assert top["y"] == 30


def test_the_size_of_the_text_is_chosen_and_kept(open_chat: OpenChat) -> None:
    chat = open_chat()
    size = "parseFloat(getComputedStyle(root.querySelector('.text')).fontSize)"
    before = chat.inside(size)
    chat.press("メニュー").press("特大")
    assert chat.inside(size) >= before * 1.4
    chat.page.reload()
    chat.settled()
    assert chat.inside(size) >= before * 1.4


def test_a_long_answer_is_shown_from_its_beginning(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    stage.answer = lambda said: [{"text": "始め\n" + "長い話\n" * 80}]
    chat.say("教えて")
    assert chat.inside("root.querySelector('.log').scrollTop + 40 > root.querySelector('.user').offsetTop")
    assert chat.inside("root.querySelector('.log').scrollTop <= root.querySelector('.user').offsetTop")


def test_typing_is_shown_only_when_the_answer_takes_its_time(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat()
    typing = chat.page.locator("hojo-navi .typing")
    chat.say("すぐ")
    expect(typing).not_to_be_visible()
    stage.delay_s = 1.5
    chat.field.fill("ゆっくり")
    chat.field.press("Enter")
    expect(typing).to_be_visible()
    expect(chat.page.get_by_role("status").filter(has_text="お返事を書いています")).to_have_count(1)
    chat.settled()
    expect(typing).not_to_be_visible()
