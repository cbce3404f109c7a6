"""Which verdicts come first: what serves the owner on the day judged at."""

from __future__ import annotations

from subsidy import Assessment, Call, Status, Verdict

STATUS_ORDER = {Status.ELIGIBLE: 0, Status.UNDETERMINED: 1, Status.INELIGIBLE: 2}
CALL_ORDER = {Call.OPEN: 0, Call.UPCOMING: 1, Call.UNKNOWN: 2, Call.CLOSED: 3}


def ranked(assessment: Assessment, focus: str) -> list[Verdict]:
    """What may fit before what does not; the edition asked about first; open before upcoming, unknown and closed calls.

    Among equals what fits before what is open, the larger subsidy, then the order of the catalogue.
    """
    return sorted(assessment.verdicts.values(), key=lambda verdict: _place(verdict, focus))


def _place(verdict: Verdict, focus: str) -> tuple[bool, bool, int, int, int]:
    return (
        verdict.status is Status.INELIGIBLE,
        verdict.programme.edition != focus,
        CALL_ORDER[verdict.call.state],
        STATUS_ORDER[verdict.status],
        -(verdict.computed.estimate_yen or 0),
    )


def full_name(verdict: Verdict) -> str:
    """What a frame is called where its programme is not said."""
    return f"{verdict.programme.name} {verdict.frame.name}".strip()
