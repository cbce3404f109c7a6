"""The part of a memo that tells the result of the checklist: a chart of the sections, pattern and stage."""

from __future__ import annotations

from typing import Any

from actions.checklist_result import outcome_of
from actions.checklist_words import sections_of
from actions.memo_words import memo_words
from actions.sheet import Sheet
from actions.state import State
from subsidy.checklist import Outcome, stages_of
from subsidy.reference import Checklist


class MemoChecklist:
    """Draws what was ticked as a ``chart``: rows of label, count, of, and whether the section was answered."""

    def __init__(self, checklist: Checklist) -> None:
        self._checklist = checklist
        self._sections = sections_of(checklist)

    def parts(self, state: State) -> list[dict[str, Any]]:
        """The part, or nothing where no section was answered."""
        sheet = Sheet.of(state)
        if not sheet.ticks:
            return []
        outcome = outcome_of(sheet, self._sections, self._checklist.own)
        heading, items = memo_words()["checklist"], self._lines(outcome)
        return [{"heading": heading, "chart": self._rows(outcome), "items": items, "style": "plain"}]

    def _rows(self, outcome: Outcome) -> list[dict[str, Any]]:
        words, names = memo_words(), {section.number: section.name for section in self._sections}
        return [
            {
                "label": words["checklist_section"].format(number=tally.number, name=names[tally.number]),
                "count": tally.count,
                "of": tally.of,
                "told": words["checklist_count" if tally.answered else "checklist_open"].format(
                    count=tally.count, of=tally.of
                ),
            }
            for tally in outcome.tallies
        ]

    def _lines(self, outcome: Outcome) -> list[str]:
        words = memo_words()
        patterns = [one for key in outcome.patterns for one in self._checklist.patterns if one.id == key]
        stages = [one for key in stages_of(patterns) for one in self._checklist.stages if one.id == key and one.name]
        told = [words["checklist_pattern"].format(text=one.text) for one in patterns]
        if stages:
            names = [words["checklist_stage_name"].format(name=one.name) for one in stages]
            told.append(words["checklist_stage"].format(names="".join(names)))
        return [*(told or [words["checklist_no_pattern"]]), words["checklist_own"]]
