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
