"""Anger: no facts come of it, the bot stays kind, and the question stays open."""

from __future__ import annotations

import pytest

from tests.bot.conversations.owner import Owner


@pytest.mark.parametrize(
    "text",
    [
        "使えねえな",
        "ばかじゃないの",
        "しつこい",
        "何回同じこと聞くんや",
        "アホか、さっき言うたやろ",
        "こんなんで金もらえるわけないやろ詐欺か",
        "ふざけんな",
        "もううんざり",
        "死ね",
        "機械のくせに偉そうに",
        "話にならん、責任者出せ",
        "役所の手先め",
    ],
)
def test_an_insult_stores_nothing_and_loses_nothing(owner: Owner, text: str) -> None:
    owner.says("製造業です").says(text)
    assert owner.asked == "capital_yen"
    assert owner.stored == {"industry": "製造業"}


def test_an_answer_given_in_anger_counts(owner: Owner) -> None:
    owner.says("製造業です", "1000万円").says("うるせえな、5人だよ5人")
    assert owner.stored["employees"] == 5
    assert owner.asked == "sales_change_pct"


def test_repeated_anger_offers_a_human(owner: Owner) -> None:
    owner.says("使えねえな", "全然だめだな", "ばかにしてんのか")
    assert owner.asked == "industry"
    assert "相談窓口" in owner.said_back or "相談窓口" in owner.visitor.buttons()


def test_somebody_who_wants_a_human_gets_offices_and_keeps_the_answers(maker: Owner) -> None:
    before = maker.stored
    maker.says("もう人間と話させて")
    assert maker.stored == before
    assert maker.asked == "sales_change_pct"


def test_an_insult_after_the_verdict_changes_nothing(judged: Owner) -> None:
    before = judged.stored
    judged.says("なんだこれ、使えねえな")
    assert judged.stored == before
    assert not judged.judged
