"""「設備投資はしない」, said to the question what is planned: it names a plan and wants none."""

from __future__ import annotations

from actions.answers import Answers
from actions.groups import Groups
from actions.messages import Message
from actions.slots import PLAN_FIELDS
from actions.state import State
from actions.texts import Texts
from actions.turn import ByWords, Handlers, Result, Turn

PLAN = "plan"


class Refusals:
    """Keeps what is not planned as such, and takes what is told beside it."""

    def __init__(self, texts: Texts, groups: Groups, answers: Answers, beside: ByWords, handlers: Handlers) -> None:
        self._texts = texts
        self._groups = groups
        self._answers = answers
        self._beside = beside
        self._handlers = handlers

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the question for plans is answered with one that is not meant."""
        if state.asked != PLAN or state.confirming or turn.choice is not None:
            return False
        doubtful = self._texts.cued("asks", turn.text) or self._texts.cued("says_if", turn.text)
        return bool(self._refused(turn)) and not doubtful

    def reply(self, state: State, turn: Turn) -> Result:
        """What is not planned, said back, and the answer that came with it."""
        fields, titles = self._fields(turn), self._refused(turn)
        self._answers.store(state, self._groups.values(fields, []), {})
        lines = self._texts.join([self._texts.label("quoted", text=title) for title in titles])
        messages = [Message(text=self._texts.label("not_planned", plans=lines))]
        rest = Turn("inform", slots=turn.slots, confirm=turn.confirm, text=turn.text)
        if self._beside.concerns(state, rest):
            beside, _ = self._beside.reply(state, rest)
        else:
            beside = self._handlers["inform"](state, rest)[0] if turn.slots or turn.confirm else []
        return [*messages, *beside], True

    def _refused(self, turn: Turn) -> list[str]:
        """The lines of the list of plans that are refused; else the plans that no line stands for."""
        lines = self._groups.titles(self._fields(turn))
        return lines or [plan for plan in self._texts.plans_refused(turn.text) if plan not in turn.slots.get(PLAN, ())]

    def _fields(self, turn: Turn) -> list[str]:
        """The fields of the lines refused, but for those of a plan that is told as well (other equipment)."""
        meant = {field for plan in turn.slots.get(PLAN, ()) for field in PLAN_FIELDS.get(plan, ())}
        return [field for field in self._groups.refused(turn.text) if field not in meant]
