"""The notice on personal data: who runs this, what answers are used for, how long they are kept, whom to ask."""

from __future__ import annotations

import os
from dataclasses import dataclass

from actions.messages import Message, custom, say
from actions.state import State
from actions.summary import Summary
from actions.texts import Texts
from actions.turn import Reply, Result, Turn

OPERATOR_VARIABLE, CONTACT_VARIABLE = "HOJO_NAVI_OPERATOR", "HOJO_NAVI_CONTACT"
ADDRESS_VARIABLE = "HOJO_NAVI_PRIVACY_URL"
TEXT_VARIABLE, ANSWERS_VARIABLE = "HOJO_NAVI_KEEP_TEXT_DAYS", "HOJO_NAVI_KEEP_ANSWERS_DAYS"
# The retention job keeps to the same figures: bot/privacy/settings.py.
TEXT_DAYS, ANSWERS_DAYS = 30, 90
# Acts that 「自分のデータをください」 is taken for.
LOOKS_LIKE = frozenset(
    (
        "privacy", "show_summary", "inform", "out_of_scope", "chitchat", "ask_documents", "nlu_fallback", "help",
        "delete_data", "handoff", "ask_contact", "complain",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Operator:
    """Who runs this installation; an empty text is not known."""

    name: str = ""
    contact: str = ""
    address: str = ""
    text_days: str = str(TEXT_DAYS)
    answers_days: str = str(ANSWERS_DAYS)


def operator() -> Operator:
    """The operator that the environment names."""

    def given(variable: str) -> str:
        return " ".join(os.environ.get(variable, "").split())

    return Operator(
        given(OPERATOR_VARIABLE),
        given(CONTACT_VARIABLE),
        given(ADDRESS_VARIABLE),
        given(TEXT_VARIABLE) or str(TEXT_DAYS),
        given(ANSWERS_VARIABLE) or str(ANSWERS_DAYS),
    )


class Notice:
    """Tells what happens to what is said, before anything is asked and whenever somebody wants to know."""

    def __init__(self, texts: Texts, summary: Summary, operator: Operator) -> None:
        self._texts = texts
        self._summary = summary
        self._operator = operator

    def before_consent(self) -> Reply:
        """What has to be told before the question for consent."""
        messages = [say("utter_notice", operator=self._named())]
        contact = self._contact()
        return [*messages, Message(text=contact)] if contact else messages

    def periods(self) -> dict[str, str]:
        """For how many days texts and answers are kept."""
        return {"text_days": self._operator.text_days, "answers_days": self._operator.answers_days}

    def privacy(self) -> Message:
        """The whole of it, point by point."""
        return Message(text=self._texts.render("privacy", operator=self._operator))

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether somebody wants to have their data."""
        return turn.act in LOOKS_LIKE and self._texts.cued("own_data", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """The answers that are stored, and how to get the rest."""
        messages = [self._summary.message(state, confirm=False)] if state.answers or state.unanswered else []
        return [*messages, Message(response="utter_own_data", custom=custom("notice", topic="export"))], True

    def _named(self) -> str:
        name = self._operator.name
        return self._texts.label("operated_by", name=name) if name else ""

    def _contact(self) -> str:
        contact, address = self._operator.contact, self._operator.address
        parts = [self._texts.label("contact_for_privacy", contact=contact)] if contact else []
        parts += [self._texts.label("privacy_page", address=address)] if address else []
        return "".join(parts)
