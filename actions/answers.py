"""Storing what was said: reading it in the light of the open question, replacing, echoing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from actions.free_values import ALONE, FreeValues
from actions.messages import Message
from actions.questions import Questions
from actions.slots import (
    BESIDE_INDUSTRY,
    CONTRACT_SLOTS,
    FAMILIES,
    ONE_MONTH,
    PLAN_YES,
    SOLE_PROPRIETOR,
    names_of,
    topic_of,
    value_of,
)
from actions.state import VERDICT, State
from actions.texts import Texts
from subsidy import Engine, ProfileError
from subsidy.profile import parse_value
from subsidy.quantity import read_quantities

DETAIL, SUPPOSED = "industry_detail", "supposed"
Change = tuple[str, Any, Any]


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

    def __init__(self, questions: Questions, texts: Texts, engine: Engine) -> None:
        self._questions = questions
        self._texts = texts
        self._free_values = FreeValues(texts)
        self._fields = engine.fields

    def is_flag(self, topic: str) -> bool:
        """Whether a topic is answered by yes or no."""
        return topic in self._fields and self._fields[topic].kind == "flag"

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
            return found
        value = self._value_in(asked, text)
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

    def names_items(self, topic: str | None, text: str) -> bool:
        """Whether a text gives a field of the engine a value, whatever else it may look like."""
        return topic is not None and "." in topic and self._value_in(topic, text) is not None

    def reread(self, state: State, text: str) -> dict[str, Any]:
        """The number in a correction that names no fact: it means the answer given last."""
        topic = next((kept["asked"] for kept in reversed(state.trail) if kept["asked"]), None)
        if topic not in FAMILIES or value_of(state.answers, topic) is None:
            return {}
        found = read_quantities(text, topic).slots
        return {name: _plain(found[name]) for name in names_of(topic) if name in found}

    def _value_in(self, topic: str, text: str) -> Any:
        field = self._fields.get(topic)
        return None if field is None else self._free_values.read(field, text)

    def store(self, state: State, slots: dict[str, Any], confirm: dict[str, list[Any]]) -> list[Change]:
        """Put values into the state; returns (topic, old, new) of what is new or different."""
        values = {key: value for key, value in slots.items() if value is not None and self._fits(key, value)}
        if values:
            state.remember()
        changed: list[Change] = []
        detail = values.pop(DETAIL, None)
        for slot, value in values.items():
            topic = topic_of(slot)
            old = value_of(state.answers, topic)
            self.forget(state, topic)
            state.answers[slot if topic != slot else self._slot_for(topic, value)] = value
            state.unanswered.pop(topic, None)
            state.confirming.pop(topic, None)
            if old != value:
                changed.append((topic, old, value))
        if detail is not None and "industry" in values:
            state.answers[DETAIL] = detail
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

    def echo(self, state: State, changed: list[Change]) -> list[Message]:
        """What was understood, said back; a change names the old value too."""
        shown = [
            {
                "topic": self._questions.label(topic),
                "old": None if old is None else self._questions.show(topic, old),
                "new": self._questions.show(topic, new),
            }
            for topic, old, new in changed
        ]
        return [Message(text=self._texts.render("echo", changes=shown))] if shown else []
