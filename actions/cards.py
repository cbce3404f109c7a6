"""What a verdict looks like as data: the card in the list, and the item of the contract."""

from __future__ import annotations

import re
from typing import Any

from actions.cautions import Cautions
from actions.money import working
from actions.naming import Naming
from actions.pages import official_page
from actions.ranking import Relevance, full_name, read_fields, relevance
from actions.slots import PREVIOUS_YEAR, THREE_MONTHS, value_of
from actions.state import State
from actions.successors import Successors
from actions.tariffs import share_with
from actions.texts import Texts
from subsidy import Call, CriterionResult, Engine, Status, Verdict
from subsidy import State as Criterion
from subsidy.assessment import DECIDING
from subsidy.calls import deadlines
from subsidy.model import Link
from subsidy.predicate import walk
from subsidy.render import call_reason, rate_text, render_verdict
from subsidy.steps import LATER
from subsidy.wording import format_yen

SOON_DAYS = 14
MAN = 10_000
# A cost with a largest sum of its own, as the catalogue tells it.
COST_CAP = re.compile("上限([0-9]+)万円|で([0-9]+)万円まで")


class Cards:
    """Draws verdicts as plain values; every figure comes from the engine."""

    def __init__(self, texts: Texts, engine: Engine) -> None:
        self._texts = texts
        self._engine = engine
        self._documents = {document.id: document.title for document in engine.catalog.documents}
        self._successors = Successors(texts, engine)
        self._cautions = Cautions(texts)
        naming = Naming(engine)
        self._official = {one.id: official_page(one, naming) for one in engine.catalog.programmes}

    def card(self, verdict: Verdict) -> dict[str, Any]:
        """The card of a verdict, for the templates."""
        computed, fits = verdict.computed, verdict.status is Status.ELIGIBLE
        estimate = computed.estimate_yen
        failed = [result.criterion for result in verdict.criteria if result.state is Criterion.UNMET]
        missing = verdict.missing
        untold = _first_sentence(verdict.frame.summary) if fits and relevance(verdict) is Relevance.UNTOLD else None
        return {
            "name": full_name(verdict),
            "status": self._texts.label(f"status_{verdict.status.value}"),
            "state": verdict.status.value,
            "support": verdict.programme.support,
            "rate": self.rate(verdict) if fits else None,
            "estimate": None if not fits or untold or estimate is None else self._texts.yen(estimate),
            "cap": None if not fits or computed.cap_yen is None else self._texts.yen(computed.cap_yen),
            "failed": [criterion.label for criterion in failed],
            "missing": [self._engine.fields[key].label for key in missing],
            "open": self.to_settle(verdict),
            "limits": self.limits(verdict) if fits and not untold else [],
            "by_people": self.by_people(verdict) if fits else [],
            "untold": untold,
            "call": call_reason(verdict.call, self._engine.catalog),
            "closing": self.closing(verdict),
            "doubt": self.doubt(verdict),
            "cautions": self.cautions(verdict),
        }

    def cautions(self, verdict: Verdict) -> list[str]:
        """What the owner is warned of beside the verdict."""
        return [] if verdict.status is Status.INELIGIBLE else self._cautions.of(verdict)

    def cautions_on_dates(self, verdict: Verdict) -> list[str]:
        """Those that bear on when the owner can apply."""
        return [] if verdict.status is Status.INELIGIBLE else self._cautions.on_dates(verdict)

    def later(self, result: CriterionResult) -> str | None:
        """When a promise is carried out that may not be carried out early; None for anything else."""
        due = result.criterion.due
        return self._texts.label(f"when_{due}") if due in LATER else None

    def can_apply_now(self, verdict: Verdict) -> bool:
        """Whether applications are taken, and nothing known of the owner stands in the way."""
        return verdict.call.state is Call.OPEN and not self._cautions.not_open(verdict)

    def to_settle(self, verdict: Verdict) -> list[str]:
        """What the office settles where a verdict is open and no answer is missing."""
        if verdict.status is not Status.UNDETERMINED or verdict.missing:
            return []
        return [result.criterion.label for result in self.unsettled(verdict)]

    def limits(self, verdict: Verdict) -> list[str]:
        """What is paid less than the estimate by what nobody is asked: whole frames, and single costs."""
        estimate, values = verdict.computed.estimate_yen or 0, verdict.context.facts.values
        smaller = [
            format_yen(tariff.cap.yen)
            for tariff in verdict.frame.amount.tariffs
            if tariff.cap is not None and tariff.cap.yen < estimate and tariff.when is not None
            for part in walk(tariff.when)
            if hasattr(part, "field")
            and values.get(part.field) is None
            and not self._engine.fields[part.field].question
        ]
        notes = verdict.frame.amount.notes
        below = [note for note in notes if any(yen in note.text for yen in smaller) or _is_below(note.text, estimate)]
        told = [note.text for note in below]
        costs = [
            cost.text
            for cost in verdict.programme.costs.eligible
            if _concerns(cost.frames, verdict) and _is_below(cost.text, estimate)
        ]
        return [*told, self._texts.label("cost_limits", costs=self._texts.join(costs))] if costs else told

    @staticmethod
    def by_people(verdict: Verdict) -> list[str]:
        """What people decide, whatever the answers are; what only this frame asks comes first."""
        own = [one.label for one in (*verdict.frame.criteria, *verdict.programme.criteria) if one.kind == "human"]
        return list(dict.fromkeys(own))

    @staticmethod
    def unsettled(verdict: Verdict) -> list[CriterionResult]:
        """What keeps a verdict open: the requirements on the company and its project that are not decided."""
        return [
            result
            for result in verdict.criteria
            if result.state is Criterion.UNKNOWN and result.criterion.kind in DECIDING
        ]

    def rate(self, verdict: Verdict) -> str | None:
        """The rate, or the words in its place where it is no share."""
        texts = {tariff.rate.text for tariff in verdict.computed.tariffs}
        words = texts.pop() if len(texts) == 1 else None
        return share_with(rate_text(verdict.computed.rate), words)

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
        programme, official = verdict.programme, self.official(verdict)
        return render_verdict(verdict) | {
            "id": verdict.frame.id,
            "edition": programme.edition,
            "shown": shown,
            "name": programme.name,
            "frame": verdict.frame.name,
            "support": programme.support,
            "closing": self.closing(verdict),
            "working": working(verdict, self._texts.yen),
            "confidence": verdict.frame.confidence or programme.confidence,
            "next_steps": self.next_steps(verdict, state),
            "official_url": None if official is None else official.url,
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
        return not {THREE_MONTHS, PREVIOUS_YEAR}.isdisjoint(read_fields(verdict))

    def successors(self, verdict: Verdict) -> list[str]:
        """What followed the frame, by name, and what is different now."""
        return self._successors.told(verdict.programme, (verdict.frame.id,), verdict.context.facts.on)

    def official(self, verdict: Verdict) -> Link | None:
        """The programme's own page, where the catalogue has one."""
        return self._official[verdict.programme.id]

    def source(self, verdict: Verdict) -> str:
        """The document that the programme rests on."""
        return self._documents[verdict.programme.source.document]


def _is_below(text: str, estimate: int) -> bool:
    """Whether a text tells of a cost that it is paid up to a sum below the estimate."""
    return any(int(top or end) * MAN < estimate for top, end in COST_CAP.findall(text))


def _first_sentence(text: str) -> str:
    return text.partition("。")[0]


def _concerns(frames: tuple[str, ...] | None, verdict: Verdict) -> bool:
    return frames is None or verdict.frame.id in frames
