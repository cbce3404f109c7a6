"""The evaluation of the checklist: counts, patterns at their limits, what unanswered sections leave open."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy import Catalog
from subsidy.checklist import BEHIND, FEW, READY, Outcome, evaluate, stages_of, tally
from subsidy.reference import ChecklistLimits

SIZES = {1: 9, 2: 3, 3: 4, 4: 1, 5: 2}
ITEMS = {number: [f"{number}_{place}" for place in range(size)] for number, size in SIZES.items()}
LIMITS = ChecklistLimits(few=Fraction(1, 3), behind=Fraction(1, 2), gap=Fraction(1, 3), ready=Fraction(1, 2))
ORDER = (BEHIND, READY, FEW)


def outcome(*counts: int | None) -> Outcome:
    """The outcome for so many ticks in each section; None is a section without answer."""
    ticks = {number: ITEMS[number][:count] for number, count in enumerate(counts, 1) if count is not None}
    return evaluate(ITEMS, ticks, LIMITS, ORDER)


@pytest.mark.parametrize(
    ("counts", "few"), [((3, 1, 1, 0, 0), True), ((3, 1, 1, 1, 0), True), ((3, 1, 1, 1, 1), False)]
)
def test_few_ticks_are_at_most_a_third_of_all(counts: tuple[int, ...], few: bool) -> None:
    assert (FEW in outcome(*counts).patterns) is few


@pytest.mark.parametrize(("management", "behind"), [(2, True), (3, True), (4, False)])
def test_management_is_behind_when_its_share_is_a_third_lower_than_both(management: int, behind: bool) -> None:
    assert (BEHIND in outcome(management, 2, 3, 1, 1).patterns) is behind


@pytest.mark.parametrize(("management", "behind"), [(3, True), (4, True), (5, False)])
def test_management_is_never_behind_from_half_on(management: int, behind: bool) -> None:
    assert (BEHIND in outcome(management, 3, 4, 1, 1).patterns) is behind


@pytest.mark.parametrize(("operations", "shopfloor"), [(3, 0), (0, 4), (3, 1), (1, 4)])
def test_management_is_not_behind_where_only_one_of_the_two_is_ahead(operations: int, shopfloor: int) -> None:
    assert BEHIND not in outcome(2, operations, shopfloor, 0, 0).patterns


@pytest.mark.parametrize(("management", "ready"), [(4, False), (5, True), (6, True)])
def test_ready_to_connect_needs_half_of_management(management: int, ready: bool) -> None:
    assert (READY in outcome(management, 2, 2, 0, 0).patterns) is ready


@pytest.mark.parametrize(("operations", "ready"), [(1, False), (2, True), (3, True)])
def test_ready_to_connect_needs_half_of_operations(operations: int, ready: bool) -> None:
    assert (READY in outcome(5, operations, 2, 0, 0).patterns) is ready


@pytest.mark.parametrize(("shopfloor", "ready"), [(1, False), (2, True), (3, True)])
def test_ready_to_connect_needs_half_of_the_shop_floor(shopfloor: int, ready: bool) -> None:
    assert (READY in outcome(5, 2, shopfloor, 0, 0).patterns) is ready


def test_a_tick_for_data_is_no_longer_ready_to_connect() -> None:
    assert READY not in outcome(9, 3, 4, 1, 0).patterns


def test_nothing_ticked_is_few() -> None:
    assert outcome(0, 0, 0, 0, 0).patterns == (FEW,)


def test_everything_ticked_is_no_pattern_and_no_section_is_the_least() -> None:
    found = outcome(9, 3, 4, 1, 2)
    assert (found.patterns, found.possible, found.least) == ((), (), ())
    assert found.count == found.of == 19


def test_a_mixture_tells_the_more_specific_pattern_first() -> None:
    assert outcome(0, 2, 2, 0, 0).patterns == (BEHIND, FEW)


def test_a_section_without_answer_leaves_a_pattern_open_and_counts_nothing() -> None:
    found = outcome(5, 2, 2, None, 0)
    assert found.patterns == ()
    assert found.possible == (READY,)
    assert [one.answered for one in found.tallies] == [True, True, True, False, True]


def test_a_pattern_that_holds_whatever_is_missing_holds() -> None:
    assert outcome(0, 3, 4, None, None).patterns == (BEHIND,)


def test_nothing_answered_leaves_every_pattern_open() -> None:
    assert set(outcome(None, None, None, None, None).possible) == set(ORDER)


def test_the_least_ticked_sections_are_named_together() -> None:
    assert outcome(9, 0, 4, 0, 2).least == (2, 4)


def test_an_unknown_pattern_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown pattern"):
        evaluate(ITEMS, {}, LIMITS, ("other",))


TICKS = st.fixed_dictionaries(
    {},
    optional={number: st.sets(st.sampled_from([*items, "of_no_section"])) for number, items in ITEMS.items()},
)


@given(TICKS)
def test_counts_add_up_and_no_item_of_another_section_counts(ticks: dict[int, set[str]]) -> None:
    found = evaluate(ITEMS, ticks, LIMITS, ORDER)
    assert found.count == sum(len(set(ticks.get(number, ())) & set(items)) for number, items in ITEMS.items())
    assert all(0 <= one.count <= one.of == SIZES[one.number] for one in found.tallies)
    assert tally(ITEMS, ticks) == found.tallies


@given(ticks=TICKS)
def test_patterns_are_told_once_in_order_and_lead_to_the_named_stages_only(
    catalog: Catalog, ticks: dict[int, set[str]]
) -> None:
    found = evaluate(ITEMS, ticks, LIMITS, ORDER)
    assert list(found.patterns) == [one for one in ORDER if one in found.patterns]
    assert not set(found.patterns) & set(found.possible)
    assert not {BEHIND, READY} <= set(found.patterns)
    patterns = [one for one in catalog.checklists[-1].patterns if one.id in found.patterns]
    assert set(stages_of(patterns)) <= {"stage_1", "stage_3", "stage_4"}


@given(TICKS)
def test_answering_what_is_missing_never_takes_back_a_pattern(ticks: dict[int, set[str]]) -> None:
    before = evaluate(ITEMS, ticks, LIMITS, ORDER)
    for count in (0, 1, 4, 9):
        full = {number: ticks.get(number, items[:count]) for number, items in ITEMS.items()}
        after = evaluate(ITEMS, full, LIMITS, ORDER)
        assert set(before.patterns) <= set(after.patterns) <= set(before.patterns) | set(before.possible)
