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
