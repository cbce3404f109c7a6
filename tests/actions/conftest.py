"""A conversation with the dialogue core, without Rasa and without understanding of words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from actions.dialogue import Dialogue
from actions.messages import Message
from actions.state import State
from actions.texts import texts
from actions.turn import Turn
from subsidy import Engine, load_catalog

NOW = dt.datetime(2026, 11, 22, 12)


class Talk:
    """One user. Each turn goes through a stored and reloaded state, as in a live conversation."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue
        self.stored: dict[str, Any] = State().dump()
        self.messages: list[Message] = []

    @property
    def state(self) -> State:
        return State.load(self.stored)

    def does(self, act: str, **parts: Any) -> list[Message]:
        state = self.state
        self.messages = self.dialogue.respond(state, Turn(act, **parts))
        self.stored = state.dump()
        assert self.messages, f"nothing was said after {act}"
        return self.messages

    def tells(self, **slots: Any) -> list[Message]:
        return self.does("inform", slots=slots)

    def presses(self, title: str) -> list[Message]:
        button = next(button for message in self.messages for button in message.buttons if button.title == title)
        return self.does("choose", choice=button.payload)

    def starts(self) -> Talk:
        self.does("start")
        self.presses("同意して始める")
        return self

    @property
    def asked(self) -> str | None:
        question = self.messages[-1].custom or {}
        return question.get("slot") if question.get("kind") == "question" else None

    @property
    def kinds(self) -> list[str]:
        return [(message.custom or {}).get("kind", "text") for message in self.messages]

    def part(self, kind: str) -> dict[str, Any]:
        return next(m.custom for m in self.messages if m.custom is not None and m.custom["kind"] == kind)

    @property
    def said(self) -> list[str]:
        return [message.response or message.text or "" for message in self.messages]

    def answers_base(self, **changes: Any) -> Talk:
        base = {"industry": "製造業", "capital_yen": 30_000_000, "employees": 15, "sales_change_pct": -15}
        base |= {"prefecture": "栃木県", "legal_form": "株式会社", "plan": ["設備投資"], "investment_yen": 3_000_000}
        self.tells(**(base | changes))
        return self

    def finishes(self) -> Talk:
        """Refuse every further question and accept the summary."""
        while self.asked is not None:
            self.does("dont_know")
        self.presses("この内容で判定する")
        return self


@pytest.fixture(scope="session")
def dialogue() -> Dialogue:
    return Dialogue(Engine(load_catalog()), texts(), lambda: NOW)


@pytest.fixture
def talk(dialogue: Dialogue) -> Talk:
    return Talk(dialogue)


@pytest.fixture
def new_talk(dialogue: Dialogue) -> Callable[[], Talk]:
    return lambda: Talk(dialogue)
