"""「先に時給を上げてもいいですか」: what the catalogue says of raising wages before the application."""

from __future__ import annotations

from typing import Any

from actions.chosen import Chosen
from actions.judging import Judge
from actions.messages import Button, Message, command
from actions.state import VERDICT, State
from actions.steps_words import matches
from actions.texts import Texts
from actions.turn import Result, Turn
from subsidy import Verdict
from subsidy.model import Criterion
from subsidy.steps import LATER

ANY = 99


class EarlyRaise:
    """Warns of raising too early where a programme says so, and judges nothing where none does."""

    def __init__(self, texts: Texts, judge: Judge, chosen: Chosen) -> None:
        self._texts = texts
        self._judge = judge
        self._chosen = chosen
        self._documents = {document.id: document.title for document in judge.engine.catalog.documents}

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether somebody asks about raising wages ahead of time or, after the verdict, has done so."""
        if not matches("early_raise", turn.text) or matches("supposed", turn.text):
            return False
        asks = any(self._texts.cued(cue, turn.text) for cue in ("asks", "asks_permission", "may_order"))
        asks = asks or matches("raised_already", turn.text)
        return asks or (state.stage == VERDICT and state.asked is None and matches("raised", turn.text))

    def reply(self, state: State, turn: Turn) -> Result:
        """What each programme says of it, then those that say nothing; the open question again."""
        frames = self._chosen.frames(state, turn, ANY)
        rules = [rule for one in frames for rule in self._rules(one)]
        specials = [special for one in frames for special in self._specials(one)]
        told = {rule["name"] for rule in (*rules, *specials)}
        promised = [one.programme.name for one in frames if _promises(one) and one.programme.name not in told]
        text = self._texts.render(
            "early_raise",
            rules=rules,
            specials=specials,
            silent=list(dict.fromkeys(promised)),
            raised=matches("raised", turn.text),
        )
        return [Message(text=text, buttons=(Button(self._texts.label("ask_contact"), command("ask_contact")),))], True

    def _rules(self, verdict: Verdict) -> list[dict[str, Any]]:
        return [
            {
                "name": verdict.programme.name,
                "label": one.label,
                "note": one.note,
                "due": self._texts.label(f"when_{one.due}"),
                "document": self._documents[one.source.document],
            }
            for one in _wages(verdict)
            if one.due in LATER
        ]

    def _specials(self, verdict: Verdict) -> list[dict[str, str]]:
        """The special cases for which the day that a raise is announced counts."""
        return [
            {
                "name": verdict.programme.name,
                "special": one.name,
                "text": one.text,
                "document": self._documents[one.source.document],
            }
            for one in verdict.frame.amount.specials
            if matches("wages", one.name) and matches("raise_time", one.text)
        ]


def _wages(verdict: Verdict) -> list[Criterion]:
    """The promises of a frame that are about wages."""
    commitments = [one.criterion for one in verdict.criteria if one.criterion.kind == "commitment"]
    return [one for one in commitments if matches("wages", one.text)]


def _promises(verdict: Verdict) -> bool:
    return bool(_wages(verdict))
