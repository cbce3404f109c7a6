"""The cells of scenario sheets: amounts and answers as people write them."""

import re
from decimal import Decimal

import pytest

from subsidy.cells import read_amount, read_cell


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("0", 0),
        ("0円", 0),
        ("5000万円", 50_000_000),
        ("1億円", 10**8),
        ("1億", 10**8),
        ("1億1円", 10**8 + 1),
        ("1億5000万", 150_000_000),
        ("1億2,000万3円", 120_000_003),
        ("49,999,999円", 49_999_999),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, yen: int) -> None:
    assert read_amount(text) == yen


@pytest.mark.parametrize("text", ["", "円", "万円", "-1円", "1.5億円", "5千万円", "1億円くらい", "abc", "1円2万"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        read_amount(text)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("money", "300万円〜500万円", [3_000_000, 5_000_000]),
        ("money", "300万円〜", [3_000_000, None]),
        ("money", "～500万円", [None, 5_000_000]),
        ("count", "20人", 20),
        ("count", "10〜20人", [10, 20]),
        ("percent", "9.99%", Decimal("9.99")),
        ("percent", "12％", 12),
        ("percent", "-5", -5),
        ("flag", " はい ", True),
        ("flag", "いいえ", False),
        ("codes", "P-01・P-02", ["P-01", "P-02"]),
        ("codes", "なし", []),
        ("date", "2021-01-08", "2021-01-08"),
        ("date", "2026/12/10", "2026-12-10"),
        ("date", "2026/4/1", "2026-04-01"),
        ("date", "２０２６年４月１日", "2026-04-01"),
        ("date", "令和8年4月1日", "2026-04-01"),
        ("choice", "小売業", "小売業"),
        (
            "months",
            "2020-10=80万円；2020-11=700000;2019-10=1億円",
            {"2020-10": 800000, "2020-11": 700000, "2019-10": 10**8},
        ),
        *((kind, "不明", None) for kind in ("money", "count", "percent", "flag", "codes", "choice", "date", "months")),
    ],
)
def test_a_cell_becomes_the_value_of_a_profile(kind: str, text: str, value: object) -> None:
    assert read_cell(kind, text) == value
