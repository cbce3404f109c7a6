"""「まだ開業していませんが使えますか」: what the catalogue says of a business that has not opened."""

from __future__ import annotations

from typing import Any

from actions.cautions import FOUNDED
from actions.chosen import Chosen, best_of_each
from actions.judging import Judge
from actions.messages import Button, Message, command
from actions.state import State
from actions.steps_words import matches
from actions.texts import Texts
from actions.turn import Result, Turn
from subsidy import Verdict
from subsidy.model import Criterion
from subsidy.predicate import walk


class NotOpen:
    """Names the requirements on the opening, and that no more is known here."""

    def __init__(self, texts: Texts, judge: Judge, chosen: Chosen) -> None:
        self._texts = texts
        self._judge = judge
        self._chosen = chosen
        self._documents = {document.id: document.title for document in judge.engine.catalog.documents}

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether somebody asks what a business that has not opened may apply for."""
        return matches("not_open", turn.text) and matches("may_apply", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """The programmes that say something of it; the open question again."""
        verdicts, focus = self._judge.assess(state).verdicts, self._judge.focus(state)
        named = self._chosen.frames(state, turn) if self._chosen.is_named(state, turn) else []
        meant = named or best_of_each([one for one in verdicts.values() if one.programme.edition == focus])
        rules = [self._rule(one, criterion) for one in meant for criterion in _on_opening(one)]
        told = {rule["name"] for rule in rules}
        silent = [one.programme.name for one in named if one.programme.name not in told]
        text = self._texts.render("not_open", rules=rules, silent=silent, named=bool(named))
        return [Message(text=text, buttons=(Button(self._texts.label("ask_contact"), command("ask_contact")),))], True

    def _rule(self, verdict: Verdict, criterion: Criterion) -> dict[str, Any]:
        document = self._documents[criterion.source.document]
        return {"name": verdict.programme.name, "text": criterion.text, "document": document}


def _on_opening(verdict: Verdict) -> list[Criterion]:
    """The requirements of a frame on the day of its opening."""
    return [
        one.criterion
        for one in verdict.criteria
        if one.criterion.needs_opening
        or (one.criterion.test is not None and any(FOUNDED in part.fields() for part in walk(one.criterion.test)))
    ]
