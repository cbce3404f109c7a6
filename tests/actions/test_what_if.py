"""Suppositions after the verdict: answered from the engine, stored nowhere."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


@pytest.fixture
def judged(talk: Talk) -> Talk:
    return talk.starts().answers_base(employees=18, plan=["販路開拓"], investment_yen=600_000).finishes()


def text_of(talk: Talk) -> str:
    return "\n".join(message.text or message.response or "" for message in talk.messages)


def supposes(talk: Talk, **slots: object) -> str:
    talk.does("ask_amount", text="だったら", slots={"supposed": slots})
    return text_of(talk)


def test_a_supposed_number_shows_what_flips_and_changes_no_answer(judged: Talk) -> None:
    text = supposes(judged, employees=21)
    assert "持続化補助金" in text
    assert "要件に合いません" in text
    assert judged.state.answers["employees"] == 18


def test_a_supposed_cost_shows_the_other_amount(judged: Talk) -> None:
    text = supposes(judged, investment_yen=300_000)
    assert "40万円 → 20万円" in text


def test_people_added_are_counted_on_those_there_are(judged: Talk) -> None:
    assert "21人" in supposes(judged, employees_more=3)


def test_a_supposition_that_changes_nothing_says_so(judged: Talk) -> None:
    assert "変わる判定や金額はありませんでした" in supposes(judged, capital_yen=31_000_000)


def test_a_supposition_can_be_taken_over_by_its_button(judged: Talk) -> None:
    supposes(judged, employees=21)
    judged.presses("この内容に直す")
    assert judged.state.answers["employees"] == 21


def test_how_many_people_may_come_names_the_next_limit(judged: Talk) -> None:
    judged.does("ask_eligibility", text="あと何人まで増やしても大丈夫ですか")
    assert "21人になると" in text_of(judged)


def test_limits_never_advise_to_cut_staff(judged: Talk) -> None:
    judged.does("ask_eligibility", text="何人までですか")
    assert "お勧めするものではありません" in text_of(judged)


def test_how_far_sales_would_have_to_fall_names_the_limit_and_points_to_the_books(talk: Talk) -> None:
    talk.starts().answers_base(sales_change_pct=-8, plan=["新規事業"], investment_yen=10_000_000).finishes()
    talk.does("ask_eligibility", text="売上がもう少し減っていたら使えたんですか")
    text = text_of(talk)
    assert "10%減になると" in text
    assert "帳簿" in text


def test_a_limit_of_a_number_that_is_not_known_is_not_made_up(talk: Talk) -> None:
    talk.starts().answers_base(employees=None, employees_range=[10, 20]).finishes()
    talk.does("ask_eligibility", text="あと何人までいけますか")
    assert talk.said[0] == "utter_limit_needs_number"


def test_before_the_verdict_a_supposition_leaves_the_question_open(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    asked = talk.asked
    talk.does("ask_amount", text="500万だったらいくらですか", slots={"supposed": {"investment_yen": 5_000_000}})
    assert talk.asked == asked
    assert "investment_yen" not in talk.state.answers


@pytest.mark.parametrize("act", ["inform", "affirm", "ask_eligibility", "correct"])
@pytest.mark.parametrize("text", ["もし海外に出たら", "もし売上が20%減だったらどうなりますか", "仮に従業員が21人なら"])
def test_a_supposition_while_something_is_asked_can_wait_and_answers_nothing(
    talk_today: Talk, act: str, text: str
) -> None:
    talk_today.starts().answers_base().goes_on_to("plans.overseas")
    before = talk_today.state.answers
    talk_today.does(act, text=text)
    assert talk_today.said[0] == "utter_what_if_later"
    assert talk_today.state.answers == before
    assert "plans.overseas" in talk_today.state.options


def test_a_supposition_at_the_summary_accepts_nothing(talk: Talk) -> None:
    talk.starts().answers_base().does("affirm", text="判定して")
    talk.does("ask_amount", text="従業員が21人だったら", slots={"supposed": {"employees": 21}})
    assert talk.said[0] == "utter_what_if_later"
    assert talk.kinds[-1] == "profile_summary"


def test_several_supposed_figures_are_tried_together(judged: Talk) -> None:
    text = supposes(judged, employees=301, capital_yen=300_000_001)
    assert "従業員数が「301人」、資本金が「3億1円」だったとすると" in text


def test_a_figure_left_out_of_a_supposition_is_named(judged: Talk) -> None:
    text = supposes(judged, employees=301, left_out=["capital_yen"])
    assert "資本金の数字は読み取れなかったので、含めずに試します" in text
    assert "従業員数が「301人」だったとすると" in text


def test_the_sales_of_a_single_month_change_no_other_figure(talk: Talk) -> None:
    talk.starts().answers_base(industry="飲食店", employees=5, sales_change_pct=-30, plan=["新規事業"]).finishes()
    text = supposes(talk, one_month_change_pct=-29.9)
    assert "2021年1〜3月のいずれかの月の売上の減少が「29.9%」だったとすると" in text
    assert "売上の変化が" not in text


def test_a_single_month_that_nothing_asks_for_cannot_be_tried(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    assert supposes(talk_today, one_month_change_pct=-29.9) == "utter_what_if_month"


def test_a_supposed_detail_of_the_trade_is_tried_with_it(talk_today: Talk) -> None:
    talk_today.starts().answers_base(industry="サービス業", employees=12, plan=["販路開拓"]).finishes()
    text = supposes(talk_today, industry="サービス業", industry_detail="娯楽業")
    assert "業種の詳しい内容が「娯楽業」だったとすると" in text
    assert "持続化補助金（一般型） 通常枠：「要件に合いません」→「要件に合いそうです」" in text
    assert "industry_detail" not in talk_today.state.answers


def test_a_frame_that_nobody_can_apply_for_any_more_is_said_to_be_closed(talk_today: Talk) -> None:
    talk_today.starts().answers_base(industry="製造業", employees=12, plan=["設備投資"], investment_yen=300_000)
    talk_today.finishes()
    text = supposes(talk_today, investment_yen=30_000_000)
    assert "（一般型） 一般型：「要件に合いません」→「要件に合いそうです（受付は終わっています）」" in text
