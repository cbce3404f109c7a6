"""The same numbers as two public libraries, on what all of them can read."""

from __future__ import annotations

import functools
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy.quantity import Value, read_quantities


@given(st.integers(100, 10**11).filter(lambda yen: yen < 10**8 or not 0 < yen % 10**8 < 10**4))
def test_kanji_numerals_are_those_of_kanjize(yen: int) -> None:
    kanjize = pytest.importorskip("kanjize")
    for style in kanjize.KanjizeStyle:
        text = kanjize.number2kanji(yen, config=kanjize.KanjizeConfiguration(style=style)) + "円"
        assert read_quantities(text, "capital_yen").slots == {"capital_yen": yen}, text


@functools.cache
def normalizer() -> Any:
    """The library's reader, loaded once."""
    return pytest.importorskip("pynormalizenumexp.normalize_numexp").NormalizeNumexp("ja")


def ends(slots: dict[str, Value | tuple[Value | None, Value | None]]) -> tuple[float, float]:
    """Both ends of the only number."""
    (value,) = slots.values()
    low, high = value if isinstance(value, tuple) else (value, value)
    return -math.inf if low is None else float(low), math.inf if high is None else float(high)


PEOPLE = [
    "{}人", "{}名です", "従業員は{}人です", "{}人以上", "{}人以下", "10〜{}人", "5人から{}人",
]  # fmt: skip


@pytest.mark.parametrize("template", PEOPLE)
@given(number=st.integers(11, 9999))
def test_headcounts_are_those_of_pynormalizenumexp(template: str, number: int) -> None:
    text = template.format(number)
    (expected,) = [found for found in normalizer().normalize(text) if found.counter in "人名"]
    bounds = expected.value_lower_bound, expected.value_upper_bound
    assert ends(read_quantities(text, "employees").slots) == bounds


@given(st.integers(1, 99_999_999), st.sampled_from(["{:,}円", "{}円", "{}万円", "{:,}万円"]))
def test_amounts_are_those_of_pynormalizenumexp(number: int, template: str) -> None:
    text = template.format(number)
    (expected,) = normalizer().normalize(text)
    assert read_quantities(text, "capital_yen").slots == {"capital_yen": expected.value_lower_bound}
