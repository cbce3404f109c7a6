"""Asides while a question is open: answers left open after all, how much is left, tax, consent in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from actions.free_values import date_in
from actions.slots import value_of
from tests.actions.conftest import Talk

FOUNDED = "company.founded_on"


@pytest.fixture
def told(talk: Talk) -> Talk:
    talk.starts().tells(industry="飲食店", capital_yen=10_000_000, employees=5, sales_change_pct=-30)
    talk.tells(prefecture="大阪府", legal_form="株式会社")
    assert talk.asked == "plan"
    return talk


@pytest.mark.parametrize(
    ("act", "text", "topic", "why"),
    [
        ("dont_know", "従業員はわからない", "employees", "unknown"),
        ("dont_know", "売上はわからない", "sales_change_pct", "unknown"),
        ("skip", "資本金は秘密", "capital_yen", "refused"),
        ("nlu_fallback", "資本金は言いたくない", "capital_yen", "refused"),
    ],
)
def test_an_answer_is_left_open_after_all_and_the_open_question_stays(
    told: Talk, act: str, text: str, topic: str, why: str
) -> None:
    told.does(act, text=text)
    assert topic not in told.state.answers
    assert told.state.unanswered == {topic: why}
    assert told.asked == "plan"


def test_the_open_question_is_left_open_as_ever(told: Talk) -> None:
    told.does("dont_know", text="やりたいことはまだわからない")
    assert told.state.unanswered == {"plan": "unknown"}
    assert told.state.answers["employees"] == 5


def test_a_question_whether_something_is_known_takes_nothing_back(told: Talk) -> None:
    told.does("help", text="従業員はわからないとだめですか？")
    assert told.state.answers["employees"] == 5


def test_an_answer_is_left_open_beside_another_one(told: Talk) -> None:
    told.does("inform", slots={"prefecture": "栃木県"}, text="栃木。従業員はわからない")
    assert told.state.answers["prefecture"] == "栃木県"
    assert "employees" not in told.state.answers
    assert told.state.unanswered == {"employees": "unknown"}


def test_what_is_not_told_yet_is_asked_though_it_was_called_unknown_beside_an_answer(talk: Talk) -> None:
    talk.starts().does("inform", slots={"industry": "飲食店"}, text="飲食店です。資本金はわからない")
    assert talk.state.unanswered == {}
    assert talk.asked == "capital_yen"


def test_one_answer_is_begun_anew_without_the_others(told: Talk) -> None:
    told.does("restart", text="資本金だけやり直し")
    assert told.asked == "capital_yen"
    assert told.state.answers["industry"] == "飲食店"


@pytest.mark.parametrize("text", ["もう一度", "もう一回", "最初の", "最初のほう", "再開", "続ける"])
@pytest.mark.parametrize("act", ["restart", "goodbye"])
def test_once_more_repeats_the_question_and_erases_nothing(told: Talk, act: str, text: str) -> None:
    told.does(act, text=text)
    assert told.asked == "plan"
    assert told.state.answers["industry"] == "飲食店"


def test_how_many_questions_are_left_is_told(told: Talk) -> None:
    told.does("help", text="あと何問")
    left = told.part("question")["progress"]["remaining_at_most"]
    assert f"あと多くて{left}問ほど" in told.said[0]
    assert told.asked == "plan"


def test_an_amount_with_tax_is_asked_back_without_it(told: Talk) -> None:
    told.tells(plan=["設備投資"])
    told.does("inform", slots={"investment_yen": 5_500_000}, text="税込550万円")
    assert "税抜では500万円" in told.said[0]
    assert "investment_yen" not in told.state.answers
    told.presses("はい、500万円です")
    assert told.state.answers["investment_yen"] == 5_000_000


@pytest.mark.parametrize(
    ("slots", "net"),
    [
        ({"investment_yen": 5_000_000}, 4_550_000),
        ({"investment_yen": 110_000}, 100_000),
        ({"investment_range": [3_300_000, 5_500_000]}, [3_000_000, 5_000_000]),
        ({"investment_range": [None, 5_500_000]}, [None, 5_000_000]),
    ],
)
def test_tax_is_taken_off_ranges_and_uneven_amounts(told: Talk, slots: dict[str, Any], net: Any) -> None:
    told.tells(plan=["設備投資"])
    told.does("inform", slots=slots, text="税込です")
    assert told.part("question")["confirm"] == [net]
    told.does("affirm", text="はい")
    assert value_of(told.state.answers, "investment_yen") == net


def test_what_is_told_beside_an_amount_with_tax_is_stored(told: Talk) -> None:
    told.tells(plan=["設備投資"])
    told.does("inform", slots={"investment_yen": 5_500_000, "employees": 6}, text="税込550万円。従業員は6人")
    assert told.state.answers["employees"] == 6
    assert told.part("question")["confirm"] == [5_000_000]


def test_an_amount_without_tax_is_taken_as_it_is(told: Talk) -> None:
    told.tells(plan=["設備投資"])
    told.does("inform", slots={"investment_yen": 5_500_000}, text="税抜550万円")
    assert told.state.answers["investment_yen"] == 5_500_000


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("R2.4.1", "2020-04-01"),
        ("h10", "1998-01-01"),
        ("S50年3月", "1975-03-01"),
        ("2020年", "2020-01-01"),
        ("令和2年4月1日", "2020-04-01"),
    ],
)
def test_years_of_an_era_are_read_by_their_letter(text: str, day: str) -> None:
    assert date_in(text, dt.date(2026, 11, 22)) == day


@pytest.mark.parametrize("text", ["A4", "PR2", "約10"])
def test_other_letters_are_no_era(text: str) -> None:
    assert date_in(text, dt.date(2026, 11, 22)) is None


@pytest.mark.parametrize("text", ["これから", "まだ開業していない"])
def test_a_company_not_founded_yet_leaves_its_day_open(talk_today: Talk, text: str) -> None:
    talk_today.starts().answers_base().is_asked(FOUNDED)
    talk_today.does("restart", text=text)
    assert talk_today.state.unanswered[FOUNDED] == "unknown"
    assert talk_today.state.answers["industry"] == "製造業"


@pytest.mark.parametrize("act", ["deny", "dont_know", "complain", "chitchat"])
@pytest.mark.parametrize("text", ["大丈夫です", "わからない", "ばか", "しゃーないな"])
def test_what_is_no_answer_to_the_question_for_consent_is_neither_yes_nor_no(talk: Talk, act: str, text: str) -> None:
    talk.does("start")
    talk.does(act, text=text)
    assert talk.state.consent is None
    assert talk.state.held == []
    assert "同意が必要です" in talk.said[0]


@pytest.mark.parametrize("text", ["同意", "同意します", "同意で"])
def test_the_bare_word_consents_whatever_it_is_taken_for(talk: Talk, text: str) -> None:
    talk.does("start")
    talk.does("deny", text=text)
    assert talk.state.consent
    assert talk.asked == "industry"


@pytest.mark.parametrize("text", ["いいえ", "同意しない", "結構です", "やめておきます"])
def test_a_plain_no_declines(talk: Talk, text: str) -> None:
    talk.does("start")
    talk.does("deny", text=text)
    assert talk.said == ["utter_declined"]


@pytest.mark.parametrize("text", ["まあ", "一応", "たぶん", "はいじゃない"])
def test_only_a_plain_yes_consents(talk: Talk, text: str) -> None:
    talk.does("start")
    talk.does("affirm", text=text)
    assert talk.state.consent is None


def test_a_question_before_consent_is_not_thanked_for_and_answered_later(talk: Talk) -> None:
    talk.does("start")
    talk.does("help", text="使い方")
    assert "同意が必要です" in talk.said[0]
    talk.presses("同意して始める")
    assert "utter_menu" in talk.said


def test_the_office_is_told_without_consent(talk: Talk) -> None:
    talk.does("start")
    talk.does("ask_contact", text="相談窓口")
    assert talk.said[0] == "utter_ask_contact"
    assert talk.said[-1] == "utter_consent"
    assert talk.state.consent is None


@pytest.mark.parametrize("text", ["まあ", "一応", "たぶん", "大丈夫です", "まだ"])
@pytest.mark.parametrize("act", ["delete_data", "restart"])
def test_only_a_plain_yes_erases(told: Talk, act: str, text: str) -> None:
    told.does(act, text="消去" if act == "delete_data" else "別のことをしたい")
    assert told.state.asked == act
    told.does("affirm", text=text)
    assert told.state.answers["industry"] == "飲食店"
    assert told.said[0] == "utter_kept"
