"""Where words do not settle a value the bot asks back, and stores nothing until it is told."""

from __future__ import annotations

import pytest

from tests.bot.conversations.owner import Owner


@pytest.fixture
def asked_back(owner: Owner) -> Owner:
    """A maker who answered 「300」 to the question for the capital."""
    owner.says("製造業です", "300")
    assert owner.asked == "capital_yen"
    assert owner.candidates is not None
    assert 3_000_000 in owner.candidates
    assert "capital_yen" not in owner.stored
    return owner


@pytest.mark.parametrize("text", ["はい", "そうです", "ええ、それで", "うん", "合ってます", "👍"])
def test_a_yes_takes_the_only_candidate(owner: Owner, text: str) -> None:
    owner.says("製造業です", "1000万円", "パート込みで12人")
    assert owner.candidates == [12]
    owner.says(text)
    assert owner.stored["employees"] == 12
    assert owner.asked == "sales_change_pct"


@pytest.mark.parametrize("text", ["いいえ", "違います", "ちゃうちゃう", "そうじゃなくて"])
def test_a_no_asks_again_and_stores_nothing(asked_back: Owner, text: str) -> None:
    asked_back.says(text)
    assert asked_back.asked == "capital_yen"
    assert "capital_yen" not in asked_back.stored


@pytest.mark.parametrize("text", ["いや500万です", "違う、500万円", "500万"])
def test_another_sum_wins_over_the_candidate(asked_back: Owner, text: str) -> None:
    asked_back.says(text)
    assert asked_back.stored["capital_yen"] == 5_000_000
    assert asked_back.asked == "employees"


def test_the_unit_alone_completes_the_number(asked_back: Owner) -> None:
    asked_back.says("万円です")
    assert asked_back.stored.get("capital_yen") in (None, 3_000_000)
    if "capital_yen" not in asked_back.stored:
        assert asked_back.asked == "capital_yen"


def test_a_button_of_the_ask_back_stores_its_value(asked_back: Owner) -> None:
    asked_back.presses("300万円")
    assert asked_back.stored["capital_yen"] == 3_000_000


def test_another_fact_meanwhile_is_stored_and_the_ask_back_comes_again(asked_back: Owner) -> None:
    candidates = asked_back.candidates
    asked_back.says("社員は5人です")
    assert asked_back.stored == {"industry": "製造業", "employees": 5}
    assert asked_back.asked == "capital_yen"
    assert asked_back.candidates == candidates


@pytest.mark.parametrize(
    "text",
    [
        "パート込みで12人",
        "家族だけでやってます",
        "バイトの子が3人だけ",
        "派遣さん入れて20人くらい",
        "全部で15人ぐらいおるわ、パートさんも",
    ],
)
def test_people_who_may_not_count_are_asked_about(owner: Owner, text: str) -> None:
    owner.says("製造業です", "1000万円").says(text)
    assert owner.stored.get("employees") is None
    assert owner.stored.get("employees_range") is None
    assert owner.asked == "employees"


def test_the_regular_staff_told_after_such_an_ask_back_counts(owner: Owner) -> None:
    owner.says("製造業です", "1000万円", "パート込みで12人").says("社員だけなら4人です")
    assert owner.stored["employees"] == 4
    assert owner.asked == "sales_change_pct"


def test_two_trades_are_asked_about(owner: Owner) -> None:
    owner.says("製造と小売と両方やってます")
    assert owner.asked == "industry"
    assert "industry" not in owner.stored


def test_one_of_the_candidates_named_in_words_is_taken(owner: Owner) -> None:
    owner.says("製造と小売と両方やってます").says("小売のほうが多いです")
    assert owner.stored["industry"] == "小売業"


def test_a_town_of_two_prefectures_is_asked_about(maker: Owner) -> None:
    maker.says("あ、場所は府中市です")
    assert maker.stored.get("prefecture") in (None, "栃木県")
    assert maker.asked == "prefecture"
    assert set(maker.candidates or []) >= {"東京都", "広島県"}


def test_a_yes_to_several_candidates_is_no_answer(owner: Owner) -> None:
    owner.says("建設業です", "1000万円", "8人", "2割減", "府中市です")
    assert owner.asked == "prefecture"
    owner.says("はい")
    assert owner.asked == "prefecture"
    assert "prefecture" not in owner.stored


@pytest.mark.parametrize(
    "text", ["利益が半分になった", "お客さんが3割減った", "ラーメンだけ2割落ちた", "けっこう減った"]
)
def test_a_decline_of_something_else_than_sales_is_not_stored(maker: Owner, text: str) -> None:
    maker.says(text)
    assert maker.stored.get("sales_change_pct") is None
    assert maker.asked == "sales_change_pct"


def test_an_information_business_that_is_no_software_house_is_asked_about(owner: Owner) -> None:
    owner.says("ケーブルテレビの会社です", "1000万円").leaves_open_until("main_industry")


def test_who_is_no_software_house_is_asked_what_his_trade_is_then(owner: Owner) -> None:
    owner.says("ケーブルテレビの会社です")
    assert owner.asked == "main_industry"
    owner.says("違います")
    assert owner.asked == "main_industry"
    owner.says("サービス業")
    assert owner.asked == "capital_yen"


def test_a_software_house_is_not_asked_twice(owner: Owner) -> None:
    owner.says("業務システムの開発をしています")
    assert owner.asked == "capital_yen"
