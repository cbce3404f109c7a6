"""A trade that was told too roughly for a size limit: 娯楽業 stands among サービス業 and has its own."""

from __future__ import annotations

from actions.answers import DETAIL
from actions.judging import Judge
from actions.messages import Button, Message, command
from actions.slots import INDUSTRY
from actions.state import State
from actions.texts import Texts
from actions.turn import Reply

SERVICE, AMUSEMENT = "サービス業", "娯楽業"


class TradeHint:
    """Asks who may belong to a narrower trade to say so, where that changes a criterion."""

    def __init__(self, texts: Texts, judge: Judge) -> None:
        self._texts = texts
        self._judge = judge

    def beside_verdicts(self, state: State) -> Reply:
        """The hint with its button; nothing where it would change nothing."""
        if state.answers.get(INDUSTRY) != SERVICE or DETAIL in state.answers:
            return []
        narrower = {INDUSTRY: SERVICE, DETAIL: AMUSEMENT}
        if self._judge.criteria(state, {}) == self._judge.criteria(state, narrower):
            return []
        button = Button(self._texts.label("is_amusement"), command("inform", **narrower))
        return [Message(text=self._texts.label("may_be_amusement"), buttons=(button,))]
