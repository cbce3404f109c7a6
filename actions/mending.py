"""「資本金を直したい」, 「資本金を直したい。3000万」: one answer put right, whatever else the amount might be of."""

from __future__ import annotations

from typing import Any

from actions.slots import BASE_TOPICS, FOUNDED, names_of, topic_of, value_of
from actions.state import State
from actions.texts import Texts
from actions.turn import Handler, Result, Turn
from subsidy.quantity import read_quantities


class Mending:
    """Takes the value that is told with the wish, or asks for it. ``correct`` stores, ``edit`` asks."""

    def __init__(self, texts: Texts, correct: Handler, edit: Handler) -> None:
        self._texts = texts
        self._correct = correct
        self._edit = edit

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether one answer that was given is to be put right, and no value of it was understood."""
        if not turn.text or state.confirming or not self._texts.cued("mends", turn.text):
            return False
        topic = self._topic(state, turn.text)
        told = {topic_of(slot) for slot in turn.slots}
        return (
            topic is not None and topic != state.asked and topic not in told and not self._texts.cued("asks", turn.text)
        )

    def reply(self, state: State, turn: Turn) -> Result:
        """Store the amount told with it; else ask for it."""
        topic = str(self._topic(state, turn.text))
        values = self._amount(topic, turn.text)
        if values:
            return self._correct(state, Turn("correct", slots=values, text=turn.text))
        return self._edit(state, Turn("edit", slots={"slot": topic}))

    def _topic(self, state: State, text: str) -> str | None:
        """The one topic that a text names and that was answered."""
        named = [topic for topic in BASE_TOPICS if self._texts.cued(f"topic_{topic}", text)]
        if not named and self._texts.cued("founded", text) and not self._texts.cued("founded_on", text):
            named = [FOUNDED]
        return named[0] if len(named) == 1 and value_of(state.answers, named[0]) is not None else None

    def _amount(self, topic: str, text: str) -> dict[str, Any]:
        """The amount behind the wish, read as the answer to its topic."""
        found = self._texts.match("mends", text)
        rest = "" if found is None else text[found.end() :].lstrip("です。、はにをんけど ")
        slots = read_quantities(rest, topic).slots if rest and topic in BASE_TOPICS else {}
        return {name: _plain(slots[name]) for name in names_of(topic) if name in slots}


def _plain(value: Any) -> Any:
    """A number or range as JSON holds it."""
    if isinstance(value, tuple):
        return [_plain(end) for end in value]
    return value if isinstance(value, int) or value is None else float(value)
