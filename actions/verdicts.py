"""The verdict as messages: what serves the owner first, a few at a time, each with its reasons."""

from __future__ import annotations

from typing import Any

from actions.messages import Button, Message, command, custom, say
from actions.questions import Questions
from actions.state import State
from actions.texts import Texts
from subsidy import Assessment, Call, Engine, Status, Verdict, near_miss_text, near_misses, render_assessment
from subsidy import State as Criterion
from subsidy.render import call_reason, rate_text
from subsidy.wording import format_date, format_yen

AT_A_TIME = 4
STATUS_ORDER = {Status.ELIGIBLE: 0, Status.UNDETERMINED: 1, Status.INELIGIBLE: 2}
CALL_ORDER = {Call.OPEN: 0, Call.UPCOMING: 1, Call.UNKNOWN: 2, Call.CLOSED: 3}


class Verdicts:
    """Shows recommendations, one frame in full, and what a correction changed."""

    def __init__(self, questions: Questions, texts: Texts, engine: Engine) -> None:
        self._questions = questions
        self._texts = texts
        self._engine = engine

    def ranked(self, assessment: Assessment) -> list[Verdict]:
        """Fitting and open first; among equals the larger subsidy, then the order of the catalogue."""
        verdicts = list(assessment.verdicts.values())
        return sorted(
            verdicts,
            key=lambda v: (STATUS_ORDER[v.status], CALL_ORDER[v.call.state], -(v.computed.estimate_yen or 0)),
        )

    def show(self, state: State, assessment: Assessment, start: int) -> list[Message]:
        """The next few verdicts. With nothing that fits, why and where to go."""
        ranked = self.ranked(assessment)
        shown = ranked[start : start + AT_A_TIME]
        if not shown:
            return [say("utter_no_more")]
        state.shown = start + len(shown)
        messages = [self._introduction(ranked, assessment)] if start == 0 else []
        cards = [self._card(verdict) for verdict in shown]
        text = self._texts.render("recommendations", cards=cards)
        items = [self._item(verdict, assessment, verdict in shown) for verdict in ranked]
        content = custom(
            "recommendations",
            on=assessment.context.facts.on.date().isoformat(),
            edition=sorted({verdict.programme.edition for verdict in ranked})[-1],
            items=items,
        )
        messages.append(Message(text=text, buttons=self._buttons(shown, state, len(ranked)), custom=content))
        return messages

    def _introduction(self, ranked: list[Verdict], assessment: Assessment) -> Message:
        counts = {status.value: sum(verdict.status is status for verdict in ranked) for status in Status}
        text = self._texts.render(
            "introduction",
            **counts,
            on=format_date(assessment.context.facts.on.date()),
            open=sum(v.status is Status.ELIGIBLE and v.call.state is Call.OPEN for v in ranked),
            editions=self._engine.catalog.editions,
        )
        return Message(text=text)

    def _buttons(self, shown: list[Verdict], state: State, total: int) -> tuple[Button, ...]:
        label = self._texts.label
        details = [
            Button(label("detail", name=self._short(verdict)), command("detail", frame=verdict.frame.id))
            for verdict in shown
        ]
        alike = [verdict.frame.id for verdict in shown if verdict.status is not Status.INELIGIBLE]
        compare = [Button(label("compare"), command("compare", frames=alike))] if len(alike) > 1 else []
        more = [Button(label("more"), command("more", start=state.shown))] if state.shown < total else []
        return (*details, *compare, *more, Button(label("show_summary"), command("show_summary")))

    @staticmethod
    def _short(verdict: Verdict) -> str:
        return f"{verdict.programme.name} {verdict.frame.name}"

    def _card(self, verdict: Verdict) -> dict[str, Any]:
        computed, fits = verdict.computed, verdict.status is Status.ELIGIBLE
        catalog = self._engine.catalog
        failed = [result.criterion for result in verdict.criteria if result.state is Criterion.UNMET]
        return {
            "name": self._short(verdict),
            "status": self._texts.label(f"status_{verdict.status.value}"),
            "state": verdict.status.value,
            "rate": rate_text(computed.rate) if fits else None,
            "estimate": None if not fits or computed.estimate_yen is None else format_yen(computed.estimate_yen),
            "cap": None if not fits or computed.cap_yen is None else format_yen(computed.cap_yen),
            "failed": [criterion.label for criterion in failed],
            "missing": [self._engine.fields[key].label for key in verdict.missing],
            "call": call_reason(verdict.call, catalog),
        }

    def _item(self, verdict: Verdict, assessment: Assessment, shown: bool) -> dict[str, Any]:
        rendered = render_assessment_of(assessment)[verdict.frame.id]
        documents = {document.id: document for document in self._engine.catalog.documents}
        links = verdict.programme.links
        return rendered | {
            "id": verdict.frame.id,
            "shown": shown,
            "name": verdict.programme.name,
            "frame": verdict.frame.name,
            "next_steps": [item.text for item in verdict.programme.preparation if self._concerns(item, verdict)],
            "official_url": links[0].url if links else None,
            "checked_on": documents[verdict.programme.source.document].checked_on.isoformat(),
            "successors": [note.text for note in verdict.programme.successors],
        }

    @staticmethod
    def _concerns(item: Any, verdict: Verdict) -> bool:
        return item.frames is None or verdict.frame.id in item.frames

    def detail(self, frame_id: str, assessment: Assessment) -> list[Message]:
        """One frame, criterion by criterion."""
        verdict = assessment.verdicts[frame_id]
        marks = {name: self._texts.label(f"mark_{name.value}") for name in Criterion}
        rows = [{"mark": marks[result.state], "text": result.text} for result in verdict.criteria]
        misses = [near_miss_text(self._engine.catalog, miss) for miss in near_misses(verdict) if miss.changeable]
        text = self._texts.render(
            "detail",
            card=self._card(verdict),
            rows=rows,
            misses=misses,
            bank=verdict.bank_required,
            source=self._source(verdict),
            notes=[note.text for note in (*verdict.frame.amount.notes, *verdict.frame.notes)],
        )
        return [Message(text=text, buttons=self._follow_ups(verdict))]

    def _follow_ups(self, verdict: Verdict) -> tuple[Button, ...]:
        """What can be asked of one frame."""
        acts = ["ask_amount", "ask_deadline", "ask_documents"]
        if verdict.status is Status.INELIGIBLE:
            acts = ["why_not", "ask_deadline", "ask_documents"]
        buttons = [Button(self._texts.label(f"of_{act}"), command(act, frame=verdict.frame.id)) for act in acts]
        return (*buttons, Button(self._texts.label("back_to_list"), command("more", start=0)))

    def _source(self, verdict: Verdict) -> str:
        documents = {document.id: document.title for document in self._engine.catalog.documents}
        return documents[verdict.programme.source.document]

    def changes(self, before: Assessment, after: Assessment, state: State) -> list[Message]:
        """What a correction flipped, only once there was a verdict to flip."""
        if state.stage != "verdict":
            return []
        flips = [
            {
                "name": self._short(verdict),
                "old": self._texts.label(f"status_{before.verdicts[frame].status.value}"),
                "new": self._texts.label(f"status_{verdict.status.value}"),
            }
            for frame, verdict in after.verdicts.items()
            if before.verdicts[frame].status is not verdict.status
        ]
        return [Message(text=self._texts.render("changes", flips=flips))]


def render_assessment_of(assessment: Assessment) -> dict[str, dict[str, Any]]:
    """The verdicts as the contract's RESULT objects."""
    return render_assessment(assessment)
