"""Legal forms, programmes and plans."""

from __future__ import annotations

import pytest

from bot.nlu.legal_form import read_legal_form
from bot.nlu.plan import read_plan
from bot.nlu.programme import names_foreign, read_programme
from bot.nlu.text import normalise


def form_of(text: str, *, asked: bool = True) -> str | None:
    found = read_legal_form(normalise(text), asked=asked)
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("㈱です", "株式会社"),
        ("（有）", "有限会社"),
        ("LLC", "合同会社"),
        ("個人", "個人事業主"),
        ("まだ法人にはしてません", "個人事業主"),
        ("特定非営利活動法人", "NPO法人"),
        ("農事組合法人じゃなくて株式会社です", "株式会社"),
        ("法人です", "法人"),
        ("社福です", "社会福祉法人"),
    ],
)
def test_legal_forms_by_their_names(text: str, form: str) -> None:
    assert form_of(text) == form


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize(
    "text",
    ["わし個人やで", "資本金？そんなもんあらへん、わし個人やで", "俺は個人だから", "うち個人やねん", "私、個人なので"],
)
def test_who_calls_himself_a_private_person_is_a_sole_proprietor(text: str, asked: bool) -> None:
    assert form_of(text, asked=asked) == "個人事業主"


@pytest.mark.parametrize("text", ["私個人やないで", "俺個人の資産", "私個人で借りたお金"])
def test_what_is_his_own_says_nothing_of_the_legal_form(text: str) -> None:
    assert form_of(text, asked=False) is None


@pytest.mark.parametrize("text", ["合計22名でお願いいたします", "合ってます", "同じです", "合わせて5人"])
def test_a_sign_of_another_word_is_no_legal_form(text: str) -> None:
    assert form_of(text) is None


@pytest.mark.parametrize("text", ["個人情報が心配", "アプリ作ってる会社です", "株で損した", "個人的にはいい"])
def test_short_words_are_no_legal_form_unasked(text: str) -> None:
    assert form_of(text, asked=False) is None


def test_a_legal_form_that_is_only_planned_does_not_count() -> None:
    assert form_of("株式会社にしたい", asked=False) is None


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("もの補助ってなに", "ものづくり補助金"),
        ("持続化の上限", "持続化補助金"),
        ("卒業枠ってなんですか", "事業再構築補助金"),
        ("C類型の締切", "IT導入補助金"),
        ("サポインって今もありますか", "サポイン事業"),
        ("再構築補助筋", "事業再構築補助金"),
        ("カタログ注文型について", "省力化投資補助金"),
        ("新事業進出枠とは", "新事業進出・ものづくり補助金"),
        ("Go-Techは？", "Go-Tech事業"),
    ],
)
def test_programmes_by_short_names_frames_and_slips(text: str, programme: str) -> None:
    found = read_programme(normalise(text), question=True)
    assert found is not None
    assert found.value == programme


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("4号はいつまで", "セーフティネット保証4号"),
        ("４号は何%減れば使えますか", "セーフティネット保証4号"),
        ("5号の認定書は何日有効ですか", "セーフティネット保証5号"),
        ("栃木県は4号の指定を受けていますか", "セーフティネット保証4号"),
        ("創業したばかりだと五号は使えますか", "セーフティネット保証5号"),
        ("5号って何", "セーフティネット保証5号"),
    ],
)
def test_the_guarantees_are_known_by_their_numbers_alone(text: str, programme: str) -> None:
    found = read_programme(normalise(text), question=True)
    assert found is not None
    assert found.value == programme


def test_both_numbers_are_candidates() -> None:
    found = read_programme("4号と5号はどう違うの", question=True)
    assert found is not None
    assert found.candidates == ("セーフティネット保証4号", "セーフティネット保証5号")


@pytest.mark.parametrize(
    "text", ["国道4号の近くです", "様式第4号は", "様式4号の発行", "5号店を出したい", "4号室です", "14号は", "台風5号で"]
)
def test_other_numbers_are_no_guarantee(text: str) -> None:
    found = read_programme(normalise(text), question=True)
    assert found is None or not str(found.value).startswith("セーフティネット")


def test_two_programmes_are_candidates() -> None:
    found = read_programme("持続化補助金ともの補助どっちがいい", question=True)
    assert found is not None
    assert found.candidates == ("持続化補助金", "ものづくり補助金")


@pytest.mark.parametrize(
    ("text", "foreign"), [("持続化給付金", True), ("持続化補助金", False), ("協力金と持続化補助金", False)]
)
def test_schemes_that_are_not_ours_are_known_as_such(text: str, foreign: bool) -> None:
    assert names_foreign(text) is foreign
    assert (read_programme(text, question=True) is None) is foreign


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("チラシとホームページ", ["IT導入", "販路開拓"]),
        ("大学と共同研究したい", ["研究開発"]),
        ("給料を上げたい", ["賃上げ"]),
        ("新しい溶接機を入れたい", ["設備投資"]),
        ("食器洗い機を2台入れたい", ["設備投資"]),
        ("印刷機の入れ替え", ["設備投資"]),
        ("機会があれば海外に売りたい", ["販路開拓"]),
        ("溶接をやっています", []),
        ("こんにちは", []),
    ],
)
def test_plans_by_what_somebody_wants(text: str, plan: list[str]) -> None:
    assert read_plan(text) == plan
