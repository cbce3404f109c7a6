"""What sounds like an answer and is none: words of the talk, wishes, denials, names of programmes and of people."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understand import Understanding


@pytest.mark.parametrize(
    "text",
    [
        "今日の時点で判定",
        "メモ",
        "相談メモ",
        "判定",
        "結果",
        "キャンセル",
        "やめる",
        "中止",
        "受付番号",
        "3番",
        "20代",
        "300万円",
    ]
    + ["資金繰りが苦しい", "銀行の保証を使いたい", "赤字です", "従業員が足りない", "家賃が払えない", "会社を売りたい"]
    + ["売上が落ちて困っています", "去年の4月に開業しました", "借金があります", "資料に400万円超は1/3とありますが"]
    + ["ものづくり補助金", "新事業進出・ものづくり補助金", "製造じゃない", "建設業ではないです", "システムを入れたい"],
)
def test_no_trade_is_made_of_it(understanding: Understanding, text: str) -> None:
    got = understanding.understand(text, "industry")
    assert "industry" not in got["slots"]
    assert not got["confirm"].get("industry")


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("旅館 予約システムを導入したい", "宿泊業"),
        ("運送会社でアプリを入れたい", "運輸業"),
        ("タクシー会社 乗務員45名 配車アプリを入れたい", "運輸業"),
        ("印刷会社 ネット通販を始めたい", "製造業"),
        ("建設業 ドローンで測量する機械を買いたい", "建設業"),
    ],
)
def test_what_is_wished_for_is_not_the_trade(understanding: Understanding, text: str, industry: str) -> None:
    assert understanding.understand(text, "industry")["slots"]["industry"] == industry


@pytest.mark.parametrize("text", ["同意しない", "来年株式会社にします", "法人化する予定", "株式会社と個人の両方"])
def test_no_legal_form_is_made_of_it(understanding: Understanding, text: str) -> None:
    assert "legal_form" not in understanding.understand(text, "legal_form")["slots"]


@pytest.mark.parametrize("text", ["終わり", "再開", "北", "長い", "名前は山田です", "株式会社山田"])
def test_no_prefecture_is_stored_for_it(understanding: Understanding, text: str) -> None:
    assert "prefecture" not in understanding.understand(text, "prefecture")["slots"]


def test_a_surname_is_no_village(understanding: Understanding) -> None:
    slots: dict[str, Any] = understanding.understand("山田です", "industry")["slots"]
    assert "prefecture" not in slots
