"""Figures, names and addresses are gone; the words that can be learned from are left."""

from __future__ import annotations

import pytest

from bot.learning.masking import mask

# What was typed, and what must not be found in it any more.
PLANTED = [
    ("株式会社カナリア工業の山田太郎と申します", ("カナリア", "山田", "太郎")),
    ("髙﨑商店です", ("髙﨑", "高崎")),
    ("連絡は090-1234-5678か028-999-0000までください", ("1234", "5678", "999")),
    ("メールはkanaria.taro@example.comです", ("kanaria", "taro", "example")),
    ("東京都千代田区丸の内1-2-3 ミヤビビル5階です", ("千代田", "丸の内", "1-2", "ミヤビ")),
    ("〒320-0801 栃木県宇都宮市池上町４−５−６", ("320", "0801", "宇都宮", "池上", "4-5")),
    ("資本金は1,250万円で従業員は37人です", ("1,250", "37")),
    ("資本金は三百五十万円、社員は十二人", ("三百", "五十", "十二")),
    ("しほんきんは せんごひゃくまんえん です", ("せんご", "ひゃく")),
    ("Acme Precision の Tanaka です", ("acme", "precision", "tanaka")),
    ("法人番号は1234567890123です", ("1234567890123",)),
    ("顧客番号AB12-3456です", ("ab12", "3456")),
    ("担当の佐々木様に代わって", ("佐々木",)),
    ("屋号はひだまり工房です", ("ひだまり",)),
    ("うちの社長は長谷川です", ("長谷川",)),
    ("https://kanaria.example.com/shop を見て", ("kanaria", "shop")),
    ("足利市でネジを作ってる小林といいます", ("足利", "小林")),
    ("有限会社ミドリヤの者ですが", ("ミドリヤ",)),
    ("インスタは@canary_shop_99です", ("canary", "99")),
    ("MARKER_canary77って登録してます", ("canary", "77", "marker")),
]


@pytest.mark.parametrize(("text", "markers"), PLANTED)
def test_what_was_planted_is_not_found(text: str, markers: tuple[str, ...]) -> None:
    masked = mask(text).lower()
    assert [marker for marker in markers if marker in masked] == []


@pytest.mark.parametrize(
    "text",
    [
        "なんで資本金を聞くの",
        "ものづくり補助金って何ですか",
        "チラシを作りたい",
        "インボイスとか全然わからん",
        "一番儲かってるのは卸",
        "うちの会社は対象になりますか",
        "ごめんなさい",
        "しらんがな",
        "商工会に聞いてみます",
    ],
)
def test_common_words_stay_as_they_are(text: str) -> None:
    assert mask(text) == text


def test_figures_keep_their_length_and_their_units() -> None:
    assert mask("1,250万円です") == "0,000万円です"
    assert mask("15人から２０人") == "00人から00人"


def test_masking_a_masked_text_changes_nothing() -> None:
    for text, _ in PLANTED:
        assert mask(mask(text)) == mask(text)
