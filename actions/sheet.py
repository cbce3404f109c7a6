"""Where somebody is in the checklist: a view of the part of the state that is its own."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from actions.state import State


@dataclass
class Sheet:
    """``ticks`` by id of section, also empty ones; a section that is missing was not answered.

    ``open``: its question is the open one; ``at``: which section, from 0; ``done``: the result was told;
    ``filling``: only what was left out is asked; ``which``: it was asked what to start again.
    """

    open: bool = False
    at: int = 0
    done: bool = False
    filling: bool = False
    which: bool = False
    ticks: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, state: State) -> Sheet:
        """The sheet of a conversation; an empty one where it was not begun."""
        return cls(**state.checklist)

    def keep(self, state: State) -> None:
        """Put it into the state; while it is open no question of the interview is."""
        state.checklist = asdict(self)
        if self.open:
            state.asked, state.options = None, []

    @property
    def begun(self) -> bool:
        """Whether there is something to go on with."""
        return self.at > 0 or bool(self.ticks)

    def begin(self) -> None:
        """Start anew."""
        self.__init__()  # type: ignore[misc]
        self.open = True

    def stop(self) -> None:
        """Leave it; it can be gone on with."""
        self.open = self.which = False

    def finish(self) -> None:
        """The result is told."""
        self.stop()
        self.done, self.filling = True, False
