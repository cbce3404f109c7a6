"""What a company wants to do: what it refuses is no plan, and what becomes of the company is another."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.nlu.plan import read_plan

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("設備投資はしない", []),
        ("設備投資は考えていません", []),
        ("設備の予定はないです", []),
        ("海外には出ません、ITも入れません", []),
        ("会計ソフトや機械は入れません", []),
        ("機械を新しく入れるつもりはありません", []),
        ("設備投資以外で", []),
        ("賃上げはしません", []),
        ("新しい機械は要らん", []),
        ("機械はいらんねん", []),
        ("設備も広告もいりません", []),
        ("設備はもう入れたのでいりません", []),
        ("賃上げはできません", []),
        ("新しい機械は買わへんけど店の改装はしたい", ["設備投資"]),
        ("ITはやめて機械を入れたい", ["設備投資"]),
        ("広告は出しません、機械だけ", ["設備投資"]),
        ("機械は買いません。借り入れの相談です", ["その他"]),
        ("設備はいりません、資金繰りが苦しいです", ["その他"]),
    ],
)
def test_a_plan_that_is_refused_is_none(text: str, plans: list[str]) -> None:
    assert read_plan(text) == plans


@pytest.mark.parametrize(
    "text",
    [
        "機械の精度が出ない、買い替えたい",
        "機械が古くて動かないので買い替えたい",
        "機械を買わないと仕事にならない",
        "機械が買えない",
    ],
)
def test_a_no_that_is_not_about_the_plan_leaves_it(text: str) -> None:
    assert read_plan(text) == ["設備投資"]


@pytest.mark.parametrize(
    "text", ["資金を借りたい", "運転資金がほしい", "銀行から借りたい", "会社を売りたい", "店をたたみたい"]
)
def test_money_to_borrow_and_the_end_of_the_company_are_another_plan(text: str) -> None:
    assert read_plan(text) == ["その他"]


def test_goods_to_be_sold_are_a_market_to_be_found() -> None:
    assert read_plan("商品を売りたい") == ["販路開拓"]


def test_the_dialogue_refuses_by_the_same_words() -> None:
    heard = yaml.safe_load((ROOT / "data/lookups/interpreting.yml").read_text(encoding="utf-8"))
    said = yaml.safe_load((ROOT / "actions/templates/words.yml").read_text(encoding="utf-8"))
    assert said["cues"]["refused"] == heard["refused"]
