"""Ticks told in words, and what is none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.actions.checklist_talk import READER, SECTIONS, fills, listed_on, says, section
from tests.actions.conftest import Talk


@pytest.fixture
def listed(talk: Talk) -> Talk:
    return listed_on(talk)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1と3", {1, 3}),
        ("①と③", {1, 3}),
        ("１、３、５", {1, 3, 5}),
        ("1 3", {1, 3}),
        ("13", {1, 3}),
        ("1から3", {1, 2, 3}),
        ("2〜4です", {2, 3, 4}),
        ("一と三", {1, 3}),
        ("2番だけです", {2}),
        ("1番と4番はできています", {1, 4}),
        ("全部", set(range(1, 10))),
        ("全部当てはまります", set(range(1, 10))),
        ("すべてやっています", set(range(1, 10))),
        ("なし", set()),
        ("どれも当てはまらない", set()),
        ("ひとつもありません", set()),
        ("3以外全部", {1, 2, 4, 5, 6, 7, 8, 9}),
        ("1はしてるけど2はしてない", {1}),
        ("1、2はしているけど3はまだ", {1, 2}),
        ("強みと課題", {1, 3}),
        ("お客さまのことはつかんでいる", {2}),
        ("ビジョンはある、ロードマップはない", {5}),
        ("計画は作ってある", {8}),
        ("1 自社の強みと弱みをつかんでいる、4 データやデジタルを使おうと考えている", {1, 4}),
    ],
)
def test_words_are_read_as_ticks(text: str, places: set[int]) -> None:
    assert READER.read(text, SECTIONS[0].items) == {SECTIONS[0].items[place - 1].id for place in places}


@pytest.mark.parametrize(
    "text",
    [
        "10",
        "0と1",
        "15人です",
        "3年前から",
        "3はしていない",
        "計画は検討中",
        "ビジョンがわからない",
        "強みは料理",
        "はい",
        "全部はできていない",
        "ほとんど",
        "うーん",
        "11",
        "3以外はない",
        "創業50年の3代目です",
    ],
)
def test_what_is_not_clear_is_no_tick(text: str) -> None:
    assert READER.read(text, SECTIONS[0].items) is None


@given(st.text(alphabet="0123456789と、はいなし全部して強み計画 。", max_size=14), st.sampled_from(SECTIONS))
def test_reading_never_fails_and_ticks_only_items_of_the_section(text: str, part: Any) -> None:
    assert (READER.read(text, part.items) or set()) <= {item.id for item in part.items}


@given(st.sets(st.integers(1, 9), min_size=1))
def test_any_choice_of_numbers_is_read_as_it_was_said(numbers: set[int]) -> None:
    said = "と".join(map(str, sorted(numbers)))
    assert READER.read(said, SECTIONS[0].items) == {SECTIONS[0].items[number - 1].id for number in numbers}


def test_what_was_ticked_by_words_is_said_back(listed: Talk) -> None:
    says(listed, "1と3")
    assert listed.messages[0].params == {"number": 1, "name": "経営", "ticked": "1、3"}
    assert section(listed) == 2


def test_yes_and_no_answer_the_section_of_one_item(listed: Talk) -> None:
    fills(listed, 0, 0, 0)
    says(listed, "はい", "affirm")
    assert listed.state.checklist["ticks"]["data"] == ["data_analysis"]


def test_a_plain_yes_to_several_items_is_asked_back(listed: Talk) -> None:
    says(listed, "はい", "affirm")
    assert listed.said[0] == "utter_checklist_unclear"
    assert section(listed) == 1
    assert listed.state.checklist["ticks"] == {}
