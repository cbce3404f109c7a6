"""Plans told out of turn: beside another answer, in a correction, or after the verdict."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from actions.slots import PLAN_FIELDS, PLAN_VALUES
from actions.state import State
from actions.texts import Texts
from actions.turn import Turn

CLAUSES = re.compile(r"[。、,!?！？\n]|(?<=やめて)|(?<=じゃなくて)|(?<=ではなく)|けど|けれど")


# What making a new product can be.
OF_PRODUCTS = ("新規事業", "研究開発")


class Told(NamedTuple):
    """All plans after what was said, and those given up; ``alone``: the words say that there are no others."""

    plans: list[str]
    dropped: list[str]
    alone: bool


class PlanTalk:
    """Reads plans from words that nobody took for the answer to the question for plans."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def take(self, state: State, turn: Turn) -> None:
        """Put the plans that a turn names into its slots."""
        found = None if "plan" in turn.slots else self.told(state, turn.text)
        if found is None:
            if "plan" not in turn.slots and self._may_be_product(state, turn.text):
                turn.confirm = {**turn.confirm, "plan": [[plan] for plan in OF_PRODUCTS]}
            return
        given_up = {field: absent for plan in found.dropped for field, absent in PLAN_FIELDS.get(plan, {}).items()}
        turn.slots = {"plan": found.plans, **turn.slots, **given_up}
        turn.confirm = {slot: candidates for slot, candidates in turn.confirm.items() if candidates}
        state.ticked = state.ticked or found.alone

    def told(self, state: State, text: str) -> Told | None:
        """The plans after a text; None where it changes none of them."""
        before: list[str] = state.answers.get("plan") or []
        answers = state.asked == "plan" and not state.confirming
        named, dropped = self._named(text, answers)
        if not named and not dropped:
            return None
        alone = bool(named) and self._texts.cued("plan_alone", text)
        kept = set(named) if alone else (set(before) - set(dropped)) | set(named)
        plans = [plan for plan in PLAN_VALUES if plan in kept]
        if not plans or (plans == before and not alone):
            return None
        return Told(plans, [plan for plan in dropped if plan in before], alone)

    def _may_be_product(self, state: State, text: str) -> bool:
        """Whether the question for plans is answered with a product, which can be one plan or the other."""
        return state.asked == "plan" and not state.confirming and self._texts.cued("new_product", text)

    def _named(self, text: str, answers: bool) -> tuple[list[str], list[str]]:
        """The plans that are meant, and those given up. ``answers``: the question for plans is open."""
        words, named, dropped = unicodedata.normalize("NFKC", text), [], []
        subject = answers or self._texts.cued("plan_subject", words)
        for clause in self._clauses(words):
            plans = self._texts.plans_answered(clause) if answers else self._texts.plans_in(clause)
            if self._texts.cued("plan_dropped", clause):
                dropped += plans
            elif (subject or self._texts.cued("plan_meant", clause)) and not self._texts.cued("plan_unmeant", clause):
                named += plans
        return named, [plan for plan in dropped if plan not in named]

    @staticmethod
    def _clauses(words: str) -> Iterator[str]:
        yield from (clause for clause in CLAUSES.split(words) if clause)


def added(old: object, new: object) -> Sequence[str] | None:
    """The plans that came in addition to the old ones; None where some of those fell."""
    if not isinstance(old, list) or not isinstance(new, list) or not set(old) < set(new):
        return None
    return [plan for plan in new if plan not in old]
