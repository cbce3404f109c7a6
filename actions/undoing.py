"""The last change of an answer undone: 「元に戻して」, 「さっきの訂正はなしで」."""

from __future__ import annotations

from typing import Any

from actions.answers import Answers
from actions.judging import Judge
from actions.messages import say
from actions.sheet import Sheet
from actions.slots import topic_of, value_of
from actions.state import VERDICT, State
from actions.texts import Texts
from actions.turn import Result, Turn
from actions.verdicts import Verdicts


class Undoing:
    """Gives back the answers from before a change that was made at the summary or with the verdicts told."""

    def __init__(self, texts: Texts, judge: Judge, answers: Answers, verdicts: Verdicts) -> None:
        self._texts = texts
        self._judge = judge
        self._answers = answers
        self._verdicts = verdicts

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the words undo, no other thing is open, and there is a change to undo."""
        if turn.slots or turn.choice is not None or Sheet.of(state).open:
            return False
        if state.confirming or state.tried:
            return False
        at = _changed_at(state.trail)
        return at is not None and state.trail[at]["answers"] != state.answers and self._texts.cued("undo", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """The answers as they were, said back, with what that changes in the verdicts."""
        judged, now = self._judge.assess(state), state.answers
        at = _changed_at(state.trail) or 0
        kept = state.trail[at]
        del state.trail[at:]
        state.answers, state.unanswered, state.offered = kept["answers"], kept["unanswered"], kept["offered"]
        state.judged, state.accepted = False, state.accepted and state.stage == VERDICT
        topics = dict.fromkeys(topic_of(slot) for slot in (*now, *state.answers))
        changes = [(topic, value_of(now, topic), value_of(state.answers, topic)) for topic in topics]
        told = self._answers.echo([(topic, old, new) for topic, old, new in changes if old != new and new is not None])
        return [say("utter_undone"), *told, *self._verdicts.changes(judged, self._judge.assess(state), state)], True


def _changed_at(trail: list[dict[str, Any]]) -> int | None:
    """The place in the trail from before the last change; None where the last answer was one to a plain question."""
    if not trail:
        return None
    asked = trail[-1]["asked"]
    if asked is None or value_of(trail[-1]["answers"], asked) is not None:
        return len(trail) - 1
    if len(trail) == 1 or trail[-2]["asked"] is not None:
        return None
    # An answer that was taken out to be put right, and the question on it.
    return None if value_of(trail[-2]["answers"], asked) is None else len(trail) - 2
