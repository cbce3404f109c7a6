"""What a verdict looks like as data: the card in the list, and the item of the contract."""

from __future__ import annotations

from typing import Any

from actions.money import working
from actions.ranking import full_name
from actions.slots import PREVIOUS_YEAR, THREE_MONTHS, value_of
from actions.state import State
from actions.texts import Texts
from subsidy import Engine, Status, Verdict
from subsidy import State as Criterion
from subsidy.calls import deadlines
from subsidy.predicate import walk
from subsidy.render import call_reason, rate_text, render_verdict
from subsidy.wording import format_yen

SOON_DAYS = 14


class Cards:
    """Draws verdicts as plain values; every figure comes from the engine."""

    def __init__(self, texts: Texts, engine: Engine) -> None:
        self._texts = texts
        self._engine = engine
        self._documents = {document.id: document.title for document in engine.catalog.documents}

    def card(self, verdict: Verdict) -> dict[str, Any]:
        """The card of a verdict, for the templates."""
        computed, fits = verdict.computed, verdict.status is Status.ELIGIBLE
        failed = [result.criterion for result in verdict.criteria if result.state is Criterion.UNMET]
        return {
            "name": full_name(verdict),
            "status": self._texts.label(f"status_{verdict.status.value}"),
            "state": verdict.status.value,
            "support": verdict.programme.support,
            "rate": self.rate(verdict) if fits else None,
            "estimate": None if not fits or computed.estimate_yen is None else format_yen(computed.estimate_yen),
            "cap": None if not fits or computed.cap_yen is None else format_yen(computed.cap_yen),
            "failed": [criterion.label for criterion in failed],
            "missing": [self._engine.fields[key].label for key in verdict.missing],
            "call": call_reason(verdict.call, self._engine.catalog),
            "closing": self.closing(verdict),
            "doubt": self.doubt(verdict),
        }

    def rate(self, verdict: Verdict) -> str | None:
        """The rate, or the words in its place where it is no share."""
        texts = {tariff.rate.text for tariff in verdict.computed.tariffs}
        words = texts.pop() if len(texts) == 1 else None
        share = rate_text(verdict.computed.rate)
        if share is None or words is None:
            return share or words
        return words if share in words else f"{share}（{words}）"

    def closing(self, verdict: Verdict) -> str | None:
        """How many days are left where an open call, or a step before it, ends soon."""
        ahead = deadlines(verdict.call, verdict.context.facts.on)
        if not ahead or ahead[0].left > SOON_DAYS:
            return None
        return self._texts.label(
            "closing_gate" if ahead[0].is_gate else "closing", days=ahead[0].left, gate=ahead[0].label
        )

    def doubt(self, verdict: Verdict) -> str | None:
        """Why the entry is not sure; None where it is."""
        confidence = verdict.frame.confidence or verdict.programme.confidence
        if confidence != "low":
            return None
        return verdict.frame.confidence_note or verdict.programme.confidence_note or self._texts.label("low_confidence")

    def item(self, verdict: Verdict, state: State, shown: bool) -> dict[str, Any]:
        """The verdict as an item of ``recommendations``."""
        programme = verdict.programme
        return render_verdict(verdict, self._engine.catalog, self._documents) | {
            "id": verdict.frame.id,
            "edition": programme.edition,
            "shown": shown,
            "name": programme.name,
            "frame": verdict.frame.name,
            "support": programme.support,
            "closing": self.closing(verdict),
            "working": working(verdict),
            "confidence": verdict.frame.confidence or programme.confidence,
            "next_steps": self.next_steps(verdict, state),
            "official_url": programme.links[0].url if programme.links else None,
            "checked_on": programme.checked_on.isoformat(),
            "successors": self.successors(verdict),
        }

    def next_steps(self, verdict: Verdict, state: State) -> list[str]:
        """What to prepare; a rough figure of sales is to be confirmed first."""
        steps = self.preparation(verdict)
        return [self._texts.label("confirm_sales"), *steps] if self.is_approximate(verdict, state) else steps

    @staticmethod
    def preparation(verdict: Verdict) -> list[str]:
        """What to have ready before the application."""
        return [item.text for item in verdict.programme.preparation if _concerns(item.frames, verdict)]

    def is_approximate(self, verdict: Verdict, state: State) -> bool:
        """Whether the verdict rests on a rough figure of sales that was told."""
        if value_of(state.answers, "sales_change_pct") is None:
            return False
        return not {THREE_MONTHS, PREVIOUS_YEAR}.isdisjoint(_fields(verdict))

    def successors(self, verdict: Verdict) -> list[str]:
        """What followed the programme, and what is different now."""
        notes = [note.text for note in verdict.programme.successors]
        return notes + [one.difference for one in verdict.programme.succession]

    def source(self, verdict: Verdict) -> str:
        """The document that the programme rests on."""
        return self._documents[verdict.programme.source.document]


def _concerns(frames: tuple[str, ...] | None, verdict: Verdict) -> bool:
    return frames is None or verdict.frame.id in frames


def _fields(verdict: Verdict) -> set[str]:
    """The fields that a verdict's criteria look at one by one."""
    tests = [result.criterion.test for result in verdict.criteria if result.criterion.test is not None]
    return {part.field for test in tests for part in walk(test) if hasattr(part, "field")}
