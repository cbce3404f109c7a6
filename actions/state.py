"""What a conversation remembers: a plain value that goes into one Rasa slot and out again."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

TRAIL_LENGTH = 12
KEPT = ("answers", "unanswered", "asked", "offered")
UNKNOWN, REFUSED = "unknown", "refused"
GREETING, CONSENT, INTERVIEW, VERDICT = "greeting", "consent", "interview", "verdict"


@dataclass
class State:
    """State of one conversation.

    ``answers`` are by slot (the contract's slots, or a profile field). ``unanswered`` says of a slot that was asked
    whether its answer is unknown or refused. ``asked`` is the open question; ``confirming`` the candidates of an open
    ask-back on it. ``ticked``: the plans were chosen from the list;
    ``hurried``: the verdict is wanted without further questions; ``judged``: it was told for these answers.
    ``options`` are the fields of an open question that asks several, ``offered`` all that were asked so.
    ``focus`` is the edition that the user asked for, ``as_of`` the day; ``frame`` the frame looked at last.
    ``trail`` holds what going back returns to. ``checklist`` is where the self-diagnosis stands (``actions/sheet.py``),
    ``steps`` the ids of the steps that are done, by frame. ``learning`` is what became of the question whether the bot
    may learn from the conversation (``actions/improvement.py``). ``tried`` holds the answers of a supposition just
    answered, ``titles`` the buttons just offered, by title; ``rough`` is the month or year (2025-12) told of a day that
    is to be told exactly.
    """

    stage: str = "greeting"
    consent: bool | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    unanswered: dict[str, str] = field(default_factory=dict)
    asked: str | None = None
    confirming: dict[str, list[Any]] = field(default_factory=dict)
    accepted: bool = False
    ticked: bool = False
    hurried: bool = False
    options: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    judged: bool = False
    focus: str | None = None
    as_of: str | None = None
    programme: str | None = None
    frame: str | None = None
    shown: int = 0
    misses: int = 0
    checklist: dict[str, Any] = field(default_factory=dict)
    steps: dict[str, list[str]] = field(default_factory=dict)
    held: list[dict[str, Any]] = field(default_factory=list)
    trail: list[dict[str, Any]] = field(default_factory=list)
    learning: str = ""
    tried: dict[str, Any] = field(default_factory=dict)
    titles: dict[str, dict[str, Any]] = field(default_factory=dict)
    rough: str = ""

    @classmethod
    def load(cls, value: dict[str, Any] | None) -> State:
        """The state in a slot value, whose parts become the state's; a fresh one where there is none."""
        return cls(**value) if value else cls()

    def dump(self) -> dict[str, Any]:
        """The value to keep in the slot. It shares its parts with this state, which is done with."""
        return vars(self).copy()

    def remember(self) -> None:
        """Keep what a step back returns to."""
        self.trail.append(copy.deepcopy({key: getattr(self, key) for key in KEPT}))
        del self.trail[:-TRAIL_LENGTH]

    def step_back(self) -> bool:
        """Return to before the last answer; False where there is none."""
        if not self.trail:
            return False
        for key, value in self.trail.pop().items():
            setattr(self, key, value)
        self.confirming, self.accepted, self.hurried, self.judged, self.stage = {}, False, False, False, "interview"
        return True

    def restart(self) -> None:
        """Forget every answer; what was agreed to stays."""
        consent, learning = self.consent, self.learning
        self.__init__()  # type: ignore[misc]
        self.consent, self.learning, self.stage = consent, learning, "interview"
