"""The dialogue: from a state and what the user meant to a new state and messages. Pure, without Rasa and clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from actions.answering import Answering
from actions.answers import Answers
from actions.explanations import Explanations
from actions.judged import Judged
from actions.judging import Judge
from actions.messages import say
from actions.moving import Moving
from actions.naming import Naming
from actions.opening import AGREES, Opening
from actions.programmes import Programmes
from actions.questions import Questions
from actions.state import VERDICT, State
from actions.summary import Summary
from actions.texts import Texts
from actions.turn import Handler, Reply, Result, Turn, turn_of_choice
from actions.verdicts import Verdicts
from actions.what_if import WhatIf
from subsidy import Engine

MOST_MISSES = 3
NOT_UNDERSTOOD = frozenset(("out_of_scope", "chitchat", "nlu_fallback"))
# Acts that are meant even where the words name an item of the list that was asked from.
MOVES = frozenset(("ask_why", "dont_know", "skip", "go_back", "restart", "delete_data", "deny", "help"))
ABOUT_FRAMES = frozenset(("program", "programme", "frame", "frames"))
# What 「判定して」 is easily taken for. A wish for the checklist (「診断して」) is none of them.
MAY_HURRY = frozenset(("affirm", "inform", "skip", "show_summary", "chitchat", "out_of_scope"))


class Dialogue:
    """One engine and its words; keeps nothing between calls."""

    def __init__(self, engine: Engine, texts: Texts, now: Callable[[], dt.datetime]) -> None:
        self.judge = Judge(engine, now)
        self.texts = texts
        self.questions = Questions(texts, engine.catalog.fields)
        self.answers = Answers(self.questions, texts, engine)
        self.summary = Summary(self.questions, texts)
        self.verdicts = Verdicts(self.questions, texts, engine)
        naming = Naming(engine)
        self.judged = Judged(texts, engine, naming, self.verdicts)
        self.programmes = Programmes(texts, engine, naming)
        self.explanations = Explanations(self.questions, texts, engine)
        self.opening = Opening(texts, self.judge)
        self.what_if = WhatIf(texts, self.judge, self.questions, self.answers)
        answering = Answering(self.judge, self.answers, self.summary, self.verdicts)
        moving = Moving(self.judge, texts, self.questions, self.answers, self.summary)
        own: dict[str, Handler] = {"more": self._more, "detail": self._detail, "keep_answer": self._keep_answer}
        self._handlers = {**answering.handlers, **moving.handlers, **own}

    def respond(self, state: State, turn: Turn) -> Reply:
        """Messages for a turn; the state is changed in place. Never empty."""
        if turn.choice is not None:
            turn = turn_of_choice(turn.choice)
        return self._reply(state, turn) or [say("utter_ok")]

    def _reply(self, state: State, turn: Turn) -> Reply:
        if turn.act == "start":
            return self._welcome_back(state) if state.consent else self.opening.greet(state)
        if state.consent is None and turn.act in AGREES:
            return self.opening.consented(state, self._messages) + self._resume(state)
        if state.consent is None:
            return self.opening.before_consent(state, turn, self._messages)
        messages, resumes = self._handle(state, turn)
        return messages + self._resume(state) if resumes else messages

    def _messages(self, state: State, turn: Turn) -> Reply:
        return self._handle(state, turn)[0]

    def _welcome_back(self, state: State) -> Reply:
        state.judged = False
        return [say("utter_welcome_back"), *self._resume(state)]

    def _resume(self, state: State) -> Reply:
        """The open question again, the next one, the summary, or the verdict where it is not yet told."""
        interview = self.judge.interview(state)
        if state.confirming:
            state.asked = next(iter(state.confirming))
            return [self.questions.ask_back(state.asked, state, interview)]
        state.asked = None if state.hurried else self.questions.next_topic(state, interview)
        if state.asked is not None:
            return [self.questions.ask(state.asked, state, interview)]
        if not state.accepted:
            return [self.summary.message(state, confirm=True)]
        if state.judged:
            return []
        state.stage, state.judged, state.frame = VERDICT, True, None
        return self.verdicts.show(state, self.judge.assess(state), start=0)

    def _handle(self, state: State, turn: Turn) -> Result:
        """The messages of a turn, and whether the open question comes after them."""
        if turn.act not in MOVES and not turn.slots and self.answers.answers_open_list(state, turn.text):
            turn.act = "inform"
        state.misses = state.misses + 1 if turn.act in NOT_UNDERSTOOD else 0
        if turn.act in MAY_HURRY and not turn.slots and self.texts.cued("verdict_now", turn.text):
            return self._hurry(state)
        if self.what_if.concerns(state, turn):
            state.misses = 0
            return self.what_if.reply(state, turn), True
        topic = self._judged_topic(state, turn)
        if topic is not None:
            state.misses = 0
            return self.judged.reply(topic, turn, state, self.judge.assess(state)), True
        handler = self._handlers.get(turn.act)
        if handler is not None:
            return handler(state, turn)
        reply = self._look_up(state, turn)
        if state.misses >= MOST_MISSES:
            state.misses = 0
            return [self.explanations.menu(state)], True
        return reply, True

    def _judged_topic(self, state: State, turn: Turn) -> str | None:
        """What is asked of judged frames; None for anything else, above all for what tells facts."""
        if turn.slots.keys() - ABOUT_FRAMES:
            return None
        topic = self.judged.topic(turn.act, turn.text)
        return topic if topic is not None and self.judged.can_tell(topic, state, turn) else None

    def _look_up(self, state: State, turn: Turn) -> Reply:
        if turn.act in self.programmes.ACTS:
            return self.programmes.reply(turn.act, turn.slots, state, self.judge.assess(state))
        return self.explanations.reply(turn.act, turn.slots, turn.text, state, self.judge.interview(state))

    def _hurry(self, state: State) -> Result:
        """Somebody asks for the verdict now: that is no answer to the open question."""
        state.hurried, state.judged, state.misses, state.confirming = True, False, 0, {}
        return [say("utter_hurried")], True

    def _more(self, state: State, turn: Turn) -> Result:
        start = int(turn.slots.get("start", state.shown))
        state.frame = None
        return self.verdicts.show(state, self.judge.assess(state), start), False

    def _keep_answer(self, state: State, turn: Turn) -> Result:
        return [say("utter_ok")], False

    def _detail(self, state: State, turn: Turn) -> Result:
        state.frame = turn.slots["frame"]
        return self.verdicts.detail(turn.slots["frame"], self.judge.assess(state)), False
