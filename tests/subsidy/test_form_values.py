"""The cells of the form: written the way people write them, and as spreadsheets leave them."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from subsidy.form.rounds import read_gates
from subsidy.form.slips import Unreadable
from subsidy.form.values import Band, read_bands, read_moment, read_rate, read_yen
from subsidy.form.yaml_text import Flow, block

DAY = dt.date(2026, 12, 18)
FIVE = dt.datetime(2026, 12, 18, 17)


def code_of(read: Callable[[str], Any], text: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read(text)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("300万円", 3_000_000),
        ("1,000,000円", 1_000_000),
        ("100万", 1_000_000),
        ("３００万円", 3_000_000),
        ("1億2,000万円", 120_000_000),
        ("3000000", 3_000_000),
        ("￥3,000,000", 3_000_000),
        ("上限300万円", 3_000_000),
        ("300万円以内", 3_000_000),
        ("500円", 500),
    ],
)
def test_an_amount_is_read_however_it_is_written(text: str, yen: int) -> None:
    assert read_yen(text) == yen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("300", "yen_without_unit"),
        ("約300万円", "bad_yen"),
        ("300人", "bad_yen"),
        ("三百万円", "kanji_number"),
        ("上限三百万円", "kanji_number"),
        ("50〜300万円", "bad_yen"),
        ("300万円（小規模は200万円）", "bad_yen"),
    ],
)
def test_what_could_be_another_amount_is_none(text: str, code: str) -> None:
    assert code_of(read_yen, text) == code


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("1/2", "1/2"),
        ("2分の1", "1/2"),
        ("３分の２", "2/3"),
        ("3分の2以内", "2/3"),
        ("1／2", "1/2"),
        ("50%", "1/2"),
        ("75％", "3/4"),
        ("5割", "1/2"),
        ("0.5", "1/2"),
        ("10/10", "1"),
        ("定額", None),
    ],
)
def test_a_rate_is_read_however_it_is_written(text: str, rate: str | None) -> None:
    assert read_rate(text) == rate


@pytest.mark.parametrize("text", ["1月2日", "2026/1/2", "2026-01-02", "2026/01/02 0:00", "2-Jan", "Jan-02", "１月２日"])
def test_a_rate_that_a_spreadsheet_made_a_day_of_is_told_as_it_was_meant(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_rate(text)
    assert (caught.value.code, caught.value.params["meant"]) == ("rate_turned", "2分の1")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("46024", "rate_turned"),
        ("66%", "rate_rounded"),
        ("0.666667", "rate_rounded"),
        ("3/2", "rate_out_of_range"),
        ("2/0", "rate_out_of_range"),
        ("1/20000", "bad_rate"),
        ("1/2（小規模は2/3）", "bad_rate"),
        ("半分", "bad_rate"),
        ("二分の一", "kanji_number"),
    ],
)
def test_what_is_no_exact_share_is_none(text: str, code: str) -> None:
    assert code_of(read_rate, text) == code


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-18", DAY),
        ("2026/12/18", DAY),
        ("2026年12月18日", DAY),
        ("R8.12.18", DAY),
        ("２０２６年１２月１８日", DAY),
        ("2026年12月18日（金）", DAY),
        ("2026/12/18 0:00", DAY),
        ("2026/12/18 24時", DAY),
        ("令和8年12月18日17時", FIVE),
        ("2026/12/18 17:00", FIVE),
        ("2026/12/18 17:00:00", FIVE),
        ("2026年12月18日（金）17:00必着", FIVE),
        ("令和8年12月18日(金曜日) 午後5時まで", FIVE),
        ("2026年12月18日 正午", dt.datetime(2026, 12, 18, 12)),
    ],
)
def test_an_end_of_a_call_is_read_however_it_is_written(text: str, moment: dt.date) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12月18日", "day_without_year"),
        ("12/18", "day_without_year"),
        ("2026/2/30", "no_such_day"),
        ("2026/12/18 25時", "bad_hour"),
        ("2026年12月18日の夕方", "bad_hour"),
        ("年末", "bad_day"),
        ("令和八年十二月十八日", "kanji_number"),
        ("2026年12月18日（土）", "other_weekday"),
        ("46374", "bad_day"),
    ],
)
def test_no_hour_and_no_year_is_guessed(text: str, code: str) -> None:
    assert code_of(read_moment, text) == code


@pytest.mark.parametrize(
    "text",
    [
        "5人以下 100万円、6〜20人 150万円、21人以上 300万円",
        "5名以下 100万円、6〜20名 150万円、21名以上 300万円",
        "5人以下：1,000,000円／6人から20人：150万／21人〜：300万円",
        "６人未満は100万円；6人以上20人以下は150万円；20人超は300万円",
        "5人まで 100万円\n6-20人 150万円\n21人から 300万円",
    ],
)
def test_caps_by_headcount_are_read_however_they_are_written(text: str) -> None:
    assert read_bands(text) == [Band(0, 5, 1_000_000), Band(6, 20, 1_500_000), Band(21, None, 3_000_000)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5人以下 100万円、8人以上 200万円", "bands_not_joined"),
        ("5人以下 100万円、5人以上 200万円", "bands_not_joined"),
        ("5人以下 100万円、6〜20人 150万円", "bands_end"),
        ("6〜20人 150万円、21人以上 300万円", "bands_begin_late"),
        ("5人以下 100、6人以上 200", "yen_without_unit"),
        ("5人以下", "bad_band"),
        ("5人以下 100万円、6〜3人 150万円、4人以上 200万円", "bad_band"),
        ("規模による", "bad_band"),
        ("、", "bad_band"),
    ],
)
def test_caps_by_headcount_leave_nobody_out(text: str, code: str) -> None:
    assert code_of(read_bands, text) == code


@pytest.mark.parametrize(
    ("text", "gates"),
    [
        ("様式4の発行の受付 2026年12月18日", [("様式4の発行の受付", DAY)]),
        ("様式4の依頼は令和8年12月18日（金）17時まで", [("様式4の依頼", FIVE)]),
        ("様式4（2026/12/18）", [("様式4", DAY)]),
        ("様式4：2026-12-18、説明会の期限 2026年12月18日(金)", [("様式4", DAY), ("説明会", DAY)]),
    ],
)
def test_what_has_to_be_done_first_is_read_with_its_last_day(text: str, gates: list[tuple[str, dt.date]]) -> None:
    assert read_gates(text) == gates


@given(st.text(max_size=30), st.sampled_from([read_yen, read_rate, read_moment, read_bands, read_gates]))
def test_whatever_stands_in_a_cell_is_read_or_told(text: str, read: Callable[[str], Any]) -> None:
    with contextlib.suppress(Unreadable):
        assert read(text) != ""


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_a_text_is_read_back_as_it_was_written(text: str) -> None:
    tree = {"a": text, "b": Flow(c=text, d=[text]), "e": [{"f": text, "g": {"h": text}}]}
    assert yaml.load(block(tree), Loader=yaml.CSafeLoader) == tree
