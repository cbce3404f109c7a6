"""What is supposed rather than told, with and without a question mark: the interpreter hands it on as supposed."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlu.interpret import Heard, interpret
from bot.nlu.recognise import industry, legal_form, prefecture
from bot.nlu.text import joined, normalise, without_symbols
from subsidy.quantity import read_quantities


def heard(text: str, asked: str | None = None) -> Heard:
    """An utterance as the recognisers hear it, without a classifier."""
    words = joined(without_symbols(normalise(text)))
    findings = {
        "industry": industry(words, asked, None),
        "prefecture": prefecture(words, asked),
        "legal_form": legal_form(words, asked),
    }
    return Heard(text, asked, [("inform", 0.9)], read_quantities(words, asked), findings)


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("投資額が2000万だったら", {"investment_yen": 20_000_000}),
        ("もし従業員が20人だったら", {"employees": 20}),
        ("もし売上が4割減だったら", {"sales_change_pct": -40}),
        ("従業員が5人だったとして", {"employees": 5}),
        ("投資額2000万円の場合は", {"investment_yen": 20_000_000}),
        ("投資を2000万にしたら", {"investment_yen": 20_000_000}),
        ("1億円投資したら", {"investment_yen": 100_000_000}),
        ("売上が半分になってたら", {"sales_change_pct": -50}),
        ("仮に製造業だったら", {"industry": "製造業"}),
        ("東京だったら？", {"prefecture": "東京都"}),
        ("大阪に移ったら", {"prefecture": "大阪府"}),
        ("個人事業主だったらどうなりますか", {"legal_form": "個人事業主"}),
        ("もし合同会社なら", {"legal_form": "合同会社"}),
        ("今の従業員は20人です。もし30人になったらどうなりますか", {"employees": 30}),
    ],
)
def test_a_supposition_is_no_answer(text: str, supposed: dict[str, Any]) -> None:
    assert interpret(heard(text)).supposed == supposed


@pytest.mark.parametrize(
    "text",
    [
        "投資額は2000万円になりました",
        "従業員を5人増やしたら20人になりました",
        "投資額2000万円に変更",
        "もし赤字なら",
        "製造業です",
        "ものづくり補助金だといくらもらえますか",
        "グローバル枠の場合はどうですか",
    ],
)
def test_what_is_told_is_not_supposed(text: str) -> None:
    assert interpret(heard(text)).supposed == {}


def test_nothing_is_supposed_while_a_question_is_open() -> None:
    assert interpret(heard("500万だったら", "investment_yen")).supposed == {}
