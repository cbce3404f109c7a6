"""「もう一社も見てほしい」: a second company is judged by its own answers, so it starts anew."""

from __future__ import annotations

from actions.messages import Button, Message, command
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn

OFFERED = ("restart", "memo", "keep")


class OtherCompany:
    """Offers to start anew; nothing is erased before that is chosen."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether somebody who has told of one company wants another one looked at."""
        told = bool(state.answers) and turn.choice is None
        return told and self._texts.cued("other_company", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """What starting anew means, with the memo of the first company before it."""
        titles = {"keep": self._texts.label("check_go_on")}
        buttons = tuple(Button(titles.get(act) or self._texts.label(act), command(act)) for act in OFFERED)
        return [Message(response="utter_other_company", buttons=buttons)], False
