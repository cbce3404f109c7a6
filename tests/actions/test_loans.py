"""Money to borrow and the future of the company, told while something else is asked."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

LOANS = "融資や保証の制度（"


@pytest.mark.parametrize(
    "text",
    ["資金を借りたい", "運転資金がほしい", "融資はありますか", "お金を借りる制度はありますか", "銀行の保証を使いたい"],
)
@pytest.mark.parametrize("act", ["out_of_scope", "inform", "help"])
def test_loans_are_judged_as_well_and_the_open_question_stays(talk_today: Talk, act: str, text: str) -> None:
    talk_today.starts().does(act, text=text)
    assert talk_today.said[0].startswith(LOANS)
    assert "セーフティネット保証4号" in talk_today.said[0]
    assert talk_today.asked == "industry"
    assert talk_today.state.answers == {}


def test_where_no_loan_is_known_that_is_said(talk: Talk) -> None:
    talk.starts().does("out_of_scope", text="資金を借りたい")
    assert "融資や保証は入っていません" in talk.said[0]


def test_to_be_short_of_cash_is_stored_whatever_is_asked(talk_today: Talk) -> None:
    talk_today.starts().does("out_of_scope", text="資金繰りが苦しい")
    assert talk_today.state.answers == {"company.cash_flow_worsened": True}
    assert talk_today.said[1].startswith(LOANS)
    assert talk_today.asked == "industry"


def test_the_line_of_the_list_on_cash_is_ticked_by_its_words(talk_today: Talk) -> None:
    talk_today.starts().answers_base(sales_change_pct=-2).goes_on_to("company.cash_flow_worsened")
    talk_today.does("inform", text="資金繰りが苦しい")
    assert talk_today.said[0] == "「資金繰りが苦しい」ですね。"


def test_with_the_verdicts_told_the_loans_that_may_fit_are_named(talk_today: Talk) -> None:
    talk_today.starts().answers_base(sales_change_pct=-25).finishes()
    talk_today.does("out_of_scope", text="融資はありますか")
    assert "資金繰りには、次のような融資や保証があります。" in talk_today.said[0]


def test_a_named_programme_is_answered_and_no_list_of_loans(talk_today: Talk) -> None:
    talk_today.starts().does(
        "ask_amount", slots={"program": "セーフティネット保証"}, text="セーフティネット保証の融資はいくら"
    )
    assert not talk_today.said[0].startswith(LOANS)


@pytest.mark.parametrize("act", ["chitchat", "inform", "affirm"])
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("後継ぎがいないので会社を売りたい", ["M&Aで売る"]),
        ("同業の会社を買いたい", ["M&Aで買う"]),
        ("息子に会社を継がせたい", ["親族や従業員への承継"]),
        ("店をたたみたい", ["廃業と再挑戦"]),
    ],
)
def test_what_is_to_become_of_the_company_is_stored_whatever_is_asked(
    talk_today: Talk, act: str, text: str, codes: list[str]
) -> None:
    talk_today.starts().tells(industry="製造業")
    asked = talk_today.asked
    talk_today.does(act, text=text)
    assert talk_today.state.answers["plans.business_transfer"] == codes
    assert any("事業承継・M&A補助金" in said for said in talk_today.said)
    assert talk_today.asked == asked


@pytest.mark.parametrize("text", ["会社を売ったらどうなりますか", "会社を売りたくない", "商品を売りたい"])
def test_nothing_becomes_of_a_company_that_stays(talk_today: Talk, text: str) -> None:
    talk_today.starts().tells(industry="製造業")
    talk_today.does("chitchat", text=text)
    assert "plans.business_transfer" not in talk_today.state.answers


@pytest.mark.parametrize("text", ["店舗を借りたい", "人手を借りたい", "機械を借りたい"])
def test_what_is_borrowed_but_money_is_no_loan(talk_today: Talk, text: str) -> None:
    talk_today.starts().does("chitchat", text=text)
    assert not any(said.startswith(LOANS) for said in talk_today.said)
