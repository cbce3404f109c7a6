"""Facts asked together in one list: ticks, words, none of them, and what is asked afterwards."""

from __future__ import annotations

import pytest

from tests.actions.conftest import MOST_QUESTIONS, Talk

SITUATION = "company.profit_rate_fell"


@pytest.fixture
def listed(talk_today: Talk) -> Talk:
    """An owner of today who is asked about his situation by a list."""
    return talk_today.starts().answers_base(sales_change_pct=0).goes_on_to(SITUATION)


def ticks(talk: Talk, *titles: str) -> None:
    buttons = {button.title: button.payload for button in talk.messages[-1].buttons}
    talk.does("choose", choice={"multi": [buttons[title] for title in titles]})


def test_several_facts_are_asked_in_one_list(listed: Talk) -> None:
    question = listed.part("question")
    assert question["input"] == "multi"
    assert "利益率が下がった" in [button.title for button in listed.messages[-1].buttons]


def test_ticked_lines_are_so_and_the_others_are_not(listed: Talk) -> None:
    ticks(listed, "資金繰りが苦しい")
    assert listed.state.answers["company.cash_flow_worsened"] is True
    assert listed.state.answers["company.profit_rate_fell"] is False


def test_none_of_them_answers_them_all(listed: Talk) -> None:
    listed.presses("どれも当てはまらない")
    assert listed.state.answers["company.cash_flow_worsened"] is False


def test_no_in_words_means_none_of_them(listed: Talk) -> None:
    listed.does("deny", text="ないです")
    assert listed.state.answers["company.profit_rate_fell"] is False


def test_lines_named_in_words_are_ticked_whatever_it_sounds_like(listed: Talk) -> None:
    listed.does("complain", text="もう資金繰りがきついんですわ")
    assert listed.state.answers["company.cash_flow_worsened"] is True


def test_yes_alone_asks_which(listed: Talk) -> None:
    asked = listed.asked
    listed.does("affirm", text="はい")
    assert listed.said[0] == "utter_which_of_these"
    assert listed.asked == asked


def test_not_known_leaves_every_line_open_and_is_not_asked_again(listed: Talk) -> None:
    offered = list(listed.state.options)
    listed.does("dont_know")
    assert set(offered) <= listed.state.unanswered.keys()


def test_a_ticked_line_with_a_question_of_its_own_is_followed_up(talk_today: Talk) -> None:
    talk_today.starts().answers_base(plan=["設備投資"]).goes_on_to("plans.business_transfer")
    ticks(talk_today, "事業を引き継ぐ・M&A")
    asked = []
    for _ in range(MOST_QUESTIONS):
        asked.append(talk_today.asked)
        talk_today.does("dont_know")
    assert "plans.business_transfer" in asked


def test_one_step_back_opens_the_list_again(listed: Talk) -> None:
    offered = list(listed.state.options)
    listed.presses("どれも当てはまらない")
    listed.does("go_back")
    assert listed.state.options == offered
