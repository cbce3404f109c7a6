"""What is asked or told beside the open question and needs an answer of its own, in the order in which it is tried."""

from __future__ import annotations

from actions.answers import Answers
from actions.asked_things import AskedThings
from actions.disaster import Disaster
from actions.judging import Judge
from actions.meanings import Meanings
from actions.naming import Naming
from actions.questions import Questions
from actions.support_hint import SupportHint
from actions.texts import Texts
from actions.together import Together
from actions.turn import ByWords, Handler
from actions.verdicts import Verdicts


def side_questions(
    texts: Texts, judge: Judge, naming: Naming, verdicts: Verdicts, questions: Questions, answers: Answers,
    costs: Handler,
) -> tuple[ByWords, ...]:  # fmt: skip
    """The parts of the dialogue for them; ``costs`` answers for a cost."""
    return (
        SupportHint(texts),
        Together(texts, judge, naming),
        Meanings(texts),
        Disaster(texts, judge, questions, answers, verdicts),
        AskedThings(texts, judge, naming, verdicts, costs),
    )
