"""An answer to one question taken back for none, or begun anew, while another is open: 「従業員はわからない」."""

from __future__ import annotations

import unicodedata

from actions.messages import say
from actions.slots import BASE_TOPICS, topic_of, value_of
from actions.state import REFUSED, UNKNOWN, State
from actions.taking_back import TakingBack
from actions.texts import Texts
from actions.turn import Handlers, Reply, Result, Turn


class Retracting:
    """Leaves a named topic open, whatever was told of it before, or asks it anew."""

    def __init__(self, texts: Texts, taking_back: TakingBack, handlers: Handlers) -> None:
        self._texts = texts
        self._taking_back = taking_back
        self._handlers = handlers

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the words say of a base topic that it is not known, not told, or to be asked anew."""
        found = self._found(turn.text) if turn.choice is None else None
        if found is None:
            return False
        topic, how = found
        if turn.slots:
            told = {topic_of(slot) for slot in turn.slots}
            return how != "anew" and topic not in told and value_of(state.answers, topic) is not None
        return topic != state.asked or how == "anew"

    def reply(self, state: State, turn: Turn) -> Result:
        """The answer is gone; what that changes in the verdicts is told."""
        topic, how = self._found(turn.text) or ("", "")
        if how == "anew":
            return self._handlers["edit"](state, Turn("edit", slots={"slot": topic}))
        if turn.slots:
            beside, _ = self._handlers["inform"](state, Turn("inform", slots=turn.slots, confirm=turn.confirm))
            return [*beside, *self._left(state, topic, how)], True
        return self._left(state, topic, how), True

    def _left(self, state: State, topic: str, how: str) -> Reply:
        if value_of(state.answers, topic) is not None:
            return self._taking_back.taken_back(state, topic, how)
        state.remember()
        state.confirming.pop(topic, None)
        state.unanswered[topic] = how
        return [say(f"utter_left_{how}")]

    def _found(self, text: str) -> tuple[str, str] | None:
        """The topic that is named, and what is said of it."""
        words = unicodedata.normalize("NFKC", text)
        for topic in BASE_TOPICS:
            named = self._texts.match(f"topic_{topic}", words)
            rest = "" if named is None else words[named.end() :]
            for cue, how in (("left_unknown", UNKNOWN), ("left_refused", REFUSED), ("asked_anew", "anew")):
                if named is not None and self._texts.cued(cue, rest):
                    return topic, how
        return None
