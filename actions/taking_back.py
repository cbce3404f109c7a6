"""An answer taken back without another one: 「さっきの資本金は取り消してください」."""

from __future__ import annotations

from actions.answers import Answers
from actions.judging import Judge
from actions.messages import Message
from actions.questions import Questions
from actions.slots import BASE_TOPICS, value_of
from actions.state import UNKNOWN, VERDICT, State
from actions.texts import Texts
from actions.turn import Reply, Result, Turn
from actions.verdicts import Verdicts


class TakingBack:
    """Forgets one answer; it is asked again unless it is said to be unknown."""

    def __init__(self, texts: Texts, judge: Judge, questions: Questions, answers: Answers, verdicts: Verdicts) -> None:
        self._texts = texts
        self._judge = judge
        self._questions = questions
        self._answers = answers
        self._verdicts = verdicts

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the words take back one answer that was given, and give no other one."""
        if turn.slots or turn.choice is not None or self._texts.cued("everything", turn.text):
            return False
        return self._texts.cued("takes_back", turn.text) and self._topic(state, turn.text) is not None

    def reply(self, state: State, turn: Turn) -> Result:
        """Forget it and say so, with what that changes in the verdicts."""
        left_as = UNKNOWN if self._texts.cued("not_known", turn.text) else None
        return self.taken_back(state, str(self._topic(state, turn.text)), left_as), True

    def taken_back(self, state: State, topic: str, left_as: str | None) -> Reply:
        """The answer to a topic is forgotten, and not asked for again where it is left as unknown or refused."""
        before, shown = self._judge.assess(state), self._questions.show(topic, value_of(state.answers, topic))
        state.remember()
        self._answers.forget(state, topic)
        state.confirming.pop(topic, None)
        state.judged, state.accepted = False, state.accepted and state.stage == VERDICT
        if left_as is not None:
            state.unanswered[topic] = left_as
        text = self._texts.render("taken_back", topic=self._questions.label(topic), value=shown)
        return [Message(text=text), *self._verdicts.changes(before, self._judge.assess(state), state)]

    def _topic(self, state: State, text: str) -> str | None:
        named = (topic for topic in BASE_TOPICS if self._texts.cued(f"topic_{topic}", text))
        return next((topic for topic in named if value_of(state.answers, topic) is not None), None)
