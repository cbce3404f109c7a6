"""Words that people answer questions with which are no answers."""

from __future__ import annotations

import pytest

from bot.understand import Understanding


@pytest.mark.parametrize("text", ["確認", "内容を確認したい", "確認させてください"])
@pytest.mark.parametrize("asked", ["industry", "prefecture", "investment_yen"])
def test_a_wish_to_check_the_answers_leaves_no_question_open(
    understanding: Understanding, asked: str, text: str
) -> None:
    assert understanding.understand(text, asked)["act"] == "show_summary"


@pytest.mark.parametrize("text", ["確認します", "確認中です"])
def test_to_check_the_figure_first_is_not_to_know_it(understanding: Understanding, text: str) -> None:
    assert understanding.understand(text, "capital_yen")["act"] == "dont_know"


@pytest.mark.parametrize("asked", ["prefecture", "capital_yen", "plans.contactless"])
@pytest.mark.parametrize("text", ["聞かないで", "それは聞かないでほしい"])
def test_who_will_not_be_asked_skips_the_question(understanding: Understanding, asked: str, text: str) -> None:
    assert understanding.understand(text, asked)["act"] == "skip"


@pytest.mark.parametrize("text", ["たくさん", "普通です", "いっぱい"])
@pytest.mark.parametrize("asked", ["capital_yen", "employees", "investment_yen"])
def test_much_and_little_is_asked_back_for_a_number(understanding: Understanding, asked: str, text: str) -> None:
    understood = understanding.understand(text, asked)
    assert understood == {"act": "inform", "slots": {}, "confirm": {asked: []}}


@pytest.mark.parametrize(
    "asked", [None, "employees", "sales_change_pct", "prefecture", "choice", "plans.raised_employees"]
)
@pytest.mark.parametrize("text", ["22人でお願いします", "22名でお願いいたします", "22人で頼みます", "22人たい"])
def test_a_number_of_people_is_no_wish_for_a_person(understanding: Understanding, asked: str | None, text: str) -> None:
    assert understanding.understand(text, asked) == {"act": "inform", "slots": {"employees": 22}, "confirm": {}}


@pytest.mark.parametrize("text", ["担当の人でお願いします", "人と話したい", "人でお願いします", "誰か人にお願いしたい"])
def test_a_wish_for_a_person_is_one_whatever_was_asked(understanding: Understanding, text: str) -> None:
    assert understanding.understand(text, "employees")["act"] == "handoff"


@pytest.mark.parametrize("asked", [None, "employees"])
@pytest.mark.parametrize("text", ["電話で相談できますか", "電話でも相談できますか？", "電話での問い合わせはできますか"])
def test_whether_one_can_ring_up_is_a_question_for_the_offices(
    understanding: Understanding, asked: str | None, text: str
) -> None:
    assert understanding.understand(text, asked)["act"] == "ask_contact"


def test_who_wants_to_be_rung_up_wants_a_person(understanding: Understanding) -> None:
    assert understanding.understand("電話で話したい", None)["act"] == "handoff"
