"""Side questions: why is this asked, what does it mean, what happens to the data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.messages import Button, Message, command, say
from actions.questions import Questions
from actions.slots import BASE_TOPICS
from actions.state import State
from actions.texts import Texts
from subsidy import Assessment


class Explanations:
    """Answers what is not about a programme."""

    def __init__(self, questions: Questions, texts: Texts) -> None:
        self._questions = questions
        self._texts = texts

    def reply(
        self, act: str, slots: Mapping[str, Any], text: str, state: State, assessment: Assessment
    ) -> list[Message]:
        """The answer to a side question."""
        if self._texts.cued("wait", text):
            return [say("utter_waiting")]
        if act == "ask_why" and state.asked is not None and self._is_of_grants(text):
            return [say("utter_why_not_yet")]
        if act == "ask_why":
            return [self._why(slots.get("slot") or self._topic_in(text) or state.asked, assessment)]
        if act == "help":
            return [self._help(state, text)]
        return [say(f"utter_{act}")]

    def _is_of_grants(self, text: str) -> bool:
        """Whether a question why is about the grants, and not about being asked."""
        return self._texts.cued("why", text) and self._texts.cued("why_grant", text)

    def _topic_in(self, text: str) -> str | None:
        """The base topic that a question names."""
        return next((topic for topic in BASE_TOPICS if self._texts.cued(f"topic_{topic}", text)), None)

    def _why(self, topic: str | None, assessment: Assessment) -> Message:
        if topic is None:
            return say("utter_why_nothing")
        count = self._questions.decides(topic, assessment)
        reason = self._texts.reason(topic)
        return Message(text=self._texts.render("why", topic=self._questions.label(topic), reason=reason, count=count))

    def _help(self, state: State, text: str) -> Message:
        term = self._texts.term_in(text) or (state.asked and self._texts.term(state.asked))
        return Message(text=term) if term else self.menu(state)

    def menu(self, state: State) -> Message:
        """What can be done, for somebody who is lost; with a human contact."""
        acts = ("show_summary", "ask_program", "ask_contact", "restart")
        buttons = tuple(Button(self._texts.label(act), command(act)) for act in acts)
        return Message(response="utter_menu", buttons=buttons)
