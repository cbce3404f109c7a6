from __future__ import annotations

import pytest

from subsidy.quantity import read_quantities

ASK = "ask"
MAN, OKU = 10**4, 10**8

ANSWERS = [
    ("500万円", 500 * MAN), ("500万くらいかな", 500 * MAN), ("予算は1000万です", 1000 * MAN),
    ("見積もりは850万でした", 850 * MAN), ("ざっと3000万", 3000 * MAN), ("1億2千万の予定です", 12000 * MAN),
    ("8,000万円程度", 8000 * MAN), ("60万", 60 * MAN), ("3年で9000万くらい", 9000 * MAN),
    ("30万円ほどを考えております", 30 * MAN), ("税込みで550万です", 550 * MAN),
    ("機械が800万、工事が200万で合計1000万", 1000 * MAN), ("全部で2000万ぐらい", 2000 * MAN),
    ("機械1500万と工事費500万", 2000 * MAN), ("総額で4500万円", 4500 * MAN), ("設備に3000万かける予定", 3000 * MAN),
    ("2500千円", 250 * MAN), ("800万じゃなくて80万円の間違いです", 80 * MAN), ("やっぱり700万で", 700 * MAN),
    ("150万まで", (None, 150 * MAN)), ("300〜500万円", (300 * MAN, 500 * MAN)),
    ("300万から500万くらい", (300 * MAN, 500 * MAN)), ("1000万以上", (1000 * MAN, None)),
    ("最大で2000万", (None, 2000 * MAN)), ("500万以内で収めたい", (None, 500 * MAN)),
    ("1000万を超えます", (1000 * MAN + 1, None)), ("200万円未満", (None, 200 * MAN - 1)),
    ("3、400万", (300 * MAN, 400 * MAN)), ("100万が限度です", (None, 100 * MAN)),
    ("上限は300万円です", (None, 300 * MAN)), ("500万で収まると思う", (None, 500 * MAN)), ("300", ASK),
    ("数百万円", ASK), ("1500か2000", ASK), ("月5万円のリース", None), ("月5万円くらい", ASK), ("1台300万を2台", ASK),
    ("500万か1000万", ASK), ("いくらまで出るの", None), ("まだわからない", None), ("見積もりを取ってから", None),
    ("補助金は500万出ますか", None), ("自己資金は300万あります", None),
]  # fmt: skip


def investment(text: str, asked: str | None = "investment_yen") -> object:
    reading = read_quantities(text, asked)
    if "investment_yen" in reading.confirm:
        return ASK
    return reading.slots.get("investment_yen", reading.slots.get("investment_range"))


@pytest.mark.parametrize(("text", "expected"), ANSWERS)
def test_planned_investment_is_read(text: str, expected: object) -> None:
    assert investment(text) == expected


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("EV部品に切り替えたい。ざっと4000万", "plan", 4000 * MAN),
        ("500万の機械を入れたい", None, 500 * MAN),
        ("設備投資は2000万円の予定です", None, 2000 * MAN),
        ("予算300万でホームページを作りたい", None, 300 * MAN),
        ("資本金1000万、投資額3000万", "capital_yen", 3000 * MAN),
        ("1000万くらいの見積もりです", "prefecture", 1000 * MAN),
        ("投資は1億までです", None, (None, OKU)),
        ("パソコン10台買いたい", "plan", None),
        ("3000万です", "prefecture", None),
        ("3000万です", "industry", None),
        ("100万円もらえますか", None, None),
    ],
)
def test_investment_without_its_question_needs_a_word_for_it(text: str, asked: str | None, expected: object) -> None:
    assert investment(text, asked) == expected


@pytest.mark.parametrize("asked", [None, "industry", "plan", "investment_yen"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("石窯を400万円で入れて、車も200万円で買いたい", 600 * MAN),
        ("機械を500万で購入、ソフトを100万で導入したい", 600 * MAN),
        ("予約システムを300万円で入れ、露天風呂の改修に1500万円かけたい", 1800 * MAN),
        ("去年300万円で買った機械を500万円で入れ替えたい", 500 * MAN),
        ("新品を500万円で買うか、中古を200万円で買うか迷っています", ASK),
        ("500万円の機械を入れて、200万円の車も買いたい", ASK),
    ],
)
def test_of_several_things_bought_never_the_last_alone_counts(text: str, asked: str | None, expected: object) -> None:
    assert investment(text, asked) == expected


def test_what_was_bought_in_former_times_is_no_part_of_the_sum() -> None:
    assert investment("土地を2000万円で買って店を始めたが、機械を300万円で入れたい", None) == 300 * MAN


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("80万＋60万", (140 * MAN, 80 * MAN, 60 * MAN)),
        ("500万円の機械を入れて、200万円の車も買いたい", (700 * MAN, 500 * MAN, 200 * MAN)),
        ("500万か1000万", (500 * MAN, 1000 * MAN)),
        ("業者Aは500万、業者Bは900万", (500 * MAN, 900 * MAN)),
    ],
)
def test_the_sum_is_offered_where_amounts_may_be_parts_of_it(text: str, candidates: tuple[int, ...]) -> None:
    assert read_quantities(text, "investment_yen").confirm["investment_yen"] == candidates
