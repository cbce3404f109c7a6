"""The dialogue: from a state and what the user meant to a new state and messages. Pure, without Rasa and clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from actions.again import Again, told
from actions.answering import Answering
from actions.answers import Answers
from actions.asides import Asides
from actions.at_summary import AtSummary
from actions.checklist import Checklist
from actions.chosen import Chosen
from actions.costs import Costs
from actions.counsel import Counsel, has_staff
from actions.dates import Dates
from actions.edition_notes import EditionNotes
from actions.eligibility import Eligibility
from actions.erasing import Erasing
from actions.explanations import Explanations
from actions.facts_beside import FactsBeside
from actions.figures import figures
from actions.frame_names import FrameNames
from actions.groups import Groups
from actions.hedges import Hedges
from actions.hurry import Hurry
from actions.improvement import Improvement
from actions.in_scope import in_scope
from actions.judged import Judged
from actions.judging import Judge
from actions.loans import Loans, Transfers
from actions.memo import Memos
from actions.messages import say
from actions.months import Months
from actions.moving import Moving
from actions.naming import Naming
from actions.notice import Notice, operator
from actions.offices import Offices
from actions.opening import Opening
from actions.ordering import Ordering
from actions.other_company import OtherCompany
from actions.picking import Picking
from actions.plain_answers import PlainAnswers
from actions.pointing import Pointing
from actions.programmes import Programmes
from actions.promise import Promise
from actions.questions import Questions
from actions.refusals import Refusals
from actions.retracting import Retracting
from actions.rough_days import RoughDays
from actions.side_questions import side_questions
from actions.state import VERDICT, State
from actions.steps import Steps
from actions.summary import Summary
from actions.taking_back import TakingBack
from actions.texts import Texts
from actions.timing import Timing
from actions.told_plans import PlanTalk
from actions.trade_hint import TradeHint
from actions.turn import ByWords, Handler, Reply, Result, Turn, turn_of_choice
from actions.undoing import Undoing
from actions.verdicts import Verdicts
from actions.what_if import WhatIf
from subsidy import Engine

MOST_MISSES = 3
UNREAD = frozenset(("utter_not_understood", "utter_please_answer", "utter_please_date"))
# What plans that nobody asked for are easily taken for.
MISTAKEN_PLANS = frozenset(("nlu_fallback", "chitchat", "out_of_scope", "complain", "greet", "thank", "goodbye"))
NOT_UNDERSTOOD = frozenset(("out_of_scope", "chitchat", "nlu_fallback", "complain"))
# Acts that are meant even where the words name an item of the list that was asked from.
MOVES = frozenset(("ask_why", "dont_know", "skip", "go_back", "restart", "delete_data", "deny", "help"))


class Dialogue:
    """One engine and its words; keeps nothing between calls."""

    def __init__(self, engine: Engine, texts: Texts, now: Callable[[], dt.datetime]) -> None:
        self.judge = Judge(engine, now)
        self.texts = texts
        self.groups = Groups(texts)
        self.questions = Questions(texts, engine.catalog.fields, self.groups)
        self.answers = Answers(self.questions, texts, engine, now)
        self.summary = Summary(self.questions, texts, self.groups)
        self.verdicts = Verdicts(texts, self.judge)
        self.pointing = Pointing(texts, self.judge, self.verdicts)
        naming = self._naming = Naming(engine)
        self.judged = Judged(texts, self.judge, naming, self.verdicts)
        self.programmes = Programmes(texts, engine, naming)
        self.explanations = Explanations(self.questions, texts)
        offices = Offices(texts, self.judge, self.verdicts)
        self.memos = Memos(texts, self.judge, self.questions, self.verdicts, offices)
        self.counsel = Counsel(texts, self.memos, offices, has_staff)
        self.notice = Notice(texts, self.summary, operator())
        self.improvement = Improvement(texts)
        self.opening = Opening(texts, self.judge, self.notice)
        self.dates = Dates(texts, self.judge)
        self.trade_hint = TradeHint(texts, self.judge)
        self.what_if = WhatIf(texts, self.judge, self.questions, self.answers)
        self.plans = PlanTalk(texts)
        rough_days = RoughDays(texts, self.judge, self.answers)
        answering = Answering(
            self.judge, texts, self.groups, self.answers, self.plans, self.summary, self.verdicts, rough_days
        )
        self.erasing = Erasing(texts)
        taking_back = TakingBack(texts, self.judge, self.questions, self.answers, self.verdicts)
        moving = Moving(self.judge, self.questions, self.answers, self.summary, taking_back)
        telling = {**answering.handlers, **moving.handlers}
        self.checklist = Checklist(texts, self.judge, self.verdicts, answering.handlers["inform"])
        self.steps = Steps(texts, self.judge, naming, self.verdicts)
        chosen = Chosen(self.judge, naming, self.verdicts)
        costs = Costs(texts, self.judge, chosen)
        hurry = Hurry(texts, self._is_asked_out)
        own: dict[str, Handler] = {"more": self._more, "detail": self._detail, "keep_answer": self._keep_answer}
        own["go_back"] = self._go_back
        own["hurry"] = hurry.reply
        own["privacy"] = lambda state, turn: ([self.notice.privacy()], True)
        loans = Loans(texts, self.judge, self.groups, self.verdicts, answering.handlers)
        # Asked before the act counts, in this order: what the words themselves tell.
        self._by_words: tuple[ByWords, ...] = (
            self.erasing,
            Picking(texts, self.judge, self.questions, self.groups, self.answers, answering.handlers),
            self.improvement,
            self.dates,
            self.notice,
            OtherCompany(texts),
            self.counsel,
            self.checklist,
            Again(texts, self._more, hurry.reply, answering.handlers["set"]),
            Asides(texts, self.judge, self.questions, answering.handlers),
            Retracting(texts, taking_back, telling),
            AtSummary(texts, self.plans, telling),
            taking_back,
            Undoing(texts, self.judge, self.answers, self.verdicts),
            Timing(texts, self.judge, chosen),
            *side_questions(texts, self.judge, naming, self.verdicts, self.questions, self.answers, costs.reply),
            FrameNames(texts, self.judge, naming, self.verdicts),
            Refusals(texts, self.groups, self.answers, loans, answering.handlers),
            Transfers(texts, self.judge, self.answers, answering.handlers),
            loans,
            Hedges(texts, self.questions, self.groups, self.answers, answering.handlers),
            Months(texts, self.judge, self.answers),
            *figures(texts, self.questions, self.answers, telling, self.what_if),
            Ordering(texts, chosen, self.steps),
            costs,
            PlainAnswers(texts, self.judge, chosen),
            hurry,
            EditionNotes(texts, self.judge, "payment", lambda edition: edition.payment),
            EditionNotes(texts, self.judge, "next_year", lambda edition: edition.requested),
            Promise(texts),
            self.what_if,
            FactsBeside(texts, self.judge, self.questions, self.answers, self.verdicts, rough_days, loans),
            self.steps,
            self.judged,
            Eligibility(texts, self.judge, naming, self._more),
        )
        self._moves = moving.handlers
        self._handlers = {**answering.handlers, **moving.handlers, **self.dates.handlers, **own}
        self._handlers |= {**self.erasing.handlers, **self.checklist.handlers, **self.steps.handlers}

    def respond(self, state: State, turn: Turn) -> Reply:
        """Messages for a turn; the state is changed in place. Never empty."""
        choice = self.pointing.offered(state, turn.text) if turn.choice is None else turn.choice
        if choice is not None:
            turn = self.checklist.turn_of(choice) or turn_of_choice(choice)
        tried = state.tried
        messages = self._reply(state, turn) or [say("utter_ok")]
        # What was tried is taken or left right away.
        state.tried = {} if state.tried is tried else state.tried
        self.pointing.keep_titles(state, messages)
        return messages

    def _is_of_another_day(self, state: State, turn: Turn) -> bool:
        """Whether a button of an older message names a frame that is not judged on the day in question."""
        frame = turn.slots.get("frame")
        return frame is not None and frame not in self.judge.assess(state).verdicts

    def _reply(self, state: State, turn: Turn) -> Reply:
        if turn.act == "start":
            return self._welcome_back(state) if state.consent else self.opening.greet(state)
        if state.consent is None and self.erasing.concerns(state, turn):
            return self.erasing.reply(state, turn)[0]
        if state.consent is None and self.opening.agrees(turn):
            return self.opening.consented(state, self._messages) + self._resume(state)
        if state.consent is None:
            return self.opening.before_consent(state, turn, self._messages)
        if self._is_of_another_day(state, turn):
            return [say("utter_frame_of_another_day"), *self._more(state, Turn("more", slots={"start": 0}))[0]]
        messages, resumes = self._handle(state, turn)
        return messages + self._resume(state) if resumes else messages

    def _messages(self, state: State, turn: Turn) -> Reply:
        return self._handle(state, turn)[0]

    def _welcome_back(self, state: State) -> Reply:
        state.judged = False
        return [say("utter_welcome_back"), *self._resume(state)]

    def _resume(self, state: State) -> Reply:
        """The open question again, the next one, the summary, or the verdict where it is not yet told."""
        if self.checklist.is_open(state):
            return [self.checklist.ask(state)]
        interview, state.options = self.judge.interview(state), []
        if state.confirming:
            state.asked = next(iter(state.confirming))
            return [self.questions.ask_back(state.asked, state, interview)]
        # Who is in a hurry is asked no more, but for an answer that he is just putting right.
        hurried = state.asked if self.questions.is_open(state.asked, state) else None
        state.asked = hurried if state.hurried else self.questions.next_topic(state, interview)
        if state.asked is not None:
            return [self.questions.ask(state.asked, state, interview)]
        if not state.accepted:
            return [self.summary.message(state, confirm=True)]
        if state.judged:
            return []
        state.stage, state.judged, state.frame = VERDICT, True, None
        shown = self.counsel.offered(self.verdicts.show(state, self.judge.assess(state), start=0))
        return self.improvement.offered(state, [*self.trade_hint.beside_verdicts(state), *shown])

    def _is_asked_out(self, state: State) -> bool:
        """Whether nothing is left that is worth asking."""
        return self.questions.next_topic(state, self.judge.interview(state)) is None

    def _handle(self, state: State, turn: Turn) -> Result:
        """The messages of a turn, and whether the open question comes after them."""
        turn = in_scope(self.pointing.meant(state, turn), self.texts, self._naming, self.judge.focus(state))
        self.erasing.lapse(state, turn)
        if not turn.slots and (turn.act not in MOVES or told(state)) and self._tells(state, turn):
            turn.act = "inform"
        misses, state.misses = state.misses, state.misses + 1 if turn.act in NOT_UNDERSTOOD else 0
        for part in self._by_words:
            if part.concerns(state, turn):
                state.misses = 0
                return part.reply(state, turn)
        handler = self._handlers.get(turn.act)
        if handler is not None:
            asked = state.asked
            return self._counted(state, handler(state, turn), misses, turn.confirm == {asked: []} and not turn.slots)
        reply = self._plans_beside(state, turn) + self._look_up(state, turn)
        if state.misses >= MOST_MISSES:
            state.misses = 0
            return [self.explanations.menu(state)], True
        return reply, True

    def _counted(self, state: State, result: Result, misses: int, unread: bool) -> Result:
        """The result of a handler; an answer that could not be read counts as misunderstood."""
        messages, resumes = result
        if not unread and not any(message.response in UNREAD for message in messages):
            return result
        state.misses = misses + 1
        if state.misses < MOST_MISSES:
            return result
        state.misses = 0
        return [*messages, self.explanations.menu(state)], resumes

    def _tells(self, state: State, turn: Turn) -> bool:
        """Whether a text names items of the list that was asked from, or plans, whatever else it may look like."""
        text = turn.text
        if self.texts.cued("asks", text):
            return False
        if state.options:
            return self.groups.told(state, text) is not None or self.groups.is_alone(state, text)
        if self.answers.names_items(state.asked, text):
            return True
        # With the verdicts told, plans are an addition whatever else they are taken for.
        return (turn.act in MISTAKEN_PLANS or told(state)) and self.plans.told(state, text) is not None

    def _plans_beside(self, state: State, turn: Turn) -> Reply:
        """Plans that are told beside a question (「機械を入れたいのですが、使える制度はありますか」)."""
        if turn.act not in self.programmes.ACTS or self.plans.told(state, turn.text) is None:
            return []
        return self._handlers["inform"](state, Turn("inform", text=turn.text))[0]

    def _look_up(self, state: State, turn: Turn) -> Reply:
        if turn.act in self.programmes.ACTS:
            return self.programmes.reply(turn.act, turn.naming, turn.text, state, self.judge.assess(state))
        return self.explanations.reply(turn.act, turn.slots, turn.text, state, self.judge.interview(state))

    def _more(self, state: State, turn: Turn) -> Result:
        start = int(turn.slots.get("start", state.shown))
        state.frame = None
        return self.counsel.offered(self.verdicts.show(state, self.judge.assess(state), start)), self.checklist.is_open(
            state
        )

    def _go_back(self, state: State, turn: Turn) -> Result:
        """Back to the list of verdicts where there is one; else one question back."""
        if told(state):
            return self._more(state, Turn("more", slots={"start": 0}))
        return self._moves["go_back"](state, turn)

    def _keep_answer(self, state: State, turn: Turn) -> Result:
        return [say("utter_ok")], False

    def _detail(self, state: State, turn: Turn) -> Result:
        state.frame = turn.slots["frame"]
        return self.verdicts.detail(turn.slots["frame"], state, self.judge.assess(state)), self.checklist.is_open(state)
