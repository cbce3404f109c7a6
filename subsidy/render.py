"""Verdicts as the plain objects of the contract (JSON), and call reasons as text."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from subsidy.assessment import Assessment, CriterionResult, Verdict
from subsidy.calls import CallStatus
from subsidy.model import Moment
from subsidy.state import State, Status
from subsidy.whole import Catalog
from subsidy.wording import format_date

FLAG: dict[State, bool | None] = {State.MET: True, State.UNMET: False, State.UNKNOWN: None}


def rate_text(rate: Fraction | None) -> str | None:
    """A rate as the sources write it: 2/3."""
    return None if rate is None else f"{rate.numerator}/{rate.denominator}"


def render_assessment(assessment: Assessment) -> dict[str, dict[str, Any]]:
    """Every verdict as ``{FRAME_ID: RESULT}`` of the contract, section 3."""
    documents = {document.id: document.title for document in assessment.context.engine.catalog.documents}
    return {
        frame_id: render_verdict(verdict, assessment.context.engine.catalog, documents)
        for frame_id, verdict in assessment.verdicts.items()
    }


def render_verdict(verdict: Verdict, catalog: Catalog, documents: dict[str, str]) -> dict[str, Any]:
    """One verdict as RESULT of the contract. Amounts are null unless the frame is eligible."""
    fits = verdict.status is Status.ELIGIBLE
    result: dict[str, Any] = {
        "status": verdict.status.value,
        "call_status": verdict.call.state.value,
        "call_reason": call_reason(verdict.call, catalog),
        "rate": rate_text(verdict.computed.rate) if fits else None,
        "max_subsidy_yen": verdict.computed.cap_yen if fits else None,
        "est_subsidy_yen": verdict.computed.estimate_yen if fits else None,
        "criteria": [_criterion(criterion, documents) for criterion in verdict.criteria],
        "missing": list(verdict.missing),
        "todo": list(verdict.todo),
    }
    if fits and verdict.frame.bank is not None:
        result["bank_required"] = verdict.bank_required
    if fits and verdict.bonus is not None:
        result["katen"] = FLAG[verdict.bonus]
    return result


def _criterion(result: CriterionResult, documents: dict[str, str]) -> dict[str, Any]:
    source = result.source
    return {
        "id": result.id,
        "state": result.state.value,
        "text": result.text,
        "source": {"document": documents[source.document], "place": source.place},
    }


def call_reason(call: CallStatus, catalog: Catalog) -> str:
    """Why the calls are in their state, in Japanese, with a warning where a date is not sure."""
    words = catalog.wording["call"]
    if call.ended is not None:
        return words["ended"].format(text=call.ended.text)
    if call.round is None:
        return words[call.code]
    gate = "、".join(gate.label for gate in call.round.gates)
    text = words[call.code].format(
        label=call.round.label, opens=_day(call.round.opens), closes=_day(call.round.closes), gate=gate
    )
    return text + words.get(call.round.certainty, "")


def _day(moment: Moment | None) -> str:
    return "" if moment is None else format_date(moment)
