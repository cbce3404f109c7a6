"""「入力内容」: everything that was told, to check and to correct."""

from __future__ import annotations

from typing import Any

from actions.groups import Groups
from actions.messages import Button, Message, command, custom
from actions.questions import Questions
from actions.slots import BASE_TOPICS, CONTRACT_SLOTS, SOLE_PROPRIETOR, names_of, value_of
from actions.state import State
from actions.texts import Texts


class Summary:
    """Makes the profile summary."""

    def __init__(self, questions: Questions, texts: Texts, groups: Groups) -> None:
        self._groups = groups
        self._questions = questions
        self._texts = texts

    def message(self, state: State, confirm: bool) -> Message:
        """The summary; before the verdict with the choice that accepts it."""
        topics = [*BASE_TOPICS, *(key for key in state.answers if key not in CONTRACT_SLOTS)]
        planned = self._groups.planned(state)
        told = [topic for topic in topics if not self._is_no(topic, state)]
        rows = [self._row(topic, state) for topic in told]
        rows += [self._planned(topic, title) for topic, title in planned.items()]
        not_so = [self._questions.label(topic) for topic in topics if topic not in told]
        buttons = [
            Button(self._texts.label("edit", topic=self._questions.label(topic)), command("edit", slot=topic))
            for topic in (*topics, *planned)
        ]
        left = sum(topic not in topics for topic in state.unanswered)
        content: dict[str, Any] = custom(
            "profile_summary",
            profile={key: value for key, value in state.answers.items() if key in CONTRACT_SLOTS},
            details={key: value for key, value in state.answers.items() if key not in CONTRACT_SLOTS},
            unanswered=[topic for topic in BASE_TOPICS if value_of(state.answers, topic) is None],
        )
        if confirm:
            buttons.insert(0, Button(self._texts.label("accept_summary"), command("accept_summary")))
            content["confirm"] = 0
        return Message(
            text=self._texts.render("summary", rows=rows, not_so=not_so, left=left, confirm=confirm),
            buttons=tuple(buttons),
            custom=content,
        )

    def _planned(self, topic: str, title: str) -> dict[str, Any]:
        return {"label": title, "value": self._texts.label("planned"), "slots": names_of(topic)}

    @staticmethod
    def _is_no(topic: str, state: State) -> bool:
        """Whether a topic beside the base ones was answered with a plain no: those are told together."""
        return topic not in BASE_TOPICS and value_of(state.answers, topic) in (False, [])

    def _row(self, topic: str, state: State) -> dict[str, Any]:
        value = value_of(state.answers, topic)
        why = state.unanswered.get(topic)
        has_none = topic == "capital_yen" and state.answers.get("legal_form") == SOLE_PROPRIETOR
        open_as = "none" if has_none else f"row_{why or 'open'}"
        shown = self._questions.show(topic, value) if value is not None else self._texts.label(open_as)
        return {"label": self._questions.label(topic), "value": shown, "slots": names_of(topic)}
