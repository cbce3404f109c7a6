"""Words without sense: nothing is stored, the question comes again, and a way out is offered."""

from __future__ import annotations

import pytest

from tests.bot.conversations.owner import Owner


@pytest.mark.parametrize(
    "text",
    [
        "asdfghjkl",
        "ああああああ",
        "？？？",
        "!!!!",
        "🍜🍜🍜",
        "ｗｗｗｗ",
        "(^_^;)",
        "あwせdrftgy",
        "うんこ",
        "にゃーん",
        "てすと",
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "' OR 1=1 --",
        "%s%s%n",
    ],
)
def test_nonsense_stores_nothing_and_the_question_comes_again(owner: Owner, text: str) -> None:
    owner.says("製造業です").says(text)
    assert owner.asked == "capital_yen"
    assert owner.stored == {"industry": "製造業"}


def test_three_misunderstandings_in_a_row_offer_a_human_contact(owner: Owner) -> None:
    owner.says("ぬるぽ", "ふがふが", "ほげほげぴよ")
    assert "相談窓口" in owner.visitor.buttons()
    assert owner.asked == "industry"


def test_the_next_sensible_answer_after_nonsense_works(owner: Owner) -> None:
    owner.says("ふがふが", "asdf", "建設業です")
    assert owner.stored == {"industry": "建設業"}
    assert owner.asked == "capital_yen"


def test_a_joke_of_a_number_is_not_stored(owner: Owner) -> None:
    owner.says("製造業です").says("100兆円！なんちゃって")
    assert owner.stored.get("capital_yen") is None
    assert owner.asked == "capital_yen"


@pytest.mark.parametrize("text", ["マイナス5人です", "0.5人", "従業員9999999999人"])
def test_an_impossible_headcount_is_not_stored(owner: Owner, text: str) -> None:
    owner.says("製造業です", "1000万円").says(text)
    assert owner.stored.get("employees") is None
    assert owner.asked == "employees"


def test_a_decline_of_more_than_everything_is_not_stored(maker: Owner) -> None:
    maker.says("150%減りました")
    assert maker.stored.get("sales_change_pct") is None
    assert maker.asked == "sales_change_pct"
