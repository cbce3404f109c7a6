"""Three-valued logic."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy.state import State, all_of, any_of, negation

MET, UNMET, UNKNOWN, HUMAN = State.MET, State.UNMET, State.UNKNOWN, State.HUMAN
states = st.lists(st.sampled_from([MET, UNMET, UNKNOWN]), max_size=5)


@pytest.mark.parametrize(
    ("first", "second", "conjunction", "disjunction"),
    [
        (MET, MET, MET, MET),
        (MET, UNMET, UNMET, MET),
        (MET, UNKNOWN, UNKNOWN, MET),
        (UNMET, UNMET, UNMET, UNMET),
        (UNMET, UNKNOWN, UNMET, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_two_states_combine_as_kleene_says_in_either_order(
    first: State, second: State, conjunction: State, disjunction: State
) -> None:
    assert all_of([first, second]) is all_of([second, first]) is conjunction
    assert any_of([first, second]) is any_of([second, first]) is disjunction


def test_nothing_to_meet_is_met_and_nothing_to_choose_from_is_not() -> None:
    assert all_of([]) is MET
    assert any_of([]) is UNMET


@pytest.mark.parametrize(("state", "opposite"), [(MET, UNMET), (UNMET, MET), (UNKNOWN, UNKNOWN), (HUMAN, HUMAN)])
def test_negation_swaps_only_what_is_decided(state: State, opposite: State) -> None:
    assert negation(state) is opposite


@pytest.mark.parametrize("state", [MET, UNMET, UNKNOWN])
def test_what_people_judge_changes_neither_a_conjunction_nor_a_disjunction(state: State) -> None:
    assert all_of([HUMAN, state, HUMAN]) is state
    assert any_of([HUMAN, state, HUMAN]) is state


@given(states)
def test_the_laws_of_de_morgan_hold(each: list[State]) -> None:
    assert negation(all_of(each)) is any_of([negation(state) for state in each])


@given(states, st.randoms(use_true_random=False))
def test_the_order_of_states_is_irrelevant(each: list[State], random: Random) -> None:
    shuffled = list(each)
    random.shuffle(shuffled)
    assert (all_of(shuffled), any_of(shuffled)) == (all_of(each), any_of(each))


@given(states, st.integers(0, 4), st.sampled_from([MET, UNMET]))
def test_learning_one_state_never_reverses_a_decision(each: list[State], at: int, answer: State) -> None:
    known = [answer if state is UNKNOWN and index == at else state for index, state in enumerate(each)]
    for combine in (all_of, any_of):
        assert combine(each) in (UNKNOWN, combine(known))
