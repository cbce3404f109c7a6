"""「次にやること」: the steps for one frame, dated, with the warning not to order early, ticked off by the user."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any

from actions.calendar import ics
from actions.date_notes import date_notes
from actions.judging import Judge
from actions.messages import Button, Message, command, custom, say
from actions.naming import Naming
from actions.sheet import Sheet
from actions.state import VERDICT, State
from actions.steps_words import done_in, leads, steps_words
from actions.texts import Texts
from actions.turn import Handlers, Reply, Result, Turn
from actions.verdicts import AT_A_TIME, Verdicts
from subsidy import Assessment, Call, Status, Verdict
from subsidy.render import call_reason
from subsidy.source import Source
from subsidy.steps import Step, open_round, plan
from subsidy.wording import format_date

CUE = "next_steps"
ABOUT_FRAMES = frozenset(("program", "programme", "frame", "frames"))

# The calendar file is stamped in UTC.
JAPAN_AHEAD = dt.timedelta(hours=9)


class Steps:
    """Lists what to do for a frame. What is done is kept in the conversation."""

    def __init__(self, texts: Texts, judge: Judge, naming: Naming, verdicts: Verdicts) -> None:
        self._texts = texts
        self._judge = judge
        self._engine = judge.engine
        self._naming = naming
        self._verdicts = verdicts
        self._leads = leads()

    @property
    def handlers(self) -> Handlers:
        """The handler of each act of a button."""
        return {
            CUE: lambda state, turn: (self._of_frame(turn.slots["frame"], state), Sheet.of(state).open),
            "step_done": self._toggle,
        }

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the next steps are asked for, or one of the steps shown is told done."""
        if state.stage != VERDICT or state.asked is not None or turn.slots.keys() - ABOUT_FRAMES:
            return False
        return self._texts.cued(CUE, turn.text) or bool(self._told_done(state, turn))

    def reply(self, state: State, turn: Turn) -> Result:
        """The list, with what was told done ticked off; or the question of which frame."""
        done = self._told_done(state, turn)
        if done and state.frame is not None:
            state.steps[state.frame] = list(dict.fromkeys((*state.steps[state.frame], *done)))
            return self._of_frame(state.frame, state), Sheet.of(state).open
        frames = self._frames(state, turn)
        if len(frames) == 1:
            return self._of_frame(frames[0].frame.id, state), Sheet.of(state).open
        if not frames:
            return [say("utter_nothing_to_tell")], False
        buttons = [Button(self._name(one), command(CUE, frame=one.frame.id)) for one in frames[:AT_A_TIME]]
        return [Message(response="utter_steps_which", buttons=tuple(buttons))], False

    def _told_done(self, state: State, turn: Turn) -> list[str]:
        """Ids of the steps of the list shown last that a text says are done."""
        assessment = self._judge.assess(state)
        if not turn.text or state.frame not in state.steps or state.frame not in assessment.verdicts:
            return []
        steps = self._plan(assessment.verdicts[state.frame])
        shown = [self._text(step, assessment.verdicts[state.frame]) for step in steps]
        return [steps[place].id for place in done_in(turn.text, shown)]

    def _frames(self, state: State, turn: Turn) -> list[Verdict]:
        """The frame named, or spoken of last; else the best one of each programme that may fit and is not over."""
        assessment = self._judge.assess(state)
        ranked = self._verdicts.ranked(assessment, self._judge.focus(state))
        named = self._naming.frames(turn.slots, turn.text, self._judge.focus(state))
        if named:
            ranked = [verdict for verdict in ranked if verdict.frame.id in named]
            return ranked[:1]
        if state.frame in assessment.verdicts:
            return [assessment.verdicts[state.frame]]
        fitting = [verdict for verdict in ranked if verdict.status is not Status.INELIGIBLE]
        best: dict[str, Verdict] = {}
        for verdict in fitting:
            if verdict.call.state is not Call.CLOSED:
                best.setdefault(verdict.programme.id, verdict)
        return list(best.values()) or fitting[:1]

    def _toggle(self, state: State, turn: Turn) -> Result:
        """Tick a step off, or take the tick back."""
        frame, step = turn.slots["frame"], turn.slots["step"]
        done = state.steps.get(frame, [])
        state.steps[frame] = [one for one in done if one != step] if step in done else [*done, step]
        return self._of_frame(frame, state), Sheet.of(state).open

    def _of_frame(self, frame: str, state: State) -> Reply:
        assessment: Assessment = self._judge.assess(state)
        verdict = assessment.verdicts.get(frame)
        if verdict is None:
            return [say("utter_nothing_to_tell")]
        if verdict.status is Status.INELIGIBLE:
            why = Button(self._texts.label("of_why_not"), command("why_not", frame=frame))
            return [Message(response="utter_steps_none", buttons=(why, self._back()))]
        state.frame = frame
        done = state.steps.setdefault(frame, [])
        steps = () if verdict.call.state is Call.CLOSED else self._plan(verdict)
        items = [self._item(step, verdict, step.id in done) for step in steps]
        content = custom(
            "steps",
            frame=frame,
            name=self._name(verdict),
            on=assessment.context.facts.on.date().isoformat(),
            call=call_reason(verdict.call, self._engine.catalog),
            items=items,
        )
        content["ics"] = ics(content, assessment.context.facts.on - JAPAN_AHEAD)
        return [Message(text=self._shown(content, verdict), buttons=self._buttons(items, frame), custom=content)]

    def _plan(self, verdict: Verdict) -> tuple[Step, ...]:
        return plan(verdict, verdict.context.facts.on, self._leads, steps_words()["names"])

    def _shown(self, content: dict[str, Any], verdict: Verdict) -> str:
        grant = verdict.programme.support == "grant" and verdict.call.state is not Call.CLOSED
        sources = [item["source"] for item in content["items"] if item["source"] is not None]
        return self._texts.render(
            "steps",
            content=content,
            closed=verdict.call.state is Call.CLOSED,
            cautions=self._verdicts.cards.cautions_on_dates(verdict),
            notes=date_notes(self._texts, verdict.programme, (verdict.call,)),
            successors=[note.text for note in verdict.programme.successors],
            grant=grant,
            orders=self.orders(verdict) if grant else [],
            exceptions=self.exceptions(verdict) if grant else [],
            sources=_by_document(sources),
        )

    def orders(self, verdict: Verdict) -> list[dict[str, Any]]:
        """What the catalogue says of orders before the grant decision: as a cost not paid, or as a requirement."""
        costs = [(cost.text, cost.source, cost.frames, True) for cost in verdict.programme.costs.ineligible]
        own = (*verdict.programme.criteria, *verdict.frame.criteria)
        rules = [(rule.text, rule.source, None, False) for rule in own]
        return [
            {"text": text, "source": self._source(source), "is_cost": is_cost}
            for text, source, frames, is_cost in (*costs, *rules)
            if re.search(steps_words()["orders"], text) and (frames is None or verdict.frame.id in frames)
        ]

    def exceptions(self, verdict: Verdict) -> list[dict[str, Any]]:
        """What need not wait for the grant decision."""
        return [
            {"text": note.text, "source": self._source(note.source)}
            for note in verdict.frame.notes
            if re.search(steps_words()["exceptions"], note.text)
        ]

    def quotations(self, verdict: Verdict) -> list[dict[str, Any]]:
        """The quotations among the papers that have to be prepared."""
        return [
            {"text": paper.text, "source": self._source(paper.source)}
            for paper in verdict.programme.preparation
            if re.search(steps_words()["quotations"], paper.text)
            and (paper.frames is None or verdict.frame.id in paper.frames)
        ]

    def _item(self, step: Step, verdict: Verdict, done: bool) -> dict[str, Any]:
        text = self._text(step, verdict)
        lead = None if re.search(steps_words()["tells_time"], text) else step.lead
        return {
            "id": step.id,
            "text": text,
            "by": None if step.by is None else step.by.isoformat(),
            "urgent": step.urgent,
            "when": self._when(step, verdict),
            "done": done,
            "source": None if step.source is None else self._source(step.source),
            "note": None if lead is None else {"text": lead.note, "source": self._source(lead.source)},
            "late": None if step.left is None else self._texts.label("late", days=step.left),
            "remark": step.note,
        }

    def _text(self, step: Step, verdict: Verdict) -> str:
        if step.text:
            return step.text
        fields = self._texts.join([self._engine.fields[key].label for key in verdict.missing])
        kind = "apply_bare" if step.kind == "apply" and not step.label else step.kind
        return self._texts.label(f"step_{kind}", label=step.label, fields=fields)

    def _when(self, step: Step, verdict: Verdict) -> str:
        if step.urgent:
            return self._texts.label("when_urgent")
        if step.by is None:
            return self._texts.label(_undated(step))
        day, doubt = format_date(step.at or step.by), self._doubt(step, verdict)
        return self._texts.label("when_by_unsure" if doubt else "when_by", day=day, doubt=doubt)

    def _doubt(self, step: Step, verdict: Verdict) -> str:
        """Why the end of the call is not sure, for the application and what is reckoned back from it."""
        call = open_round(verdict.call)
        if call is None or not (step.kind == "apply" or step.lead):
            return ""
        words = self._engine.catalog.wording["call"]
        doubts = (words.get(call.certainty_of("closes"), ""), words.get(call.confidence or "", ""))
        return self._texts.join([doubt.strip("（）") for doubt in doubts if doubt])

    def _buttons(self, items: Sequence[dict[str, Any]], frame: str) -> tuple[Button, ...]:
        label = self._texts.label
        ticks = [
            Button(
                label("step_open" if item["done"] else "step_done", number=number),
                command("step_done", frame=frame, step=item["id"]),
            )
            for number, item in enumerate(items, 1)
        ]
        return (*ticks, Button(label("of_ask_documents"), command("ask_documents", frame=frame)), self._back())

    def _back(self) -> Button:
        return Button(self._texts.label("back_to_list"), command("more", start=0))

    def _source(self, source: Source) -> dict[str, str]:
        documents = {document.id: document.title for document in self._engine.catalog.documents}
        return {"document": documents[source.document], "place": source.place}

    @staticmethod
    def _name(verdict: Verdict) -> str:
        return f"{verdict.programme.name} {verdict.frame.name}"


def _undated(step: Step) -> str:
    """The name of the words for when a step without a day is to be done."""
    if step.kind == "apply":
        return "when_check"
    by_due = {"plan": "when_decide", "after_application": "when_after_application", "after_grant": "when_after_grant"}
    return by_due.get(step.due, "when_early")


def _by_document(sources: Iterable[dict[str, str]]) -> dict[str, list[str]]:
    """Places by document, each once."""
    found: dict[str, list[str]] = {}
    for source in sources:
        places = found.setdefault(source["document"], [])
        places.extend(place for place in (source["place"],) if place not in places)
    return found
