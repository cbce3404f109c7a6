"""Neutral messages of every kind, as the product sends them, for fixtures and tests."""

from __future__ import annotations

from typing import Any

from bot.channels.delivery.keys import Keys
from bot.channels.line.buttons import Signer
from bot.stores.records import Json

SIGNER = Signer(Keys(b"secret-of-the-fixtures", "line"), "line-fixture")
INDUSTRIES = ["製造業", "建設業", "運輸業", "卸売業", "小売業", "サービス業", "宿泊業", "飲食店"]
INDUSTRIES += ["情報通信業", "医療・福祉", "農林水産業", "その他"]
PLANS = ["設備投資", "IT導入", "販路開拓", "新規事業", "研究開発", "賃上げ", "人材育成", "その他"]


def buttons(*titles: str, commands: tuple[str, ...] = ()) -> list[Json]:
    """Buttons with made-up ids, answers before commands."""
    made: list[Json] = [{"title": title, "choice": f"choice{number:06d}"} for number, title in enumerate(titles)]
    made += [{"title": title, "choice": f"command{n:05d}", "command": True} for n, title in enumerate(commands)]
    return made


def question(slot: str, kind: str, text: str, *titles: str) -> Json:
    """A question with its helps."""
    progress = {"answered": 2, "remaining_at_most": 5}
    custom = {"kind": "question", "version": 1, "slot": slot, "input": kind, "progress": progress, "decides": 9}
    return {"text": text, "buttons": buttons(*titles, commands=("わからない", "なぜ聞くの？")), "custom": custom}


def verdict(**changes: Any) -> Json:
    """One item of recommendations, as an example: the figures are none of any programme."""
    criterion = {"id": "c", "source": {"document": "見本の資料", "place": "1頁"}}
    item = {
        "id": "example_normal",
        "name": "見本の補助金",
        "frame": "通常枠",
        "shown": True,
        "status": "eligible",
        "call_status": "open",
        "call_reason": "第1回：2000年1月31日まで受付中",
        "rate": "1/2",
        "max_subsidy_yen": 1_000_000,
        "est_subsidy_yen": 500_000,
        "criteria": [
            {**criterion, "state": "met", "text": "従業員は見本の人数以下です。"},
            {**criterion, "state": "unknown", "text": "賃上げの計画があるかが、まだ分かりません。"},
        ],
        "missing": [],
        "todo": [],
        "next_steps": ["GビズIDを取る"],
        "official_url": "https://example.com/",
        "checked_on": "2000-01-01",
        "successors": [],
    }
    return {**item, **changes}


def recommendations() -> Json:
    """Two cards, and one that comes later."""
    unmet = {"id": "u", "state": "unmet", "text": "売上が見本の割合まで減っていません。", "source": {}}
    items = [
        verdict(),
        verdict(
            id="example_special", frame="特別枠", status="ineligible", rate=None, max_subsidy_yen=None,
            est_subsidy_yen=None, criteria=[unmet], official_url=None,
        ),
        verdict(id="example_later", frame="後の枠", shown=False),
    ]  # fmt: skip
    titles = ["見本の補助金 通常枠をくわしく", "見本の補助金 特別枠をくわしく", "ほかも見る", "入力内容を確認"]
    custom = {"kind": "recommendations", "version": 1, "on": "2000-01-15", "edition": "2000", "items": items}
    text = "■ 見本の補助金 通常枠：要件に合いそうです\n補助率1/2、上限100万円、見込み50万円"
    return {"text": text, "buttons": buttons(*titles), "custom": custom}


def samples() -> dict[str, list[Json]]:
    """Answers by the name of the fixture."""
    consent = {"kind": "notice", "version": 1, "topic": "consent", "accept": "choice000000"}
    checklist = {
        "kind": "checklist_result",
        "sections": [{"name": "経営", "count": 3, "of": 4}, {"name": "現場", "count": 1, "of": 5}],
        "pattern": "見本のパターン",
        "stage": "見本の段階",
        "advice": ["まず一つ選んで始めましょう。"],
        "next_steps": ["専門家に相談する"],
    }
    comparison = {
        "kind": "comparison",
        "frames": [{"id": "a", "name": "見本の補助金 通常枠"}, {"id": "b", "name": "見本の補助金 特別枠"}],
        "rows": [{"label": "補助率", "cells": ["1/2", "2/3"]}, {"label": "上限", "cells": ["100万円", "50万円"]}],
        "notes": ["見本の数字です。"],
    }
    tick = {"kind": "checklist_question", "version": 1, "input": "multi"}
    ticks = buttons("経営理念を文書にして、全ての社員と共有している", "月ごとの利益を把握している", commands=("次へ",))
    memo = {"kind": "report", "url": "https://example.com/memo", "title": "相談メモ", "expires": "2000-02-01"}
    return {
        "text": [{"text": "ありがとうございます。"}],
        "consent": [
            {"text": "こんにちは。補助金ナビです。"},
            {"text": "始めてよろしいですか。", "buttons": buttons("同意して始める", "同意しない"), "custom": consent},
        ],
        "question_choice": [question("industry", "choice", "主な業種を教えてください。", *INDUSTRIES)],
        "question_multi": [question("plan", "multi", "これからやりたいことは何ですか。", *PLANS)],
        "question_number": [question("employees", "number", "従業員は何人ですか。")],
        "answer_then_question": [
            {"text": "見本の補助金のご案内です。", "buttons": buttons("いくら？", "いつまで？")},
            question("employees", "number", "従業員は何人ですか。"),
        ],
        "recommendations": [recommendations()],
        "checklist_question": [{"text": "あてはまるものはどれですか。", "buttons": ticks, "custom": tick}],
        "checklist_result": [{"text": "診断の結果です。", "custom": checklist}],
        "comparison": [{"text": "2つの枠を比べました。", "custom": comparison}],
        "report": [{"text": "相談メモができました。", "custom": memo}],
        "offices": [{"text": "・見本支援拠点 電話 000-000-0000", "custom": {"kind": "offices", "items": []}}],
    }
