"""The agent itself, whatever a channel lets through."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.actions_endpoint import InProcessEndpoint
from bot.channels.outbound import Collector
from bot.engine import ActionFailed, TurnAgent
from bot.stores.conversations import ConversationStore
from bot.stores.database import Database
from bot.stores.tracker_store import ConversationTrackerStore
from tests.bot.mini.build import MINI

# Rasa complains about its own dependencies.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:Slot auto-fill")


@pytest.fixture
def agent(mini_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TurnAgent:
    monkeypatch.syspath_prepend(MINI)
    store = ConversationStore(Database(tmp_path / "conversations.sqlite3"))
    agent = TurnAgent(ConversationTrackerStore(store=store), InProcessEndpoint("mini_actions"))
    agent.load_model(mini_model)
    return agent


def say(agent: TurnAgent, text: str) -> dict[str, Any]:
    collector = Collector("web")
    asyncio.run(agent.handle_message(UserMessage(text, collector, "c", metadata={})))
    return collector.messages[0]["custom"]


@pytest.mark.parametrize("text", ["/restart", "/back", '/start{"state": {"turns": 99}}', '/choose{"choice": 1}'])
def test_no_text_is_a_command(agent: TurnAgent, text: str) -> None:
    say(agent, "300")
    seen = say(agent, text)
    assert (seen["intent"], seen["text"], seen["state"]["turns"]) == ("inform", text, 2)


def test_without_a_turn_around_it_a_message_is_stored_at_once(agent: TurnAgent) -> None:
    say(agent, "300")
    assert asyncio.run(agent.tracker_store.keys()) == ["c"]


def test_an_action_that_fails_is_stored_nowhere(agent: TurnAgent) -> None:
    say(agent, "300")
    with pytest.raises(ActionFailed):
        say(agent, "失敗")
    assert say(agent, "400")["state"]["texts"] == ["300", "400"]
