"""Wishes that are no plan of the list: money to borrow, and the company itself handed on, sold, bought or closed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from actions.again import told
from actions.answers import Answers
from actions.groups import Groups
from actions.judging import Judge
from actions.messages import Button, Message, command
from actions.ranking import full_name
from actions.state import State
from actions.texts import Texts
from actions.turn import Handlers, Reply, Result, Turn
from actions.verdicts import Verdicts
from subsidy import Status, Verdict, questions

TRANSFER = "plans.business_transfer"
SHORT_OF_CASH = "company.cash_flow_worsened"
GRANT = "grant"
MOST_LOANS = 3
# Slots of a question on a programme that is named.
ASIDES = frozenset(("program", "programme", "frame", "frames"))


class Loans:
    """Says that loans and guarantees are judged as well; with the verdicts told, which of them may fit."""

    def __init__(self, texts: Texts, judge: Judge, groups: Groups, verdicts: Verdicts, handlers: Handlers) -> None:
        self._texts = texts
        self._judge = judge
        self._groups = groups
        self._verdicts = verdicts
        self._handlers = handlers

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the words want money to borrow, and the open question is not about just that."""
        if turn.choice is not None or turn.slots.keys() & ASIDES or self._is_asked(state, turn.text):
            return False
        # With the verdicts told, being short of cash is a fact that changes them.
        return self._texts.cued("loan", turn.text) and not (told(state) and self._facts(turn.text))

    def _is_asked(self, state: State, text: str) -> bool:
        """Whether the open question or list is about being short of cash."""
        return state.asked == SHORT_OF_CASH or (bool(state.options) and self._groups.told(state, text) is not None)

    def reply(self, state: State, turn: Turn) -> Result:
        """What was told with it, and the loans."""
        slots = {**turn.slots, **self._facts(turn.text)}
        # What could not be read as an answer is none.
        confirm = {slot: candidates for slot, candidates in turn.confirm.items() if candidates}
        beside = self._handlers["inform"](state, Turn("inform", slots=slots, confirm=confirm))[0] if slots else []
        return [*beside, *(self.fitting(state) if told(state) else [self._judged_too(state)])], True

    def fitting(self, state: State) -> Reply:
        """What helps with cash: the loans and guarantees that may fit."""
        order = self._verdicts.ranked(self._judge.assess(state), self._judge.focus(state))
        found = [one for one in order if one.programme.support != GRANT and one.status is not Status.INELIGIBLE]
        shown = found[:MOST_LOANS]
        if not shown:
            return [self._judged_too(state)]
        label = self._texts.label
        rows = [{"name": full_name(one), "status": label(f"status_{one.status.value}")} for one in shown]
        details = [Button(label("detail", name=full_name(one)), command("detail", frame=one.frame.id)) for one in shown]
        contact = Button(label("ask_contact"), command("ask_contact"))
        return [Message(text=self._texts.render("loans", rows=rows), buttons=(*details, contact))]

    def _facts(self, text: str) -> dict[str, Any]:
        return {SHORT_OF_CASH: True} if SHORT_OF_CASH in self._texts.facts_told(text) else {}

    def _judged_too(self, state: State) -> Message:
        verdicts = self._judge.interview(state).verdicts.values()
        names = self._texts.join(_programmes(one for one in verdicts if one.programme.support != GRANT))
        return Message(text=self._texts.render("loans_beside", names=names, judged=told(state)))


class Transfers:
    """Takes what is to become of the company, though nobody asked for it yet."""

    def __init__(self, texts: Texts, judge: Judge, answers: Answers, handlers: Handlers) -> None:
        self._texts = texts
        self._judge = judge
        self._answers = answers
        self._handlers = handlers

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the words say so, and the open question or list is not about it."""
        if turn.choice is not None or state.asked == TRANSFER or TRANSFER in state.options or state.confirming:
            return False
        if self._texts.cued("asks", turn.text) or not self._texts.cued("transfer", turn.text):
            return False
        return bool(self._answers.items(TRANSFER, turn.text))

    def reply(self, state: State, turn: Turn) -> Result:
        """The answer stored, and the programmes that it bears on."""
        known, assessment = told(state), self._judge.interview(state)
        frames = {frame for one in questions(assessment) if one.field == TRANSFER for frame in one.frames}
        names = _programmes(one for key, one in assessment.verdicts.items() if key in frames)
        slots = {**turn.slots, TRANSFER: self._answers.items(TRANSFER, turn.text)}
        messages, resumes = self._handlers["inform"](state, Turn("inform", slots=slots))
        note = [Message(text=self._texts.render("transfer_beside", names=self._texts.join(names)))]
        return [*messages, *(note if names and not known else [])], resumes


def _programmes(verdicts: Iterable[Verdict]) -> list[str]:
    return list(dict.fromkeys(one.programme.name for one in verdicts))
