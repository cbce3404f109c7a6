"""「紙で申し込めますか」, 「現金で払っていい？」: what the catalogue says of one thing, or that it says nothing."""

from __future__ import annotations

import re
from typing import NamedTuple

from actions.judging import Judge
from actions.messages import Button, Message, command
from actions.naming import Naming
from actions.sayings import Said, Sayings, merged
from actions.state import State
from actions.texts import Texts
from actions.turn import Handler, Result, Turn
from actions.verdicts import Verdicts
from subsidy import Verdict

ABOUT_FRAMES = frozenset(("program", "programme", "frame", "frames"))
ASKS = ("asks", "asks_permission", "asks_shortly")
MOST_ROWS = 12
# Who asks to order or pay before the decision asks about that.
OF_ORDERS = ("before_decision", "early_order")
# What asks for the papers has an answer of its own, unless the catalogue names the one paper that was asked about.
HAS_ANSWER = frozenset(("ask_documents", "ask_deadline", "ask_amount", "ask_program"))
NO_QUESTION = frozenset(
    ("set", "tick", "inform", "affirm", "deny", "correct", "delete_data", "what_if", "dont_know", "skip")
)


class Thing(NamedTuple):
    """What was asked about: its name, what the catalogue may call it, and how it is told.

    ``anywhere``: a programme that the words name is not the one asked about.
    """

    name: str
    named: str
    lead: str | None = None
    anywhere: bool = False


class AskedThings:
    """Answers from the requirements, costs, papers and notes of the programmes that are meant."""

    def __init__(self, texts: Texts, judge: Judge, naming: Naming, verdicts: Verdicts, costs: Handler) -> None:
        self._texts = texts
        self._judge = judge
        self._naming = naming
        self._verdicts = verdicts
        self._costs = costs
        self._sayings = Sayings(texts, judge.engine.catalog)

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether one thing is asked about that a programme may allow, forbid or ask for; nothing is told."""
        if not turn.text or turn.choice is not None or turn.slots.keys() - ABOUT_FRAMES:
            return False
        if all(self._texts.cued(cue, turn.text) for cue in OF_ORDERS):
            return False
        return self._thing(state, turn) is not None or self._is_cost(turn)

    def reply(self, state: State, turn: Turn) -> Result:
        """What is said of it, with the sources; else that it is not known here."""
        thing = self._thing(state, turn)
        if thing is None:
            return self._costs(state, turn)
        rows = merged(self._said(thing, state, turn))[:MOST_ROWS]
        needed = self._listed(turn) is None
        text = self._texts.render("asked_thing", name=thing.name, lead=thing.lead, needed=needed, rows=rows)
        return [Message(text=text, buttons=(Button(self._texts.label("ask_contact"), command("ask_contact")),))], True

    def _thing(self, state: State, turn: Turn) -> Thing | None:
        return self._listed(turn) or self._needed(state, turn)

    def _listed(self, turn: Turn) -> Thing | None:
        """The thing of the word list that a question names."""
        asks = turn.act not in NO_QUESTION and any(self._texts.cued(cue, turn.text) for cue in ASKS)
        for item in self._texts.asked_things():
            if (asks or item.get("always")) and self._texts.found(item["asks"], turn.text):
                return Thing(item["name"], item["named"], item.get("lead"), item.get("anywhere", False))
        return None

    def _needed(self, state: State, turn: Turn) -> Thing | None:
        """What somebody asks whether it is needed (「議事録は必要ですか」)."""
        found = self._texts.match("needed", turn.text)
        if found is None or self._texts.cued("needed_unclear", found["noun"]):
            return None
        word = found["noun"].split("の")[-1]
        words = dict.fromkeys((found["noun"], word, *self._texts.words_of(self._texts.term_in(word) or "")))
        thing = Thing(found["noun"], "|".join(re.escape(word) for word in words))
        return None if turn.act in HAS_ANSWER and not self._said(thing, state, turn) else thing

    def _is_cost(self, turn: Turn) -> bool:
        """Whether a cost is asked for leave (「リースでもいいですか」)."""
        if turn.act != "ask_eligibility" or not self._texts.cued("cost_permission", turn.text):
            return False
        return any(self._texts.found(item["asks"], turn.text) for item in self._texts.cost_items())

    def _said(self, thing: Thing, state: State, turn: Turn) -> list[Said]:
        """By the programmes named or looked at; where none is, or these say nothing, by all, those that fit first."""
        focus = self._judge.focus(state)
        named = () if thing.anywhere else self._naming.frames(turn.slots, turn.text, focus)
        looked_at = [state.frame] if state.frame else []
        verdicts = self._judge.assess(state).verdicts
        if named:
            return self._by([one for key, one in verdicts.items() if key in named], thing)
        said = self._by([one for key, one in verdicts.items() if key in looked_at], thing)
        if said:
            return said
        order = self._verdicts.ranked(self._judge.assess(state), focus)
        return self._by([one for one in order if one.programme.edition == focus], thing)

    def _by(self, meant: list[Verdict], thing: Thing) -> list[Said]:
        """What these frames and their programmes say."""
        said: list[Said] = []
        for programme in dict.fromkeys(one.programme.id for one in meant):
            said += self._sayings.of([one for one in meant if one.programme.id == programme], thing.named)
        return said
