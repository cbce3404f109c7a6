from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from bot.reports.page import memo_page, policy
from bot.reports.text import MARKDOWN, PLAIN, as_text
from tests.bot.reports.samples import typical, with_checklist, with_fact, words_of

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}} {0.__class__} %s",
)


class Elements(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_text_of_the_memo_is_on_the_page() -> None:
    memo = typical()
    shown = Elements(memo_page(memo, {})).text
    assert not [text for text in words_of(memo) if text not in shown]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_looks_like_markup_is_text_on_the_page(attack: str) -> None:
    honest, attacked = Elements(memo_page(with_fact("名前"), {})), Elements(memo_page(with_fact(attack, attack), {}))
    assert attacked.tags == honest.tags
    assert attacked.attributes == honest.attributes
    assert attack in attacked.text


def test_the_page_has_no_script_and_loads_nothing() -> None:
    elements = Elements(memo_page(typical(), {"PDF": "x.pdf"}))
    assert not {"script", "img", "link", "iframe", "object", "form"} & set(elements.tags)
    assert not [name for name in elements.attributes if name.startswith("on") or name in ("src", "style")]
    assert "default-src 'none'" in policy()


def test_the_page_asks_not_to_be_found() -> None:
    assert '<meta name="robots" content="noindex' in memo_page(typical(), {})


def test_every_text_of_the_memo_is_in_the_plain_text() -> None:
    memo = typical()
    shown = as_text(memo, PLAIN)
    memo.pop("subtitle")
    assert not [text for text in words_of(memo) if text not in shown]


@pytest.mark.parametrize(
    "text",
    ["# 見出し", "[名](javascript:x)", "<b>", "*太*", "`x`", "a|b", "![x](y)", "1行目\n# 2行目", "~~x~~", "a_b_c"],
)
def test_markdown_signs_in_a_fact_are_escaped(text: str) -> None:
    (line,) = [line for line in as_text(with_fact(text), MARKDOWN).splitlines() if line.startswith("- 名前：")]
    shown = line.removeprefix("- 名前：")
    unescaped = [sign for place, sign in enumerate(shown) if sign in "#[]<>*`|_~" and shown[place - 1] != "\\"]
    assert not unescaped


def test_the_markdown_has_a_heading_for_each_part() -> None:
    memo = typical()
    text = as_text(memo, MARKDOWN)
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [p["heading"] for p in memo["parts"]]


def test_a_memo_survives_being_stored() -> None:
    memo = typical()
    assert json.loads(json.dumps(memo)) == memo


def test_the_chart_of_the_checklist_is_boxes_in_a_text_and_words_for_a_screen_reader() -> None:
    memo = with_checklist()
    assert "・(1) 経営：■■■□□□□□□ 9項目のうち3" in as_text(memo, PLAIN)
    assert '<dt>(1) 経営</dt><dd><span aria-hidden="true">■■■□□□□□□</span> 9項目のうち3</dd>' in memo_page(memo, {})
