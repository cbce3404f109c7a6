from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidy.quantity import Kind, Reading, read_quantities

ASKED = st.sampled_from(
    [None, "capital_yen", "employees", "sales_change_pct", "investment_yen", "confirm", "plan", "industry", "choice"]
)
WORDS = [
    "資本金", "従業員", "社員", "パート", "売上", "前年比", "投資", "予算", "は", "が", "で", "に", "の", "から",
    "まで", "、", "。", " ", "\n", "3000", "１２", "1.5", "1,000", "三", "十", "百", "千", "万", "億", "円", "人",
    "名", "割", "%", "分の", "倍", "半分", "減", "増", "以上", "未満", "〜", "-", "▲", "数", "じゃなくて", "いや",
    "合計", "来月", "去年", "今年", "入れて", "私", "ない", "いません", "です", "ですか", "?", "😊", "\u200d", "\x00",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)
TEXTS = st.one_of(st.text(max_size=80), SENTENCES)
CHARACTERS = st.text(st.characters(), max_size=200)

DIGITS = "〇一二三四五六七八九"


def kanji(number: int) -> str:
    """A number below 10,000 in kanji."""
    out = ""
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            out += ("" if digit == 1 and unit else DIGITS[digit]) + unit
    return out


def mixed(yen: int, write: object = str, *, comma: bool = False) -> str:
    """Yen with 億 and 万."""
    oku, rest = divmod(yen, 10**8)
    man, one = divmod(rest, 10**4)
    parts = [(oku, "億"), (man, "万"), (one, "")]
    return "".join((f"{n:,}" if comma else write(n)) + unit for n, unit in parts if n)  # type: ignore[operator]


def wide(text: str) -> str:
    """Full-width digits and signs."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


AMOUNTS = st.one_of(
    st.integers(1, 10**11).filter(lambda yen: yen < 10**8 or not 0 < yen % 10**8 < 10**4),
    st.integers(1, 9999).map(lambda n: n * 10**4),
    st.integers(1, 999).map(lambda n: n * 10**7),
)


@given(AMOUNTS, st.sampled_from(["capital_yen", "investment_yen"]))
def test_an_amount_is_read_back_in_whatever_notation_it_is_written(yen: int, slot: str) -> None:
    spellings = [f"{yen}円", f"{yen:,}円", mixed(yen) + "円", mixed(yen, kanji) + "円", mixed(yen, comma=True) + "円"]
    if yen % 1000 == 0:
        spellings += [f"{yen // 1000}千円", f"{yen // 1000:,}千円"]
    if yen % 10**6 == 0:
        spellings += [f"{yen // 10**6}百万円", f"{yen / 10**8:.2f}億円"]
    for text in spellings:
        for spelling in (text, wide(text), f"約{text}です"):
            assert read_quantities(spelling, slot).slots == {slot: yen}, spelling


@given(st.integers(1, 9999))
def test_a_headcount_is_read_back_in_whatever_notation_it_is_written(people: int) -> None:
    for text in (f"{people}人", f"{people:,}名", f"{kanji(people)}人", wide(f"{people}名です"), str(people)):
        reading = read_quantities(text, "employees")
        neighbours = {"employees_range": (people // 10, people // 10 + 1)}
        assert reading.slots == {"employees": people} or reading.slots == neighbours, text


@given(st.integers(1, 100))
def test_a_decline_is_read_back_in_whatever_notation_it_is_written(percent: int) -> None:
    texts = [
        f"{percent}%減",
        f"{percent}％減りました",
        f"▲{percent}%",
        f"-{percent}%",
        f"マイナス{percent}パーセント",
        f"{kanji(percent)}%減",
        f"売上は{percent}%ダウン",
    ]
    if percent % 10 == 0 and percent < 100:
        texts += [f"{percent // 10}割減", f"{DIGITS[percent // 10]}割ほど落ちた"]
    for text in texts:
        assert read_quantities(text, "sales_change_pct").slots == {"sales_change_pct": -percent}, text


@given(st.integers(50, 200))
def test_a_share_of_the_year_before_is_read_as_the_change_to_it(percent: int) -> None:
    for text in (f"前年比{percent}%", f"前年の{percent}％です", f"去年の{percent}パーセントくらい"):
        assert read_quantities(text, "sales_change_pct").slots == {"sales_change_pct": percent - 100}, text


@given(st.one_of(TEXTS, CHARACTERS), ASKED)
def test_no_text_is_too_odd_to_be_read(text: str, asked: str | None) -> None:
    read_quantities(text, asked)


@given(TEXTS, ASKED)
def test_quantities_lie_in_the_text_one_after_the_other(text: str, asked: str | None) -> None:
    last = 0
    for quantity in read_quantities(text, asked).quantities:
        assert last <= quantity.start < quantity.end <= len(text)
        last = quantity.end


def numbers(reading: Reading) -> list[object]:
    """All numbers that would be stored."""
    return [end for value in reading.slots.values() for end in (value if isinstance(value, tuple) else [value])]


@given(SENTENCES, ASKED)
def test_what_is_stored_is_possible_and_not_asked_about_as_well(text: str, asked: str | None) -> None:
    assert_possible(read_quantities(text, asked))


def assert_possible(reading: Reading) -> None:
    """No value is absurd, none is stored and asked about at once."""
    assert not any(isinstance(number, float) for number in numbers(reading))
    for slot, value in reading.slots.items():
        low, high = value if isinstance(value, tuple) else (value, value)
        assert low is not None or high is not None
        assert low is None or high is None or low <= high
        limit = {"capital": 10**15, "employees": 10**7, "sales": 10**4, "investment": 10**15}[slot.split("_")[0]]
        assert all(end is None or (-100 if "sales" in slot else 0) <= end <= limit for end in (low, high))
    assert not reading.slots.keys() & reading.confirm.keys()
    families = [slot.split("_")[0] for slot in [*reading.slots, *reading.confirm]]
    assert len(families) == len(set(families))


PIECES = st.sampled_from(
    [
        *"0123456789０３８一二三四十百千万億兆円人名割分%％台本社月年日時の、。・〜ー-▲+×★(）!?はがをにでとも減増落切届超",
        *WORDS,
        "未満",
        "下らない",
    ]
    + [
        "届かない",
        "桁",
        "ダース",
        "税込",
        "税抜",
        "単位",
        "千円",
        "百万円",
        "半文",
        "ゼロ",
        "平均",
        "一時は",
        "どころか",
        "¥",
        "とび",
        "ひとり",
    ]
)


@settings(max_examples=max(2000, settings.default.max_examples))  # type: ignore[union-attr]
@given(st.lists(PIECES, min_size=1, max_size=24).map("".join), ASKED)
def test_no_string_of_digits_units_and_particles_stores_what_cannot_be(text: str, asked: str | None) -> None:
    assert_possible(read_quantities(text, asked))


@given(SENTENCES.filter(lambda text: not text.isascii()), ASKED)
def test_full_and_half_width_are_the_same(text: str, asked: str | None) -> None:
    narrow = unicodedata.normalize("NFKC", text)
    assert read_quantities(wide(narrow), asked).slots == read_quantities(narrow, asked).slots


@given(
    st.integers(0, 10**7),
    st.sampled_from([None, "confirm", "choice", "industry", "prefecture", "legal_form", "program"]),
)
def test_a_bare_number_is_nothing_where_no_number_was_asked_for(number: int, asked: str | None) -> None:
    for text in (str(number), f"{number}です", f"{number}番", kanji(number % 10_000) + "です"):
        reading = read_quantities(text, asked)
        assert not reading.slots
        assert not reading.confirm


@given(st.integers(1, 999_999), st.sampled_from(["capital_yen", "investment_yen"]))
def test_money_without_a_unit_is_asked_back(number: int, slot: str) -> None:
    reading = read_quantities(str(number), slot)
    assert not reading.slots
    assert reading.confirm[slot][0] == number * 10**4


@pytest.mark.parametrize(
    "counter",
    [
        "台",
        "店舗",
        "年",
        "月",
        "日",
        "時",
        "歳",
        "階",
        "坪",
        "件",
        "個",
        "本",
        "回",
        "番",
        "号",
        "期",
        "代目",
        "席",
        "室",
        "軒",
        "社",
        "枚",
        "箱",
        "km",
        "トン",
        "店",
    ],
)
@given(number=st.integers(1, 3000), asked=ASKED)
def test_what_counts_other_things_is_stored_nowhere(counter: str, number: int, asked: str | None) -> None:
    assert not read_quantities(f"{number}{counter}あります", asked).slots


@pytest.mark.parametrize(
    "text",
    [
        "nan",
        "inf",
        "-inf",
        "1e309",
        "１e309",
        "∞円",
        "99999999999999999999億円",
        "9" * 5000 + "円",
        "1" + ",000" * 1000 + "円",
        "-5人",
        "▲10人",
        "1_000",
        "0x10",
        "①",
        "②人",
        "٣٠٠",
        "Ⅳ人",
        "1.2.3万円",
        "1,2,3,4",
        "㌫",
        "½人",
    ],
)
@pytest.mark.parametrize("asked", ["capital_yen", "employees", "investment_yen"])
def test_what_is_no_number_is_not_stored(text: str, asked: str) -> None:
    assert not read_quantities(text, asked).slots


ODD = [
    "千", "1,", "9", "人", "割", "〜", "3人、", "じゃなくて5人", "ない", "です", "1億と", "に減った", "前年比", "…",
    "\x00", "\ud800", "👨‍👩‍👧", "売上は", "(", "0-", "二", "万", "から", "ー", "は", "の", "えっと", "だ", "a@",
    "http://", "いません", "特に", "私", "くらい", "か", "数", "分の1",
]  # fmt: skip


@pytest.mark.parametrize("piece", ODD)
@pytest.mark.parametrize("asked", ["employees", "sales_change_pct"])
def test_long_texts_are_read_to_their_end(piece: str, asked: str | None) -> None:
    """A pattern with many ways to cut a text would not come back from one of these."""
    for prefix in ("", "売上が3割"):
        text = (prefix + piece * 10_000)[:10_000]
        for one in (text, text[:500]):
            found = read_quantities(one, asked).quantities
            assert all(0 <= quantity.start < quantity.end <= len(one) for quantity in found)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map("".join))
def test_kinds_of_quantities_are_those_of_their_units(text: str) -> None:
    for quantity in read_quantities(text, "employees").quantities:
        assert quantity.kind in (Kind.MONEY, Kind.PEOPLE, Kind.SHARE, Kind.BARE)


@pytest.mark.parametrize("pattern", ["1億{}", "百万億{}兆京円", "{}億{}", "1,{}", "{}.{}", "1億と{}", "▲{}%"])
def test_a_long_run_of_digits_is_read_at_once(pattern: str) -> None:
    began = time.thread_time()
    read_quantities(pattern.replace("{}", "9" * 200), "capital_yen")
    assert time.thread_time() - began < 2


@pytest.mark.parametrize(
    "text",
    ["投資は1,000兆超です", "資本金千千兆超", "投資は1.5から1,000円", "資本金は0.5円から", "投資 1,000兆超〜から〜"],
)
def test_no_amount_that_cannot_be_is_stored(text: str) -> None:
    for asked in ("capital_yen", "investment_yen", None):
        assert read_quantities(text, asked).slots == {}
