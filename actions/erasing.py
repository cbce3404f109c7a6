"""Erasing: all data of the conversation, or the answers to start anew; each is asked about first."""

from __future__ import annotations

from actions.messages import Button, Message, command, custom, say
from actions.state import GREETING, State
from actions.texts import Texts
from actions.turn import Handlers, Reply, Result, Turn

DELETE, RESTART = "delete_data", "restart"
# Answers in words to the question whether to erase.
AGREES, REFUSES = frozenset(("affirm",)), frozenset(("deny", "dont_know", "skip"))
# Words that are taken for a yes, but are no plain one.
NO_PLAIN_YES = ("unsettled", "hedged", "leans_yes", "leans_no", "no_answer", "no_to_yes", "not_yet")


class Erasing:
    """Asks before anything is erased, and takes yes and no by button and in words."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    @property
    def handlers(self) -> Handlers:
        """The handler of each act."""
        return {
            DELETE: self._ask_to_delete,
            "erase": self._erase,
            "keep": self._keep,
            RESTART: self._restart,
        }

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether a turn answers the question whether to erase."""
        if state.asked not in (DELETE, RESTART) or turn.slots:
            return False
        return turn.act in AGREES | REFUSES or self._texts.cued("erase_yes", turn.text) or self._refuses(turn)

    def lapse(self, state: State, turn: Turn) -> None:
        """Whoever speaks of something else does not answer the question whether to erase any more."""
        if state.asked in (DELETE, RESTART) and not self.concerns(state, turn):
            state.asked = None

    def reply(self, state: State, turn: Turn) -> Result:
        """What was agreed to is erased; all else is kept."""
        agreed = turn.act not in REFUSES or self._texts.cued("erase_yes", turn.text)
        if not agreed or self._refuses(turn):
            return self._keep(state, turn)
        return self._erase(state, turn) if state.asked == DELETE else self._start_anew(state)

    def _refuses(self, turn: Turn) -> bool:
        """Whether the words say no, or are no plain yes: what is erased is gone."""
        return any(self._texts.cued(cue, turn.text) for cue in ("erase_no", *NO_PLAIN_YES))

    def _ask_to_delete(self, state: State, turn: Turn) -> Result:
        state.asked = DELETE
        buttons = self._buttons("erase", "keep")
        return [
            Message(response="utter_delete_data", buttons=buttons, custom=custom("notice", topic="delete_data"))
        ], False

    def _erase(self, state: State, turn: Turn) -> Result:
        """The channel erases the conversation when it sees the notice."""
        state.restart()
        state.consent, state.stage = None, GREETING
        return [Message(response="utter_erased", custom=custom("notice", topic="erased"))], False

    def _keep(self, state: State, turn: Turn) -> Result:
        state.asked = None
        return [say("utter_kept")], True

    def _restart(self, state: State, turn: Turn) -> Result:
        """Plain words and the button start anew at once; all else is asked about where there is something to lose."""
        plain = not turn.text or (self._texts.cued("restarts", turn.text) and not self._texts.cued("asks", turn.text))
        if plain or not state.answers:
            return self._start_anew(state)
        state.asked = RESTART
        label = self._texts.label
        buttons = (Button(label(RESTART), command(RESTART)), Button(label("check_go_on"), command("keep")))
        return [Message(response="utter_restart_erases", buttons=buttons)], False

    @staticmethod
    def _start_anew(state: State) -> tuple[Reply, bool]:
        state.restart()
        return [say("utter_restarted")], True

    def _buttons(self, *acts: str) -> tuple[Button, ...]:
        return tuple(Button(self._texts.label(act), command(act)) for act in acts)
