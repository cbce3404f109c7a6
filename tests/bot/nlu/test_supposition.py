"""Suppositions are told from statements, and their values are read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.nlu.recognise import industry
from bot.nlu.supposition import supposed, supposed_names
from bot.nlu.text import joined, normalise


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("投資額が500万だったら？", {"investment_yen": 5_000_000}),
        ("もし従業員が30人だったらどうなる", {"employees": 30}),
        ("資本金を1億に増やしたらどうですか", {"capital_yen": 100_000_000}),
        ("売上が3割減ってたら対象になった？", {"sales_change_pct": -30}),
        ("800万円の場合はいくらもらえますか", {"investment_yen": 8_000_000}),
        ("あと2人雇ったらどうなりますか", {"employees_more": 2}),
        ("300万ならいくら出る？", {"investment_yen": 3_000_000}),
        ("予算を２００万にしたら", {"investment_yen": 2_000_000}),
        ("もし従業員が301人で資本金が3億1円だったら", {"employees": 301, "capital_yen": 300_000_001}),
        ("もし2021年1月が29.9%減だったら", {"one_month_change_pct": Decimal("-29.9")}),
        ("1か月だけの売上が5割減だったら", {"one_month_change_pct": -50}),
        ("もし8月から10月の売上が20%減だったら", {"sales_change_pct": -20}),
    ],
)
def test_a_supposition_is_read(text: str, values: dict[str, object]) -> None:
    assert supposed(joined(normalise(text))) == values


@pytest.mark.parametrize(
    "text",
    ["投資額は500万です", "従業員30人です", "売上が3割減りました", "いくらもらえますか", "資本金1000万なんですが"],
)
def test_a_statement_supposes_nothing(text: str) -> None:
    assert supposed(joined(normalise(text))) == {}


@pytest.mark.parametrize("text", ["もし娯楽業だったら", "もしボウリング場だったら?"])
def test_a_supposed_trade_is_tried_with_its_detail(text: str) -> None:
    words = joined(normalise(text))
    found = supposed_names({"industry": industry(words, "", None)}, words)
    assert found == {"industry": "サービス業", "industry_detail": "娯楽業"}
