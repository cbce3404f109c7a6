"""The trained model as a whole: acts, values and what is asked back, in the light of the question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.understand import Understanding
from tests.bot.nlu.scoring import labelled, score

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.mark.parametrize(
    ("text", "asked", "act", "slots"),
    [
        ("300人です", "capital_yen", "inform", {"employees": 300}),
        ("12", "employees", "inform", {"employees": 12}),
        ("300", "capital_yen", "inform", {}),
        ("製造業", "industry", "inform", {"industry": "製造業"}),
        ("栃木", "prefecture", "inform", {"prefecture": "栃木県"}),
        ("はい", "confirm", "affirm", {}),
        ("ちゃうで", "confirm", "deny", {}),
        ("その予定はないです", "plans.equipment", "deny", {}),
        ("やりたいです", "plans.equipment", "affirm", {}),
        ("間違いないです", "confirm", "affirm", {}),
        ("いえ、群馬です", "confirm", "correct", {"prefecture": "群馬県"}),
        ("やっぱり製造業じゃなくて卸売業です", "capital_yen", "correct", {"industry": "卸売業"}),
        ("えっと10、いや11人", "employees", "inform", {"employees": 11}),
        ("間違えた、30人です", "employees", "correct", {"employees": 30}),
        ("資本金って何ですか", "capital_yen", "help", {}),
        ("なんで資本金を聞くの", "capital_yen", "ask_why", {}),
        ("わからないけど30人くらい", "employees", "inform", {"employees": 30}),
        ("わかりません", "employees", "dont_know", {}),
        ("使い方がわかりません", None, "help", {}),
        ("個人事業主でも対象になりますか", None, "ask_eligibility", {}),
        ("持続化はいくらまで", "employees", "ask_amount", {"program": "持続化補助金"}),
        ("持続化給付金まだもらえますか", None, "out_of_scope", {}),
        ("IT導入補助金", None, "ask_program", {"program": "IT導入補助金"}),
        ("2番", "choice", "inform", {}),
        ("戻る", "employees", "go_back", {}),
        ("売上が戻ってきて1割減くらい", "sales_change_pct", "inform", {"sales_change_pct": -10}),
        ("？", "capital_yen", "help", {}),
        ("あああああ", "capital_yen", "chitchat", {}),
        ("👍", "confirm", "affirm", {}),
        ("👍", None, "chitchat", {}),
        ("/restart", None, "restart", {}),
        ("最初からやり直したらさっきの答えは消えるの？", "employees", "privacy", {}),
        ("やり直しってできますか？", "employees", "help", {}),
        ("消して頭からやりたい", "employees", "restart", {}),
        ("この内容で判定して", "employees", "show_summary", {}),
        ("だね", "confirm", "affirm", {}),
        ("そういうことになるね", "confirm", "affirm", {}),
        ("いいんじゃないですか", "confirm", "affirm", {}),
        ("そげんことなか", "confirm", "deny", {}),
        ("Bで", "choice", "inform", {}),
        ("違うな、2割減だ", "confirm", "correct", {"sales_change_pct": -20}),
        ("おはようさん", None, "greet", {}),
        ("ふがふが", "industry", "chitchat", {}),
        ("320-8501です", "industry", "inform", {}),
        ("My business is hair salon", "industry", "inform", {"industry": "サービス業"}),
        ("サービス業ってどこまで", "industry", "help", {}),
    ],
)
def test_act_and_values_in_context(
    understanding: Understanding, text: str, asked: str | None, act: str, slots: dict[str, Any]
) -> None:
    got = understanding.understand(text, asked)
    assert (got["act"], got["slots"]) == (act, slots)


@pytest.mark.parametrize("asked", ["industry", "legal_form", "prefecture", "capital_yen", "plan"])
@pytest.mark.parametrize(
    "text",
    ["相談メモを作って", "メモを作ってください", "データをください", "印刷したい", "英語でお願い", "個人情報の扱い"]
    + ["入力内容を確認", "データを削除", "相談窓口", "担当者と話したい"],
)
def test_what_is_asked_of_the_bot_is_no_answer(understanding: Understanding, text: str, asked: str) -> None:
    assert understanding.understand(text, asked)["slots"] == {}


@pytest.mark.parametrize(
    ("text", "industry"),
    [("資料を印刷しています", "製造業"), ("家具を作って売ってます", "製造業"), ("データ入力をやってます", None)],
)
def test_a_trade_that_sounds_like_a_wish_is_still_read(
    understanding: Understanding, text: str, industry: str | None
) -> None:
    got = understanding.understand(text, "industry")
    assert industry is None or got["slots"].get("industry") == industry
    assert got["act"] == "inform"


def test_a_place_in_two_prefectures_is_asked_back(understanding: Understanding) -> None:
    got = understanding.understand("伊達市", "prefecture")
    assert got == {"act": "inform", "slots": {}, "confirm": {"prefecture": ["北海道", "福島県"]}}


def test_an_answer_that_gives_no_value_is_asked_back(understanding: Understanding) -> None:
    assert "employees" in understanding.understand("パート入れて20人", "employees")["confirm"]


def test_a_button_is_no_text(understanding: Understanding) -> None:
    parsed = understanding.parse("製造業", "industry", {"choice": {"slot": "industry", "value": "製造業"}})
    assert parsed["intent"] == {"name": "choose", "confidence": 1.0}
    assert [(one["entity"], one["value"]) for one in parsed["entities"]] == [
        ("choice", {"slot": "industry", "value": "製造業"})
    ]


def test_the_opening_event_is_no_text(understanding: Understanding) -> None:
    assert understanding.parse("", None, {"event": "start"})["intent"]["name"] == "start"


def test_where_a_value_was_asked_back_its_slot_may_be_told(understanding: Understanding) -> None:
    entities = understanding.parse("違う、500万", "confirm", {"about": "capital_yen"})["entities"]
    assert [(one["entity"], one["value"]) for one in entities] == [("capital_yen", 5_000_000)]


def test_plans_go_to_the_live_bot(understanding: Understanding) -> None:
    entities = understanding.parse("チラシを作りたい", "plan")["entities"]
    assert [one["value"] for one in entities if one["entity"] == "plan"] == [["販路開拓"]]


@pytest.mark.parametrize(
    ("file", "act", "stored", "asked_back"),
    [
        ("utterances_regression.jsonl", 0.99, 0.985, 0.99),
        ("utterances_heldout.jsonl", 0.99, 0.985, 0.99),
        ("utterances_voices.jsonl", 0.99, 0.985, 0.99),
        ("utterances_unseen2.jsonl", 0.99, 0.97, 0.99),
        ("utterances_breadth.jsonl", 0.985, 0.985, 0.99),
        ("utterances_plain.jsonl", 0.98, 0.98, 0.98),
    ],
)
def test_labelled_utterances_are_understood(
    understanding: Understanding, file: str, act: float, stored: float, asked_back: float
) -> None:
    rows = labelled(DATA / file)
    got = score(rows, [understanding.understand(row["text"], row["asked"]) for row in rows])
    assert got.act >= act, got.wrong
    assert got.stored >= stored, got.wrong
    assert got.asked_back >= asked_back, got.wrong
