"""The question what is planned answered by what is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk


@pytest.fixture
def asked_for_plans(talk_today: Talk) -> Talk:
    talk_today.starts().tells(industry="製造業", capital_yen=10_000_000, employees=10, sales_change_pct=-5)
    talk_today.tells(prefecture="栃木県", legal_form="株式会社")
    assert talk_today.asked == "plan"
    return talk_today


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("設備投資はしない", {"plans.equipment": False}),
        ("設備の予定はないです", {"plans.equipment": False}),
        ("海外には出ません、ITも入れません", {"plans.overseas": False, "plans.it_tool_process_codes": []}),
    ],
)
@pytest.mark.parametrize("act", ["inform", "deny", "correct"])
def test_what_is_not_planned_is_kept_as_that_and_the_plans_are_asked_again(
    asked_for_plans: Talk, act: str, text: str, fields: dict[str, Any]
) -> None:
    asked_for_plans.does(act, text=text)
    answers = asked_for_plans.state.answers
    assert "plan" not in answers
    assert {field: answers[field] for field in fields} == fields
    assert asked_for_plans.said[0].endswith("は、予定なしですね。")
    assert asked_for_plans.asked == "plan"


def test_a_plan_beside_a_refusal_is_taken(asked_for_plans: Talk) -> None:
    asked_for_plans.does("inform", slots={"plan": ["設備投資"]}, text="ITはやめて機械を入れたい")
    assert asked_for_plans.state.answers["plan"] == ["設備投資"]
    assert asked_for_plans.state.answers["plans.it_tool_process_codes"] == []
    assert asked_for_plans.asked == "investment_yen"


def test_money_to_borrow_beside_a_refusal_is_heard(asked_for_plans: Talk) -> None:
    asked_for_plans.does("inform", slots={"plan": ["その他"]}, text="設備はいりません、資金繰りが苦しいです")
    answers = asked_for_plans.state.answers
    assert answers["plan"] == ["その他"]
    assert answers["company.cash_flow_worsened"] is True
    assert any("融資や保証の制度" in said for said in asked_for_plans.said)


def test_a_refusal_that_is_taken_back_is_a_plan(asked_for_plans: Talk) -> None:
    asked_for_plans.does("inform", text="設備投資はしない")
    asked_for_plans.does("inform", slots={"plan": ["設備投資"]}, text="やっぱり機械を入れたい")
    assert asked_for_plans.state.answers["plan"] == ["設備投資"]
    assert "plans.equipment" not in asked_for_plans.state.answers


@pytest.mark.parametrize("text", ["設備投資はしないとだめですか", "もし設備投資をやめたら"])
def test_a_question_refuses_nothing(asked_for_plans: Talk, text: str) -> None:
    asked_for_plans.does("ask_eligibility", text=text)
    assert "plans.equipment" not in asked_for_plans.state.answers


def test_one_machine_refused_and_another_wanted_is_no_contradiction(asked_for_plans: Talk) -> None:
    text = "新しい機械は買わへんけど店の改装はしたい"
    asked_for_plans.does("inform", slots={"plan": ["設備投資"]}, text=text)
    assert asked_for_plans.said[0] == "やりたいことは「設備投資」ですね。"
