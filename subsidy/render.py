"""Verdicts as the plain objects of the contract (JSON), and call reasons as text."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from subsidy import call_text
from subsidy.assessment import Assessment, Verdict
from subsidy.calls import CallStatus
from subsidy.criterion import CriterionResult
from subsidy.engine import Origins
from subsidy.state import State, Status
from subsidy.whole import Catalog

Json = dict[str, Any]
FLAG: dict[State, bool | None] = {State.MET: True, State.UNMET: False, State.UNKNOWN: None}


def rate_text(rate: Fraction | None) -> str | None:
    """A rate as the sources write it: 2/3."""
    return None if rate is None else f"{rate.numerator}/{rate.denominator}"


def _draw(result: CriterionResult, origins: Origins) -> Json:
    """The result of a criterion as a plain object; one that stands in several frames is drawn once."""
    criterion = result.criterion
    drawn = result.drawn = {
        "id": criterion.id,
        "state": result.state.word,
        "text": result.text,
        "source": origins[criterion.source],
    }
    return drawn


def render_assessment(assessment: Assessment) -> dict[str, Json]:
    """Every verdict as ``{FRAME_ID: RESULT}`` of the contract, section 3, to be written out.

    Objects of criteria are shared between frames, and those that no answer touches between assessments too.
    """
    origins = assessment.context.engine.origins
    return {name: _rendered(verdict, origins) for name, verdict in assessment.verdicts.items()}


def render_verdict(verdict: Verdict) -> Json:
    """One verdict as RESULT of the contract. Amounts are null unless the frame is eligible."""
    return _rendered(verdict, verdict.context.engine.origins)


def _rendered(verdict: Verdict, origins: Origins) -> Json:
    fits, call = verdict.status is Status.ELIGIBLE, verdict.call
    result: Json = {
        "status": verdict.status.word,
        "call_status": call.state.word,
        "call_reason": verdict.reason_of(call),
        "rate": rate_text(verdict.computed.rate) if fits else None,
        "max_subsidy_yen": verdict.computed.cap_yen if fits else None,
        "est_subsidy_yen": verdict.computed.estimate_yen if fits else None,
        "criteria": [item.drawn or _draw(item, origins) for item in verdict.criteria],
        "missing": list(verdict.missing),
        "todo": list(verdict.todo),
    }
    if fits and verdict.frame.bank is not None:
        result["bank_required"] = verdict.bank_required
    if fits and verdict.bonus is not None:
        result["katen"] = FLAG[verdict.bonus]
    return result


def call_reason(call: CallStatus, catalog: Catalog) -> str:
    """Why the calls are in their state, in Japanese, with a warning where a date is not sure."""
    return call_text.call_reason(call, catalog.wording["call"])
