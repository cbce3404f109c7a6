"""「地震で建物が壊れました」: a word of sympathy, and the questions on disasters that the verdicts turn on."""

from __future__ import annotations

from actions.again import told
from actions.answers import Answers
from actions.judging import Judge
from actions.messages import Button, Message, command
from actions.questions import Questions
from actions.state import State
from actions.texts import Texts
from actions.turn import Reply, Result, Turn
from actions.verdicts import Verdicts
from subsidy import questions

DAMAGED = "company.disaster_damage"
AREAS = ("company.in_disaster_area", "company.in_guarantee_area")
# What who tells of a disaster is taken for.
LOOKS_LIKE = frozenset(
    ("chitchat", "inform", "out_of_scope", "nlu_fallback", "complain", "help", "thank", "greet", "goodbye", "skip",
     "ask_contact", "handoff", "dont_know", "ask_program")
)  # fmt: skip


# A question, a plan to tell, or no damage at all.
NO_NEWS = ("asks", "plan_meant", "spared")


class Disaster:
    """Stores a damage that is plainly told, and asks for the area next."""

    def __init__(self, texts: Texts, judge: Judge, questions: Questions, answers: Answers, verdicts: Verdicts) -> None:
        self._texts = texts
        self._judge = judge
        self._questions = questions
        self._answers = answers
        self._verdicts = verdicts

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether somebody tells that a disaster hit him."""
        if not turn.text or turn.choice is not None or turn.slots or turn.act not in LOOKS_LIKE:
            return False
        if any(self._texts.cued(cue, turn.text) for cue in NO_NEWS):
            return False
        return self._texts.cued("disaster", turn.text) and self._texts.cued("hit_by", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """Sympathy; then the question on the area where it decides something, else who can tell more."""
        messages = [Message(text=self._texts.label("sympathy")), *self._stored(state, turn.text)]
        if state.asked in (DAMAGED, *AREAS):
            return messages, True
        decides = [] if self._texts.cued("fire", turn.text) else self._open(state)
        area = next((field for field in AREAS if field in decides), None)
        if area is None:
            contact = Button(self._texts.label("ask_contact"), command("ask_contact"))
            return [*messages, Message(text=self._texts.label("disaster_unasked"), buttons=(contact,))], True
        state.remember()
        state.unanswered.pop(area, None)
        state.confirming, state.asked, state.judged = {}, area, False
        return [*messages, self._questions.ask(area, state, self._judge.interview(state))], False

    def _stored(self, state: State, text: str) -> Reply:
        """The damage, where it is plainly told and can change a verdict; with the verdicts told, what it changes."""
        if not self._texts.cued("disaster_damage", text) or DAMAGED not in self._open(state):
            return []
        known, before = told(state), self._judge.assess(state)
        messages = self._answers.echo(self._answers.store(state, {DAMAGED: True}, {}))
        return messages + (self._verdicts.changes(before, self._judge.assess(state), state) if known else [])

    def _open(self, state: State) -> set[str]:
        """The fields whose answers can still change a verdict."""
        return {question.field for question in questions(self._judge.interview(state))}
