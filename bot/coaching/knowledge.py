"""What the trainee has heard of an owner, and what the rules make of it."""

from __future__ import annotations

from typing import Any

from bot.coaching.data import data
from bot.coaching.figures import left_open
from bot.coaching.persona import Persona, commitments, profile_of
from subsidy import Assessment, Engine, State, Status, questions
from subsidy.fields import RANGED
from subsidy.predicate import walk


class Knowledge:
    """Facts heard exactly, figures heard roughly, and what the owner does not know himself."""

    def __init__(self, persona: Persona, engine: Engine) -> None:
        self._persona = persona
        self._engine = engine
        self.exact: dict[str, Any] = {}
        self.rough: dict[str, list[Any]] = {}
        self.nobody_knows: set[str] = set()

    def copy(self) -> Knowledge:
        """The same facts, to try out what more of them would bring."""
        other = Knowledge(self._persona, self._engine)
        other.exact, other.rough, other.nobody_knows = dict(self.exact), dict(self.rough), set(self.nobody_knows)
        return other

    def learn(self, key: str, *, rough: bool = False) -> None:
        """Hear a fact from the owner."""
        if key not in self._persona.facts:
            self.nobody_knows.add(key)
        elif not rough:
            self.exact[key] = self._persona.facts[key]
            self.rough.pop(key, None)
        elif key not in self.exact:
            self.rough[key] = left_open(self._engine.fields[key], self._persona.facts[key])

    def is_settled(self, key: str) -> bool:
        """Whether asking again can tell nothing more."""
        return key in self.exact or key in self.nobody_knows

    def assess(self) -> Assessment:
        """The verdicts that what was heard allows, in the owner's edition and on his day."""
        # A profile takes ranges of money, people and percent only: any other figure heard roughly is none yet.
        rough = {key: value for key, value in self.rough.items() if self._engine.fields[key].kind in RANGED}
        profile = profile_of({**rough, **self.exact}, self._engine)
        return self._engine.assess(profile, self._persona.at, (self._persona.edition,))

    def useful(self) -> frozenset[str]:
        """The fields whose answer can still change a verdict, an amount or what is to be arranged."""
        assessment = self.assess()
        found = {question.field for question in questions(assessment)} | self._promises(assessment)
        derived: dict[str, str] = data("topics")["derived"]
        return frozenset(found | {derived[key] for key in found if key in derived})

    def _promises(self, assessment: Assessment) -> set[str]:
        known = commitments(self._engine, self._persona.edition)
        found: set[str] = set()
        for verdict in assessment.verdicts.values():
            if verdict.status is Status.INELIGIBLE:
                continue
            for result in verdict.criteria:
                test = result.criterion.test
                if result.criterion.kind == "commitment" and result.state is State.UNKNOWN and test is not None:
                    found |= {key for part in walk(test) for key in part.fields() if key in known}
            if verdict.frame.bank is not None and verdict.bank_required is not False:
                found.add(verdict.frame.bank.field)
        return found
