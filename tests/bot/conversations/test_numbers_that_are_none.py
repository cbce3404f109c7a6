"""Numbers that answer nothing: telephone numbers, ages, seats, years, shops, machines."""

from __future__ import annotations

import pytest

from tests.bot.conversations.owner import Owner

NO_HEADCOUNT = {
    "telephone": "電話は0287-62-1234です",
    "years in business": "創業50年です",
    "postcode": "〒320-0806です",
    "age": "わたし62歳なんですけど",
    "generation": "うちは3代目です",
    "seats": "客席は24席あります",
    "vehicles": "トラックが8台あります",
    "shops": "店は3店舗やってます",
    "address": "2丁目5番地15号です",
    "era": "昭和48年からやってます",
    "days": "月に20日くらい営業してます",
    "rooms": "客室は32室です",
    "guests": "1日にお客さんが40人くらい来ます",
    "children": "子供が3人おります",
    "hours": "朝9時から夜8時まで開けてます",
}
NO_CAPITAL = {
    "years in business": "創業50年の老舗です",
    "yearly sales": "年商3億円です",
    "monthly sales": "売上は月500万くらい",
    "debt": "借入が2000万あります",
    "profit": "利益は300万しか出てません",
    "price": "機械が1台800万するんです",
    "telephone": "080-1234-5678に電話ください",
    "corporate number": "法人番号は1234567890123です",
    "invoice number": "T1234567890123",
}
NO_DECLINE = {
    "years": "創業30年です",
    "tax": "消費税10%がきつい",
    "rate of a loan": "金利が2%に上がった",
    "people": "従業員は30人です",
}


@pytest.mark.parametrize("text", NO_HEADCOUNT.values(), ids=NO_HEADCOUNT.keys())
def test_a_number_that_counts_no_staff_is_no_headcount(owner: Owner, text: str) -> None:
    owner.says("小売業です", "1000万円").says(text)
    stored = owner.stored
    assert stored.get("employees") is None
    assert stored.get("employees_range") is None
    assert stored["capital_yen"] == 10_000_000
    assert owner.asked == "employees"


@pytest.mark.parametrize("text", NO_CAPITAL.values(), ids=NO_CAPITAL.keys())
def test_a_number_that_is_no_capital_is_not_stored_as_capital(owner: Owner, text: str) -> None:
    owner.says("小売業です").says(text)
    assert owner.stored.get("capital_yen") is None
    assert owner.stored.get("capital_range") is None
    assert owner.asked in ("capital_yen", "investment_yen")


@pytest.mark.parametrize("text", NO_DECLINE.values(), ids=NO_DECLINE.keys())
def test_a_number_that_is_no_change_of_sales_is_not_stored_as_one(owner: Owner, text: str) -> None:
    owner.says("小売業です", "1000万円", "15人").says(text)
    assert owner.stored.get("sales_change_pct") is None
    assert owner.asked == "sales_change_pct"


def test_an_answer_beside_such_a_number_is_still_taken(owner: Owner) -> None:
    owner.says("飲食店です", "300万円").says("創業40年、席は24席、従業員は6人でやってます")
    assert owner.stored["employees"] == 6
    assert owner.asked == "sales_change_pct"


def test_yearly_sales_are_no_planned_investment(maker: Owner) -> None:
    maker.says("2割減", "機械を入れたい").says("年商は3000万円です")
    assert maker.stored.get("investment_yen") is None
    assert maker.asked == "investment_yen"


def test_a_postcode_stores_no_number(owner: Owner) -> None:
    owner.says("320-8501です")
    assert owner.stored == {}
    assert owner.asked == "industry"
