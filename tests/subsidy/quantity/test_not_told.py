"""Numbers that are supposed, doubted, out of reach, of something else, or told twice: asked about, not stored."""

from __future__ import annotations

import pytest

from subsidy.quantity import read_quantities
from tests.subsidy.quantity.test_talk import MAN, short

SOURCES = [
    ("社員12人、保険の名簿だと15人", {"employees": "?"}),
    ("わしの感覚じゃ15%減、税理士は25%減", {"sales": "?"}),
    ("売上は20%減、税理士さんの計算だと22%減です", {"sales": "?"}),
    ("資本金1000万円、登記では3000万円", {"capital": "?"}),
    ("登記では資本金1000万円です", {"capital": 1000 * MAN}),
    ("決算書だと前年比20%減、今年は30%減", {"sales": -30}),
    ("去年の決算書では30人、今は25人", {"employees": 25}),
    ("社員12人、名簿でも12人", {"employees": 12}),
]


@pytest.mark.parametrize(("text", "expected"), SOURCES)
def test_two_figures_for_one_thing_from_different_sources_are_asked_about(
    text: str, expected: dict[str, object]
) -> None:
    asked = {"employees": "employees", "sales": "sales_change_pct", "capital": "capital_yen"}[next(iter(expected))]
    assert short(text, asked) == expected


@pytest.mark.parametrize(
    ("text", "slot", "candidates"),
    [
        ("売上が半分だったら？", "sales_change_pct", (-50,)),
        ("もし売上が半分だったら", "sales_change_pct", (-50,)),
        ("売上が30%だったら？", "sales_change_pct", (-30, -70)),
        ("売上が3割減ったら", "sales_change_pct", (-30,)),
        ("資本金が3000万円だったら", "capital_yen", (3000 * MAN,)),
        ("従業員が21人なら", "employees", (21,)),
    ],
)
def test_what_is_only_supposed_is_asked_about_with_its_sign(text: str, slot: str, candidates: tuple[int, ...]) -> None:
    reading = read_quantities(text, "industry")
    assert (reading.slots, reading.confirm) == ({}, {slot: candidates})


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("最低賃金より低い人が3人います", None, {}),
        ("最低賃金より低い人が3人います", "employees", {"employees": "?"}),
        ("時給が1000円以下の従業員が3人います", None, {}),
        ("従業員は15人で、辞めた人が3人", "employees", {"employees": 15}),
        ("去年の時点では従業員10人でした", None, {"employees": "?"}),
        ("500万は無理", "investment_yen", {"investment": "?"}),
        ("資本金は1000万円、難しいことはわからない", "capital_yen", {"capital": 1000 * MAN}),
    ],
)
def test_a_number_of_something_else_is_not_the_companys(
    text: str, asked: str | None, expected: dict[str, object]
) -> None:
    assert short(text, asked) == expected


def test_a_choice_between_declines_is_asked_back_as_declines() -> None:
    reading = read_quantities("売上は2割か3割減", "prefecture")
    assert reading.confirm == {"sales_change_pct": (-20, -30)}
