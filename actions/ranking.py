"""Which verdicts come first: what serves the owner on the day judged at."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from actions.slots import ACTIVITIES, IT_CODES, OF_SOFTWARE
from subsidy import Assessment, Call, Status, Verdict
from subsidy.model import Frame, Programme
from subsidy.predicate import walk

STATUS_ORDER = {Status.ELIGIBLE: 0, Status.UNDETERMINED: 1, Status.INELIGIBLE: 2}
CALL_ORDER = {Call.OPEN: 0, Call.UPCOMING: 1, Call.UNKNOWN: 2, Call.CLOSED: 3}

MOST_FRAMES = 512


class Relevance(IntEnum):
    """How a frame stands to what the owner wants to do."""

    WANTED = 0
    FOR_ANY_PLAN = 1
    UNTOLD = 2


def ranked(assessment: Assessment, focus: str) -> list[Verdict]:
    """What may fit before what does not; the edition asked about first; open before upcoming, unknown and closed calls.

    Among equals: what nobody spoke of last, what fits before what is open, what the owner wants to do before what is
    for anything, the larger subsidy, then the order of the catalogue.
    """
    return sorted(assessment.verdicts.values(), key=lambda verdict: _place(verdict, focus))


def _place(verdict: Verdict, focus: str) -> tuple[bool, bool, int, bool, int, int, int]:
    return (
        verdict.status is Status.INELIGIBLE,
        verdict.programme.edition != focus,
        CALL_ORDER[verdict.call.state],
        relevance(verdict) is Relevance.UNTOLD,
        STATUS_ORDER[verdict.status],
        relevance(verdict),
        -(verdict.computed.estimate_yen or 0),
    )


def relevance(verdict: Verdict) -> Relevance:
    """Whether a frame is for something that has to be done or bought, and whether any of that was told."""
    activities = _activities(verdict.programme, verdict.frame)
    if not activities:
        return Relevance.FOR_ANY_PLAN
    values = verdict.context.facts.values
    return Relevance.WANTED if any(values.get(field) for field in activities) else Relevance.UNTOLD


@lru_cache(maxsize=MOST_FRAMES)
def _activities(programme: Programme, frame: Frame) -> frozenset[str]:
    """The fields of a frame's requirements that say what is done or bought."""
    tests = [one.test for one in (*programme.criteria, *frame.criteria) if one.test is not None]
    found = ACTIVITIES & {part.field for test in tests for part in walk(test) if hasattr(part, "field")}
    return found | {IT_CODES} if found & OF_SOFTWARE else found


def read_fields(verdict: Verdict) -> set[str]:
    """The fields that a verdict's criteria look at one by one."""
    tests = [result.criterion.test for result in verdict.criteria if result.criterion.test is not None]
    return {part.field for test in tests for part in walk(test) if hasattr(part, "field")}


def full_name(verdict: Verdict) -> str:
    """What a frame is called where its programme is not said."""
    return f"{verdict.programme.name} {verdict.frame.name}".strip()
