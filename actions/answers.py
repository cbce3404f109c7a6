"""Storing what was said: reading it in the light of the open question, replacing, echoing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from actions.free_values import ALONE, FreeValues
from actions.messages import Message
from actions.questions import Questions
from actions.slots import (
    BESIDE_INDUSTRY,
    CONTRACT_SLOTS,
    FAMILIES,
    INFORMATION,
    MAIN_INDUSTRY,
    ONE_MONTH,
    PLAN_FIELDS,
    PLAN_YES,
    SOLE_PROPRIETOR,
    TRADES,
    is_of_unclear_trade,
    names_of,
    topic_of,
    value_of,
)
from actions.state import VERDICT, State
from actions.texts import Texts
from actions.told_plans import added
from subsidy import Engine, ProfileError
from subsidy.profile import parse_value
from subsidy.quantity import read_quantities

SALES = "sales_change_pct"
SENTENCES = re.compile(r"[。!！\n]")
DETAIL, SUPPOSED = "industry_detail", "supposed"
Change = tuple[str, Any, Any]


def taken_out(state: State) -> Any:
    """The answer to the open question that was taken out to be put right; None where there was none."""
    if state.asked is None or not state.trail or value_of(state.answers, state.asked) is not None:
        return None
    return value_of(state.trail[-1]["answers"], state.asked)


def _put_right(state: State) -> list[str]:
    """The topics whose answers were replaced by others, the latest first."""
    kept = [*(one["answers"] for one in state.trail), state.answers]
    pairs = reversed(list(zip(kept, kept[1:], strict=False)))
    return [
        topic for old, new in pairs for topic in FAMILIES if value_of(old, topic) not in (None, value_of(new, topic))
    ]


def _plain(value: Any) -> Any:
    """A number or range as JSON holds it."""
    if isinstance(value, tuple):
        return [_plain(end) for end in value]
    return float(value) if isinstance(value, Decimal) else value


def _declines(found: dict[str, Any]) -> dict[str, Any]:
    """A change of sales as the decline that a field asks for."""
    return found | {"sales_change_pct": -found["sales_change_pct"]}


class Answers:
    """Knows which field takes what."""

    def __init__(self, questions: Questions, texts: Texts, engine: Engine, now: Callable[[], dt.datetime]) -> None:
        self._questions = questions
        self._texts = texts
        self._free_values = FreeValues(texts, now)
        self._fields = engine.fields

    def is_flag(self, topic: str) -> bool:
        """Whether a topic is answered by yes or no."""
        return topic in self._fields and self._fields[topic].kind == "flag"

    def is_date(self, topic: str | None) -> bool:
        """Whether a topic is answered by a day."""
        return topic in self._fields and self._fields[topic].kind == "date"

    def is_list(self, topic: str | None) -> bool:
        """Whether a topic is answered by items of a list of codes."""
        return topic in self._fields and self._fields[topic].kind == "codes"

    def items(self, topic: str | None, text: str) -> list[Any]:
        """The items of such a list that a text names."""
        return self.value_in(str(topic), text) or []

    def beside(self, asked: str | None, text: str) -> dict[str, Any]:
        """The answer to the open question of the engine in a sentence of its own, beside what else was told."""
        if asked is None or asked in CONTRACT_SLOTS or asked not in self._fields:
            return {}
        sentences = [one for one in SENTENCES.split(text) if one.strip()]
        free = [one for one in sentences if len(sentences) > 1 and not read_quantities(one, None).slots]
        values = [self._flag_in(one) if self.is_flag(asked) else self.value_in(asked, one) for one in free]
        return next(({asked: value} for value in values if value is not None), {})

    def _flag_in(self, sentence: str) -> bool | None:
        said = (self._texts.cued("yes_only", sentence), self._texts.cued("no_only", sentence))
        return said[0] if said[0] != said[1] else None

    @staticmethod
    def denial(topic: str) -> Any:
        """What a plain no means in answer to a topic that is not a yes/no question; None where it means nothing."""
        return ALONE.get(topic)

    def read(self, state: State, slots: dict[str, Any], text: str) -> dict[str, Any]:
        """The slots of a text, those that belong to an open question of the engine put under its field."""
        asked = state.asked
        found = {key: value for key, value in slots.items() if value is not None and key != SUPPOSED}
        if asked == ONE_MONTH and "sales_change_pct" in found:
            return {ONE_MONTH if key == "sales_change_pct" else key: value for key, value in _declines(found).items()}
        if self._counts_others(asked, found, text):
            return {str(asked): found["employees"]}
        if asked is None or asked in CONTRACT_SLOTS or found:
            return found | self.beside(asked, text) if found else found
        value = self.value_in(asked, text)
        return found if value is None else {asked: value}

    def _counts_others(self, asked: str | None, found: dict[str, Any], text: str) -> bool:
        """Whether people were asked for who are not the whole staff, and only their number is told."""
        field = self._fields.get(asked or "")
        counts = field is not None and field.kind == "count" and asked not in CONTRACT_SLOTS
        return counts and found.keys() == {"employees"} and not self._texts.cued("whole_staff", text)

    @staticmethod
    def unclear(state: State, confirm: dict[str, list[Any]]) -> dict[str, list[Any]]:
        """What is to be asked back about, under the field that was asked: one month is not the three months."""
        if state.asked != ONE_MONTH or "sales_change_pct" not in confirm:
            return confirm
        others = {slot: values for slot, values in confirm.items() if slot != "sales_change_pct"}
        declines = [-value for value in confirm["sales_change_pct"] if isinstance(value, int | float)]
        return others | {ONE_MONTH: declines} if declines else others

    def days_in(self, text: str) -> tuple[dt.date, dt.date] | None:
        """The first and the last day that a text may mean; None where it names none."""
        return self._free_values.days(text)

    def names_items(self, topic: str | None, text: str) -> bool:
        """Whether a text gives a field of the engine a value, whatever else it may look like."""
        return topic is not None and "." in topic and self.value_in(topic, text) is not None

    def reread(self, state: State, text: str) -> dict[str, Any]:
        """The number in a correction that names no fact: it means the latest answer that it fits by its unit."""
        if value_of(state.answers, SALES) is not None and self._texts.cued("rose", text):
            return {"sales_change_range": [0, None]}
        recent = [kept["asked"] for kept in reversed(state.trail) if kept["asked"] in FAMILIES]
        recent = [*_put_right(state), *recent]
        answered = [
            topic for topic in dict.fromkeys((*recent, *FAMILIES)) if value_of(state.answers, topic) is not None
        ]
        for topic in answered:
            found = read_quantities(text, topic).slots
            told = [name for one in answered for name in names_of(one) if name in found]
            if told:
                return {told[0]: _plain(found[told[0]])}
        return {}

    def puts_right(self, text: str) -> bool:
        """Whether a text says that something told before was not so."""
        return self._texts.cued("puts_right", text)

    def named(self, topic: str, candidates: list[Any], text: str) -> Any:
        """The candidate that a text names, also without its last sign (「小売」); None unless it is just one."""
        titles = {self._questions.show(topic, value): value for value in candidates}
        found = [value for title, value in titles.items() if (title[:-1] if len(title) > 2 else title) in text]
        return found[0] if len(found) == 1 else None

    def value_in(self, topic: str, text: str) -> Any:
        """The value that a text gives a field of the engine; None where it gives none."""
        field = self._fields.get(topic)
        return None if field is None else self._free_values.read(field, text)

    def store(self, state: State, slots: dict[str, Any], confirm: dict[str, list[Any]]) -> list[Change]:
        """Put values into the state; returns (topic, old, new) of what is new or different."""
        values = {key: value for key, value in slots.items() if value is not None and self._fits(key, value)}
        held = {state.asked: taken_out(state)}
        if values:
            state.remember()
        changed: list[Change] = []
        detail, detail_before = values.pop(DETAIL, None), state.answers.get(DETAIL)
        for slot, value in values.items():
            topic = topic_of(slot)
            old = value_of(state.answers, topic)
            old = held.get(topic) if old is None else old
            self._replace(state, topic, old, value)
            state.answers[slot if topic != slot else self._slot_for(topic, value)] = value
            state.unanswered.pop(topic, None)
            state.confirming.pop(topic, None)
            if old != value:
                changed.append((topic, old, value))
        if detail is not None and "industry" in values:
            state.answers[DETAIL] = detail
            changed += [] if changed or detail == detail_before else [(DETAIL, detail_before, detail)]
        if "industry" in values and is_of_unclear_trade(state.answers):
            state.confirming[MAIN_INDUSTRY] = [TRADES[INFORMATION]]
        state.judged = state.judged and not changed
        if any(old is not None for _, old, _ in changed):
            state.accepted = state.accepted and state.stage == VERDICT
        for slot, candidates in confirm.items():
            topic = topic_of(slot)
            if topic == "capital_yen" and state.answers.get("legal_form") == SOLE_PROPRIETOR:
                continue
            if value_of(state.answers, topic) is None or topic not in {item[0] for item in changed}:
                state.confirming[topic] = list(candidates or [])
        return changed

    def _replace(self, state: State, topic: str, old: Any, new: Any) -> None:
        """Make room for a new answer. Of what followed from plans, only that of changed plans goes."""
        if topic != "plan":
            return self.forget(state, topic)
        fallen = {plan for plan in PLAN_FIELDS if plan not in new} if state.ticked else set()
        for plan in fallen | (set(old or ()) ^ set(new)):
            for field in PLAN_FIELDS.get(plan, ()):
                state.answers.pop(field, None)
                state.unanswered.pop(field, None)
        return None

    @staticmethod
    def _slot_for(topic: str, value: Any) -> str:
        names = names_of(topic)
        return names[1] if len(names) == 2 and isinstance(value, list) else names[0]

    def _fits(self, slot: str, value: Any) -> bool:
        field = self._fields.get(slot)
        if slot in CONTRACT_SLOTS:
            return slot != "program"
        if field is None:
            return False
        try:
            return parse_value(field, value) is not None
        except ProfileError:
            return False

    def forget(self, state: State, topic: str) -> None:
        """Remove the answer to a topic, and what followed from it."""
        for name in names_of(topic):
            state.answers.pop(name, None)
        followed = {"plan": tuple(PLAN_YES.values()), "industry": BESIDE_INDUSTRY}
        for name in followed.get(topic, ()):
            state.answers.pop(name, None)
            state.unanswered.pop(name, None)
            state.confirming.pop(name, None)

    def echo(self, changed: list[Change]) -> list[Message]:
        """What was understood, said back; a change names the old value too."""
        shown = [self._shown(*change) for change in changed]
        return [Message(text=self._texts.render("echo", changes=shown))] if shown else []

    def confirmed(self, slots: dict[str, Any]) -> list[Message]:
        """What is held already and was said again."""
        return self.echo([(topic_of(slot), value, value) for slot, value in slots.items() if self._fits(slot, value)])

    def _shown(self, topic: str, old: Any, new: Any) -> dict[str, Any]:
        more = added(old, new)
        return {
            "topic": self._questions.label(topic),
            "old": None if old is None else self._questions.show(topic, old),
            "new": self._questions.show(topic, new),
            "added": None if more is None else self._questions.show(topic, list(more)),
        }
