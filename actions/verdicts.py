"""The verdict as messages: what serves the owner first, a few at a time, each with its reasons."""

from __future__ import annotations

from typing import Any

from actions.amounts import moved
from actions.cards import Cards
from actions.date_notes import date_notes, untold
from actions.flips import flip
from actions.judging import Judge
from actions.messages import Button, Message, command, custom, say
from actions.money import in_round_sums, is_near
from actions.ranking import full_name, ranked
from actions.state import VERDICT, State
from actions.tariffs import amount_rows
from actions.texts import Texts
from subsidy import Assessment, Call, CriterionResult, Status, Verdict, near_miss_text, near_misses, questions
from subsidy import State as Criterion
from subsidy.wording import format_date

MOST_NOTES = 6
AT_A_TIME = 4
MOST_POINTS = 3
SIZE = "size"


class Verdicts:
    """Shows recommendations, one frame in full, and what a correction changed."""

    def __init__(self, texts: Texts, judge: Judge) -> None:
        self._texts = texts
        self._judge = judge
        self._catalog = judge.engine.catalog
        self.cards = Cards(texts, judge.engine)

    @property
    def stop_title(self) -> str:
        """The button that ends the questions."""
        return self._texts.label("stop_here")

    def ranked(self, assessment: Assessment, focus: str | None = None) -> list[Verdict]:
        """The verdicts in the order of their use; the newest edition first unless another one is asked for."""
        newest = max(verdict.programme.edition for verdict in assessment.verdicts.values())
        return ranked(assessment, focus or newest)

    def show(self, state: State, assessment: Assessment, start: int) -> list[Message]:
        """The next few verdicts. With nothing that fits, why and where to go."""
        focus = self._judge.focus(state)
        order = self.ranked(assessment, focus)
        shown = order[start : start + AT_A_TIME]
        if not shown:
            return [say("utter_no_more")]
        state.shown = start + len(shown)
        messages = [self._introduction(order, assessment, state)] if start == 0 else []
        text = self._texts.render("recommendations", cards=[self.cards.card(verdict) for verdict in shown])
        content = custom(
            "recommendations",
            on=assessment.context.facts.on.date().isoformat(),
            edition=focus,
            items=[self.cards.item(verdict, state, verdict in shown) for verdict in order],
        )
        return [*messages, Message(text=text, buttons=self._buttons(shown, state, len(order)), custom=content)]

    def _introduction(self, order: list[Verdict], assessment: Assessment, state: State) -> Message:
        focus = self._judge.focus(state)
        own = [verdict for verdict in order if verdict.programme.edition == focus]
        edition = next(one for one in self._catalog.editions if one.id == focus)
        fitting = [verdict for verdict in own if verdict.status is Status.ELIGIBLE]
        counts = {status.value: sum(verdict.status is status for verdict in own) for status in Status}
        text = self._texts.render(
            "introduction",
            **counts,
            open_points=self._open_points(assessment),
            on=format_date(assessment.context.facts.on.date()),
            edition=edition,
            open=sum(self.cards.can_apply_now(verdict) for verdict in fitting),
            over=all(verdict.call.state is Call.CLOSED for verdict in own),
            others=[one.title for one in self._judge.editions(state) if one.id != focus],
        )
        return Message(text=text)

    def _open_points(self, assessment: Assessment) -> list[str]:
        """What the most useful answers that are still missing are called."""
        fields = self._judge.engine.fields
        return [fields[question.field].label for question in questions(assessment)[:MOST_POINTS]]

    def _buttons(self, shown: list[Verdict], state: State, total: int) -> tuple[Button, ...]:
        label = self._texts.label
        details = [
            Button(label("detail", name=full_name(verdict)), command("detail", frame=verdict.frame.id))
            for verdict in shown
        ]
        alike = [verdict.frame.id for verdict in shown if verdict.status is not Status.INELIGIBLE]
        compare = [Button(label("compare"), command("compare", frames=alike))] if len(alike) > 1 else []
        more = [Button(label("more"), command("more", start=state.shown))] if state.shown < total else []
        go_on = [Button(label("go_on"), command("go_on"))] if state.hurried else []
        return (*details, *compare, *more, *go_on, *self._editions(state), self._summary())

    def _summary(self) -> Button:
        return Button(self._texts.label("show_summary"), command("show_summary"))

    def _editions(self, state: State) -> list[Button]:
        """Buttons to the editions in use whose questions were not asked."""
        focus = self._judge.focus(state)
        return [
            Button(self._texts.label("edition", title=edition.title), command("edition", edition=edition.id))
            for edition in self._judge.editions(state)
            if edition.id != focus
        ]

    def detail(self, frame_id: str, state: State, assessment: Assessment) -> list[Message]:
        """One frame: criterion by criterion, what is paid and noted, until when and by which source."""
        verdict = assessment.verdicts[frame_id]
        card = self.cards.card(verdict)
        parts = {
            "detail_criteria": self._criteria_of(verdict),
            "detail_terms": self._terms_of(verdict, state),
            "detail_dates": self._dates_of(verdict),
        }
        texts = [self._texts.render(name, card=card, **part) for name, part in parts.items()]
        notes = self._texts.render("detail_notes", name=verdict.programme.name, notes=self._notes_of(verdict, texts))
        told = [Message(text=text) for text in (*texts[:-1], notes) if text]
        return [*told, Message(text=texts[-1], buttons=self._follow_ups(verdict))]

    def _notes_of(self, verdict: Verdict, said: list[str]) -> list[str]:
        """The notes of the programme that the other parts do not tell; a long row of them is background."""
        programme = verdict.programme
        own = programme.notes if len(programme.notes) <= MOST_NOTES else ()
        notes = [self._texts.with_names(note.text) for note in own]
        periods = [self._texts.label("project_period", text=note.text) for note in programme.project_period]
        return untold([*notes, *periods], said)

    def _criteria_of(self, verdict: Verdict) -> dict[str, Any]:
        """Every requirement: judged by the answers, still to be prepared, or judged by people."""
        near = [miss for miss in near_misses(verdict) if miss.changeable and is_near(miss)]
        to_do = [one for one in verdict.criteria if one.id in verdict.todo]
        human = [one for one in verdict.criteria if one.state is Criterion.HUMAN]
        judged = [one for one in verdict.criteria if one not in to_do and one not in human]
        marks = {name: self._texts.label(f"mark_{name.value}") for name in Criterion}
        return {
            "rows": [
                {"mark": marks[one.state], "text": self._texts.with_names(one.text), "note": self._note(one)}
                for one in judged
            ],
            "misses": list(dict.fromkeys(near_miss_text(self._catalog, in_round_sums(miss)) for miss in near)),
            "to_do": [
                {"text": one.criterion.text, "note": self._note(one), "when": self.cards.later(one)} for one in to_do
            ],
            "human": [{"text": one.criterion.text, "note": one.criterion.note} for one in human],
        }

    def _note(self, result: CriterionResult) -> str | None:
        """What is noted on a requirement; who is of the size asked for needs no word on other legal forms."""
        note = result.criterion.note
        if note is None or (result.id == SIZE and result.state is Criterion.MET):
            return None
        return self._texts.with_names(note)

    def _terms_of(self, verdict: Verdict, state: State) -> dict[str, Any]:
        """What is paid: by the answers where the frame fits, else line by line as for anybody."""
        fits, frame = verdict.status is Status.ELIGIBLE, verdict.frame
        amount = amount_rows(frame.amount, self._judge.engine.fields, self._texts.yen)
        own = (*frame.amount.notes, *frame.notes) if fits else frame.notes
        return {
            "amount": None if fits else amount,
            "specials": [one for one in amount["extras"] if one["kind"] == "special"] if fits else [],
            "bank": verdict.bank_required,
            "approximate": self.cards.is_approximate(verdict, state),
            "notes": [self._texts.with_names(note.text) for note in own],
        }

    def _dates_of(self, verdict: Verdict) -> dict[str, Any]:
        over = verdict.call.state is not Call.OPEN
        return {
            "notes": date_notes(self._texts, verdict.programme, (verdict.call,)),
            "source": self.cards.source(verdict),
            "checked_on": format_date(verdict.programme.checked_on),
            "official": self.cards.official(verdict),
            "successors": self.cards.successors(verdict) if over else [],
        }

    def _follow_ups(self, verdict: Verdict) -> tuple[Button, ...]:
        """What can be asked of one frame."""
        first = "why_not" if verdict.status is Status.INELIGIBLE else "ask_amount"
        last = () if verdict.status is Status.INELIGIBLE else ("next_steps",)
        acts = (first, "ask_deadline", "ask_documents", *last)
        buttons = [Button(self._texts.label(f"of_{act}"), command(act, frame=verdict.frame.id)) for act in acts]
        return (*buttons, Button(self._texts.label("back_to_list"), command("more", start=0)))

    def changes(self, before: Assessment, after: Assessment, state: State) -> list[Message]:
        """What a correction flipped, and what it pays differently, only once there was a verdict to flip."""
        if state.stage != VERDICT:
            return []
        focus = self._judge.focus(state)
        flipped = [
            verdict for key, verdict in after.verdicts.items() if before.verdicts[key].status is not verdict.status
        ]
        own = [verdict for verdict in flipped if verdict.programme.edition == focus]
        flips = [flip(self._texts, before.verdicts[verdict.frame.id], verdict) for verdict in own]
        amounts = moved(self._texts, before, after, focus)
        others = len(flipped) - len(own)
        return [Message(text=self._texts.render("changes", flips=flips, amounts=amounts, others=others))]
