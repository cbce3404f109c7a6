"""What is said beside the open question of the checklist: facts, questions, a wish to leave for good."""

from __future__ import annotations

import pytest

from tests.actions.checklist_talk import CHECKLIST, SECTIONS, listed_on, says, section, text_of
from tests.actions.conftest import Talk


@pytest.fixture
def listed(talk: Talk) -> Talk:
    return listed_on(talk)


def test_facts_told_in_between_are_stored_and_the_question_comes_again(listed: Talk) -> None:
    says(listed, "うちは15人です", "inform", employees=15)
    assert listed.state.answers["employees"] == 15
    assert section(listed) == 1
    assert listed.state.checklist["ticks"] == {}


def test_facts_told_with_the_wish_are_stored(talk: Talk) -> None:
    says(talk.starts(), "15人の会社です。チェックリストをやりたい", "start_checklist", employees=15)
    assert talk.state.answers["employees"] == 15
    assert section(talk) == 1


def test_an_ask_back_about_a_fact_waits_until_the_checklist_is_left(listed: Talk) -> None:
    listed.does("inform", text="資本金は300", confirm={"capital_yen": [300, 3_000_000]})
    assert section(listed) == 1
    says(listed, "中断", "goodbye")
    assert listed.asked == "capital_yen"


@pytest.mark.parametrize(
    ("act", "text"),
    [
        ("ask_program", "ものづくり補助金って何"),
        ("ask_contact", "相談窓口を教えて"),
        ("ask_why", "なぜ聞くの"),
        ("help", "ビジョンって何"),
        ("privacy", "データはどうなるの"),
        ("chitchat", "いい天気ですね"),
    ],
)
def test_side_questions_are_answered_and_the_question_comes_again(listed: Talk, act: str, text: str) -> None:
    says(listed, text, act)
    assert len(listed.messages) > 1
    assert section(listed) == 1
    assert listed.state.checklist["ticks"] == {}


def test_the_reason_for_asking_is_that_of_the_section(listed: Talk) -> None:
    says(listed, "なぜ聞くの", "ask_why")
    assert listed.said[0] == SECTIONS[0].why


def test_a_verdict_looked_at_in_between_brings_the_question_again(talk: Talk) -> None:
    talk.starts().answers_base().finishes()
    payload = {"type": "act", "act": "detail", "frame": "monozukuri_tsujo"}
    talk.does("start_checklist")
    talk.does("choose", choice=payload)
    assert section(talk) == 1


def test_what_the_checklist_is_is_told_with_its_source(talk: Talk) -> None:
    says(talk.starts(), "チェックリストって何ですか", "help")
    assert CHECKLIST.purpose in text_of(talk)
    assert CHECKLIST.source.place in text_of(talk)


def test_before_consent_the_wish_waits(talk: Talk) -> None:
    talk.does("start")
    says(talk, "チェックリストをやりたい", "start_checklist")
    assert section(talk) is None
    talk.does("accept")
    assert section(talk) == 1


def test_coming_back_goes_on_with_the_open_section(listed: Talk) -> None:
    says(listed, "1")
    listed.does("start")
    assert section(listed) == 2


def test_erasing_forgets_the_checklist(listed: Talk) -> None:
    says(listed, "1").does("erase")
    assert listed.state.checklist == {}


@pytest.mark.parametrize(
    ("act", "text"),
    [
        ("delete_data", "データを消して"),
        ("show_summary", "課題を確認して"),
        ("handoff", "担当者につないでほしい"),
        ("ask_program", "計画に使える補助金を教えて"),
    ],
)
def test_a_wish_that_names_an_item_ticks_nothing(listed: Talk, act: str, text: str) -> None:
    says(listed, text, act)
    assert listed.state.checklist["ticks"] == {}
