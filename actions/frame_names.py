"""「グローバル枠は？」: a frame asked about by the name that the list showed, whatever was spoken of before."""

from __future__ import annotations

from actions.again import told
from actions.judging import Judge
from actions.messages import Button, Message, command
from actions.naming import Naming
from actions.ranking import full_name
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn
from actions.verdicts import Verdicts

ABOUT = frozenset(
    ("ask_program", "ask_eligibility", "help", "inform", "chitchat", "out_of_scope", "nlu_fallback", "complain", "skip",
     "ask_why", "affirm", "greet", "goodbye", "thank", "show_summary")
)  # fmt: skip
# What may be asked of a frame beside what it is.
OTHERWISE = ("compare", "why_not", "ask_deadline", "ask_documents", "ask_amount")


class FrameNames:
    """Shows the frame of that name in full; of several of one name asks which."""

    def __init__(self, texts: Texts, judge: Judge, naming: Naming, verdicts: Verdicts) -> None:
        self._texts = texts
        self._judge = judge
        self._naming = naming
        self._verdicts = verdicts

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether a frame is named alone, with nothing else asked of it, while the verdicts stand."""
        if not told(state) or turn.slots.keys() - {"program"} or turn.act not in ABOUT:
            return False
        otherwise = any(self._texts.cued(cue, turn.text) for cue in OTHERWISE)
        asked = self._texts.cued("about_frame", turn.text) and not otherwise
        asked = asked and not self._names_cost(turn.text)
        return asked and not self._naming.said(turn.text, self._judge.focus(state)) and bool(self._named(state, turn))

    def _names_cost(self, text: str) -> bool:
        """Whether it is a cost that is asked about (「デューデリジェンスは対象ですか」)."""
        named = any(self._texts.found(item["asks"], text) for item in self._texts.cost_items())
        return named and self._texts.cued("cost_asked", text)

    def reply(self, state: State, turn: Turn) -> Result:
        """The frame in full, or a button for each."""
        named, assessment = self._named(state, turn), self._judge.assess(state)
        if len(named) == 1:
            state.frame = named[0]
            return self._verdicts.detail(named[0], state, assessment), False
        names = {frame: full_name(assessment.verdicts[frame]) for frame in named}
        buttons = [
            Button(self._texts.label("detail", name=name), command("detail", frame=frame))
            for frame, name in names.items()
        ]
        text = self._texts.render("which_frame", names=list(names.values()))
        return [Message(text=text, buttons=tuple(buttons))], False

    def _named(self, state: State, turn: Turn) -> list[str]:
        """Ids of the frames named that are judged, the best first."""
        focus = self._judge.focus(state)
        named = self._naming.frames_alone(turn.text, focus)
        ranked = self._verdicts.ranked(self._judge.assess(state), focus)
        return [one.frame.id for one in ranked if one.frame.id in named]
