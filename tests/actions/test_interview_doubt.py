"""Yes/no questions and the summary: only what is a yes or a no counts as one."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

FLAG, LESS_PAID, LOWEST_PAY = "plans.contactless", "company.below_new_minimum_wage", "company.lowest_hourly_wage_yen"


@pytest.fixture
def asked(talk: Talk) -> Talk:
    return talk.starts().answers_base().is_asked(FLAG)


@pytest.fixture
def paid(talk_today: Talk) -> Talk:
    return talk_today.starts().answers_base().is_asked(LESS_PAID)


@pytest.fixture
def summed(talk: Talk) -> Talk:
    talk.starts().answers_base()
    talk.does("inform", text="判定して")
    assert "profile_summary" in talk.kinds
    return talk


@pytest.mark.parametrize(
    ("act", "text", "leans"),
    [
        ("deny", "あるかもしれない", True),
        ("deny", "いるかも", True),
        ("affirm", "いないかも", False),
        ("affirm", "まあ", True),
        ("deny", "一応", True),
        ("affirm", "まだ", False),
        ("affirm", "はいじゃない", False),
        ("deny", "いいえではない", True),
    ],
)
def test_a_word_that_leans_is_asked_back_about_the_right_way_round(
    asked: Talk, act: str, text: str, leans: bool
) -> None:
    asked.does(act, text=text)
    assert FLAG not in asked.state.answers
    assert asked.part("question")["confirm"] == [leans]


@pytest.mark.parametrize(("text", "said"), [("いいえじゃなくてはい", True), ("はいじゃなくて、いいえ", False)])
def test_the_word_that_takes_back_the_other_one_counts(asked: Talk, text: str, said: bool) -> None:
    asked.does("deny", text=text)
    assert asked.state.answers[FLAG] is said


@pytest.mark.parametrize("act", ["affirm", "deny", "complain", "chitchat"])
@pytest.mark.parametrize("text", ["両方", "大丈夫です", "普通", "うーん", "それ何"])
def test_what_is_neither_yes_nor_no_is_asked_again(asked: Talk, act: str, text: str) -> None:
    asked.does(act, text=text)
    assert FLAG not in asked.state.answers
    assert asked.asked == FLAG


@pytest.mark.parametrize("text", ["検討中", "どっちでもいい", "調べます"])
def test_what_is_undecided_stays_open(asked: Talk, text: str) -> None:
    asked.does("affirm", text=text)
    assert asked.state.unanswered[FLAG] == "unknown"
    assert FLAG not in asked.state.answers


@pytest.mark.parametrize(("act", "text", "said"), [("affirm", "はい", True), ("deny", "無理です", False)])
def test_a_plain_answer_is_taken_and_said_back(asked: Talk, act: str, text: str, said: bool) -> None:
    asked.does(act, text=text)
    assert asked.state.answers[FLAG] is said
    assert asked.said[0].endswith(f"は「{'はい' if said else 'いいえ'}」ですね。")


@pytest.mark.parametrize(("text", "said"), [("最低賃金と同じ", False), ("全員上です", False), ("一人います", True)])
def test_the_question_on_pay_is_answered_in_its_own_words(paid: Talk, text: str, said: bool) -> None:
    paid.does("correct", slots={"employees": 1} if "人います" in text else {}, text=text)
    assert paid.state.answers[LESS_PAID] is said
    assert paid.state.answers["employees"] == 15


def test_a_wage_told_instead_of_yes_or_no_is_kept(paid: Talk) -> None:
    paid.does("correct", slots={"employees": 6}, text="１０５０円。従業員は6人です")
    assert paid.state.answers[LOWEST_PAY] == 1050
    assert paid.state.answers["employees"] == 6
    assert paid.asked == LESS_PAID


@pytest.mark.parametrize(("text", "said"), [("はい。従業員は6人です", True), ("いいえ。従業員は6人です", False)])
def test_the_answer_beside_another_fact_is_not_lost(asked: Talk, text: str, said: bool) -> None:
    asked.does("correct", slots={"employees": 6}, text=text)
    assert asked.state.answers[FLAG] is said
    assert asked.state.answers["employees"] == 6


@pytest.mark.parametrize("act", ["deny", "greet", "affirm", "thank"])
@pytest.mark.parametrize("text", ["大丈夫です", "結構です", "問題ない", "よろしくお願いします"])
def test_the_summary_is_accepted_by_what_means_yes_there(summed: Talk, act: str, text: str) -> None:
    summed.does(act, text=text)
    assert summed.state.accepted
    assert summed.state.stage == "verdict"


@pytest.mark.parametrize(
    "text", ["まだ", "検討中", "やりたいことが違うよ", "問題ある", "ちょっと直したい", "大丈夫じゃない"]
)
def test_what_only_looks_like_a_yes_does_not_accept_the_summary(summed: Talk, text: str) -> None:
    summed.does("affirm", text=text)
    assert not summed.state.accepted
    assert summed.said == ["utter_which_correct"]


def test_an_answer_being_put_right_is_asked_again_after_an_aside(summed: Talk) -> None:
    summed.presses("業種を直す")
    summed.does("ask_why", text="なぜ聞くの")
    assert summed.asked == "industry"
    summed.tells(industry="小売業")
    assert "profile_summary" in summed.kinds


def test_a_wish_for_the_verdict_ends_putting_right(summed: Talk) -> None:
    summed.presses("業種を直す")
    summed.does("inform", text="判定して")
    assert "profile_summary" in summed.kinds


@pytest.mark.parametrize(
    ("text", "plans"),
    [("やりたいことは販路開拓", ["設備投資", "販路開拓"]), ("やりたいことはIT導入も", ["設備投資", "IT導入"])],
)
def test_plans_told_at_the_summary_are_added_before_the_verdict(summed: Talk, text: str, plans: list[str]) -> None:
    summed.does("affirm", text=text)
    assert summed.state.answers["plan"] == plans
    assert not summed.state.accepted
    assert "profile_summary" in summed.kinds


def test_the_only_plan_given_up_at_the_summary_asks_for_plans(summed: Talk) -> None:
    summed.does("affirm", text="やりたいことから設備投資を外して")
    assert "plan" not in summed.state.answers
    assert summed.asked == "plan"
