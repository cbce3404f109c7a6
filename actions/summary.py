"""「入力内容」: everything that was told, to check and to correct."""

from __future__ import annotations

from typing import Any

from actions.messages import Button, Message, command, custom
from actions.questions import Questions
from actions.slots import BASE_TOPICS, CONTRACT_SLOTS, names_of, value_of
from actions.state import State
from actions.texts import Texts


class Summary:
    """Makes the profile summary."""

    def __init__(self, questions: Questions, texts: Texts) -> None:
        self._questions = questions
        self._texts = texts

    def message(self, state: State, confirm: bool) -> Message:
        """The summary; before the verdict with the choice that accepts it."""
        topics = [*BASE_TOPICS, *(key for key in state.answers if key not in CONTRACT_SLOTS)]
        rows = [self._row(topic, state) for topic in topics]
        buttons = [
            Button(self._texts.label("edit", topic=self._questions.label(topic)), command("edit", slot=topic))
            for topic in topics
        ]
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
            text=self._texts.render("summary", rows=rows, confirm=confirm), buttons=tuple(buttons), custom=content
        )

    def _row(self, topic: str, state: State) -> dict[str, Any]:
        value = value_of(state.answers, topic)
        why = state.unanswered.get(topic)
        shown = self._questions.show(topic, value) if value is not None else self._texts.label(f"row_{why or 'open'}")
        return {"label": self._questions.label(topic), "value": shown, "slots": names_of(topic)}
