"""Numbers told as ranges stay ranges, and decide only where the whole range does."""

from __future__ import annotations

import pytest

from tests.bot.conversations.judging import MAKER, statuses
from tests.bot.conversations.owner import VERDICT_NOW, Owner
from tests.bot.visitor import Json


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10人から15人くらいです", 10, 15),
        ("１０～１５名", 10, 15),
        ("10人はおるけど15人はおらんな", 10, 14),
        ("十二、三人かな", 12, 13),
        ("20人以下です", (None, 0, 1), 20),
        ("30人以上います", 30, None),
    ],
)
def test_a_headcount_told_as_a_range_is_kept_as_one(owner: Owner, text: str, low: object, high: object) -> None:
    owner.says("製造業です", "1000万円").says(text)
    stored = owner.stored
    assert "employees" not in stored
    lowest, highest = stored["employees_range"]
    assert lowest in (low if isinstance(low, tuple) else (low,))
    assert highest == high
    assert owner.asked == "sales_change_pct"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1億円以上はある", [100_000_000, None]),
        ("500万から1000万の間だったと思います", [5_000_000, 10_000_000]),
    ],
)
def test_capital_told_as_a_range_is_kept_as_one(owner: Owner, text: str, expected: list[int | None]) -> None:
    owner.says("製造業です").says(text)
    assert owner.stored == {"industry": "製造業", "capital_range": expected}
    assert owner.asked == "employees"


def test_a_decline_between_two_numbers_is_kept_as_a_range(maker: Owner) -> None:
    maker.says("2割から3割くらい減ってます")
    assert maker.stored["sales_change_range"] == [-30, -20]


def test_sales_that_did_not_fall_are_a_range_from_nothing_upwards(maker: Owner) -> None:
    maker.says("減ってないよ、むしろちょっと増えた")
    assert maker.stored["sales_change_range"] == [0, None]
    assert "sales_change_pct" not in maker.stored


def judged_with(owner: Owner, people: str) -> dict[str, str]:
    """The verdict for the maker with another headcount."""
    owner.says("栃木県の製造業の株式会社で、資本金は1000万円です", people, "15%減です", "機械を入れたい", "300万円")
    return owner.says(VERDICT_NOW).accepts().judged


def with_people(people: list[int]) -> Json:
    return MAKER | {"employees": people}


def test_a_range_across_a_limit_leaves_the_verdict_open(owner: Owner) -> None:
    verdict = judged_with(owner, "従業員は15人から25人です")
    assert verdict == statuses(with_people([15, 25]))
    assert verdict["jizokuka_tsujo"] == "undetermined"


def test_a_range_within_a_limit_decides(owner: Owner) -> None:
    verdict = judged_with(owner, "従業員は25人から30人です")
    assert verdict == statuses(with_people([25, 30]))
    assert verdict["jizokuka_tsujo"] == "ineligible"


def test_an_investment_between_two_sums_is_kept_as_a_range(maker: Owner) -> None:
    maker.says("2割減", "機械を入れたい", "300万から500万くらい")
    assert maker.stored["investment_range"] == [3_000_000, 5_000_000]


@pytest.mark.parametrize("text", ["数十人です", "そこそこおる", "10人ちょっとかなあ、いやもっとおるかも"])
def test_a_vague_headcount_is_never_stored_as_an_exact_number(owner: Owner, text: str) -> None:
    owner.says("製造業です", "1000万円").says(text)
    assert "employees" not in owner.stored
