"""Figures told where another was asked for, or for the part of a whole; and words that leave another topic open."""

from __future__ import annotations

from dataclasses import replace

from actions.answers import Answers
from actions.mending import Mending
from actions.messages import Message
from actions.questions import Questions
from actions.slots import value_of
from actions.state import VERDICT, State
from actions.texts import Texts
from actions.turn import ByWords, Handlers, Result, Turn
from actions.what_if import WhatIf
from subsidy.quantity import Kind, read_quantities

EMPLOYEES, SALES = "employees", "sales_change_pct"
FIGURES = (Kind.MONEY, Kind.PEOPLE, Kind.SHARE)
TOPICS_SPOKEN_OF = (EMPLOYEES, SALES, "capital_yen")
# What somebody plans he may not know because of anything else.
WITHOUT_REASONS = (*TOPICS_SPOKEN_OF, "prefecture", "legal_form")
FIELDS_NAMED = ("plans.raised_employees", "company.lowest_hourly_wage_yen")


def figures(
    texts: Texts, questions: Questions, answers: Answers, handlers: Handlers, what_if: WhatIf
) -> tuple[ByWords, ...]:
    """The parts of the dialogue for them, in the order in which they are tried."""
    return (
        NamedFigure(texts, answers, handlers, what_if),
        FigureAtList(texts, answers, handlers),
        OtherTopic(texts, questions),
        NothingToCompare(texts, handlers),
        PartTimers(texts, handlers),
        Mending(texts, handlers["correct"], handlers["edit"]),
    )


class NamedFigure:
    """「時給を引き上げる人数は4人」: a figure of the engine by its name, never that of the whole staff."""

    def __init__(self, texts: Texts, answers: Answers, handlers: Handlers, what_if: WhatIf) -> None:
        self._texts = texts
        self._answers = answers
        self._handlers = handlers
        self._what_if = what_if

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether such a figure is told, or supposed where there is a verdict to try it on."""
        if turn.choice is not None or state.options or self._told(state, turn.text) is None:
            return False
        if self._texts.cued("supposes", turn.text):
            return state.stage == VERDICT and state.asked is None
        return not self._texts.cued("asks", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """Store the figure, or try it."""
        told = self._told(state, turn.text) or {}
        if self._texts.cued("supposes", turn.text):
            return self._what_if.reply(state, Turn("inform", slots={"supposed": told}, text=turn.text))
        act = "inform" if state.asked in told else "correct"
        return self._handlers[act](state, Turn(act, slots=told, text=turn.text))

    def _told(self, state: State, text: str) -> dict[str, object] | None:
        """The one field that a text names and its value, read from what stands behind the name."""
        found = [(field, match) for field in FIELDS_NAMED if (match := self._texts.match(f"figure_{field}", text))]
        if len(found) != 1 or not (self._texts.cued("of_pay", text) or self._is_known(state, found[0][0])):
            return None
        field, match = found[0]
        end = self._texts.match("supposed_end", match["value"])
        value = self._answers.value_in(field, match["value"][: end.start()] if end else match["value"])
        return None if value is None else {field: value}

    @staticmethod
    def _is_known(state: State, field: str) -> bool:
        """Whether a field was spoken of before."""
        return field == state.asked or field in state.answers or field in state.unanswered


def _has_figure(text: str) -> bool:
    return any(one.kind in FIGURES for one in read_quantities(text, None).quantities)


class FigureAtList:
    """「いや、200万円で合ってた」, said to a list to tick: a figure is put right, and the list is not denied."""

    def __init__(self, texts: Texts, answers: Answers, handlers: Handlers) -> None:
        self._texts = texts
        self._answers = answers
        self._handlers = handlers

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether a no or a yes to a list or to a yes/no question is one to a figure told before."""
        if turn.act not in ("affirm", "deny", "correct") or turn.slots or turn.choice is not None:
            return False
        yes_or_no = state.asked is not None and self._answers.is_flag(state.asked)
        said = (state.options and turn.act == "deny") or (yes_or_no and self._texts.cued("figure_stands", turn.text))
        return bool(said) and _has_figure(turn.text) and bool(self._answers.reread(state, turn.text))

    def reply(self, state: State, turn: Turn) -> Result:
        """The figure as it is told now; the open question follows."""
        return self._handlers["correct"](state, Turn("correct", text=turn.text))


class OtherTopic:
    """「パートのことは分からない」, said to the question on sales: what is not known there is open still."""

    def __init__(self, texts: Texts, questions: Questions) -> None:
        self._texts = texts
        self._questions = questions

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether not knowing is said of another topic than that of the open question."""
        return turn.act == "dont_know" and not turn.slots and self._topic(state, turn.text) is not None

    def reply(self, state: State, turn: Turn) -> Result:
        """A word on that topic; the open question follows."""
        topic = self._questions.label(str(self._topic(state, turn.text)))
        return [Message(text=self._texts.label("of_other_topic", topic=topic))], True

    def _topic(self, state: State, text: str) -> str | None:
        if not text or state.asked not in WITHOUT_REASONS:
            return None
        named = [topic for topic in TOPICS_SPOKEN_OF if self._texts.cued(f"spoken_of_{topic}", text)]
        about = state.asked in named or self._texts.cued(f"topic_{state.asked}", text)
        return None if about or len(named) != 1 else named[0]


class NothingToCompare:
    """「開業したばかりで前年の売上はない」: no decline may be assumed, and none can be told."""

    def __init__(self, texts: Texts, handlers: Handlers) -> None:
        self._texts = texts
        self._handlers = handlers

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether there are no sales of the year before to compare with."""
        asked = state.asked == SALES and turn.choice is None and value_of(turn.slots, SALES) is None
        return asked and self._texts.cued("no_year_before", turn.text) and not self._texts.cued("asks", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """Leave the change open; what was told besides is stored."""
        told = self._handlers["inform"](state, replace(turn, act="inform", confirm={}))[0] if turn.slots else []
        state.confirming.pop(SALES, None)
        messages, resumes = self._handlers["dont_know"](state, Turn("dont_know", slots={"slot": SALES}))
        return [*told, Message(text=self._texts.label("no_year_before")), *messages[1:]], resumes


class PartTimers:
    """「社員3人とバイト20人」: only the three are counted, and that is said."""

    def __init__(self, texts: Texts, handlers: Handlers) -> None:
        self._texts = texts
        self._handlers = handlers

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether a number of employees is told beside one of part-timers."""
        told = turn.act in ("inform", "correct") and turn.choice is None and turn.slots.get(EMPLOYEES) is not None
        return told and self._texts.cued("part_timers_beside", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """What the telling brings, and whom the number counts."""
        messages, resumes = self._handlers[turn.act](state, turn)
        return [*messages, Message(text=self._texts.label("part_timers_beside"))], resumes
