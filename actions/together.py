"""「創業型と一般型は同時に申請できますか」: what the programmes say of applying beside another one."""

from __future__ import annotations

from actions.judging import Judge
from actions.messages import Button, Message, command
from actions.naming import Naming
from actions.sayings import Said, Sayings, merged
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn

ABOUT_FRAMES = frozenset(("program", "programme", "frame", "frames"))
ASKS = ("asks", "asks_shortly", "asks_permission")
MOST_ROWS = 6


class Together:
    """Tells the requirements, costs and notes on other applications, of all programmes unless some are named."""

    def __init__(self, texts: Texts, judge: Judge, naming: Naming) -> None:
        self._texts = texts
        self._judge = judge
        self._naming = naming
        self._sayings = Sayings(texts, judge.engine.catalog)

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether this is asked, and nothing is told."""
        if not turn.text or turn.choice is not None or turn.slots.keys() - ABOUT_FRAMES:
            return False
        asks = any(self._texts.cued(cue, turn.text) for cue in ASKS)
        return asks and self._texts.cued("beside_another", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """What is said, and the way to the office."""
        rows = merged(self._said(state, turn))[:MOST_ROWS]
        text = self._texts.render("together", rows=rows)
        return [Message(text=text, buttons=(Button(self._texts.label("ask_contact"), command("ask_contact")),))], True

    def _said(self, state: State, turn: Turn) -> list[Said]:
        """By the frames named; where these say nothing or none is named, by all of the edition."""
        focus = self._judge.focus(state)
        named = self._naming.frames(turn.slots, turn.text, focus)
        return self._by(state, named) or self._by(state, None)

    def _by(self, state: State, named: list[str] | None) -> list[Said]:
        own = [one for one in self._judge.assess(state).verdicts.values() if self._is_meant(one.frame.id, named)]
        own = [one for one in own if named is not None or one.programme.edition == self._judge.focus(state)]
        rule = self._texts.cue("of_another")
        said: list[Said] = []
        for programme in dict.fromkeys(one.programme.id for one in own):
            said += self._sayings.of([one for one in own if one.programme.id == programme], rule)
        return said

    @staticmethod
    def _is_meant(frame: str, named: list[str] | None) -> bool:
        return named is None or frame in named
