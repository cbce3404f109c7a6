"""Rates in steps as whole numbers: the same as the working by hand, step after step."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from subsidy.scale import Scale
from subsidy.source import Source
from subsidy.tariff import RateStep

HERE = Source("document", "place")
rates = st.sampled_from([Fraction(part) for part in ("1/4", "1/3", "1/2", "2/3", "3/4", "4/5", "1/1")])
steps = st.lists(st.tuples(st.integers(0, 10**9), rates), max_size=4)


def by_hand(rate: Fraction, limits: list[tuple[int, Fraction]], cost_yen: int) -> int:
    """Stretch after stretch of the cost is paid at the rate that holds there."""
    paid, left = Fraction(0), Fraction(cost_yen)
    for above, lower in sorted(limits, key=lambda limit: limit[0]):
        stretch = (above - paid) / rate
        if left <= stretch:
            break
        paid, left, rate = Fraction(above), left - stretch, lower
    return int(paid + left * rate)


@given(rates, steps, st.integers(0, 10**10))
def test_a_scale_pays_what_the_working_by_hand_pays(
    rate: Fraction, limits: list[tuple[int, Fraction]], cost: int
) -> None:
    scale = Scale(rate, [RateStep(above, lower, HERE) for above, lower in limits])
    turns = [int(cost) + step for step in (-1, 0, 1) if cost + step >= 0]
    assert [scale.subsidy(turn) for turn in turns] == [by_hand(rate, limits, turn) for turn in turns]
