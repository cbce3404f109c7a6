"""A conversation with the dialogue core, without Rasa and without understanding of words."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.dialogue import Dialogue
from actions.messages import Message
from actions.state import State
from actions.texts import texts
from actions.turn import Turn
from subsidy import Engine, load_catalog

ROOT = Path(__file__).resolve().parents[2]
DAY_OF_2021, TODAY = dt.datetime(2021, 4, 15, 12), dt.datetime(2026, 11, 22, 12)
MOST_QUESTIONS = 60


@cache
def responses() -> frozenset[str]:
    """What Rasa can say by a name; it passes over others without a word to the visitor."""
    return frozenset(yaml.safe_load((ROOT / "bot/domain/responses.yml").read_text(encoding="utf-8"))["responses"])


def is_response(message: Message) -> bool:
    return message.response in responses()


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
        self.stored = json.loads(json.dumps(state.dump()))
        assert self.messages, f"nothing was said after {act}"
        unknown = [message.response for message in self.messages if message.response and not is_response(message)]
        assert not unknown, f"{act} is answered by what the domain has not"
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

    def is_asked(self, topic: str) -> Talk:
        """Leave questions open until a topic is asked."""
        for _ in range(MOST_QUESTIONS):
            if self.asked == topic:
                return self
            self.does("dont_know")
        raise AssertionError(f"{topic} is never asked")

    def goes_on_to(self, field: str) -> Talk:
        """Leave questions open until a list offers a field."""
        for _ in range(MOST_QUESTIONS):
            if field in self.state.options:
                return self
            self.does("dont_know")
        raise AssertionError(f"no list offered {field}")

    def finishes(self) -> Talk:
        """Refuse every further question and accept the summary."""
        for _ in range(MOST_QUESTIONS):
            if self.asked is None:
                break
            self.does("dont_know")
        if "profile_summary" in self.kinds:
            self.presses("この内容で判定する")
        return self


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(load_catalog())


@pytest.fixture(scope="session")
def dialogue(engine: Engine) -> Dialogue:
    """The dialogue on a day on which only the edition of 2021 is in use."""
    return Dialogue(engine, texts(), lambda: DAY_OF_2021)


@pytest.fixture(scope="session")
def dialogue_today(engine: Engine) -> Dialogue:
    return Dialogue(engine, texts(), lambda: TODAY)


@pytest.fixture
def talk(dialogue: Dialogue) -> Talk:
    return Talk(dialogue)


@pytest.fixture
def talk_today(dialogue_today: Dialogue) -> Talk:
    return Talk(dialogue_today)


@pytest.fixture
def new_talk(dialogue: Dialogue) -> Callable[[], Talk]:
    return lambda: Talk(dialogue)
