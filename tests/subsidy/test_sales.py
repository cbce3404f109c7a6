"""Decline of sales from monthly figures: which months are compared with which."""

import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy import Assessment, Catalog
from subsidy.interval import Interval
from subsidy.reference import SalesTest
from subsidy.sales import BestMonths, best_months, shift
from subsidy.state import State

Assess = Callable[..., Assessment]
Find = Callable[..., BestMonths | None]
BASE_2019 = {f"2019-{month:02d}": 100 for month in range(1, 13)}
BASE_2020 = {f"2020-{month:02d}": 100 for month in range(1, 4)}
WINDOW = ("2020-10", "2020-11", "2020-12", "2021-01", "2021-02", "2021-03")


def sales_test(catalog: Catalog, name: str) -> SalesTest:
    return next(test for test in catalog.definitions.sales_tests if test.id == name)


@pytest.fixture(scope="module")
def three_of_six(catalog: Catalog) -> Find:
    test = sales_test(catalog, "precovid_3_of_6")
    return lambda monthly, on="2021-04": best_months(test, monthly, on)


@pytest.fixture(scope="module")
def one_month(catalog: Catalog) -> Find:
    test = sales_test(catalog, "single_month_2021")
    return lambda monthly, on="2021-04": best_months(test, monthly, on)


def figures(recent: list[int], **other: int) -> dict[str, int]:
    """Base figures of 100 a month with the window's own; other months as `m2020_01=…`."""
    named = {key[1:].replace("_", "-"): value for key, value in other.items()}
    return BASE_2019 | BASE_2020 | dict(zip(WINDOW, recent, strict=True)) | named


def months(best: BestMonths | None) -> set[str]:
    assert best is not None
    return {pair.month for pair in best.pairs}


def decline(best: BestMonths | None) -> Interval:
    assert best is not None
    return best.decline


@pytest.mark.parametrize(("month", "by", "result"), [("2021-01", -1, "2020-12"), ("2020-12", 1, "2021-01")])
def test_months_are_counted_across_the_turn_of_the_year(month: str, by: int, result: str) -> None:
    assert shift(month, by) == result
    assert shift(month, 12 * by) == f"{int(month[:4]) + by}{month[4:]}"


def test_the_three_worst_months_need_not_follow_each_other(three_of_six: Find) -> None:
    best = three_of_six(figures([50, 100, 60, 100, 70, 100]))
    assert months(best) == {"2020-10", "2020-12", "2021-02"}
    assert best is not None
    assert (best.sales_yen, best.base_yen, best.missing) == (180, 300, ())
    assert best.decline == Interval(40, 40)


def test_the_largest_decline_is_of_the_sums_not_of_the_single_months(three_of_six: Find) -> None:
    recent = figures([0, 90, 900, 1000, 100, 100], m2019_10=10, m2019_12=1000, m2019_01=1000, m2020_01=1000)
    best = three_of_six(recent)
    assert months(best) == {"2020-10", "2020-11", "2020-12"}
    assert decline(best).low == Fraction((1110 - 990) * 100, 1110)


def test_the_decline_is_exact_and_never_rounded(three_of_six: Find) -> None:
    ten = figures([90, 90, 90, 100, 100, 100])
    assert decline(three_of_six(ten)) == Interval(10, 10)
    nearly = three_of_six({month: value * 10**9 for month, value in ten.items()} | {"2020-10": 90 * 10**9 + 1})
    assert decline(nearly).low == 10 - Fraction(100, 300 * 10**9)


def test_growth_is_a_negative_decline(three_of_six: Find) -> None:
    best = three_of_six(figures([110, 110, 110, 120, 120, 120]))
    assert decline(best) == Interval(-10, -10)


def test_a_month_is_compared_with_the_same_month(three_of_six: Find) -> None:
    best = three_of_six(figures([50, 60, 70, 100, 100, 100]))
    assert best is not None
    assert {(pair.month, pair.base_month) for pair in best.pairs} == {
        ("2020-10", "2019-10"),
        ("2020-11", "2019-11"),
        ("2020-12", "2019-12"),
    }


@pytest.mark.parametrize(("in_2019", "in_2020", "chosen"), [(200, 100, "2019-02"), (100, 200, "2020-02")])
def test_january_to_march_may_be_compared_with_either_year(
    three_of_six: Find, one_month: Find, in_2019: int, in_2020: int, chosen: str
) -> None:
    monthly = figures([100, 100, 100, 100, 50, 100], m2019_02=in_2019, m2020_02=in_2020)
    for find in (three_of_six, one_month):
        best = find(monthly)
        assert best is not None
        assert [pair.base_month for pair in best.pairs if pair.month == "2021-02"] == [chosen]


def test_each_month_of_january_to_march_chooses_its_own_year(three_of_six: Find) -> None:
    best = three_of_six(figures([100, 100, 100, 50, 50, 50], m2019_01=200, m2020_02=200))
    assert best is not None
    assert {pair.base_month for pair in best.pairs} >= {"2019-01", "2020-02"}
    assert best.decline == Interval(70, 70)


def test_april_to_december_of_2020_is_no_base(three_of_six: Find) -> None:
    monthly = BASE_2019 | {f"2020-{month:02d}": 1000 for month in range(4, 13)} | {"2021-04": 50}
    best = three_of_six(monthly, "2021-05")
    assert best is not None
    assert all(pair.base_month.startswith("2019") for pair in best.pairs)


def test_early_2020_is_compared_with_2019_and_never_with_itself(three_of_six: Find) -> None:
    recent = {"2020-04": 100, "2020-05": 100, "2020-06": 100}
    best = three_of_six(BASE_2019 | {"2020-01": 40, "2020-02": 50, "2020-03": 60} | recent, "2020-07")
    assert decline(best) == Interval(50, 50)
    grown = three_of_six(
        BASE_2019 | dict.fromkeys(("2020-01", "2020-02", "2020-03"), 200) | {"2020-04": 200}, "2020-05"
    )
    assert grown is not None
    assert grown.decline.low == -100
    assert all(pair.base_month.startswith("2019") for pair in grown.pairs)


def test_april_2020_is_the_first_month_that_six_months_may_end_with(three_of_six: Find) -> None:
    monthly = BASE_2019 | {f"2018-{month:02d}": 100 for month in range(1, 13)} | BASE_2020
    assert three_of_six(monthly, "2020-03") is None
    assert three_of_six(monthly | {"2020-04": 100}, "2020-04") is not None


def test_the_six_months_end_with_the_latest_figure_up_to_the_day(three_of_six: Find) -> None:
    monthly = figures([100] * 6, m2020_09=0, m2021_04=0)
    assert months(three_of_six(monthly, "2021-03")) <= set(WINDOW)
    assert decline(three_of_six(monthly, "2021-03")) == Interval(0, 0)
    low = decline(three_of_six(monthly, "2021-04")).low
    assert low is not None
    assert low > 0


@pytest.mark.parametrize("lost", ["2020-11", "2019-12", "2020-01", "2019-03"])
def test_a_figure_that_is_missing_leaves_a_larger_decline_possible(three_of_six: Find, lost: str) -> None:
    monthly = figures([95] * 6)
    del monthly[lost]
    best = three_of_six(monthly)
    assert best is not None
    assert (best.decline, best.missing) == (Interval(5, 100), (lost,))


def test_a_figure_of_zero_is_a_figure(three_of_six: Find) -> None:
    best = three_of_six(figures([0, 0, 0, 100, 100, 100]))
    assert best is not None
    assert (best.decline, best.missing) == (Interval(100, 100), ())


def test_without_sales_before_nothing_can_be_compared(three_of_six: Find, one_month: Find) -> None:
    nothing = dict.fromkeys(BASE_2019 | BASE_2020, 0) | dict.fromkeys(WINDOW, 100)
    assert three_of_six(nothing) is None
    assert one_month(nothing) is None
    best = one_month(nothing | {"2019-02": 200})
    assert decline(best).low == 50


@pytest.mark.parametrize(
    "monthly", [{}, BASE_2019, BASE_2019 | BASE_2020, {"2021-01": 5, "2021-02": 5}, BASE_2019 | {"2021-01": 5}]
)
def test_too_few_figures_tell_nothing_of_three_months(three_of_six: Find, monthly: Mapping[str, int]) -> None:
    assert three_of_six(monthly) is None


def test_the_single_month_is_one_of_january_to_march_2021(one_month: Find) -> None:
    best = one_month(figures([0, 0, 0, 80, 70, 90]))
    assert months(best) == {"2021-02"}
    assert decline(best) == Interval(30, 30)


@given(
    recent=st.lists(st.integers(0, 5), min_size=6, max_size=6),
    base=st.lists(st.integers(0, 5), min_size=9, max_size=9),
)
def test_no_other_choice_of_months_declines_more(three_of_six: Find, recent: list[int], base: list[int]) -> None:
    names = ["2019-10", "2019-11", "2019-12", "2019-01", "2019-02", "2019-03", "2020-01", "2020-02", "2020-03"]
    bases = dict(zip(names, base, strict=True))
    declines = []
    for chosen in itertools.combinations(range(6), 3):
        options = [[base[i]] if i < 3 else [base[i], base[i + 3]] for i in chosen]
        for picked in itertools.product(*options):
            if sum(picked):
                declines.append(Fraction(100 * (sum(picked) - sum(recent[i] for i in chosen)), sum(picked)))
    best = three_of_six(bases | dict(zip(WINDOW, recent, strict=True)))
    assert (None if best is None else best.decline.low) == max(declines, default=None)


def state(assessment: Assessment, frame: str, criterion: str) -> State:
    return next(result.state for result in assessment.verdicts[frame].criteria if result.id == criterion)


def test_monthly_figures_decide_both_tests_and_ask_for_neither(assess: Assess) -> None:
    assessment = assess({"monthly_sales": figures([100, 90, 90, 90, 100, 100])})
    assert state(assessment, "saikouchiku_tsujo", "sales_3_months") is State.MET
    assert state(assessment, "saikouchiku_kinkyu", "single_month_sales") is State.UNMET
    assert not any("sales" in key for key in assessment.verdicts["saikouchiku_tsujo"].missing)


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (dt.date(2021, 3, 30), State.UNMET),
        (dt.date(2021, 3, 31), State.MET),
        (dt.date(2021, 4, 1), State.MET),
        (dt.date(2021, 4, 29), State.MET),
    ],
)
def test_a_month_counts_from_its_last_day_on(assess: Assess, on: dt.date, found: State) -> None:
    monthly = figures([100, 100, 100, 100, 100, 0], m2020_09=100)
    assert state(assess({"monthly_sales": monthly}, on), "saikouchiku_tsujo", "sales_3_months") is found


def test_a_decline_that_is_given_wins_over_monthly_figures(assess: Assess) -> None:
    given_pct = {"any_3_of_last_6_months_vs_precovid_pct": 5}
    assessment = assess({"monthly_sales": figures([0] * 6), "sales_decline": given_pct})
    assert state(assessment, "saikouchiku_tsujo", "sales_3_months") is State.UNMET
    assert state(assessment, "saikouchiku_kinkyu", "single_month_sales") is State.MET


def test_without_a_base_the_decline_is_asked_for(assess: Assess) -> None:
    assessment = assess({"monthly_sales": dict.fromkeys(BASE_2019 | BASE_2020, 0) | dict.fromkeys(WINDOW, 1)})
    assert state(assessment, "saikouchiku_tsujo", "sales_3_months") is State.UNKNOWN
    assert "sales_decline.any_3_of_last_6_months_vs_precovid_pct" in assessment.verdicts["saikouchiku_tsujo"].missing
