"""Erasing is asked about first, and yes and no count by button and in words."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


@pytest.mark.parametrize("act", ["deny", "dont_know", "skip"])
def test_whoever_says_no_keeps_his_data_and_answers_nothing_else_by_it(talk_today: Talk, act: str) -> None:
    talk_today.starts().tells(industry="製造業")
    asked, answers = talk_today.asked, talk_today.state.answers
    talk_today.does("delete_data", text="データを削除")
    talk_today.does(act, text="いいえ")
    assert (talk_today.state.answers, talk_today.state.unanswered) == (answers, {})
    assert talk_today.said[0] == "utter_kept"
    assert talk_today.asked == asked


def test_whoever_says_yes_has_his_data_erased(talk_today: Talk) -> None:
    talk_today.starts().tells(industry="製造業")
    talk_today.does("delete_data")
    talk_today.does("affirm", text="はい")
    assert talk_today.said == ["utter_erased"]
    assert (talk_today.state.answers, talk_today.state.consent) == ({}, None)


def test_a_fact_told_instead_is_stored_and_nothing_is_erased(talk_today: Talk) -> None:
    talk_today.starts().tells(industry="製造業")
    talk_today.does("delete_data")
    talk_today.tells(capital_yen=5_000_000)
    assert talk_today.state.answers == {"industry": "製造業", "capital_yen": 5_000_000}
    talk_today.does("affirm", text="はい")
    assert talk_today.state.answers["industry"] == "製造業"


def test_a_yes_to_erasing_before_the_consent_is_no_consent(talk_today: Talk) -> None:
    talk_today.does("start")
    talk_today.does("delete_data")
    talk_today.does("affirm", text="はい")
    assert talk_today.said == ["utter_erased"]
    assert talk_today.state.consent is None


@pytest.mark.parametrize(("act", "erased"), [("affirm", True), ("deny", False)])
def test_whoever_asks_whether_he_can_start_anew_is_asked_first(talk_today: Talk, act: str, erased: bool) -> None:
    talk_today.starts().tells(industry="製造業")
    talk_today.does("restart", text="最初からやり直せますか")
    talk_today.does(act, text="はい")
    assert (talk_today.state.answers == {}) is erased


@pytest.mark.parametrize("act", ["ask_why", "help", "chitchat", "go_back", "show_summary", "ask_program", "handoff"])
@pytest.mark.parametrize("asks", ["delete_data", "restart"])
def test_whoever_speaks_of_something_else_than_erasing_is_answered(talk_today: Talk, asks: str, act: str) -> None:
    talk_today.starts().tells(industry="製造業")
    talk_today.does(asks, text="最初からやり直せますか")
    talk_today.does(act, text="なぜ聞くの")
    assert talk_today.state.answers.get("industry") == "製造業" or act == "go_back"
    talk_today.does("affirm", text="はい")
    assert talk_today.said != ["utter_erased"]
