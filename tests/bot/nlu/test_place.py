from __future__ import annotations

import pytest

from bot.nlu import recognise
from bot.nlu.lexicon import FOLDER, load
from bot.nlu.place import read_prefecture
from bot.nlu.text import normalise

PREFECTURES = list(load("places.yml")["prefectures"])


def prefecture_of(text: str, *, asked: bool = True) -> str | tuple[str, ...] | None:
    found = read_prefecture(normalise(text), asked=asked)
    return (found.value or found.candidates) if found else None


def test_there_are_47_prefectures() -> None:
    assert len(PREFECTURES) == 47


@pytest.mark.parametrize("name", PREFECTURES)
def test_a_prefecture_is_known_by_its_name_with_and_without_unit(name: str) -> None:
    short = name if name == "北海道" else name[:-1]
    assert prefecture_of(name) == prefecture_of(f"{short}です") == name


def test_every_city_leads_to_its_prefecture() -> None:
    lines = (FOLDER / "municipalities.tsv").read_text(encoding="utf-8").splitlines()[1:]
    wrong = []
    for line in lines:
        prefecture, name, _ = line.split("\t")
        found = prefecture_of(name)
        if found != prefecture and prefecture not in (found or ()):
            wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "prefecture"),
    [
        ("川崎", "神奈川県"),
        ("うつのみや", "栃木県"),
        ("大坂", "大阪府"),
        ("津です", "三重県"),
        ("京都です。東京じゃないです", "京都府"),
        ("去年までは長野、今は甲府", "山梨県"),
        ("本社は東京、工場は茨城", "東京都"),
        ("北海道の伊達", "北海道"),
        ("博多", "福岡県"),
        ("神戸市中央区", "兵庫県"),
    ],
)
def test_places_lead_to_a_prefecture(text: str, prefecture: str) -> None:
    assert prefecture_of(text) == prefecture


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("伊達市", {"北海道", "福島県"}),
        ("府中", {"東京都", "広島県"}),
        ("東京だけど工場は茨城", {"東京都", "茨城県"}),
        ("四国", {"徳島県", "香川県", "愛媛県", "高知県"}),
    ],
)
def test_what_may_lie_in_several_prefectures_is_asked_back(text: str, candidates: set[str]) -> None:
    assert set(prefecture_of(text) or ()) == candidates


@pytest.mark.parametrize(
    "text", ["売上が大分減った", "三重苦です", "石川さんに聞いた", "いえ、違います", "わけを教えて"]
)
def test_what_only_sounds_like_a_place_is_none(text: str) -> None:
    assert prefecture_of(text, asked=False) is None


def test_a_place_beside_other_facts_is_taken() -> None:
    assert prefecture_of("建設業 15人 資本金2000万 茨城", asked=False) == "茨城県"


@pytest.mark.parametrize(
    ("text", "asked", "prefecture"),
    [
        ("所在地欄の訂正:静岡県(誤)→愛知県(正)", "industry", "愛知県"),
        ("ほっかいどう、株式会社、社員26", None, "北海道"),
        ("ほっかいどーに決まってるべさ", "prefecture", "北海道"),
        ("徳島にて藍染をしております", None, "徳島県"),
        ("都内でWeb制作をしている会社です", None, "東京都"),
        ("いばらきさんに頼んだ", None, None),
    ],
)
def test_places_in_kana_and_put_right_are_read(text: str, asked: str | None, prefecture: str | None) -> None:
    found = recognise.prefecture(normalise(text), asked)
    assert (found and found.value) == prefecture
