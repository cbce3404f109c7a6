"""Hostile words and hostile pages: nothing of them runs, and the widget stays usable."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.attacks import ATTACKS, PAGES, URLS
from tests.widget.conftest import OpenChat
from tests.widget.stage import Stage, host_page

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'"


def loaded_with(attack: str) -> list[dict[str, Any]]:
    """A message of every kind with the attack in every place for text."""
    buttons = [{"title": attack, "choice": attack[:90]}]
    source = {"document": attack, "place": attack, "url": attack}
    item = {
        "id": attack,
        "name": attack,
        "frame": attack,
        "status": "eligible",
        "call_status": attack,
        "call_reason": attack,
        "rate": attack,
        "max_subsidy_yen": 1,
        "est_subsidy_yen": 1,
        "criteria": [{"id": "a", "state": "unmet", "text": attack, "source": source}],
        "next_steps": [attack],
        "successors": [attack],
        "official_url": attack,
        "checked_on": attack,
        "working": [attack],
    }
    office = dict.fromkeys(("name", "support", "phone", "contact", "url", "note", "as_of", "address", "hours"), attack)
    customs: list[dict[str, Any]] = [
        {"kind": "recommendations", "on": attack, "items": [item, {**item, "status": "ineligible"}]},
        {
            "kind": "comparison",
            "frames": [{"id": "a", "name": attack}],
            "rows": [{"label": attack, "cells": [attack]}],
            "notes": [attack],
        },
        {"kind": "checklist_question", "section": attack, "number": attack, "of": attack, "input": "multi"},
        {
            "kind": "checklist_result",
            "sections": [{"name": attack, "count": attack, "of": 3}],
            "pattern": attack,
            "stage": attack,
            "advice": [attack],
            "next_steps": [attack],
        },
        {"kind": "offices", "prefecture": attack, "items": [office]},
        {"kind": "report", "url": attack, "title": attack, "expires": attack},
        {"kind": "notice", "topic": attack, "accept": attack},
        {
            "kind": "question",
            "slot": attack,
            "input": attack,
            "progress": {"answered": attack, "remaining_at_most": 1},
            "decides": 1,
        },
        {"kind": attack},
    ]
    summary = {
        "text": f"{attack}\n・{attack}：{attack}",
        "buttons": buttons,
        "custom": {"kind": "profile_summary", "confirm": attack},
    }
    return [*({"text": attack, "buttons": buttons, "custom": custom} for custom in customs), summary]


HELD = """({
  unwanted: root.querySelectorAll(
    "script, iframe, object, embed, img, style, link, base, math, template, form form").length,
  handlers: [...root.querySelectorAll("*")].flatMap((node) => node.getAttributeNames())
    .filter((name) => name.startsWith("on")),
  protocols: [...new Set([...root.querySelectorAll("[href]")].map((link) => new URL(link.href).protocol))],
})"""
LISTEN = "window.ran = []; window.alert = window.hit = () => window.ran.push('attack'); window.print = () => {}; 0"
STYLE = """(() => {
  const style = getComputedStyle(root.querySelector(".bot .text"));
  return ["fontSize", "color", "direction", "letterSpacing", "visibility", "opacity", "textTransform", "pointerEvents"]
    .map((name) => style[name]);
})()"""
LOOK = """JSON.stringify([
  document.querySelector("main").outerHTML, document.documentElement.style.cssText, document.body.style.cssText,
  getComputedStyle(document.querySelector("#own")).color, scrollY,
])"""
GLOBALS = "Object.keys(window).filter((name) => /hojo|^navi$/i.test(name))"
AT_A_TIME = 28


def test_there_are_200_attacks_and_all_differ() -> None:
    assert len(set(ATTACKS)) >= 200


@pytest.mark.parametrize("start", range(0, len(ATTACKS), AT_A_TIME))
def test_attacks_through_every_text_of_every_kind_run_nothing(open_chat: OpenChat, stage: Stage, start: int) -> None:
    attacks = ATTACKS[start : start + AT_A_TIME]
    stage.policy = POLICY
    chat = open_chat()
    chat.page.evaluate(LISTEN)
    stage.answer = lambda said: [message for attack in attacks for message in loaded_with(attack)]
    chat.say(attacks[0])
    expect(chat.entries).to_have_count(len(stage.history))
    chat.inside("root.querySelectorAll('details').forEach((one) => (one.open = true))")
    # By CSS: looking for a name among thousands of buttons takes long.
    chat.page.locator("hojo-navi .log button").last.click()
    chat.answered()
    chat.page.locator("hojo-navi .tool").nth(2).click()
    chat.page.wait_for_function("() => document.querySelector('hojo-navi-print')")
    assert chat.page.evaluate("window.ran") == []
    assert chat.violations() == []
    assert chat.errors == []
    held = chat.inside(HELD)
    assert (held["unwanted"], held["handlers"]) == (0, [])
    assert set(held["protocols"]) <= {"http:", "https:", "tel:"}


def test_attacks_in_the_history_and_from_staff_run_nothing(open_chat: OpenChat, stage: Stage) -> None:
    stage.policy = POLICY
    chat = open_chat()
    for number, attack in enumerate(ATTACKS):
        stage.add(("user", "bot", "staff")[number % 3], [{"text": attack}])
    chat.page.add_init_script(LISTEN)
    chat.page.reload()
    chat.settled()
    expect(chat.entries).to_have_count(len(ATTACKS) + 1)
    assert chat.page.evaluate("window.ran") == []
    assert chat.violations() == []
    assert chat.errors == []


@pytest.mark.parametrize("field", ["official_url", "source", "office", "report"])
def test_no_address_but_a_web_address_is_ever_linked(open_chat: OpenChat, stage: Stage, field: str) -> None:
    def message(url: str) -> dict[str, Any]:
        item = {"id": "x", "name": "制度", "frame": "枠", "status": "eligible", "criteria": []}
        source = {"document": "資料", "url": url}
        items: list[dict[str, Any]] = [item | {"official_url": url}]
        if field == "source":
            items = [item | {"criteria": [{"id": "a", "state": "met", "text": "要件", "source": source}]}]
        custom: dict[str, Any] = {"kind": "recommendations", "items": items}
        if field == "office":
            custom = {"kind": "offices", "items": [{"name": "窓口", "url": url}]}
        if field == "report":
            custom = {"kind": "report", "url": url, "title": "メモ"}
        return {"text": "結果", "custom": custom}

    stage.reset(lambda said: [message(url) for url in URLS])
    chat = open_chat()
    protocols = chat.inside("[...root.querySelectorAll('.log [href]')].map((link) => new URL(link.href).protocol)")
    assert set(protocols) <= {"http:", "https:"}
    assert chat.inside("[...root.querySelectorAll('.log [href]')].every((a) => a.rel.includes('noopener'))")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_hostile_page_does_not_break_the_widget(open_chat: OpenChat, stage: Stage, name: str) -> None:
    css = PAGES[name]
    stage.pages["/hostile"] = host_page(stage.url, f"<style>{css}</style>", "<p>本文</p>" * 200)
    chat = open_chat("/hostile")
    chat.say("300万円")
    panel, field = chat.panel.bounding_box(), chat.field.bounding_box()
    assert panel is not None
    assert field is not None
    assert panel["x"] + panel["width"] <= 1280
    assert panel["y"] + panel["height"] <= 800
    assert panel["width"] > 380
    assert field["height"] >= 40
    assert chat.inside(STYLE) == ["16px", "rgb(27, 36, 48)", "ltr", "normal", "visible", "1", "none", "auto"]
    at = [field["x"] + field["width"] / 2, field["y"] + field["height"] / 2]
    assert chat.page.evaluate("([x, y]) => document.elementFromPoint(x, y).localName", at) == "hojo-navi"


def test_the_widget_changes_nothing_on_the_page(open_chat: OpenChat, stage: Stage) -> None:
    stage.pages["/page"] = host_page(
        stage.url, "<style>button { color: rgb(1, 2, 3) }</style>", "<button id=own>自分の</button>"
    )
    chat = open_chat("/page", show=False)
    before = chat.page.evaluate(LOOK)
    chat.open()
    chat.say("一")
    chat.page.keyboard.press("Escape")
    assert chat.page.evaluate(LOOK) == before
    assert chat.page.evaluate(GLOBALS) == []
