"""「対象になる経費は？」, 「車は買える？」: eligible and ineligible costs, as far as the catalogue names them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from actions.chosen import Chosen
from actions.judging import Judge
from actions.messages import Button, Message, command
from actions.ranking import full_name
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn
from actions.verdicts import AT_A_TIME
from subsidy import Verdict
from subsidy.model import Cost

ABOUT_FRAMES = frozenset(("program", "programme", "frame", "frames"))
MOST_LISTS, MOST_ITEMS, MOST_PROGRAMMES = 2, 12, 12


class Costs:
    """Tells what may be paid from a subsidy."""

    def __init__(self, texts: Texts, judge: Judge, chosen: Chosen) -> None:
        self._texts = texts
        self._chosen = chosen
        self._documents = {document.id: document.title for document in judge.engine.catalog.documents}

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether costs are asked about: in general, or one that the words name."""
        if not turn.text or turn.slots.keys() - ABOUT_FRAMES:
            return False
        if self._texts.cued("costs", turn.text):
            return self._texts.cued("asks", turn.text) or turn.act.startswith("ask_")
        return self._texts.cued("cost_asked", turn.text) and self._item(turn.text) is not None

    def reply(self, state: State, turn: Turn) -> Result:
        """One cost, programme by programme; or the lists of the best fitting programmes."""
        item = self._item(turn.text)
        return [self._lists(state, turn) if item is None else self._on(item, state, turn)], True

    def _item(self, text: str) -> dict[str, str] | None:
        """The cost that a text names: its name, and what the catalogue may call it."""
        return next((item for item in self._texts.cost_items() if self._texts.found(item["asks"], text)), None)

    def _on(self, item: dict[str, str], state: State, turn: Turn) -> Message:
        rows, silent = [], []
        for place, verdict in enumerate(self._chosen.frames(state, turn, most=MOST_PROGRAMMES)):
            costs = verdict.programme.costs
            paid = [cost for cost in self._of(verdict, costs.eligible) if self._texts.found(item["named"], cost.text)]
            not_paid = [
                cost for cost in self._of(verdict, costs.ineligible) if self._texts.found(item["named"], cost.text)
            ]
            if paid or not_paid:
                rows.append(self._row(verdict, paid, not_paid))
            elif place < AT_A_TIME:
                silent.append(verdict.programme.name)
        text = self._texts.render("cost_item", item=item["name"], rows=rows, silent=silent)
        return Message(text=text, buttons=(self._office(),))

    def _lists(self, state: State, turn: Turn) -> Message:
        rows = [
            self._row(one, self._of(one, one.programme.costs.eligible), self._of(one, one.programme.costs.ineligible))
            for one in self._chosen.frames(state, turn)[:MOST_LISTS]
        ]
        return Message(text=self._texts.render("costs", rows=rows), buttons=(self._office(),))

    def _row(self, verdict: Verdict, paid: list[Cost], not_paid: list[Cost]) -> dict[str, Any]:
        documents = [self._documents[cost.source.document] for cost in (*paid, *not_paid)]
        return {
            "name": full_name(verdict) if any(cost.frames for cost in (*paid, *not_paid)) else verdict.programme.name,
            "paid": [self._texts.with_names(cost.text) for cost in paid][:MOST_ITEMS],
            "not_paid": [self._texts.with_names(cost.text) for cost in not_paid][:MOST_ITEMS],
            "sources": list(dict.fromkeys(documents)),
        }

    @staticmethod
    def _of(verdict: Verdict, costs: Iterable[Cost]) -> list[Cost]:
        """Those of a verdict's frame."""
        return [cost for cost in costs if cost.frames is None or verdict.frame.id in cost.frames]

    def _office(self) -> Button:
        return Button(self._texts.label("ask_contact"), command("ask_contact"))
