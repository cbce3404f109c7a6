"""Numbers by people who learn Japanese, in English, and typed with thick fingers."""

from __future__ import annotations

import pytest

from subsidy.quantity import read_quantities
from tests.subsidy.quantity.answers import answer


@pytest.mark.parametrize(
    ("text", "slot", "expected"),
    [
        ("10人より 少ない です", "employees", (None, 9)),
        ("社員は 3人 じゃない、4人の まちがい", "employees", 4),
        ("だれも 雇って ない", "employees", 0),
        ("five people", "employees", 5),
        ("about twenty employees", "employees", 20),
        ("five million yen", "capital_yen", 5_000_000),
        ("3 million yen", "capital_yen", 3_000_000),
        ("２０００まｎ", "capital_yen", 20_000_000),
        ("売り上げを 40% 下がりました", "sales_change_pct", -40),
    ],
)
def test_what_they_mean_is_read(text: str, slot: str, expected: object) -> None:
    assert answer(text, slot) == expected


def test_what_is_written_anew_keeps_its_place() -> None:
    (found,) = read_quantities("we have five people", "employees").quantities
    assert "we have five people"[found.start : found.end] == "five people"


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("工場9 店長6 席20", "employees"),
        ("事務3 トラック5 運転手8", "employees"),
        ("10人ちょっとかなあ、いやもっとおるかも", "employees"),
        ("100兆円！なんちゃって", "capital_yen"),
        ("ワイシャツの点数 4割減", "sales_change_pct"),
        ("店の方は3割減、通販は増えた", "sales_change_pct"),
    ],
)
def test_what_is_doubtful_is_asked_back(text: str, slot: str) -> None:
    found = read_quantities(text, slot)
    assert found.slots == {}
    assert slot in found.confirm


@pytest.mark.parametrize(
    ("text", "slot", "expected"),
    [
        ("工場9 店長6 外交2 みんな正社員", "employees", 17),
        ("25。多い時は30いたけどね", "employees", 25),
        ("8人だったが、三月に2人辞めて、今6人", "employees", 6),
        ("3千万より上ってことはねえ", "capital_yen", (None, 30_000_000)),
        ("3千万は出せねえ、出して2千万までだ", "investment_yen", (None, 20_000_000)),
        ("トラック1台2300万で買いてえ", "investment_yen", 23_000_000),
        ("前年同月を下回っておりません", "sales_change_pct", (0, None)),
        ("燃料代は倍になったが売上はよこばい", "sales_change_pct", 0),
        ("減ったんじゃなくて売上は増えたの", "sales_change_pct", (0, None)),
        ("3割は超えてないけど2割以上は減ってる", "sales_change_pct", (-30, -20)),
    ],
)
def test_what_is_clear_is_stored(text: str, slot: str, expected: object) -> None:
    assert answer(text, slot) == expected


def test_a_run_that_breaks_off_within_a_sign_is_read_to_its_end() -> None:
    assert read_quantities("２０００まｎ" * 3, "sales_change_pct").slots == {}
