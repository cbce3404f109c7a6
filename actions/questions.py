"""The open question: which one comes next, and how it is put."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from actions.groups import Groups
from actions.messages import Button, Message, answer, command, custom
from actions.slots import (
    BASE_TOPICS,
    INDUSTRY,
    IT_CODES,
    MAIN_INDUSTRY,
    PLAN_FIELDS,
    PLAN_VALUES,
    PREVIOUS_YEAR,
    SOLE_PROPRIETOR,
    is_of_unclear_trade,
    names_of,
    topic_of_field,
    value_of,
)
from actions.state import State
from actions.texts import Texts
from subsidy import Assessment, questions
from subsidy.fields import Field
from subsidy.wording import format_date, format_number

INPUTS = {"choice": "choice", "codes": "multi", "flag": "choice", "text": "text"}
SLOT_KINDS = {"capital_yen": "money", "employees": "count", "sales_change_pct": "percent", "investment_yen": "money"}
# More than any interview of benchmarks/questions.py took beside the base topics.
MOST_OF_ENGINE = 12
FIELDS_OF_PLANS = frozenset(field for fields in PLAN_FIELDS.values() for field in fields)
NUMBER, CHOICE, MULTI, TEXT = "number", "choice", "multi", "text"
BASE_INPUTS = {"industry": CHOICE, "prefecture": TEXT, "legal_form": CHOICE, "plan": MULTI}


class Questions:
    """Chooses and phrases questions for a state and its assessment."""

    def __init__(self, texts: Texts, fields: Sequence[Field], groups: Groups) -> None:
        self._texts = texts
        self._groups = groups
        self._fields = {field.key: field for field in fields}

    def next_topic(self, state: State, assessment: Assessment) -> str | None:
        """The topic to ask now, or None when nothing is left that is worth asking."""
        return next(iter(self.open_topics(state, assessment)), None)

    def open_topics(self, state: State, assessment: Assessment) -> list[str]:
        """Every topic still to ask: the base topics first, then what the engine can use."""
        base = [topic for topic in BASE_TOPICS if not self._is_done(topic, state)]
        rest = [topic_of_field(question.field) for question in questions(assessment)]
        unclear = is_of_unclear_trade(state.answers) and INDUSTRY in rest
        base = [MAIN_INDUSTRY, *base] if unclear and not self._is_done(MAIN_INDUSTRY, state) else base
        known = (*BASE_TOPICS, *base)
        return base + [topic for topic in rest if topic not in known and not self._is_done(topic, state)]

    @staticmethod
    def _is_done(topic: str, state: State) -> bool:
        if topic == "capital_yen" and state.answers.get("legal_form") == SOLE_PROPRIETOR:
            return True
        return value_of(state.answers, topic) is not None or topic in state.unanswered

    def is_open(self, topic: str | None, state: State) -> bool:
        """Whether a topic can be asked and has neither an answer nor been left open."""
        return topic is not None and self.known(topic) and not self._is_done(topic, state)

    def decides(self, topic: str, assessment: Assessment) -> int:
        """How many verdicts the answer to a topic can still change; the plans answer several fields at once."""
        fields = FIELDS_OF_PLANS if topic == "plan" else frozenset((topic,))
        # A trade that is not clear yet is the engine's question on the trade.
        fields |= {INDUSTRY} if topic == MAIN_INDUSTRY else frozenset()
        return len({frame for q in questions(assessment) if topic_of_field(q.field) in fields for frame in q.frames})

    def ask(self, topic: str, state: State, assessment: Assessment) -> Message:
        """The question on a topic with its buttons, or the list that it is part of."""
        group = self._groups.of(topic, self.open_topics(state, assessment), state)
        state.options = [] if group is None else [item.field for item in group.items]
        if group is not None:
            content = self._content(topic, state, assessment) | {"input": MULTI}
            buttons = (*self._groups.buttons(group), *self._helps(topic))
            return Message(response=group.response, buttons=buttons, custom=content)
        buttons = (*self._answers(topic), *self._helps(topic))
        field = self._fields.get(topic)
        content = self._content(topic, state, assessment)
        if field is not None and field.question is not None and topic not in BASE_TOPICS:
            return Message(text=assessment.context.question(topic), buttons=buttons, custom=content)
        return Message(response=self._response(topic, assessment), buttons=buttons, custom=content)

    @staticmethod
    def _response(topic: str, assessment: Assessment) -> str:
        """The response that asks a topic: sales are compared with the time that the edition judged by looks at."""
        recent = topic == "sales_change_pct" and any(q.field == PREVIOUS_YEAR for q in questions(assessment))
        return "utter_ask_sales_change_recent" if recent else f"utter_ask_{topic}"

    def ask_back(self, topic: str, state: State, assessment: Assessment) -> Message:
        """The question whether one of the candidates is meant; without candidates, the exact answer is asked for."""
        candidates = state.confirming.get(topic, [])
        content = self._content(topic, state, assessment)
        if not candidates and topic not in BASE_TOPICS:
            return self.ask(topic, state, assessment)
        if not candidates:
            return Message(response=f"utter_again_{topic}", buttons=self._helps(topic), custom=content)
        shown = [self.show(topic, value) for value in candidates]
        kind = "flag" if isinstance(candidates[0], bool) else "several" if len(candidates) > 1 else topic
        return Message(
            text=self._texts.render("ask_back", kind=kind, topic=self.label(topic), values=self._texts.join(shown)),
            buttons=self._candidates(topic, candidates),
            custom=content | {"confirm": candidates},
        )

    def _candidates(self, topic: str, candidates: list[Any]) -> tuple[Button, ...]:
        """A button for each candidate, and one for none of them."""
        if isinstance(candidates[0], bool):
            return (*self._answers(topic), self._helps(topic)[0])
        titles = [self.show(topic, value) for value in candidates]
        single = len(candidates) == 1
        titles = [self._texts.label("yes_is", value=titles[0])] if single else titles
        meant = [Button(title, answer(topic, value)) for title, value in zip(titles, candidates, strict=True)]
        return (*meant, Button(self._texts.label("no" if single else "neither"), command("deny", of=topic)))

    def _content(self, topic: str, state: State, assessment: Assessment) -> dict[str, Any]:
        left = self.left(state, assessment)
        answered = len({name for name in BASE_TOPICS if value_of(state.answers, name) is not None})
        answered += sum("." in key or key == MAIN_INDUSTRY for key in state.answers)
        return custom(
            "question",
            slot=topic,
            input=self._input(topic),
            progress={"answered": answered, "remaining_at_most": max(left, 1)},
            decides=self.decides(topic, assessment),
        )

    def left(self, state: State, assessment: Assessment) -> int:
        """How many questions there can still be: most fields of the engine depend on others and are never asked."""
        topics = self.open_topics(state, assessment)
        base = sum(topic in BASE_TOPICS for topic in topics)
        asked = sum("." in key for key in (*state.answers, *state.unanswered))
        return min(len(topics), base + max(MOST_OF_ENGINE - asked, 1))

    def _input(self, topic: str) -> str:
        if topic in BASE_INPUTS:
            return BASE_INPUTS[topic]
        field = self._fields.get(topic)
        return NUMBER if field is None else INPUTS.get(field.kind, NUMBER)

    def _answers(self, topic: str) -> list[Button]:
        if topic == "plan":
            return [Button(value, answer(topic, [value])) for value in PLAN_VALUES]
        field = self._fields.get(topic)
        options = self._texts.options(topic)
        if topic in BASE_TOPICS or options:
            return [Button(option["title"], answer(topic, option["value"])) for option in options]
        if field is not None and field.kind == "flag":
            return [Button(self._texts.label(str(flag).lower()), answer(topic, flag)) for flag in (True, False)]
        if field is not None and field.kind == "codes":
            none = Button(self._texts.label("no_tool" if topic == IT_CODES else "no_item"), answer(topic, []))
            return [none, *(Button(self._texts.code(code), answer(topic, [code])) for code in field.values)]
        return [] if field is None else [Button(value, answer(topic, value)) for value in field.values]

    def _helps(self, topic: str) -> tuple[Button, ...]:
        return (
            Button(self._texts.label("dont_know"), command("dont_know", slot=topic)),
            Button(self._texts.label("ask_why"), command("ask_why", slot=topic)),
        )

    def label(self, topic: str) -> str:
        """What a topic is called."""
        field = self._fields.get(topic)
        return field.label if field is not None and topic not in BASE_TOPICS else self._texts.topic(topic)

    def show(self, topic: str, value: Any) -> str:
        """An answer as it is read back."""
        if isinstance(value, bool):
            return self._texts.label(str(value).lower())
        if isinstance(value, list):
            return self._show_list(topic, value)
        if isinstance(value, dict):
            return self._texts.label("months_told", count=len(value))
        if topic in self._texts.units:
            return self._texts.counted(topic, value)
        if topic == "capital_yen" and value == 0:
            return self._texts.label("none")
        kind: str = SLOT_KINDS.get(topic) or getattr(self._fields.get(topic), "kind", "text")
        if topic == "sales_change_pct":
            return self._texts.change(value)
        if kind == "date":
            return format_date(dt.date.fromisoformat(value))
        return str(value) if kind in ("text", "choice") or isinstance(value, str) else format_number(kind, value)

    def _show_list(self, topic: str, value: list[Any]) -> str:
        if topic not in SLOT_KINDS:
            field = self._fields.get(topic)
            shown = [
                self._texts.code(item) if field is not None and field.kind == "codes" else str(item) for item in value
            ]
            return self._texts.join(shown) or self._texts.label("none")
        if topic == "sales_change_pct":
            return self._texts.change_range(*value)
        low, high = (None if end is None else format_number(SLOT_KINDS[topic], end) for end in value)
        return self._texts.range(low, high)

    def help(self, topic: str) -> str | None:
        """What the documents say beside a question of the engine."""
        field = self._fields.get(topic)
        return None if field is None else field.help

    def known(self, topic: str) -> bool:
        """Whether a topic can be asked at all."""
        if topic in BASE_TOPICS or names_of(topic)[1:]:
            return True
        field = self._fields.get(topic)
        return field is not None and field.question is not None
