"""Whatever the product says, LINE takes it: against limits written down apart from the product's own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.delivery.keys import Keys
from bot.channels.line.buttons import picked
from bot.channels.line.limits import cut, length, pieces
from bot.channels.line.render import calls, choices_again, plain, render
from bot.channels.line.words import words
from bot.stores.records import Json
from tests.bot.line.fixtures import FOLDER, rendered
from tests.bot.line.samples import SIGNER, buttons, question, recommendations, samples, verdict
from tests.bot.line.talk import find_actions
from tests.bot.vendors.line_rules import faults, units

pytestmark = pytest.mark.property

WILD = st.text(max_size=40) | st.text(alphabet='あ🍜\n。 \u3099👨‍👩‍👧\\"', max_size=60)
LONG = st.builds(lambda text, times: text * times, WILD, st.sampled_from([1, 10, 400]))
TITLE = LONG.filter(str.strip)
NUMBER = st.integers(0, 10**15)
URL = st.sampled_from([None, "", "http://example.com", "https://example.com/", "https://a b", "https://" + "x" * 2000])


def with_buttons(draw: st.DrawFn, most: int = 30) -> list[Json]:
    titles = draw(st.lists(TITLE, max_size=most))
    commands = draw(st.sets(st.integers(0, most)))
    made = buttons(*titles)
    return [{**button, "command": True} if n in commands else button for n, button in enumerate(made)]


def repeated(some: list[Json]) -> st.SearchStrategy[list[Json]]:
    """``some``, or more than a carousel takes."""
    return st.sampled_from([1, 1, 1, 5]).map(lambda times: some * times)


@st.composite
def items(draw: st.DrawFn) -> Json:
    criterion = st.fixed_dictionaries(
        {"state": st.sampled_from(["met", "unmet", "unknown", "human"]), "text": LONG, "source": st.just({})}
    )
    return verdict(
        name=draw(TITLE),
        frame=draw(TITLE),
        shown=draw(st.booleans()),
        status=draw(st.sampled_from(["eligible", "ineligible", "undetermined"])),
        call_reason=draw(LONG),
        rate=draw(st.none() | WILD),
        max_subsidy_yen=draw(st.none() | NUMBER),
        est_subsidy_yen=draw(st.none() | NUMBER),
        criteria=draw(st.lists(criterion, max_size=6)),
        official_url=draw(URL),
        checked_on=draw(WILD),
        bank_required=draw(st.booleans()),
    )


LINES = st.lists(LONG, max_size=4)
SECTION = st.fixed_dictionaries({"name": LONG, "count": st.integers(0, 9), "of": st.integers(0, 9)})
ROW = st.fixed_dictionaries({"label": LONG, "cells": LINES})
KINDS: dict[str, dict[str, Any]] = {
    "question": {"input": st.sampled_from(["choice", "multi", "number", "text"])},
    "checklist_question": {"input": st.just("multi")},
    "recommendations": {"on": WILD, "items": st.lists(items(), max_size=4).flatmap(repeated)},
    "checklist_result": {
        "sections": st.lists(SECTION, max_size=6),
        "pattern": LONG,
        "stage": LONG,
        "advice": LINES,
        "next_steps": LINES,
    },
    "comparison": {
        "frames": st.lists(st.fixed_dictionaries({"name": LONG}), max_size=4).flatmap(repeated),
        "rows": st.lists(ROW, max_size=6),
        "notes": LINES,
    },
    "report": {"url": URL, "title": LONG},
    "new": {},
}
CUSTOMS: st.SearchStrategy[Json] = st.just({}) | st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.fixed_dictionaries({"kind": st.just(kind), **KINDS[kind]})
)


@st.composite
def messages(draw: st.DrawFn) -> Json:
    message: Json = {"custom": draw(CUSTOMS)}
    text = draw(st.none() | LONG)
    made = with_buttons(draw)
    return message | ({"text": text} if text is not None else {}) | ({"buttons": made} if made else {})


def refused(drawn: list[Json]) -> list[str]:
    return [fault for call in calls(drawn) for fault in faults(call)]


@given(st.lists(messages(), min_size=1, max_size=3))
@example([{"text": "🍜" * 20_000}])
@example([{"text": " \n"}])
def test_no_message_of_any_length_breaks_a_limit(answer: list[Json]) -> None:
    drawn = render(answer, SIGNER, words())
    assert refused(drawn) == []
    assert refused(plain(drawn)) == []


@given(st.lists(TITLE, min_size=1, max_size=50), st.booleans(), st.data())
def test_no_page_of_choices_breaks_a_limit(titles: list[str], multi: bool, data: st.DataObject) -> None:
    message = question("plan", "multi" if multi else "choice", "どれですか", *titles)
    mask = data.draw(st.integers(0, 2 ** len(titles) - 1)) if multi else 0
    assert refused(choices_again(message, SIGNER, words(), mask, data.draw(st.integers(0, 9)))) == []


@given(st.lists(TITLE, min_size=1, max_size=50), st.booleans())
def test_every_choice_is_on_one_of_the_pages(titles: list[str], multi: bool) -> None:
    message = question("plan", "multi" if multi else "choice", "どれですか", *titles)
    seen, data, known = set(), "", set()
    drawn = render([message], SIGNER, words())
    while data not in known:
        known.add(data)
        pages = [a for a in find_actions(drawn) if a["displayText"] in (words()["more"], words()["back"])]
        seen |= {action["data"].split(".")[1 if not multi else 2] for action in find_actions(drawn)}
        if not pages:
            break
        data = pages[0]["data"]
        drawn = choices_again(message, SIGNER, words(), 0, int(data.split(".")[3]))
    wanted = {f"{1 << n:x}" for n in range(len(titles))} if multi else {b["choice"] for b in message["buttons"]}
    assert wanted <= seen


@given(LONG)
def test_a_long_text_is_split_and_nothing_of_it_is_lost(text: str) -> None:
    parts = pieces(text, 50)
    assert all(0 < units(part) <= 50 for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(LONG, st.integers(1, 500))
def test_a_cut_text_is_as_long_as_allowed_and_begins_as_before(text: str, most: int) -> None:
    short = cut(text, most)
    assert length(short) == units(short) <= most
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_text_is_split_after_a_sentence() -> None:
    assert pieces("一つ目です。二つ目です。三つ", 13) == ["一つ目です。二つ目です。", "三つ"]


def test_only_the_last_message_has_quick_replies_and_the_buttons_before_it_stay() -> None:
    drawn = render(samples()["answer_then_question"], SIGNER, words())
    assert ["quickReply" in message for message in drawn] == [False, True]
    assert [action["displayText"] for action in find_actions(drawn[0])] == ["いくら？", "いつまで？"]


def test_fourteen_choices_leave_room_for_the_helps_and_a_way_to_the_others() -> None:
    (message,) = render(samples()["question_choice"], SIGNER, words())
    shown = [item["action"]["label"] for item in message["quickReply"]["items"]]
    assert len(shown) == 13
    assert shown[-3:] == ["ほかの選択肢", "わからない", "なぜ聞くの？"]


def test_titles_too_long_for_a_button_are_told_in_full_with_numbers() -> None:
    (message,) = render(samples()["checklist_question"], SIGNER, words())
    assert "1. 経営理念を文書にして、全ての社員と共有している" in message["text"]
    assert [action["label"][:3] for action in find_actions(message)] == ["1. ", "月ごと", "次へ"]


def test_a_result_of_the_checklist_shows_texts_with_sources_and_says_what_was_not_answered() -> None:
    (answer,) = samples()["checklist_result"]
    answer["custom"] |= {
        "sections": [{"name": "経営", "count": 0, "of": 4, "answered": False}],
        "advice": [{"text": "助言です。", "source": {"document": "見本", "place": "1頁"}}],
        "next_steps": [{"text": "見本のページ", "url": "https://example.com/"}],
    }
    shown = json.dumps(render([answer], SIGNER, words()), ensure_ascii=False)
    assert "・助言です。" in shown
    assert "・見本のページ" in shown
    assert "未回答" in shown
    assert "0/4" not in shown
    assert "'text'" not in shown


def test_a_card_has_the_figures_the_reasons_and_its_own_button() -> None:
    (message,) = render([recommendations()], SIGNER, words())
    fitting, failing = message["contents"]["contents"]
    shown = json.dumps(fitting, ensure_ascii=False)
    for figure in ("1/2", "100万円", "50万円", "2000年1月31日まで", "2000-01-01", "2000-01-15", "賃上げの計画"):
        assert figure in shown
    assert "売上が見本の割合まで減っていません。" in json.dumps(failing, ensure_ascii=False)
    assert [action["type"] for action in find_actions(fitting)] == ["postback", "uri"]
    assert find_actions(failing)[0]["data"] != find_actions(fitting)[0]["data"]
    assert [item["action"]["label"] for item in message["quickReply"]["items"]] == ["ほかも見る", "入力内容を確認"]


def test_no_figure_that_is_not_known_stands_on_a_card() -> None:
    answer = recommendations()
    answer["custom"]["items"] = [verdict(rate=None, max_subsidy_yen=None, est_subsidy_yen=None)]
    shown = json.dumps(render([answer], SIGNER, words()), ensure_ascii=False)
    assert not any(name in shown for name in ('補助率"', '上限"', '見込み"', "None", "null"))


def test_what_is_picked_is_marked_and_can_be_sent() -> None:
    plans = samples()["question_multi"][0]
    (message,) = choices_again(plans, SIGNER, words(), 0b101, 0)
    shown = [action["label"] for action in find_actions(message)]
    assert shown[:4] == ["これで決定", "✓ 設備投資", "IT導入", "✓ 販路開拓"]
    assert message["text"].startswith("選択中：設備投資、販路開拓\n")
    assert [button["title"] for button in picked(plans, 0b101)] == ["設備投資", "販路開拓"]


@given(st.text(), st.text(), st.lists(st.from_regex(r"\A[A-Za-z0-9_-]{1,20}\Z"), min_size=1, max_size=4))
def test_a_key_opens_only_in_its_own_conversation(one: str, other: str, parts: list[str]) -> None:
    keys = Keys(b"k", "line")
    key = keys.button(one, *parts)
    assert keys.read_button(one, key) == tuple(parts)
    assert (keys.read_button(other, key) is None) == (one != other)
    assert Keys(b"k", "slack").read_button(one, key) is None
    assert len(key) <= 300


@given(st.text(), st.data())
def test_a_key_that_was_altered_opens_nothing(conversation: str, data: st.DataObject) -> None:
    keys = Keys(b"k", "line")
    key = keys.button(conversation, "c", "choice")
    place = data.draw(st.integers(0, len(key) - 1))
    letter = data.draw(st.characters().filter(lambda letter: letter != key[place]))
    assert keys.read_button(conversation, key[:place] + letter + key[place + 1 :]) is None
    assert keys.read_button(conversation, data.draw(st.text())) is None


def test_the_fixtures_are_what_the_renderer_makes() -> None:
    made = rendered()
    assert {path.stem for path in FOLDER.glob("*.json")} == set(made)
    for name, drawn in made.items():
        kept = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        assert kept == {"messages": drawn}, f"{name}: python -m tests.bot.line.fixtures writes it anew"
        assert refused(drawn) == []


CHECKLIST_TEXT = """チェックリストの結果です。
「見本のパターン」に近い形です。
■ 印の数
・(1) 経営：4項目のうち3
・(2) 現場：5項目のうち1
■ 助言
・まず一つ選んで始めましょう。
■ 次にすること
・専門家に相談する
・見本のページ https://example.com/
出典：見本の資料 1頁"""


def test_the_text_beside_a_checklist_card_says_only_what_the_card_does_not() -> None:
    (answer,) = samples()["checklist_result"]
    answer["text"] = CHECKLIST_TEXT
    said, card = render([answer], SIGNER, words())
    assert said["text"].split("\n") == [
        "チェックリストの結果です。",
        "「見本のパターン」に近い形です。",
        "・見本のページ https://example.com/",
        "出典：見本の資料 1頁",
    ]
    assert "まず一つ選んで始めましょう。" in json.dumps(card, ensure_ascii=False)


def test_a_line_that_the_card_cuts_stays_in_the_text() -> None:
    (answer,) = samples()["checklist_result"]
    long = "長い助言。" * 100
    answer["custom"] |= {"advice": [long]}
    answer["text"] = f"■ 助言\n・{long}"
    said, _ = render([answer], SIGNER, words())
    assert said["text"] == answer["text"]


def test_dated_steps_come_with_a_button_for_the_calendar_where_there_is_an_address() -> None:
    steps = {"kind": "steps", "version": 1, "items": [], "calendar_expires": "2000-02-01"}
    plain = {"text": "次にやること", "custom": steps}
    assert render([plain], SIGNER, words()) == [{"type": "text", "text": "次にやること"}]
    address = "https://navi.example.jp/memo/x.ics"
    said, card = render([{**plain, "custom": {**steps, "calendar_url": address}}], SIGNER, words())
    assert said["text"] == "次にやること"
    assert [action["uri"] for action in find_actions(card) if action["type"] == "uri"] == [address]
    assert "2000-02-01" in json.dumps(card, ensure_ascii=False)
