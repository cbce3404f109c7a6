"""Moving about in the checklist: skip, back, pause, go on, start again, finish half way."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.dialogue import Dialogue
from tests.actions.checklist_talk import QUESTION, RESULT, SECTIONS, counts_of, fills, listed_on, says, section, text_of
from tests.actions.conftest import Talk


@pytest.fixture
def listed(talk: Talk) -> Talk:
    return listed_on(talk)


@pytest.mark.parametrize(("text", "act"), [("とばす", "skip"), ("わからない", "dont_know"), ("次へ", "chitchat")])
def test_a_skipped_section_is_not_answered_and_the_result_says_so(listed: Talk, text: str, act: str) -> None:
    says(listed, text, act)
    assert section(listed) == 2
    fills(listed, 3, 3, 1, 1)
    sections = listed.part(RESULT)["sections"]
    assert [one["answered"] for one in sections] == [False, True, True, True, True]
    assert "お答えのない区分：「経営」" in text_of(listed)


def test_skipped_sections_can_be_answered_after_the_result(listed: Talk) -> None:
    fills(listed, 1, None, 1, None, 1).presses("とばした区分に答える")
    assert section(listed) == 2
    fills(listed, 2)
    assert section(listed) == 4
    fills(listed, 1)
    assert counts_of(listed) == [1, 2, 1, 1, 1]


def test_going_back_shows_what_was_ticked_and_takes_another_answer(listed: Talk) -> None:
    says(says(listed, "1と3"), "戻る", "go_back")
    assert section(listed) == 1
    assert [item["ticked"] for item in listed.part(QUESTION)["items"]][:4] == [True, False, True, False]
    says(listed, "2")
    assert listed.state.checklist["ticks"]["management"] == ["point_customers"]


def test_before_the_first_section_there_is_no_way_back(listed: Talk) -> None:
    says(listed, "戻る", "go_back")
    assert listed.said[0] == "utter_no_way_back"
    assert section(listed) == 1


@pytest.mark.parametrize(
    ("text", "act"), [("中断", "goodbye"), ("やめる", "deny"), ("あとで", "skip"), ("今日はここまで", "goodbye")]
)
def test_pausing_returns_to_the_interview_where_it_was(talk: Talk, text: str, act: str) -> None:
    talk.starts().tells(industry="製造業")
    asked = talk.asked
    talk.does("start_checklist")
    says(says(talk, "1"), text, act)
    assert talk.part("notice")["topic"] == "checklist_paused"
    assert talk.asked == asked


def test_pausing_after_the_verdict_leaves_nothing_open(talk: Talk) -> None:
    talk.starts().answers_base().finishes().does("start_checklist")
    says(talk, "中断する", "deny")
    assert talk.kinds == ["notice"]


@pytest.mark.parametrize("act", ["start_checklist", "goodbye", "chitchat"])
def test_a_paused_checklist_goes_on_where_it_was_left(listed: Talk, act: str) -> None:
    says(says(says(listed, "1と2"), "中断", "goodbye"), "チェックリストの続き", act)
    assert section(listed) == 2
    assert listed.state.checklist["ticks"] == {"management": ["point_strengths", "point_customers"]}


def test_a_paused_checklist_is_begun_anew_only_when_that_is_said(listed: Talk) -> None:
    says(says(listed, "1と2"), "中断", "goodbye")
    says(listed, "チェックリストを最初からやりたい", "start_checklist")
    assert section(listed) == 1
    assert listed.state.checklist["ticks"] == {}


def test_the_word_for_going_on_brings_the_same_question_again(listed: Talk) -> None:
    says(says(listed, "1"), "続き", "goodbye")
    assert section(listed) == 2


def test_starting_again_inside_asks_what_is_meant_and_forgets_nothing_yet(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("start_checklist")
    says(says(talk, "1"), "最初から", "restart")
    assert talk.said == ["utter_checklist_which"]
    assert talk.state.answers == {"industry": "製造業"}
    assert talk.state.checklist["ticks"] == {"management": ["point_strengths"]}


@pytest.mark.parametrize("way", ["button", "words"])
def test_the_checklist_alone_can_be_started_again(talk: Talk, way: str) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("start_checklist")
    says(says(talk, "1"), "最初から", "restart")
    talk.presses("チェックリストだけ") if way == "button" else says(talk, "チェックリストだけ", "inform")
    assert section(talk) == 1
    assert talk.state.checklist["ticks"] == {}
    assert talk.state.answers == {"industry": "製造業"}


@pytest.mark.parametrize("way", ["button", "words"])
def test_everything_can_be_started_again(talk: Talk, way: str) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("start_checklist")
    says(says(talk, "1"), "最初から", "restart")
    talk.presses("会社のお答えも全部") if way == "button" else says(talk, "全部", "inform")
    assert talk.state.answers == talk.state.checklist == {}
    assert talk.asked == "industry"


@pytest.mark.parametrize("way", ["button", "words"])
def test_nothing_need_be_started_again(listed: Talk, way: str) -> None:
    says(says(listed, "1"), "最初から", "restart")
    listed.presses("このまま続ける") if way == "button" else says(listed, "やっぱりいいです", "deny")
    assert section(listed) == 2
    assert listed.state.checklist["ticks"] == {"management": ["point_strengths"]}


def test_outside_the_checklist_starting_again_asks_nothing(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    says(talk, "最初から", "restart")
    assert talk.state.answers == {}


def test_the_result_can_be_had_half_way(listed: Talk) -> None:
    says(says(listed, "全部"), "結果を見せて", "inform")
    assert [one["answered"] for one in listed.part(RESULT)["sections"]] == [True, False, False, False, False]
    assert "まだ、どの型とも言えません" in text_of(listed)


def test_without_a_single_answer_there_is_no_result(listed: Talk) -> None:
    says(listed, "結果を見せて", "inform")
    assert listed.said[0] == "utter_checklist_nothing_yet"
    assert section(listed) == 1


def test_a_wish_for_the_verdict_pauses_the_checklist(talk: Talk) -> None:
    talk.starts().answers_base()
    talk.does("start_checklist")
    says(talk, "もう判定して", "affirm")
    assert "utter_hurried" in talk.said
    assert not talk.state.checklist["open"]


def test_the_result_is_told_again_when_it_is_there(listed: Talk) -> None:
    fills(listed, 1, 1, 1, 1, 1)
    says(listed, "チェックリストをやりたい", "start_checklist")
    assert counts_of(listed) == [1, 1, 1, 1, 1]
    says(listed, "もう一度チェックリスト", "start_checklist")
    assert section(listed) == 1


def test_a_button_of_an_earlier_section_corrects_it(listed: Talk) -> None:
    first = {"type": "check", "item": "point_vision", "section": "management"}
    says(listed, "1と3")
    listed.does("choose", choice=first)
    assert section(listed) == 2
    assert listed.state.checklist["ticks"]["management"] == ["point_vision"]


def test_a_button_pressed_after_the_result_changes_the_result(listed: Talk) -> None:
    fills(listed, 0, 0, 0, 0, 0)
    listed.does("choose", choice={"multi": [{"type": "check", "item": "data_analysis", "section": "data"}]})
    assert counts_of(listed) == [0, 0, 0, 1, 0]


MOVES = st.sampled_from(
    [
        "1と2",
        "全部",
        "なし",
        "はい",
        "とばす",
        "戻る",
        "中断",
        "続き",
        "チェックリストの続き",
        "結果を見せて",
        "最初から",
        "うーん",
    ]
)
ACTS = {"とばす": "skip", "戻る": "go_back", "最初から": "restart", "はい": "affirm", "なし": "deny"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(MOVES, max_size=8))
def test_no_walk_through_the_checklist_gets_stuck(dialogue: Dialogue, texts: list[str]) -> None:
    talk = Talk(dialogue).starts()
    talk.does("start_checklist")
    for text in texts:
        says(talk, text, ACTS.get(text, "inform"))
        sheet = talk.state.checklist
        open_now = bool(sheet) and sheet["open"] and not sheet["which"]
        assert open_now == (section(talk) is not None)
        assert set(sheet.get("ticks", {})) <= {one.id for one in SECTIONS}
