"""An answer to one question taken back for none, or begun anew, while another is open: 「従業員はわからない」."""

from __future__ import annotations

import unicodedata

from actions.answers import Answers
from actions.judging import Judge
from actions.messages import Message, say
from actions.questions import Questions
from actions.slots import BASE_TOPICS, topic_of, value_of
from actions.state import REFUSED, UNKNOWN, VERDICT, State
from actions.texts import Texts
from actions.turn import Handlers, Reply, Result, Turn
from actions.verdicts import Verdicts


class Retracting:
    """Leaves a named topic open, whatever was told of it before, or asks it anew."""

    def __init__(
        self, texts: Texts, judge: Judge, questions: Questions, answers: Answers, verdicts: Verdicts, handlers: Handlers
    ) -> None:
        self._texts = texts
        self._judge = judge
        self._questions = questions
        self._answers = answers
        self._verdicts = verdicts
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
        before, old = self._judge.assess(state), value_of(state.answers, topic)
        state.remember()
        self._answers.forget(state, topic)
        state.confirming.pop(topic, None)
        state.unanswered[topic] = how
        if old is None:
            return [say(f"utter_left_{how}")]
        state.judged, state.accepted = False, state.accepted and state.stage == VERDICT
        shown = {"topic": self._questions.label(topic), "value": self._questions.show(topic, old)}
        told = Message(text=self._texts.render("taken_back", **shown))
        return [told, *self._verdicts.changes(before, self._judge.assess(state), state)]

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
