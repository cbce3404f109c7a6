"""Several facts in one message: all are taken, none is asked again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bot.conversations.owner import Owner
from tests.bot.visitor import Json

ONE_MONTH = "sales_decline.one_month_2021_1to3_vs_prev_or_prevprev_pct"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "栃木県で金属加工をやってます。社員は18名、資本金は3000万円です",
            {"industry": "製造業", "prefecture": "栃木県", "employees": 18, "capital_yen": 30_000_000},
        ),
        (
            "業種：小売\n資本金：500万円\n従業員：4人\n都道府県：群馬",
            {"industry": "小売業", "capital_yen": 5_000_000, "employees": 4, "prefecture": "群馬県"},
        ),
        (
            "ＮＰＯ法人で介護をしております。職員は15名です",
            {"industry": "医療・福祉", "legal_form": "NPO法人", "employees": 15},
        ),
        (
            "合同会社です、従業員三人、資本金壱百万円、売上は前年比七割、ITやってます埼玉で",
            {"legal_form": "合同会社", "employees": 3, "capital_yen": 1_000_000, "prefecture": "埼玉県"},
        ),
        ("旅館です 従業員45人 資本金4千8百万", {"industry": "宿泊業", "employees": 45, "capital_yen": 48_000_000}),
    ],
)
def test_all_facts_of_an_opening_are_taken(owner: Owner, text: str, expected: Json) -> None:
    owner.says(text)
    stored = owner.stored
    assert {name: stored.get(name) for name in expected} == expected
    assert owner.asked not in expected


def test_facts_spoken_without_any_pause_are_all_taken(owner: Owner) -> None:
    owner.says("えーと建設業で資本金が2000万社員が12人で売上は3割減りました")
    assert owner.stored["employees"] == 12
    assert owner.stored["capital_yen"] == 20_000_000


def test_a_sole_proprietor_who_says_so_at_the_end_is_taken_for_one(owner: Owner) -> None:
    owner.says("宇都宮でラーメン屋やってる個人です")
    assert owner.stored == {"industry": "飲食店", "prefecture": "栃木県", "legal_form": "個人事業主"}


def test_an_answer_with_another_fact_beside_it_is_taken_whole(owner: Owner) -> None:
    owner.says("製造業です").says("資本金500万で社員は8人")
    assert owner.stored == {"industry": "製造業", "capital_yen": 5_000_000, "employees": 8}
    assert owner.asked == "sales_change_pct"


def test_a_fact_that_was_not_asked_does_not_answer_the_open_question(owner: Owner) -> None:
    owner.says("製造業です").says("社員は8人です")
    assert owner.stored == {"industry": "製造業", "employees": 8}
    assert owner.asked == "capital_yen"


def test_a_fact_beside_a_dont_know_is_stored(owner: Owner) -> None:
    owner.says("製造業です").says("資本金はわからないけど、社員は8人です")
    assert owner.stored == {"industry": "製造業", "employees": 8}


def test_a_plan_with_its_cost_is_taken_at_once(maker: Owner) -> None:
    maker.says("2割減").says("ホームページを50万円くらいで作り替えて販路を広げたい")
    assert "販路開拓" in maker.stored["plan"]
    assert maker.stored["investment_yen"] == 500_000


def test_several_plans_in_one_sentence_are_all_taken(maker: Owner) -> None:
    maker.says("2割減").says("新しい機械も入れたいし、会計ソフトも入れたい、あと展示会にも出たい")
    assert set(maker.stored["plan"]) >= {"設備投資", "IT導入", "販路開拓"}


def test_facts_told_before_the_consent_are_kept_for_after_it(new_owner: Callable[[], Owner]) -> None:
    owner = new_owner()
    owner.visitor.start()
    owner.says("小売業で従業員は3人です")
    owner.presses("同意して始める")
    assert owner.stored == {"industry": "小売業", "employees": 3}
    assert owner.asked == "capital_yen"


@pytest.mark.parametrize("text", ["一番落ちた2月で35%の減少です", "いちばん悪い月は35％減でした"])
def test_the_month_that_fell_most_leaves_the_three_months_alone(maker: Owner, text: str) -> None:
    maker.says("12%減", "新規事業と設備投資を考えています", "3000万円").leaves_open_until(ONE_MONTH)
    maker.says(text)
    if maker.asked == "sales_change_pct":
        maker.says("35%減です")
    stored = maker.stored
    assert stored["sales_change_pct"] == -12
    assert stored[ONE_MONTH] == 35


def test_two_numbers_of_one_kind_are_not_mixed_up(maker: Owner) -> None:
    maker.says("2019年は月200万だったのが今は140万です")
    assert maker.stored["sales_change_pct"] == -30
    assert maker.stored["capital_yen"] == 10_000_000
    assert maker.stored.get("investment_yen") is None
