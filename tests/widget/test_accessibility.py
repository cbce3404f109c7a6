"""axe-core finds nothing in any state, in light, dark and high contrast; colours keep their contrast."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.chat import Chat
from tests.widget.conftest import OpenChat
from tests.widget.stage import Stage

MESSAGES: dict[str, Any] = json.loads(Path(__file__).with_name("messages.json").read_text("utf-8"))
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "more contrast": {"contrast": "more"},
    "forced colours": {"forced_colors": "active"},
    "phone": PHONE,
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@cache
def axe_source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def violations(chat: Chat) -> list[str]:
    chat.page.evaluate(axe_source())
    found = chat.page.evaluate("(options) => axe.run(document, options)", RULES)
    assert found["passes"]
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def unfold(chat: Chat) -> None:
    chat.inside("root.querySelectorAll('details').forEach((one) => (one.open = true))")


@pytest.mark.parametrize("look", sorted(LOOKS))
def test_every_kind_of_message_passes_folded_and_unfolded(open_chat: OpenChat, stage: Stage, look: str) -> None:
    stage.reset(lambda said: list(MESSAGES.values()))
    chat = open_chat(**LOOKS[look])
    assert violations(chat) == []
    unfold(chat)
    assert violations(chat) == []


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_state_passes(open_chat: OpenChat, stage: Stage, look: str) -> None:
    chat = open_chat(show=False, **LOOKS[look])
    chat.launcher.wait_for()
    assert violations(chat) == []
    chat.open()
    chat.press("メニュー")
    assert violations(chat) == []
    chat.press("データを削除")
    assert violations(chat) == []
    chat.press("やめる")
    stage.answer = lambda said: [MESSAGES["question_money"]]
    chat.say("資本金")
    stage.fail(503, 503, 503)
    chat.field.fill("あ" * 480)
    chat.field.press("Enter")
    expect(chat.page.get_by_role("alert")).to_be_visible()
    assert violations(chat) == []
    chat.press("送信をやめる").press("メニュー").press("データを削除").press("すべて消す")
    expect(chat.button("新しい会話を始める")).to_be_focused()
    assert violations(chat) == []


@pytest.mark.parametrize("look", ["light", "dark", "phone"])
@pytest.mark.parametrize("path", ["/", "/widget/embed"])
def test_the_sample_pages_pass(open_chat: OpenChat, stage: Stage, path: str, look: str) -> None:
    chat = open_chat(path, show=False, **LOOKS[look])
    chat.page.wait_for_load_state("networkidle")
    assert violations(chat) == []


def test_the_paper_view_passes(open_chat: OpenChat, stage: Stage) -> None:
    stage.reset(lambda said: [MESSAGES["profile_summary"], MESSAGES["recommendations"]])
    chat = open_chat()
    chat.page.evaluate("window.print = () => {}; 0")
    chat.press("印刷")
    chat.page.emulate_media(media="print")
    assert violations(chat) == []


def test_english_passes_and_the_conversation_stays_japanese(open_chat: OpenChat, stage: Stage) -> None:
    stage.pages["/en"] = (
        stage.pages["/plain"].replace("defer", 'data-lang="en" defer').replace('lang="ja"', 'lang="en"')
    )
    chat = open_chat("/en", show=False)
    chat.page.get_by_role("button", name="Ask about subsidies").click()
    chat.settled()
    expect(chat.page.get_by_role("button", name="My answers")).to_be_visible()
    expect(chat.last()).to_have_attribute("lang", "ja")
    assert violations(chat) == []


def test_the_log_is_announced_and_everything_has_a_name(open_chat: OpenChat) -> None:
    chat = open_chat()
    expect(chat.log).to_have_attribute("aria-live", "polite")
    expect(chat.log).to_have_accessible_name("会話")
    expect(chat.page.get_by_role("dialog", name="補助金ナビ")).to_be_visible()
    for button in chat.page.locator("hojo-navi button:visible").all():
        expect(button).to_have_accessible_name(re.compile(r"\S"))


def test_without_motion_nothing_moves(open_chat: OpenChat, stage: Stage) -> None:
    chat = open_chat(reduced_motion="reduce")
    stage.delay_s = 1.5
    chat.field.fill("ゆっくり")
    chat.field.press("Enter")
    chat.page.locator("hojo-navi .typing").wait_for()
    assert chat.inside("root.getAnimations().length") == 0


@pytest.mark.parametrize(
    ("scheme", "theme", "dark"), [("light", "dark", True), ("dark", "light", False), ("dark", None, True)]
)
def test_the_page_may_choose_the_theme(
    open_chat: OpenChat, stage: Stage, scheme: str, theme: str | None, dark: bool
) -> None:
    if theme:
        stage.pages["/plain"] = stage.pages["/plain"].replace("defer", f'data-theme="{theme}" defer')
    chat = open_chat(color_scheme=scheme)
    ground = chat.inside("getComputedStyle(root.querySelector('.panel')).backgroundColor")
    assert (ground == "rgb(15, 19, 23)") is dark
