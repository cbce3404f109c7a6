"""「なぜ」 about the grants while a question is open: told by the verdict so far, or later; it answers nothing."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


@pytest.mark.parametrize("text", ["なんで使えないの", "どうして補助金がもらえないの", "なぜうちは対象外になるの"])
def test_why_something_does_not_fit_is_told_with_the_verdicts(talk_today: Talk, text: str) -> None:
    talk_today.starts().answers_base().goes_on_to("plans.overseas")
    before = talk_today.state.answers
    talk_today.does("ask_why", text=text)
    assert talk_today.said[0] == "utter_why_not_yet"
    assert talk_today.state.answers == before
    assert "plans.overseas" in talk_today.state.options


def test_why_a_question_is_asked_is_told_as_ever(talk_today: Talk) -> None:
    talk_today.starts().does("ask_why", text="なぜ業種を聞くの")
    assert talk_today.said[0].startswith("業種をお聞きするのは")


def test_why_a_named_frame_does_not_fit_is_told_by_the_answers_so_far(talk_today: Talk) -> None:
    talk_today.starts().answers_base(investment_yen=5_000_000, plan=["新規事業"])
    asked = talk_today.asked
    talk_today.does("ask_eligibility", text="新事業進出・ものづくり補助金の新事業進出枠はなぜ対象外")
    assert "要件に合いません" in talk_today.said[0]
    assert "750万円以上" in talk_today.said[0]
    assert talk_today.asked == asked


@pytest.mark.parametrize("text", ["なぜ会計ソフトが要るの", "どうしてP-04会計なの", "もし会計ソフトを入れたら"])
def test_no_item_of_a_list_is_picked_by_asking_why(talk_today: Talk, text: str) -> None:
    talk_today.starts().answers_base(plan=["IT導入"]).is_asked("plans.it_tool_process_codes")
    talk_today.does("ask_why", text=text)
    assert "plans.it_tool_process_codes" not in talk_today.state.answers
    assert talk_today.asked == "plans.it_tool_process_codes"
