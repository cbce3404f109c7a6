"""Words that bound a number, said and denied."""

from __future__ import annotations

import pytest

from tests.subsidy.quantity.answers import MAN, OKU, answer

DIGITS_EMPLOYEES = [
    ("従業員は三桁には届かない", (None, 99)), ("三桁には届きません", (None, 99)), ("3桁いかないです", (None, 99)),
    ("三桁もいない", (None, 99)), ("3ケタは超えてます", None), ("三桁います", (100, 999)), ("二桁です", (10, 99)),
    ("二桁に届いてない", (None, 9)), ("ふた桁いってない", (None, 9)), ("二桁には足りない", (None, 9)),
    ("三桁未満", (None, 99)), ("三桁を切ってる", (None, 99)), ("二桁を割りました", (None, 9)),
    ("二桁以上", (10, None)), ("二桁は下らない", (10, None)), ("三桁に達してない", (None, 99)), ("一桁台", (1, 9)),
    ("四桁はおらん", (None, 999)), ("三桁まではいかへん", (None, 99)), ("まだ二桁になってない", (None, 9)),
    ("従業員は二桁以下", (None, 99)), ("ひと桁やで", (1, 9)), ("人数は一桁です", (1, 9)), ("3桁おるよ", (100, 999)),
]  # fmt: skip
BOUNDS_CAPITAL = [
    ("1億は超えとりません", (None, OKU)), ("1億を超してません", (None, OKU)),
    ("1億に達しません", (None, 1 * OKU - 1)), ("1億いってまへん", (None, 1 * OKU - 1)),
    ("1億もない", (None, 1 * OKU - 1)), ("1億もあらへん", (None, 1 * OKU - 1)),
    ("1億はないです", (None, 1 * OKU - 1)), ("1億以上あります", (OKU, None)), ("1億はあります", (OKU, None)),
    ("1億はゆうに超えてる", (1 * OKU + 1, None)), ("1億を切ってるはず", (None, 1 * OKU - 1)),
    ("3億円以下であることは確か", (None, 3 * OKU)), ("5千万以上1億未満", (5000 * MAN, 1 * OKU - 1)),
    ("5千万超1億以下", (5000 * MAN + 1, OKU)),
]  # fmt: skip
BOUNDS_EMPLOYEES = [
    ("50人は下らんよ", (50, None)), ("50人を割ったことはない", (50, None)), ("50人を切ることはないです", (50, None)),
    ("50人は超えとらん", (None, 50)), ("50人を超してない", (None, 50)), ("50人に満ちません", (None, 49)),
    ("50人に満たん", (None, 49)), ("50人に満たへん", (None, 49)), ("50人に足らん", (None, 49)),
    ("50人には足りません", (None, 49)), ("50人足らず", 50), ("50人切るくらい", (None, 49)),
    ("50人を切りました", (None, 49)), ("50人には届いとらん", (None, 49)), ("50人届いてへんで", (None, 49)),
    ("50人まで届いていません", (None, 49)), ("50人いくかいかんか", 50), ("50人いってへん", (None, 49)),
    ("50人もおらへん", (None, 49)), ("50人もいてへん", (None, 49)), ("50人はおる", (50, None)),
    ("50人以上おる", (50, None)), ("50人以上はおらん", (None, 50)), ("50人未満です", (None, 49)),
    ("50人を下回ってます", (None, 49)), ("50人ば超えとる", (51, None)), ("50人ば切っとる", (None, 49)),
    ("50人を割っとる", (None, 49)), ("50人ば割っとらん", (50, None)), ("50人よりは少ない", (None, 49)),
    ("50人より多いということはない", (None, 50)), ("最大で50人", (None, 50)), ("最低50人", (50, None)),
    ("多いときで50人", None), ("せいぜい50人ってとこ", (None, 50)), ("多く見積もって50人", (None, 50)),
    ("少なく見積もって50人", (50, None)), ("多めに見ても50人", (None, 50)), ("少なくとも50人はおります", (50, None)),
    ("50人がマックス", (None, 50)), ("50人が最大", (None, 50)), ("50人を超えない範囲です", (None, 50)),
    ("50人以下やね", (None, 50)), ("五十人以下でがす", (None, 50)), ("100人には達していません", (None, 99)),
    ("100人に達しとらん", (None, 99)), ("100人に到達してない", (None, 99)),
    ("100人の大台には乗っていません", (None, 99)), ("100人を優に超えます", (101, None)),
]  # fmt: skip
BOUNDS_SALES = [
    ("2割以上落ちとる", (None, -20)), ("2割を超える減少", (None, -20)), ("3割は下らない減り方", (None, -30)),
    ("3割以上は減っとらん", (-30, 0)), ("3割も減ってない", (-30, 0)), ("少なくとも3割減", (None, -30)),
    ("多くても2割減", (-20, 0)), ("せいぜい1割減", (-10, 0)), ("最大で3割減", (-30, 0)), ("1割未満の減少", (-10, 0)),
    ("1割に満たない減少です", (-10, 0)), ("1割減にも満たない", (-10, 0)), ("2割減まではいかない", (-20, 0)),
    ("3割減を超えてます", (None, -30)), ("3割減以上です", (None, -30)), ("30%減以下", None),
    ("マイナス2割以上", (None, -20)), ("減少率は3割を超える", (None, -30)),
]  # fmt: skip
BOUNDS_INVESTMENT = [
    ("三百万円は下らない", (300 * MAN, None)), ("三百万円は下りません", (300 * MAN, None)),
    ("300万を下ることはない", (300 * MAN, None)), ("300万を下回ることはまずない", (300 * MAN, None)),
    ("300万を下回らない", (300 * MAN, None)), ("300万は割らないです", (300 * MAN, None)),
    ("300万は切らないと思う", (300 * MAN, None)), ("300万より安くはならん", (300 * MAN, None)),
    ("300万は堅い", (300 * MAN, None)), ("最低300万はいる", (300 * MAN, None)),
    ("300万以上はかかる", (300 * MAN, None)), ("300万からって感じ", (300 * MAN, None)),
    ("どんなに安くても300万", (300 * MAN, None)), ("安くても300万はする", (300 * MAN, None)),
    ("高くても300万", (None, 300 * MAN)), ("300万止まりかな", (None, 300 * MAN)),
    ("300万が関の山", (None, 300 * MAN)), ("300万がいいところ", (None, 300 * MAN)),
    ("300万が限界やな", (None, 300 * MAN)), ("300万を出ない", (None, 300 * MAN)),
    ("300万以上は出せない", (None, 300 * MAN)), ("300万は超えへん", (None, 300 * MAN)),
    ("300万を上回りません", (None, 300 * MAN)), ("300万を上回ることはない", (None, 300 * MAN)),
    ("300万を超えることはありません", (None, 300 * MAN)), ("300万には及ばない", (None, 300 * MAN - 1)),
    ("300万に届かんぐらい", (None, 300 * MAN - 1)), ("300万もせん", (None, 300 * MAN - 1)),
    ("300万もかからんと思う", (None, 300 * MAN - 1)), ("300万まではいかない", (None, 300 * MAN - 1)),
    ("300万弱", 300 * MAN), ("300万は行かんやろ", (None, 300 * MAN - 1)),
    ("300万以下ってことはない", (300 * MAN + 1, None)), ("300万は軽く超える", (300 * MAN + 1, None)),
    ("300万オーバー", (300 * MAN + 1, None)), ("300万を突破しそう", (300 * MAN + 1, None)),
    ("上は500万まで", (None, 500 * MAN)), ("500万以内に抑えたい", (None, 500 * MAN)),
    ("500万円を上限に考えています", (None, 500 * MAN)), ("500万を限度に", (None, 500 * MAN)),
    ("500万を目安に", 500 * MAN),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DIGITS_EMPLOYEES)
def test_a_number_of_digits_is_a_range_of_employees(text: str, expected: object) -> None:
    assert answer(text, "employees") == expected


@pytest.mark.parametrize(("text", "expected"), BOUNDS_CAPITAL)
def test_a_bound_said_or_denied_is_a_range_of_capital(text: str, expected: object) -> None:
    assert answer(text, "capital_yen") == expected


@pytest.mark.parametrize(("text", "expected"), BOUNDS_EMPLOYEES)
def test_a_bound_said_or_denied_is_a_range_of_employees(text: str, expected: object) -> None:
    assert answer(text, "employees") == expected


@pytest.mark.parametrize(("text", "expected"), BOUNDS_SALES)
def test_a_bound_said_or_denied_is_a_range_of_sales(text: str, expected: object) -> None:
    assert answer(text, "sales_change_pct") == expected


@pytest.mark.parametrize(("text", "expected"), BOUNDS_INVESTMENT)
def test_a_bound_said_or_denied_is_a_range_of_investment(text: str, expected: object) -> None:
    assert answer(text, "investment_yen") == expected
