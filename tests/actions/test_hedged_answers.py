"""Answers between yes and no, a list of which one line is answered, an answer taken back."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

FLAG = "plans.contactless"
TOGETHER = "plans.consortium_size"


@pytest.fixture
def asked(talk: Talk) -> Talk:
    return talk.starts().answers_base().is_asked(FLAG)


@pytest.fixture
def listed(talk: Talk) -> Talk:
    return talk.starts().answers_base().goes_on_to(TOGETHER)


@pytest.mark.parametrize(("act", "text", "leans"), [("affirm", "たぶん", True), ("deny", "いいえだと思う", False)])
def test_an_answer_with_reserve_is_asked_back_before_it_is_stored(
    asked: Talk, act: str, text: str, leans: bool
) -> None:
    asked.does(act, text=text)
    assert FLAG not in asked.state.answers
    assert asked.part("question")["confirm"] == [leans]
    asked.does("affirm", text="はい")
    assert asked.state.answers[FLAG] is leans


def test_the_ask_back_takes_the_other_answer_by_its_button(asked: Talk) -> None:
    asked.does("affirm", text="たぶん")
    asked.presses("いいえ")
    assert asked.state.answers[FLAG] is False


def test_reserve_on_the_ask_back_leaves_the_question_open(asked: Talk) -> None:
    asked.does("affirm", text="たぶん")
    asked.does("affirm", text="たぶんね")
    assert FLAG not in asked.state.answers
    assert asked.state.unanswered[FLAG] == "unknown"
    assert asked.state.confirming == {}


@pytest.mark.parametrize("act", ["affirm", "deny", "inform"])
@pytest.mark.parametrize("text", ["どちらとも言えない", "場合によります", "半々かな", "相手次第です"])
def test_what_is_not_settled_is_left_open_and_not_asked_again(asked: Talk, act: str, text: str) -> None:
    asked.does(act, text=text)
    assert FLAG not in asked.state.answers
    assert asked.asked != FLAG


def test_a_list_that_is_not_settled_denies_no_line(listed: Talk) -> None:
    listed.does("deny", text="どちらとも言えない")
    assert TOGETHER not in listed.state.answers
    assert "plans.sales_promotion" not in listed.state.answers


@pytest.mark.parametrize("act", ["inform", "affirm", "deny"])
def test_alone_answers_one_line_and_the_others_are_asked_again(listed: Talk, act: str) -> None:
    listed.does(act, text="うちだけです")
    assert listed.state.answers[TOGETHER] == 1
    assert "plans.sales_promotion" not in listed.state.answers
    assert "plans.sales_promotion" in listed.state.options


def test_a_no_that_names_a_line_denies_that_line_only(listed: Talk) -> None:
    listed.does("deny", text="いや、チラシとか宣伝はしないです")
    assert listed.state.answers["plans.sales_promotion"] is False
    assert TOGETHER not in listed.state.answers


def test_a_no_to_the_whole_list_denies_every_line(listed: Talk) -> None:
    listed.does("deny", text="ないです")
    assert listed.state.answers["plans.sales_promotion"] is False
    assert listed.state.answers[TOGETHER] == 1


def test_an_answer_taken_back_is_forgotten_and_said_so(talk: Talk) -> None:
    talk.starts().tells(industry="製造業", capital_yen=10_000_000)
    talk.does("correct", text="さっきの資本金は取り消してください")
    assert "capital_yen" not in talk.state.answers
    assert "1,000万円" in talk.said[0]
    assert talk.asked == "capital_yen"


def test_an_answer_taken_back_as_unknown_is_not_asked_again(talk: Talk) -> None:
    talk.starts().tells(industry="製造業", capital_yen=10_000_000)
    talk.does("dont_know", text="さっきの資本金は取り消して。正確にはわかりません")
    assert talk.state.unanswered == {"capital_yen": "unknown"}
    assert talk.asked == "employees"


@pytest.mark.parametrize("text", ["データを全部消してください", "資本金も従業員もすべて取り消して"])
def test_erasing_everything_is_no_taking_back_of_one_answer(talk: Talk, text: str) -> None:
    talk.starts().tells(industry="製造業", capital_yen=10_000_000)
    talk.does("delete_data", text=text)
    assert talk.said[0] == "utter_delete_data"
    assert talk.state.answers["capital_yen"] == 10_000_000


def test_a_decline_that_was_a_rise_is_none_any_more(talk: Talk) -> None:
    talk.starts().tells(industry="製造業", sales_change_pct=-30)
    talk.does("correct", confirm={"sales_change_pct": []}, text="減ったんじゃなくて売上は増えたの")
    assert talk.state.answers["sales_change_range"] == [0, None]
    assert "sales_change_pct" not in talk.state.answers


def test_a_recount_means_the_answer_that_its_unit_fits(talk: Talk) -> None:
    talk.starts().answers_base(plan=None, investment_yen=None)
    talk.tells(plan=["設備投資"])
    talk.does("correct", text="ごめん、数え直したら18人で合ってた")
    assert talk.state.answers["employees"] == 18
    assert talk.asked == "investment_yen"


def test_the_same_value_again_is_confirmed(talk: Talk) -> None:
    talk.starts().tells(industry="製造業", capital_yen=20_000_000)
    talk.tells(capital_yen=20_000_000)
    assert "資本金は「2,000万円」と伺っています" in talk.said[0]


def test_people_that_may_not_count_are_asked_about_with_who_counts(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("inform", confirm={"employees": [12]}, text="パート込みで12人")
    assert "12人のうち、ふだん常時働いている従業員は何人ですか" in talk.said[-1]


def test_one_of_several_candidates_named_with_a_yes_is_taken(talk: Talk) -> None:
    talk.starts().does("inform", confirm={"industry": ["製造業", "小売業"]}, text="製造と小売")
    talk.does("affirm", text="小売のほうが多いです")
    assert talk.state.answers["industry"] == "小売業"


def test_a_decline_in_a_sentence_answers_the_question_for_one_month(talk: Talk) -> None:
    month = "sales_decline.one_month_2021_1to3_vs_prev_or_prevprev_pct"
    talk.starts().answers_base(plan=["新規事業"], investment_yen=30_000_000).is_asked(month)
    talk.does("inform", confirm={"sales_change_pct": []}, text="一番落ちた2月で35%の減少です")
    assert talk.state.answers[month] == 35
    assert talk.state.answers["sales_change_pct"] == -15
