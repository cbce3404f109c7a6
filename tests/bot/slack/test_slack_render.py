"""Whatever the dialogue says, Slack takes it, and nothing of it is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.channels.slack.blocks import sections
from bot.channels.slack.freeze import frozen
from bot.channels.slack.render import paged, render
from bot.channels.slack.text import NOT_TEXT, length, link
from tests.bot.slack.desk import small_print, texts, titles
from tests.bot.slack.strategies import TEXT, TITLE, messages
from tests.bot.slack.workspace import options, parts
from tests.bot.vendors.slack_blocks import TEXT_OF_BLOCKS, faults, text_of, units

Json = dict[str, Any]
# Their examples are large.
FEWER = settings(max_examples=max(settings().max_examples // 5, 30))


def key(choice: str) -> str:
    return f"c.{choice}.{'m' * 16}"


def rendered(*spoken: Json) -> list[Json]:
    return render(list(spoken), key)


def question(count: int, kind: str = "choice") -> Json:
    offered = [{"title": f"選択肢{n}", "choice": str(n)} for n in range(count)]
    custom = {"kind": "question", "input": kind, "slot": "x", "progress": {"answered": 1, "remaining_at_most": 7}}
    return {"text": "どれですか。", "buttons": offered, "custom": custom}


def used(message: Json) -> list[str]:
    """The choices that can be made in a message, in order."""
    found = [entry["value"] for _, element in parts(message) for entry in options(element) or [element]]
    return [value.split(".")[1] for value in found if value != "submit"]


@pytest.mark.property
@FEWER
@given(st.lists(messages(), max_size=3))
def test_whatever_is_said_slack_takes_it(spoken: list[Json]) -> None:
    for message in render(spoken, key):
        assert faults(message["blocks"]) == []
        assert 1 <= units(message["text"]) <= 4000
        assert text_of(message["blocks"]) <= TEXT_OF_BLOCKS


@pytest.mark.property
@FEWER
@given(st.lists(messages(), max_size=3))
def test_the_models_of_slacks_own_library_find_nothing_wrong(spoken: list[Json]) -> None:
    for message in render(spoken, key):
        for block in Block.parse_all(message["blocks"]):
            block.validate_json()
            assert block.to_dict()["type"] == block.type


@pytest.mark.property
@FEWER
@given(st.lists(messages(), max_size=3))
def test_every_choice_can_be_made_exactly_once(spoken: list[Json]) -> None:
    numbered = [
        {**message, "buttons": [{**b, "choice": f"{n}-{b['choice']}"} for b in message.get("buttons", [])]}
        for n, message in enumerate(spoken)
    ]
    offered = [button["choice"] for message in numbered for button in message["buttons"]]
    assert sorted(choice for message in render(numbered, key) for choice in used(message)) == sorted(offered)


@pytest.mark.property
@FEWER
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_no_letter_of_a_text_is_lost(spoken: list[str]) -> None:
    shown = "".join(text for message in rendered(*({"text": text} for text in spoken)) for text in texts(message))
    wanted = "".join(NOT_TEXT.sub("", text) for text in spoken)
    plain = str.maketrans({"*": "＊", "_": "＿", "~": "～", "`": "｀"})
    assert "".join(shown.split()) == "".join(wanted.translate(plain).split())


@pytest.mark.property
@FEWER
@given(st.lists(messages(), min_size=1, max_size=2), st.lists(TITLE, min_size=1, max_size=40))
def test_a_frozen_message_is_one_that_slack_takes_and_that_nobody_can_press(
    spoken: list[Json], chosen: list[str]
) -> None:
    for message in render(spoken, key):
        shown = frozen({**message, "ts": "1700000000.000001"}, chosen)
        assert faults(shown["blocks"]) == []
        assert parts(shown) == []
        assert texts(shown) == texts(message)


@pytest.mark.property
@FEWER
@given(st.lists(TEXT, max_size=12))
def test_long_texts_are_dealt_out_to_messages_that_slack_takes(spoken: list[str]) -> None:
    for message in paged([block for text in spoken for block in sections(text)], "memo"):
        assert faults(message["blocks"]) == []
        assert text_of(message["blocks"]) <= TEXT_OF_BLOCKS


def test_bubbles_that_follow_one_another_are_one_message_up_to_the_buttons() -> None:
    first, second = rendered({"text": "一"}, {"text": "二"}, question(2), {"text": "三"})
    assert texts(first) == ["一", "二", "どれですか。"]
    assert titles(first) == ["選択肢0", "選択肢1"]
    assert texts(second) == ["三"]


def test_nothing_said_is_no_message() -> None:
    assert rendered() == rendered({"custom": {"kind": "hello"}}) == rendered({"text": "  \n "}) == []


@pytest.mark.parametrize("count", [1, 5, 6, 25])
def test_up_to_25_choices_are_buttons(count: int) -> None:
    (message,) = rendered(question(count))
    assert [element["type"] for _, element in parts(message)] == ["button"] * count


def test_26_choices_are_a_list_to_pick_from() -> None:
    (message,) = rendered(question(26))
    ((block, element),) = parts(message)
    assert (block["type"], element["type"], len(element["options"])) == ("actions", "static_select", 26)


def test_more_than_100_choices_are_groups_of_100() -> None:
    ((_, element),) = parts(rendered(question(230))[-1])
    assert [len(group["options"]) for group in element["option_groups"]] == [100, 100, 30]
    assert element["option_groups"][1]["label"]["text"] == "選択肢100 – 選択肢199"


def test_up_to_ten_answers_of_several_are_check_boxes_with_a_button_to_send_them() -> None:
    (message,) = rendered(question(10, "multi"))
    assert [element["type"] for _, element in parts(message)] == ["checkboxes", "button"]


def test_more_answers_of_several_are_a_list_to_pick_several_from() -> None:
    (message,) = rendered(question(11, "multi"))
    assert [element["type"] for _, element in parts(message)] == ["multi_static_select", "button"]


def test_help_with_a_question_of_several_answers_is_a_button_and_not_a_box() -> None:
    asked = question(2, "multi")
    asked["buttons"] += [{"title": "わからない", "choice": "d"}, {"title": "なぜ聞くの？", "choice": "w"}]
    (message,) = rendered(asked)
    found = {
        entry["text"]["text"]: element["type"]
        for _, element in parts(message)
        for entry in options(element) or [element]
    }
    assert found == {
        "選択肢0": "checkboxes",
        "選択肢1": "checkboxes",
        "決定": "button",
        "わからない": "button",
        "なぜ聞くの？": "button",
    }


def test_titles_too_long_for_a_button_stand_in_full_above_it() -> None:
    name = "事業再構築補助金" * 12
    asked = {"text": "どれですか。", "buttons": [{"title": name, "choice": "a"}, {"title": "短い", "choice": "b"}]}
    (message,) = rendered(asked)
    assert texts(message) == ["どれですか。", f"1. {name}\n2. 短い"]
    long, short = titles(message)
    assert (long[:11], long[-1], length(long)) == ("1. 事業再構築補助金", "…", 75)
    assert short == "2. 短い"


def test_the_choice_that_accepts_stands_out() -> None:
    offered = [{"title": "同意して始める", "choice": "a"}, {"title": "同意しない", "choice": "b"}]
    asked = {
        "text": "始めますか。",
        "buttons": offered,
        "custom": {"kind": "notice", "topic": "consent", "accept": "a"},
    }
    (message,) = rendered(asked)
    assert [element.get("style") for _, element in parts(message)] == ["primary", None]


def test_a_question_says_how_many_are_left_at_most() -> None:
    assert small_print(rendered(question(1))[0]) == ["質問は残り最大7問です"]


def test_signs_of_slack_are_shown_and_not_obeyed() -> None:
    (message,) = rendered({"text": "<!channel> <@U1> <https://a.jp|銀行> *太字* & _斜体_"})
    assert message["blocks"][0]["text"]["text"] == (
        "&lt;!channel&gt; &lt;@U1&gt; &lt;https://a.jp|銀行&gt; ＊太字＊ &amp; ＿斜体＿"
    )
    assert message["text"].startswith("&lt;!channel&gt;")


def test_each_verdict_has_its_source_beneath() -> None:
    items = [
        {"shown": True, "name": "甲", "frame": "枠", "official_url": "https://a.go.jp/", "checked_on": "2026-09-01"},
        {"shown": False, "name": "乙", "frame": "枠", "official_url": "https://b.go.jp/", "checked_on": "2026-09-02"},
        {"shown": True, "name": "丙", "frame": "枠", "official_url": None, "checked_on": "2026-09-03"},
    ]
    text = "■ 甲 枠：要件に合いそうです\n受付：未定\n■ 丙 枠：まだ決まりません"
    (message,) = rendered({"text": text, "custom": {"kind": "recommendations", "items": items}})
    assert [block["type"] for block in message["blocks"]] == ["section", "context", "section", "context"]
    assert small_print(message) == [
        "<https://a.go.jp/|公式ページ>",
        "2026-09-01に確かめた資料による内容です",
        "2026-09-03に確かめた資料による内容です",
    ]


def test_dated_steps_come_with_a_link_for_the_calendar_where_there_is_an_address() -> None:
    steps = {"kind": "steps", "version": 1, "items": [], "calendar_expires": "2000-02-01"}
    (plain,) = rendered({"text": "次にやること", "custom": steps})
    assert [block["type"] for block in plain["blocks"]] == ["section"]
    address = "https://navi.example.jp/memo/x.ics"
    (linked,) = rendered({"text": "次にやること", "custom": {**steps, "calendar_url": address}})
    assert faults(linked["blocks"]) == []
    told = [element["text"] for element in linked["blocks"][1]["elements"]]
    assert told[0].startswith(f"<{address}|")
    assert "2000-02-01" in told[1]


def test_an_address_without_a_title_is_a_link_by_itself() -> None:
    assert link("https://example.go.jp/a?b=c&d=e", " ") == "<https://example.go.jp/a?b=c&amp;d=e>"
