"""Facts told side by side, trades of others, fields without a trade, and where a sign stands for a comma."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlu import recognise
from bot.nlu.acts import cued
from bot.nlu.correction import corrects
from bot.nlu.text import normalise


def industry(text: str, asked: str | None) -> Any:
    found = recognise.industry(normalise(text), asked, None)
    return found and (found.value or found.candidates)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("カフェ☕", "飲食店"),
        ("カフェやってます！あ、場所は神戸", "飲食店"),
        ("ネットショップ/個人/従業員0/福岡", "小売業"),
        ("【業種】旅館【人数】12人", "宿泊業"),
        ("業種：印刷業\n従業員：8名", "製造業"),
        ("カフェを改装したい", None),
        ("ネットショップの作り方", None),
        ("デザイナー2人", None),
    ],
)
def test_a_trade_between_signs_is_told_though_nothing_was_asked(text: str, expected: str | None) -> None:
    assert industry(text, None) == expected


@pytest.mark.parametrize("asked", ["plan", "investment_yen", "choice"])
def test_a_shop_alone_is_no_trade_where_plans_are_told(asked: str) -> None:
    assert industry("カフェ、テイクアウト", asked) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("車関係や", ("小売業", "サービス業", "製造業")),
        ("食品関係でございます。", ("製造業", "卸売業", "小売業", "飲食店")),
        ("民宿と漁師を半々でやってる", ("宿泊業", "農林水産業")),
        ("酒屋やけど居酒屋もやってる", ("小売業", "飲食店")),
        ("建設業と不動産業です", ("建設業", "その他")),
        ("食品関係の卸です", "卸売業"),
        ("八百屋と居酒屋、メインは八百屋", "小売業"),
        ("倅は寿司屋だが、うちは海苔の問屋", "卸売業"),
        ("実家は農家ですが、うちは運送屋", "運輸業"),
        ("干物を作って卸してます", "製造業"),
        ("魚を仕入れて料理屋に卸してます", "卸売業"),
    ],
)
def test_the_own_trade_is_stored_and_doubt_asked_back(text: str, expected: object) -> None:
    assert industry(text, "industry") == expected


def test_a_correction_of_an_amount_tells_no_trade() -> None:
    assert industry("300万でお願いしたけど350万に直してください", "investment_yen") is None


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("個人やさかい資本金は無し", "capital_yen", "個人事業主"),
        ("個人/美容室/3人", None, "個人事業主"),
        ("元請けは株式会社で、うちは個人の塗装屋", None, "個人事業主"),
        ("外注の一人親方が4人、社員は2人", "employees", None),
        ("個人のお客さんが多い店です", None, None),
    ],
)
def test_the_form_is_that_of_the_owner(text: str, asked: str | None, expected: str | None) -> None:
    found = recognise.legal_form(normalise(text), asked)
    assert (found and found.value) == expected


def test_which_place_counts_is_asked_back() -> None:
    found = recognise.prefecture(normalise("倉庫が埼玉で本社が東京、どっちを言えばいいの"), "prefecture")
    assert found is not None
    assert found.candidates == ("埼玉県", "東京都")


@pytest.mark.parametrize("text", ["cảm ơn", "Bです", "C"])
def test_a_letter_is_no_programme(text: str) -> None:
    assert recognise.program(normalise(text), None) is None


@pytest.mark.parametrize(
    "piece", ["あ", "え", "ああ、", "うーん、", "あえ", "まああ", "えっと、", "うん", "、", "戻", "雨"]
)
def test_the_same_sound_again_and_again_ends(piece: str) -> None:
    text = (piece * 500)[:499] + "ゐ"
    assert "restart" not in cued(text) | cued(text, "choice") | cued(text, "yes_no")
    assert not corrects(text)
