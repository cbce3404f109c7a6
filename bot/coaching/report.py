"""A debrief in words: plain data for the pages, Slack and the history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.coaching.data import words
from bot.coaching.debrief import NEEDLESS_EACH, NEEDLESS_MOST, WEIGHTS, Debrief, Finding, Part, right_stance
from bot.coaching.duties import BANK, ORDERS
from bot.coaching.hear import topics
from bot.coaching.persona import Persona
from subsidy import CriterionResult, Engine, Verdict
from subsidy.calls import CallStatus
from subsidy.render import call_reason
from subsidy.source import Source
from subsidy.wording import format_date, format_yen

Json = dict[str, Any]
MOST_FRAMES = 2
MOST_REASONS = 3
REASONS_OF_GOOD = 1
WITH_REASONS = frozenset({"missed", "unanswered", "unproven", "wrong_fits", "wrong_fails", "too_sure", "undecided"})


def report(result: Debrief, persona: Persona, engine: Engine) -> Json:
    """``score``, ``parts``, ``needless``, ``bad``, ``good`` (text, reasons and sources each) and ``trap``."""
    teller = _Teller(engine)
    return {
        "score": result.score,
        "parts": {part.name: _points(part, result.parts) for part in result.parts},
        "weights": {part.name: _weight(part, result.parts) for part in result.parts},
        "needless": result.needless,
        "minus": min(result.needless * NEEDLESS_EACH, NEEDLESS_MOST),
        "bad": [teller.tell(one) for one in result.findings if not one.good],
        "good": [teller.tell(one) for one in result.findings if one.good],
        "trap": persona.trap,
        "missing_parts": [name for name in WEIGHTS if name not in {part.name for part in result.parts}],
    }


def _weight(part: Part, parts: Sequence[Part]) -> float:
    return round(100 * part.weight / sum(one.weight for one in parts), 1)


def _points(part: Part, parts: Sequence[Part]) -> float:
    return round(part.share * 100 * part.weight / sum(one.weight for one in parts), 1)


class _Teller:
    def __init__(self, engine: Engine) -> None:
        self._catalog = engine.catalog
        self._documents = {document.id: document.title for document in engine.catalog.documents}
        self._frames = {rule.frame.id: f"{rule.programme.name} {rule.frame.name}" for rule in engine.rules()}
        self._labels = {field.key: field.label for field in engine.catalog.fields}

    def tell(self, one: Finding) -> Json:
        """A finding as its sentence, with the criteria behind it and their sources."""
        text = str(words()["findings"][one.kind]).format(**self._given(one))
        return {"kind": one.kind, "text": text, "reasons": [*self._reasons(one)]}

    def _given(self, one: Finding) -> dict[str, str]:
        given = {"name": one.name, "topic": one.name}
        if one.verdict is not None:
            given |= self._of_verdict(one.verdict)
        if one.claim is not None and one.claim.yen is not None:
            given["told"] = format_yen(one.claim.yen)
        if one.gap is not None:
            given |= {"topic": self._topic(one.gap.topic), "frames": self._named(one.gap.frames)}
        if one.duty is not None:
            due = one.duty
            given |= {"frame": self._frames[due.verdict.frame.id], "duty": due.text}
            if due.deadline is not None:
                given |= {"day": format_date(due.deadline.closes), "label": due.deadline.label}
        return given

    def _of_verdict(self, verdict: Verdict) -> dict[str, str]:
        estimate = verdict.computed.estimate_yen
        return {
            "frame": self._frames[verdict.frame.id],
            "verdict": words()["verdicts"][right_stance(verdict)],
            "call": self._call(verdict.call),
            "right": "" if estimate is None else format_yen(estimate),
        }

    def _call(self, call: CallStatus) -> str:
        return call_reason(call, self._catalog)

    def _topic(self, topic: str) -> str:
        return topics()[topic].name if topic in topics() else self._labels[topic]

    def _named(self, frames: Sequence[str]) -> str:
        shown = str(words()["and"]).join(self._frames[frame] for frame in frames[:MOST_FRAMES])
        more: str = words()["or_more"]
        return shown if len(frames) <= MOST_FRAMES else more.format(frames=shown, count=len(frames))

    def _reasons(self, one: Finding) -> list[Json]:
        if one.duty is not None:
            text = words()["duty"].format(text=one.duty.text) if one.duty.kind in (ORDERS, BANK) else ""
            return [] if one.good else [{"text": text, "source": self._source(one.duty.source)}]
        if one.gap is not None and one.gap.criterion is not None:
            return [self._reason(one.gap.criterion)]
        reasons = one.criteria if one.kind in WITH_REASONS or one.kind.startswith("right_") else ()
        found = [self._reason(result) for result in reasons[: REASONS_OF_GOOD if one.good else MOST_REASONS]]
        if found or one.verdict is None:
            return found
        return [{"text": "", "source": self._source(_source_of(one))}]

    def _reason(self, result: CriterionResult) -> Json:
        return {"text": words()["reason"].format(text=result.text), "source": self._source(result.source)}

    def _source(self, source: Source) -> str:
        text: str = words()["source"]
        return text.format(document=self._documents[source.document], place=source.place)


def _source_of(one: Finding) -> Source:
    """Where a frame, its call or its amount stands."""
    assert one.verdict is not None
    call = one.verdict.call
    if one.kind in ("closed", "right_closed"):
        for place in (call.round, call.ended, call.last_known):
            if place is not None:
                return place.source
    if one.kind.endswith("amount") and one.verdict.computed.tariffs:
        return one.verdict.computed.tariffs[0].rate.source
    return one.verdict.frame.source
