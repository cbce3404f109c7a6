"""Side questions: why is this asked, what does it mean, where to call, what happens to the data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.messages import Button, Message, command, custom, say
from actions.questions import Questions
from actions.slots import value_of
from actions.state import State
from actions.texts import Texts
from subsidy import Assessment, Engine


class Explanations:
    """Answers what is not about a programme."""

    def __init__(self, questions: Questions, texts: Texts, engine: Engine) -> None:
        self._questions = questions
        self._texts = texts
        self._engine = engine

    def reply(
        self, act: str, slots: Mapping[str, Any], text: str, state: State, assessment: Assessment
    ) -> list[Message]:
        """The answer to a side question."""
        if act == "ask_why":
            return [self._why(slots.get("slot") or state.asked, assessment)]
        if act == "help":
            return [self._help(state, text)]
        if act in ("ask_contact", "handoff"):
            return [say(f"utter_{act}"), self.offices(state)]
        return [say(f"utter_{act}")]

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

    def offices(self, state: State) -> Message:
        """The offices the catalogue knows for the prefecture, with the age of each entry."""
        prefecture = value_of(state.answers, "prefecture")
        offices = self._engine.catalog.offices
        fitting = [office for office in offices if office.prefecture in (None, prefecture)]
        documents = {document.id: document.title for document in self._engine.catalog.documents}
        rows = [
            {
                "name": office.name,
                "support": self._texts.join(office.support),
                "phone": office.phone,
                "contact": office.contact,
                "as_of": office.as_of,
                "checked": office.checked,
                "source": documents[office.source.document],
            }
            for office in fitting
        ]
        return Message(
            text=self._texts.render("offices", rows=rows, prefecture=prefecture),
            custom=custom("offices", prefecture=prefecture, items=rows),
        )
