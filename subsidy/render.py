"""Verdicts as the plain objects of the contract (JSON), and call reasons as text."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from subsidy.assessment import Assessment, Verdict
from subsidy.calls import CallStatus
from subsidy.schedule import ByPrefecture, Moment, Round
from subsidy.state import Call, State, Status
from subsidy.whole import Catalog
from subsidy.wording import format_date

FLAG: dict[State, bool | None] = {State.MET: True, State.UNMET: False, State.UNKNOWN: None}


def rate_text(rate: Fraction | None) -> str | None:
    """A rate as the sources write it: 2/3."""
    return None if rate is None else f"{rate.numerator}/{rate.denominator}"


def render_assessment(assessment: Assessment) -> dict[str, dict[str, Any]]:
    """Every verdict as ``{FRAME_ID: RESULT}`` of the contract, section 3."""
    catalog = assessment.context.engine.catalog
    documents = {document.id: document.title for document in catalog.documents}
    return {name: render_verdict(verdict, catalog, documents) for name, verdict in assessment.verdicts.items()}


def render_verdict(verdict: Verdict, catalog: Catalog, documents: dict[str, str]) -> dict[str, Any]:
    """One verdict as RESULT of the contract. Amounts are null unless the frame is eligible."""
    fits, call, computed = verdict.status is Status.ELIGIBLE, verdict.call, verdict.computed
    result: dict[str, Any] = {
        "status": verdict.status.word,
        "call_status": call.state.word,
        "call_reason": call_reason(call, catalog),
        "rate": rate_text(computed.rate) if fits else None,
        "max_subsidy_yen": computed.cap_yen if fits else None,
        "est_subsidy_yen": computed.estimate_yen if fits else None,
        "criteria": [
            {
                "id": item.criterion.id,
                "state": item.state.word,
                "text": item.text,
                "source": {"document": documents[source.document], "place": source.place},
            }
            for item in verdict.criteria
            if (source := item.criterion.source)
        ],
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
    words = catalog.wording["call"]
    for told in (call.ended, call.last_known):
        if told is not None:
            return words[call.code].format(text=told.text)
    if call.round is None:
        return words[call.code]
    if call.round.by_prefecture is not None and call.state is Call.UNKNOWN:
        return _by_prefecture(call.round, call.round.by_prefecture, words)
    gates = call.round.gates
    text = words[call.code].format(
        label=call.round.label,
        opens=_day(call.round.opens),
        closes=_day(call.round.closes),
        gate="、".join(gate.label for gate in gates),
    )
    if call.state is Call.OPEN:
        text += "".join(words["gate_open"].format(gate=gate.label, gate_closes=_day(gate.closes)) for gate in gates)
    return text + _doubts(call, call.round, words)


def _doubts(call: CallStatus, round_: Round, words: dict[str, str]) -> str:
    """What is not sure about the date that the state rests on."""
    certainty = round_.certainty_of("opens" if call.state is Call.UPCOMING else "closes")
    return words.get(certainty, "") + words.get(round_.confidence or "", "")


def _by_prefecture(round_: Round, rule: ByPrefecture, words: dict[str, str]) -> str:
    opens, closes = _day(round_.opens), _day(round_.closes)
    ends = [words["local_end"].format(prefecture=end.prefecture, closes=_day(end.closes)) for end in rule.ends]
    text = words["by_prefecture"].format(label=round_.label, opens=opens, closes=closes, rule=rule.rule)
    return text + "".join(ends)


def _day(moment: Moment | None) -> str:
    return "" if moment is None else format_date(moment)
