"""「対象になる経費は？」, 「車は買える？」: eligible and ineligible costs, as far as the catalogue names them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.chosen import Chosen
from actions.cost_rows import MOST_ITEMS, by_frames, heading, merged, notes_of, of_frame, of_frames
from actions.judging import Judge
from actions.messages import Button, Message, command
from actions.naming import Naming
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn
from actions.verdicts import AT_A_TIME
from subsidy import Verdict
from subsidy.model import Cost
from subsidy.tariff import Note

ABOUT_FRAMES = frozenset(("program", "programme", "frame", "frames"))
MOST_LISTS, MOST_PROGRAMMES = 2, 12
Group = Sequence[Verdict]


class Costs:
    """Tells what may be paid from a subsidy."""

    def __init__(self, texts: Texts, judge: Judge, chosen: Chosen) -> None:
        self._texts = texts
        self._judge = judge
        self._chosen = chosen
        self._naming = Naming(judge.engine)
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

    def _groups(self, state: State, turn: Turn, most: int, every: bool) -> list[Group]:
        """Of each programme meant, the frames named; else, with ``every``, all of its frames, or the best one."""
        named = self._naming.frames(turn.slots, turn.text, self._judge.focus(state))
        judged = self._judge.assess(state).verdicts.values()
        groups = []
        for best in self._chosen.frames(state, turn, most=most):
            own = [one for one in judged if one.programme.id == best.programme.id]
            groups.append([one for one in own if one.frame.id in named] or (own if every else [best]))
        return groups

    def _on(self, item: dict[str, str], state: State, turn: Turn) -> Message:
        rows, silent = [], []
        for place, group in enumerate(self._groups(state, turn, MOST_PROGRAMMES, every=True)):
            row = self._item_row(item, group)
            if row is not None:
                rows.append(row)
            elif place < AT_A_TIME:
                silent.append(group[0].programme.name)
        text = self._texts.render("cost_item", item=item["name"], rows=rows, silent=silent)
        return Message(text=text, buttons=(self._office(),))

    def _item_row(self, item: dict[str, str], group: Group) -> dict[str, Any] | None:
        """What the frames of a programme pay of one cost; None where none of them says anything of it."""
        costs, rule = group[0].programme.costs, item["named"]
        paid, not_paid = self._about(rule, group, costs.eligible), self._about(rule, group, costs.ineligible)
        if not paid and not not_paid:
            return None
        frames = [
            (
                one.frame.name,
                {
                    "paid": self._said(of_frame(one, paid)),
                    "not_paid": self._said(of_frame(one, not_paid)),
                    "left_out": self._left_out(item, of_frame(one, costs.eligible)),
                },
            )
            for one in group
        ]
        # Where a list is told not to name the item, how complete it is belongs to the answer.
        unnamed = any(row["left_out"] and not row["paid"] and not row["not_paid"] for _, row in frames)
        notes = [text for text in notes_of(group) if unnamed or self._texts.found(rule, text)]
        return {
            "name": heading(group, (*paid, *not_paid)),
            "groups": merged(frames),
            "notes": notes,
            "sources": self._sources((*paid, *not_paid, *(one for one in costs.notes if one.text in notes))),
        }

    def _left_out(self, item: dict[str, str], listed: Sequence[Cost]) -> bool:
        """Whether there is a list, and no kind of cost in it that may hold the item."""
        within = item.get("within")
        return bool(listed) and not (within and any(self._texts.found(within, cost.text) for cost in listed))

    def _about(self, rule: str, group: Group, costs: Sequence[Cost]) -> list[Cost]:
        return [cost for cost in of_frames(group, costs) if self._texts.found(rule, cost.text)]

    def _lists(self, state: State, turn: Turn) -> Message:
        rows = [self._row(group) for group in self._groups(state, turn, AT_A_TIME, every=False)[:MOST_LISTS]]
        return Message(text=self._texts.render("costs", rows=rows), buttons=(self._office(),))

    def _row(self, group: Group) -> dict[str, Any]:
        """The costs of a programme; where nothing is known of them, just that."""
        costs, say = group[0].programme.costs, self._texts.with_names
        paid, not_paid = of_frames(group, costs.eligible), of_frames(group, costs.ineligible)
        notes = notes_of(group) if paid or not_paid else []
        unknown = [one.frame.name for one in group if not of_frame(one, costs.eligible)]
        return {
            "name": heading(group, (*paid, *not_paid)),
            "paid": by_frames(group, paid, say),
            "unknown": unknown if paid else [],
            "not_paid": by_frames(group, not_paid, say),
            "notes": notes,
            "sources": self._sources((*paid, *not_paid, *(one for one in costs.notes if one.text in notes))),
        }

    def _said(self, costs: Sequence[Cost]) -> list[str]:
        return [self._texts.with_names(cost.text) for cost in costs][:MOST_ITEMS]

    def _sources(self, told: Sequence[Cost | Note]) -> list[str]:
        return list(dict.fromkeys(self._documents[one.source.document] for one in told))

    def _office(self) -> Button:
        return Button(self._texts.label("ask_contact"), command("ask_contact"))
