"""The result of the checklist as messages: counts, patterns, advice, what not to buy yet, which programme pays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from actions.checklist_words import Section, sections_of
from actions.judging import Judge
from actions.messages import Button, Message, command, custom
from actions.sheet import Sheet
from actions.state import VERDICT, State
from actions.texts import Texts
from actions.verdicts import Verdicts
from subsidy import Status, Verdict
from subsidy.checklist import Outcome, evaluate, stages_of
from subsidy.reference import Checklist, ChecklistOwn, ChecklistPattern
from subsidy.source import Source
from subsidy.tariff import Note

MOST_PROGRAMMES = 4


def outcome_of(sheet: Sheet, sections: Sequence[Section], own: ChecklistOwn) -> Outcome:
    """What the ticks say."""
    items = {section.number: [item.id for item in section.items] for section in sections}
    ticks = {section.number: sheet.ticks[section.id] for section in sections if section.id in sheet.ticks}
    return evaluate(items, ticks, own.limits, own.order)


class ChecklistResult:
    """Tells what the ticks say. Advice is the catalogue's; limits and the mapping to programmes are our own."""

    def __init__(self, texts: Texts, judge: Judge, verdicts: Verdicts, checklist: Checklist) -> None:
        self._texts = texts
        self._judge = judge
        self._verdicts = verdicts
        self._checklist = checklist
        self._own = checklist.own
        self._sections = sections_of(checklist)

    def messages(self, sheet: Sheet, state: State) -> list[Message]:
        """The result, and what belongs to it; the buttons stand at the last message."""
        outcome = outcome_of(sheet, self._sections, self._own)
        content = self._content(outcome, state)
        shown = content["programmes"][:MOST_PROGRAMMES]
        parts = {
            "content": content,
            "possible": [self._pattern(key).text for key in outcome.possible],
            "least": [self._section(number).name for number in outcome.least],
            "full": outcome.count == outcome.of,
            "shown": shown,
            "labels": self._labels(shown),
            "paid": [stage["name"] for stage in content["stages"] if self._paying(stage["id"])],
            "judged": state.stage == VERDICT,
        }
        names = ["result", *(["not_yet"] if content["not_yet"] else []), "programmes"]
        texts = [self._texts.render(f"checklist_{name}", **parts) for name in names]
        first, *middle, last = texts
        return [
            Message(text=first, custom=content),
            *(Message(text=text) for text in middle),
            Message(text=last, buttons=self._buttons(sheet, shown, state)),
        ]

    def _content(self, outcome: Outcome, state: State) -> dict[str, Any]:
        patterns = [self._pattern(key) for key in outcome.patterns]
        stages = [self._stage(key) for key in stages_of(patterns)]
        return custom(
            "checklist_result",
            sections=[
                {"name": self._section(t.number).name, "number": t.number, "count": t.count, "of": t.of}
                | {"answered": t.answered}
                for t in outcome.tallies
            ],
            pattern=patterns[0].text if patterns else None,
            patterns=[{"id": one.id, "number": one.number, "text": one.text} for one in patterns],
            stage=stages[0]["name"] if stages else None,
            stages=stages,
            advice=self._notes(note for pattern in patterns for note in pattern.advice),
            next_steps=self._next_steps(),
            not_yet=self._not_yet(outcome),
            programmes=self._programmes(stages, state),
            thresholds=self._own.limits_text,
            thresholds_own=True,
        )

    def _next_steps(self) -> list[dict[str, Any]]:
        """How the source means the result to be used, and where its cases are."""
        links = [
            {"text": link.title, "url": link.url, "source": self._source(link.source)} for link in self._checklist.links
        ]
        return [
            *self._notes(
                note for note in self._checklist.usage if any(word in note.text for word in self._own.next_steps)
            ),
            *links,
        ]

    def _not_yet(self, outcome: Outcome) -> list[dict[str, Any]]:
        rule = self._own.not_yet
        if not set(rule.patterns) & set(outcome.patterns):
            return []
        return self._notes(note for note in self._checklist.pitfalls if rule.place in note.source.place)

    def _paying(self, stage: str) -> tuple[str, ...]:
        """Ids of the programmes that our mapping names for a stage."""
        return next((row.programmes for row in self._own.programmes if row.stage == stage), ())

    def _programmes(self, stages: Sequence[dict[str, Any]], state: State) -> list[dict[str, Any]]:
        """The best frame of each programme that our mapping names for the stages, fitting and open ones first."""
        wanted = {key for stage in stages for key in self._paying(stage["id"])}
        best: dict[str, Verdict] = {}
        for verdict in self._verdicts.ranked(self._judge.assess(state), self._judge.focus(state)):
            if verdict.programme.id in wanted:
                best.setdefault(verdict.programme.id, verdict)
        return [self._programme(verdict, state) for verdict in best.values()]

    @staticmethod
    def _programme(verdict: Verdict, state: State) -> dict[str, Any]:
        """``status`` is None while the interview has not come to a verdict."""
        return {
            "id": verdict.programme.id,
            "name": verdict.programme.name,
            "frame": verdict.frame.id,
            "status": verdict.status.value if state.stage == VERDICT else None,
            "call": verdict.call.state.value,
        }

    def _labels(self, shown: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
        label = self._texts.label
        return [
            {
                "status": "" if row["status"] is None else label(f"status_{row['status']}"),
                "call": label(f"call_{row['call']}"),
            }
            for row in shown
        ]

    def _buttons(self, sheet: Sheet, shown: Sequence[dict[str, Any]], state: State) -> tuple[Button, ...]:
        label = self._texts.label
        told = [row for row in shown if row["status"] not in (None, Status.INELIGIBLE.value)]
        details = [Button(label("detail", name=row["name"]), command("detail", frame=row["frame"])) for row in told]
        left = len(sheet.ticks) < len(self._sections)
        rest = [Button(label("check_rest"), command("check_rest"))] if left else []
        listed = [Button(label("back_to_list"), command("more", start=0))] if state.stage == VERDICT else []
        again = Button(label("check_again"), command("check_restart"))
        return (*details, *rest, again, Button(label("ask_contact"), command("ask_contact")), *listed)

    def _notes(self, notes: Iterable[Note]) -> list[dict[str, Any]]:
        return [{"text": note.text, "source": self._source(note.source)} for note in notes]

    def _source(self, source: Source) -> dict[str, str]:
        documents = {document.id: document.title for document in self._judge.engine.catalog.documents}
        return {"document": documents[source.document], "place": source.place}

    def _section(self, number: int) -> Section:
        return next(section for section in self._sections if section.number == number)

    def _pattern(self, key: str) -> ChecklistPattern:
        return next(pattern for pattern in self._checklist.patterns if pattern.id == key)

    def _stage(self, key: str) -> dict[str, Any]:
        stage = next(stage for stage in self._checklist.stages if stage.id == key)
        return {"id": stage.id, "number": stage.number, "name": stage.name}
