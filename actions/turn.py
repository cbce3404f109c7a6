"""One turn of a conversation: what the user meant, and what a handler makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from actions.messages import Message
from actions.state import State

Reply = list[Message]
Result = tuple[Reply, bool]
"""The messages of a turn, and whether the open question comes after them."""


@dataclass
class Turn:
    """What the user meant: the act, slots to store, candidates to ask back, a button's payload, and the words."""

    act: str
    slots: dict[str, Any] = field(default_factory=dict)
    confirm: dict[str, list[Any]] = field(default_factory=dict)
    choice: dict[str, Any] | None = None
    text: str = ""

    @property
    def naming(self) -> dict[str, Any]:
        """The slots, with the programmes that were heard where they are several."""
        several = {name: heard for name, heard in self.confirm.items() if name == "program" and heard}
        return {**several, **self.slots}


Handler = Callable[[State, Turn], Result]
Handlers = Mapping[str, Handler]


class ByWords(Protocol):
    """A part of the dialogue that tells from the words and the state whether a turn is its own."""

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the turn is for this part."""

    def reply(self, state: State, turn: Turn) -> Result:
        """The answer to a turn that is."""


def turn_of_choice(choice: dict[str, Any]) -> Turn:
    """What a button stands for. Several ticked answers of one question count as one; other buttons then do not."""
    parts = choice.get("multi", [choice])
    answers = [part for part in parts if part.get("type") == "answer"]
    if answers:
        slot, value = answers[0]["slot"], answers[0]["value"]
        values = [part["value"] for part in answers if part["slot"] == slot]
        if all(_is_list_of_names(one) for one in values):
            value = [item for one in values for item in one]
        return Turn("set", slots={slot: value})
    ticks = [part for part in parts if part.get("type") == "tick"]
    if ticks:
        return Turn("tick", slots={"ticked": [t["field"] for t in ticks if t["field"]], "offered": ticks[0]["offered"]})
    first = parts[0]
    return Turn(first["act"], slots={key: value for key, value in first.items() if key not in ("type", "act")})


def _is_list_of_names(value: Any) -> bool:
    """Whether answers of this kind can be ticked together; a range is a list, too, of numbers."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
