"""Side questions, going back, starting again, the summary, deleting: the interview resumes where it was."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


@pytest.mark.parametrize(
    "act", ["ask_why", "help", "thank", "chitchat", "complain", "out_of_scope", "privacy", "greet"]
)
def test_the_open_question_comes_again_after_a_side_remark(talk: Talk, act: str) -> None:
    talk.starts().tells(industry="製造業")
    talk.does(act)
    assert talk.asked == "capital_yen"
    assert len(talk.messages) >= 2


@pytest.mark.parametrize("act", ["ask_program", "ask_amount", "ask_deadline", "ask_eligibility", "ask_documents"])
@pytest.mark.parametrize("slots", [{}, {"program": "持続化補助金"}])
def test_the_open_question_comes_again_after_a_question_on_a_programme(
    talk: Talk, act: str, slots: dict[str, str]
) -> None:
    talk.starts().tells(industry="製造業")
    talk.does(act, slots=slots)
    assert talk.asked == "capital_yen"
    assert len(talk.messages) >= 2


def test_why_names_the_number_of_verdicts_that_the_answer_decides(talk: Talk) -> None:
    talk.starts().does("ask_why")
    assert "16件" in talk.said[0]


def test_going_back_returns_to_the_question_before_and_removes_its_answer(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.tells(capital_yen=3_000_000)
    talk.does("go_back")
    assert talk.asked == "capital_yen"
    assert talk.state.answers == {"industry": "製造業"}


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


def test_going_back_at_the_start_says_that_there_is_nothing_before(talk: Talk) -> None:
    talk.starts().does("go_back")
    assert talk.said[0] == "utter_no_way_back"
    assert talk.asked == "industry"


def test_going_back_undoes_a_question_left_open(talk: Talk) -> None:
    talk.starts().does("dont_know")
    talk.does("go_back")
    assert talk.asked == "industry"


def test_starting_again_forgets_the_answers_but_not_the_consent(talk: Talk) -> None:
    talk.starts().tells(industry="飲食店", employees=5)
    talk.does("restart")
    assert talk.state.answers == {}
    assert talk.asked == "industry"
    talk.tells(industry="サービス業")
    assert talk.asked == "capital_yen"


@pytest.mark.parametrize("text", ["この内容で判定して", "もういいから結果を教えて", "とりあえず今の分で診断して"])
@pytest.mark.parametrize("act", ["affirm", "inform", "skip"])
def test_asking_for_the_verdict_is_no_answer_to_the_open_question(talk: Talk, act: str, text: str) -> None:
    talk.starts().answers_base()
    talk.is_asked("plans.contactless")
    talk.does(act, text=text)
    assert "plans.contactless" not in talk.state.answers
    assert talk.kinds[-1] == "profile_summary"
    talk.presses("この内容で判定する")
    assert "recommendations" in talk.kinds


def test_a_wish_for_the_checklist_is_no_wish_for_the_verdict(talk: Talk) -> None:
    talk.starts().does("start_checklist", text="自己診断してみたい")
    assert not talk.state.hurried


def test_an_answer_after_asking_for_the_verdict_is_still_taken(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("affirm", text="もう判定して")
    talk.tells(capital_yen=3_000_000)
    assert talk.state.answers["capital_yen"] == 3_000_000
    assert talk.kinds[-1] == "profile_summary"


def test_three_misunderstandings_in_a_row_bring_the_menu(talk: Talk) -> None:
    talk.starts()
    for _ in range(3):
        talk.does("out_of_scope")
    assert talk.said[0] == "utter_menu"
    assert talk.asked == "industry"


def test_the_summary_lists_answers_and_what_is_open_at_any_time(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("show_summary")
    summary = talk.part("profile_summary")
    assert summary["profile"] == {"industry": "製造業"}
    assert "capital_yen" in summary["unanswered"]
    assert "confirm" not in summary
    assert talk.asked == "capital_yen"


def test_an_answer_is_edited_from_the_summary(talk: Talk) -> None:
    talk.starts().tells(industry="製造業", capital_yen=3_000_000)
    talk.does("show_summary")
    talk.presses("業種を直す")
    assert talk.asked == "industry"
    talk.tells(industry="卸売業")
    assert talk.state.answers["industry"] == "卸売業"
    assert talk.asked == "employees"


def test_data_is_deleted_only_after_a_second_word(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("delete_data")
    assert talk.state.answers == {"industry": "製造業"}
    talk.presses("データを消す")
    assert talk.part("notice")["topic"] == "erased"
    assert talk.state.answers == {}
    assert talk.state.consent is None


def test_data_that_is_kept_after_all_leads_back_to_the_open_question(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("delete_data")
    talk.presses("消さない")
    assert talk.asked == "capital_yen"


def test_questions_that_no_longer_matter_are_not_asked(talk: Talk) -> None:
    """A company far above every limit fits nothing, whatever else it says."""
    talk.starts().answers_base(capital_yen=5_000_000_000, employees=5000)
    assert talk.asked is None
    assert talk.kinds[-1] == "profile_summary"


def test_three_answers_in_a_row_that_cannot_be_read_bring_the_menu(talk: Talk) -> None:
    talk.starts()
    for _ in range(3):
        talk.does("inform", confirm={"industry": []}, text="ふがふが")
    assert "utter_menu" in talk.said
    assert talk.asked == "industry"


def test_the_detail_of_the_trade_is_taken_back_and_the_trade_stays(talk: Talk) -> None:
    talk.starts().tells(industry="サービス業", industry_detail="車の修理")
    talk.does("show_summary")
    talk.presses("業種の詳しい内容を直す")
    assert talk.state.answers["industry"] == "サービス業"
    assert "industry_detail" not in talk.state.answers
    assert talk.said[:2] == ["業種の詳しい内容「車の修理」のお答えを取り消しました。", "utter_detail_how"]


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
