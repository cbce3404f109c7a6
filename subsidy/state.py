"""Three-valued logic: what is known of a criterion, and of a frame as a whole."""

from __future__ import annotations

import enum
from collections.abc import Iterable


class _Word(enum.Enum):
    """An enumeration whose value is also a plain attribute, which is read much faster than ``value``."""

    def __init__(self, word: str) -> None:
        self.word = word


class State(_Word):
    """State of one criterion. HUMAN is judged by people only and never takes part in logic."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    HUMAN = "human"


class Status(_Word):
    """Verdict on one frame, from its company and project criteria."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    UNDETERMINED = "undetermined"


class Call(_Word):
    """State of a frame's calls for applications on a given day."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


def all_of(states: Iterable[State]) -> State:
    """Kleene conjunction: one UNMET decides, else one UNKNOWN leaves it open."""
    result = State.MET
    for state in states:
        if state is State.UNMET:
            return State.UNMET
        if state is State.UNKNOWN:
            result = State.UNKNOWN
    return result


def any_of(states: Iterable[State]) -> State:
    """Kleene disjunction: one MET decides, else one UNKNOWN leaves it open."""
    result = State.UNMET
    for state in states:
        if state is State.MET:
            return State.MET
        if state is State.UNKNOWN:
            result = State.UNKNOWN
    return result


def negation(state: State) -> State:
    """Kleene negation."""
    if state is State.MET:
        return State.UNMET
    if state is State.UNMET:
        return State.MET
    return state
