"""Answers put right at the summary or after the verdict: what changed is told, and undone on request."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


def test_an_answer_put_right_by_its_button_tells_what_it_was_and_what_that_changes(talk_today: Talk) -> None:
    talk_today.starts().answers_base(industry="小売業", employees=5, plan=["販路開拓"]).finishes()
    talk_today.does("edit", slots={"slot": "employees"})
    talk_today.does("inform", slots={"employees": 8})
    assert talk_today.said[0] == "従業員数を「5人」から「8人」に直しました。"
    assert "・持続化補助金（一般型） 通常枠：「要件に合いそうです」→「要件に合いません」" in talk_today.said[1]


def test_an_answer_put_right_at_the_summary_tells_what_it_was(talk: Talk) -> None:
    talk.starts().answers_base(employees=5)
    talk.does("edit", slots={"slot": "employees"})
    talk.does("set", slots={"employees": 8})
    assert talk.said[0] == "従業員数を「5人」から「8人」に直しました。"


UNDO = ("元に戻して", "やっぱり元に戻してください", "さっきの訂正はなしで", "今のは取り消して")
UNDO += ("すみません、変更を取り消したいです", "元の答えに戻す")


@pytest.mark.parametrize("text", UNDO)
@pytest.mark.parametrize("act", ["go_back", "deny", "correct", "restart", "nlu_fallback"])
def test_a_change_after_the_verdict_is_undone(talk_today: Talk, act: str, text: str) -> None:
    talk_today.starts().answers_base(industry="小売業", employees=5, plan=["販路開拓"]).finishes()
    before = dict(talk_today.state.answers)
    talk_today.does("correct", slots={"employees": 8}, text="8人でした")
    talk_today.does(act, text=text)
    assert talk_today.state.answers == before
    assert talk_today.said[:2] == ["utter_undone", "従業員数を「8人」から「5人」に直しました。"]
    assert "・持続化補助金（一般型） 通常枠：「要件に合いません」→「要件に合いそうです」" in talk_today.said[2]
    assert "recommendations" in talk_today.kinds


def test_a_change_by_its_button_is_undone_as_a_whole(talk_today: Talk) -> None:
    talk_today.starts().answers_base(employees=5).finishes()
    before = dict(talk_today.state.answers)
    talk_today.does("edit", slots={"slot": "employees"})
    talk_today.does("inform", slots={"employees": 8})
    talk_today.does("go_back", text="元に戻して")
    assert talk_today.state.answers == before


def test_a_change_that_was_confirmed_is_undone(talk_today: Talk) -> None:
    talk_today.starts().answers_base(employees=5).finishes()
    talk_today.does("inform", confirm={"employees": [25]}, text="従業員は25人くらいかな")
    talk_today.does("affirm", text="はい")
    assert talk_today.state.answers["employees"] == 25
    talk_today.does("go_back", text="元に戻して")
    assert talk_today.state.answers["employees"] == 5


def test_the_same_answer_once_more_is_no_change_to_undo(talk_today: Talk) -> None:
    talk_today.starts().answers_base(employees=5).finishes()
    talk_today.does("edit", slots={"slot": "employees"})
    talk_today.does("inform", slots={"employees": 5})
    assert talk_today.said[0] == "はい、従業員数は「5人」と伺っています。"
    talk_today.does("go_back", text="元に戻して")
    assert "utter_undone" not in talk_today.said


def test_a_trade_told_anew_without_its_detail_tells_what_that_changes(talk_today: Talk) -> None:
    talk_today.starts().answers_base(
        industry="サービス業", industry_detail="娯楽業", employees=12, plan=["販路開拓"]
    ).finishes()
    talk_today.does("edit", slots={"slot": "industry"})
    talk_today.does("set", slots={"industry": "サービス業"})
    assert "・持続化補助金（一般型） 通常枠：「要件に合いそうです」→「要件に合いません」" in talk_today.said[1]


def test_an_answer_put_right_to_unknown_tells_what_that_changes(talk_today: Talk) -> None:
    talk_today.starts().answers_base(industry="小売業", employees=5, plan=["販路開拓"]).finishes()
    talk_today.does("edit", slots={"slot": "employees"})
    talk_today.does("dont_know", slots={"slot": "employees"})
    assert "・持続化補助金（一般型） 通常枠：「要件に合いそうです」→「まだ決まりません」" in talk_today.said[1]


@pytest.mark.parametrize(
    "text", ["やっぱりいいです", "そのままで", "やっぱりやめます", "直さなくていいです", "元に戻して"]
)
@pytest.mark.parametrize("act", ["deny", "skip", "affirm", "go_back", "nlu_fallback"])
def test_who_does_not_want_to_put_it_right_any_more_keeps_the_answer(talk: Talk, act: str, text: str) -> None:
    talk.starts().answers_base(employees=5)
    while talk.asked is not None:
        talk.does("dont_know")
    talk.presses("従業員数を直す")
    talk.does(act, text=text)
    assert talk.state.answers["employees"] == 5
    assert talk.said[0] == "utter_left_as_it_was"
    assert talk.kinds[-1] == "profile_summary"


def test_a_change_at_the_summary_is_undone_before_the_verdict(talk: Talk) -> None:
    talk.starts().answers_base(employees=5)
    while talk.asked is not None:
        talk.does("dont_know")
    talk.does("correct", slots={"employees": 8}, text="8人でした")
    while talk.asked is not None:
        talk.does("dont_know")
    talk.does("go_back", text="元に戻して")
    assert talk.state.answers["employees"] == 5
    assert talk.kinds[-1] == "profile_summary"


@pytest.mark.parametrize("act", ["dont_know", "skip"])
def test_who_does_not_know_at_the_summary_hears_that_it_can_be_judged_so(talk: Talk, act: str) -> None:
    talk.starts().answers_base()
    while talk.asked is not None:
        talk.does("dont_know")
    talk.does(act, text="わからない")
    assert talk.said[0] == "utter_may_stay_open"
    assert talk.kinds[-1] == "profile_summary"


def test_a_change_is_undone_while_the_question_is_open_that_it_led_to(talk_today: Talk) -> None:
    talk_today.starts().answers_base(industry="サービス業", employees=12, plan=["販路開拓"]).finishes()
    before = dict(talk_today.state.answers)
    talk_today.does("correct", slots={"employees": 4}, text="4人でした")
    talk_today.is_asked("company.founded_on")
    talk_today.does("correct", text="今のは取り消して")
    assert talk_today.state.answers == before
    assert "recommendations" in talk_today.kinds


def test_what_was_not_read_at_the_summary_is_not_said_to_be_understood(talk: Talk) -> None:
    talk.starts().answers_base()
    while talk.asked is not None:
        talk.does("dont_know")
    talk.does("inform", text="2025年12月20日")
    assert talk.said[0] == "utter_which_correct"


def test_two_changes_are_undone_one_after_the_other(talk_today: Talk) -> None:
    talk_today.starts().answers_base(employees=5).finishes()
    talk_today.does("correct", slots={"employees": 8}, text="8人でした")
    talk_today.does("correct", slots={"employees": 30}, text="30人でした")
    talk_today.does("go_back", text="元に戻して")
    assert talk_today.state.answers["employees"] == 8
    talk_today.does("go_back", text="元に戻して")
    assert talk_today.state.answers["employees"] == 5


def test_without_a_change_the_answers_stay(talk_today: Talk) -> None:
    talk_today.starts().answers_base(employees=5).finishes()
    before = dict(talk_today.state.answers)
    talk_today.does("go_back", text="元に戻して")
    assert talk_today.state.answers == before
    assert "utter_undone" not in talk_today.said
