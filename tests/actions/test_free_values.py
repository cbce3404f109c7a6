"""Answers in own words to the engine's questions: dates, money, percent, counts, lists."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pytest

from actions.free_values import FreeValues, date_in, days_in
from actions.texts import texts
from subsidy import Engine

TODAY = dt.date(2026, 11, 22)


def reader() -> FreeValues:
    return FreeValues(texts(), lambda: dt.datetime.combine(TODAY, dt.time(12)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年4月1日に始めました", "2026-04-01"),
        ("令和7年の12月です", "2025-12-01"),
        ("平成元年", "1989-01-01"),
        ("昭和４８年創業です", "1973-01-01"),
        ("2026/3/15", "2026-03-15"),
        ("1998年", "1998-01-01"),
        ("去年の6月", "2025-06-01"),
        ("今年の4月15日から", "2026-04-15"),
        ("一昨年の9月", "2024-09-01"),
        ("3年前", "2023-01-01"),
        ("2015年10人で始めました", "2015-01-01"),
        ("2015年6月10人で始めました", "2015-06-01"),
        ("20190415", "2019-04-15"),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, day: str) -> None:
    assert date_in(unicodedata.normalize("NFKC", text), TODAY) == day


@pytest.mark.parametrize("text", ["2026年13月", "わからん", "30年くらい前", "2026年2月30日"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert date_in(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025年12月20日", "2025-12-20", "2025-12-20"),
        ("2025年12月", "2025-12-01", "2025-12-31"),
        ("令和6年2月", "2024-02-01", "2024-02-29"),
        ("令和7年", "2025-01-01", "2025-12-31"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("今年です", "2026-01-01", "2026-11-22"),
        ("今月、2026年11月に", "2026-11-01", "2026-11-22"),
        ("2026年12月に開業します", "2026-12-01", "2026-12-31"),
        ("1年前", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_month_or_year_alone_may_mean_any_of_its_days_up_to_today(text: str, first: str, last: str) -> None:
    assert days_in(text, TODAY) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("company.annual_sales_yen", "12億円くらい", 1_200_000_000),
        ("company.lowest_hourly_wage_yen", "1,050円です", 1050),
        ("company.lowest_hourly_wage_yen", "時給１０２０円", 1020),
        ("plans.raised_employees", "5人です", 5),
        ("plans.business_transfer", "M&Aで買うつもり", ["M&Aで買う"]),
        ("plans.consortium_size", "うちだけです", 1),
        ("plans.consortium_size", "3社で", 3),
        ("plans.growth_route", "グローバル展開で", "グローバル展開"),
    ],
)
def test_an_answer_is_read_as_its_field_wants_it(field: str, text: str, value: Any, engine: Engine) -> None:
    assert reader().read(engine.fields[field], text) == value


@pytest.mark.parametrize("field", ["company.annual_sales_yen", "plans.raised_employees", "company.founded_on"])
def test_words_without_a_value_give_none(field: str, engine: Engine) -> None:
    assert reader().read(engine.fields[field], "それはちょっと") is None


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((None, -10), "10%以上の減"),
        ((-10, 0), "減っていても10%減まで"),
        ((-10, None), "減っていても10%減まで"),
        ((-30, -20), "20%減から30%減"),
        ((0, None), "減っていない"),
    ],
)
def test_a_range_of_declines_is_said_the_right_way_round(ends: tuple[int | None, int | None], said: str) -> None:
    assert texts().change_range(*ends) == said
