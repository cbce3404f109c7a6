"""Suppositions are told from statements, and their values are read."""

from __future__ import annotations

import pytest

from bot.nlu.supposition import supposed
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
