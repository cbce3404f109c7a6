from __future__ import annotations

import pytest

from subsidy.quantity import read_quantities

ASK = "ask"
MAN, OKU = 10**4, 10**8

STORED = [
    ("300万円です", 300 * MAN),
    ("３００万円", 300 * MAN),
    ("５，０００万円です", 5000 * MAN),
    ("二千万円", 2000 * MAN),
    ("参百萬圓", 300 * MAN),
    ("壱千万円でございます", 1000 * MAN),
    ("一億二千万", 12000 * MAN),
    ("1億2千万円", 12000 * MAN),
    ("1億2,000万です。", 12000 * MAN),
    ("1億 5000万", 15000 * MAN),
    ("1億と500万です", 10500 * MAN),
    ("１．２億円", 12000 * MAN),
    ("0.5億円ですね", 5000 * MAN),
    ("10,000,000円", 1000 * MAN),
    ("¥10,000,000-", 1000 * MAN),
    ("￥3,000,000", 300 * MAN),
    ("10000000", 1000 * MAN),
    ("50,000千円です", 5000 * MAN),
    ("20百万円", 2000 * MAN),
    ("99百万円（単体）", 9900 * MAN),
    ("資本金（単位：千円）45,000", 4500 * MAN),
    ("9百万円です", 900 * MAN),
    ("8百万", 800 * MAN),
    ("五百万円", 500 * MAN),
    ("千万円", 1000 * MAN),
    ("1千5百万円", 1500 * MAN),
    ("2千5百万です", 2500 * MAN),
    ("500マンです", 500 * MAN),
    ("いっせんまんえん", 1000 * MAN),
    ("さんびゃくまん円です", 300 * MAN),
    ("しほんきんはごひゃくまんえんです", 500 * MAN),
    ("シホンキンは1000万です", 1000 * MAN),
    ("資本菌は2000万です", 2000 * MAN),
    ("資本金は300万やで", 300 * MAN),
    ("資本金ですか、ええと、1000万だったと思います", 1000 * MAN),
    ("たしか1000万だったかな", 1000 * MAN),
    ("1000万ぐれえだべ", 1000 * MAN),
    ("だいたい3000万くらい", 3000 * MAN),
    ("3000万円前後です", 3000 * MAN),
    ("1億弱ですね", OKU),
    ("1億円強", OKU),
    ("5000万ちょうどになります", 5000 * MAN),
    ("ほぼ1000万", 1000 * MAN),
    ("1000万たい", 1000 * MAN),
    ("1000万だがね", 1000 * MAN),
    ("資本金1000万だぎゃ", 1000 * MAN),
    ("さんぜんまんです😊", 3000 * MAN),
    ("1000万円👍", 1000 * MAN),
    ("はい3000万円です", 3000 * MAN),
    ("いちおく", OKU),
    ("10億円", 10 * OKU),
    ("1円", 1),
    ("10万円で作った会社です", 10 * MAN),
    ("1990年設立で資本金は1000万円です", 1000 * MAN),
    ("創業30年、資本金1000万、2代目です", 1000 * MAN),
    ("300万。平成15年設立の有限会社です", 300 * MAN),
    ("出資金が800万円です", 800 * MAN),
    ("出資の総額は500万円です", 500 * MAN),
    ("資本金は2000万、年商は6億です", 2000 * MAN),
    ("年商8億、資本金3000万", 3000 * MAN),
    ("借入が5000万ありますが資本金は1000万です", 1000 * MAN),
    ("資本金1000万円、資本準備金500万円", 1000 * MAN),
    ("最初は300万で、増資して今は1000万です", 1000 * MAN),
    ("300万から1000万に増資しました", 1000 * MAN),
    ("去年増資して5000万円になりました", 5000 * MAN),
    ("1億だったけど減資して5000万", 5000 * MAN),
    ("以前は1000万円でしたが現在は3000万円です", 3000 * MAN),
    ("設立時は10万円、今は500万円です", 500 * MAN),
    ("1000万円です。来年3000万円に増資予定です", 1000 * MAN),
    ("300万、あ、間違えた、500万です", 500 * MAN),
    ("3000万じゃなくて300万でした", 300 * MAN),
    ("えっと1000万、いや1500万だ", 1500 * MAN),
    ("100万の間違いで1000万です", 1000 * MAN),
    ("さっき1000万と言いましたが1500万でした", 1500 * MAN),
    ("800万やなくて900万や", 900 * MAN),
    ("500万でねぐて600万だ", 600 * MAN),
    ("資本金は五百万円で御座います", 500 * MAN),
    ("登記簿では2,400万円になっとります", 2400 * MAN),
    ("うち代表の出資が6割だけど全部で2000万", 2000 * MAN),
    ("資本金は1,000万円（発行済株式200株）", 1000 * MAN),
    ("资本金ではなくて 3000万円", 3000 * MAN),
    ("法人にしたとき300万入れました", 300 * MAN),
    ("300万円、電話は03-1234-5678です", 300 * MAN),
]

RANGES = [
    ("5000万円以下です", (None, 5000 * MAN)),
    ("1億円以上", (OKU, None)),
    ("3億円超", (3 * OKU + 1, None)),
    ("1億は超えてます", (OKU + 1, None)),
    ("1億は超えません", (None, OKU)),
    ("5000万円未満だったと思う", (None, 5000 * MAN - 1)),
    ("1000万から2000万の間です", (1000 * MAN, 2000 * MAN)),
    ("1000万〜3000万円", (1000 * MAN, 3000 * MAN)),
    ("300〜500万くらい", (300 * MAN, 500 * MAN)),
    ("2〜3千万", (2000 * MAN, 3000 * MAN)),
    ("2、3千万だと思います", (2000 * MAN, 3000 * MAN)),
    ("1000万円以上5000万円以下", (1000 * MAN, 5000 * MAN)),
    ("多くても1000万", (None, 1000 * MAN)),
    ("少なくとも3000万はあります", (3000 * MAN, None)),
    ("1000万にも満たないです", (None, 1000 * MAN - 1)),
    ("1億には届かないです", (None, OKU - 1)),
    ("1000万いってないくらい", None),
    ("最大でも5000万", (None, 5000 * MAN)),
    ("１千万円以内です", (None, 1000 * MAN)),
    ("3000万円台です", (3000 * MAN, 4000 * MAN - 1)),
    ("1億円を下回っています", (None, OKU - 1)),
    ("5000万より多いです", (5000 * MAN + 1, None)),
]

ASKED_BACK = [
    ("300", [300 * MAN, 300]),
    ("1000です", [1000 * MAN, 1000]),
    ("３０００", [3000 * MAN, 3000]),
    ("30,000", None),
    ("五百", None),
    ("3千", None),
    ("1億2000", None),
    ("1千500", None),
    ("1000くらい", None),
    ("数百万円", None),
    ("数千万です", None),
    ("10万ドルです", None),
    ("1000万か2000万", [1000 * MAN, 2000 * MAN]),
    ("3000万円？", [3000 * MAN]),
    ("3000万円でいいんですか？", [3000 * MAN]),
    ("1,00万円", None),
    ("3.000.000円", None),
    ("-500万円", None),
    ("▲300万円", None),
    ("0.5円", None),
    ("99999999999億円", None),
    ("1億に増資する予定です", None),
    ("私が500万、弟が500万", None),
]

NONE = [
    "ないです", "ありません", "なし", "無し", "無いです", "資本金はありません", "資本金なし", "個人なんでないです",
    "個人事業なので資本金はないです", "特にないですね", "ないっす", "ゼロです", "0円", "０円です", "0",
    "そんなもんないわ", "資本金なんてあらへん", "うちは個人事業主だから無いよ", "ねえよ",
    "NPOなので資本金はございません", "ないです、個人です", "個人やからないで", "資本金？ないよ",
    "ないない、個人事業だから",
]  # fmt: skip

NOTHING = [
    "わからないです", "知らない", "覚えてないです", "言いたくない", "なんぼやったかなぁ", "資本金って何ですか",
    "いくらまでなら中小企業なの？", "2019年に設立しました", "決算書を見ないとわからない", "社長に聞いてみないと",
    "答えないとだめ？", "関係ないでしょ", "まだ決まってない", "創業50年です", "戻る", "年商8億です",
    "売上は3億円です", "借金が2000万あります", "経常利益は500万です", "家賃は20万円です",
    "補助金は100万円もらえますか", "ねえ、これ何？", "なかなか難しいね", "なんで聞くの", "間違いないです", "問題ない",
    "3番", "2店舗あります",
]  # fmt: skip


def capital(text: str, asked: str | None = "capital_yen") -> object:
    reading = read_quantities(text, asked)
    if "capital_yen" in reading.confirm:
        return ASK
    return reading.slots.get("capital_yen", reading.slots.get("capital_range"))


@pytest.mark.parametrize(("text", "yen"), STORED)
def test_capital_is_read_in_every_notation(text: str, yen: int) -> None:
    assert capital(text) == yen


@pytest.mark.parametrize(("text", "ends"), RANGES)
def test_bounds_of_capital_make_a_range(text: str, ends: tuple[int | None, int | None] | None) -> None:
    assert capital(text) in ((ends,) if ends else (ASK, (None, 1000 * MAN - 1)))


@pytest.mark.parametrize(("text", "candidates"), ASKED_BACK)
def test_doubtful_capital_is_asked_back(text: str, candidates: list[int] | None) -> None:
    reading = read_quantities(text, "capital_yen")
    assert not reading.slots
    assert "capital_yen" in reading.confirm
    assert candidates is None or list(reading.confirm["capital_yen"]) == candidates


@pytest.mark.parametrize("text", NONE)
def test_no_capital_is_zero(text: str) -> None:
    assert capital(text) == 0


@pytest.mark.parametrize("text", NOTHING)
def test_other_answers_to_the_question_for_capital_store_nothing(text: str) -> None:
    assert not read_quantities(text, "capital_yen").slots


@pytest.mark.parametrize("asked", [None, "employees", "sales_change_pct", "industry", "prefecture", "confirm"])
@pytest.mark.parametrize(
    ("text", "yen"),
    [("資本金は3000万円です", 3000 * MAN), ("出資金800万", 800 * MAN), ("資本金1億2千万、よろしく", 12000 * MAN)],
)
def test_a_word_for_capital_suffices_whatever_was_asked(text: str, yen: int, asked: str | None) -> None:
    assert capital(text, asked) == yen
