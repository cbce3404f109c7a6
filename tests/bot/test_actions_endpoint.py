"""Where actions run: whatever goes wrong there is an error of the turn and not an answer."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot import actions_endpoint
from bot.actions_endpoint import HttpEndpoint, InProcessEndpoint
from bot.channels.outbound import Collector
from bot.engine import ActionFailed, TurnAgent
from bot.stores.conversations import ConversationStore
from bot.stores.database import Database
from bot.stores.tracker_store import ConversationTrackerStore

# Rasa complains about its own dependencies.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:Slot auto-fill")
NAMES = ["action_interview", "action_nothing"]


class Stub(HTTPServer):
    """An action server that answers every call with the same."""

    status, body, kind, calls = 200, b"{}", "application/json", 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), StubHandler)
        self.url = f"http://127.0.0.1:{self.server_port}/webhook"

    def answer(self, status: int, body: Any, kind: str = "application/json") -> None:
        """Answer with this from now on."""
        self.status, self.kind, self.calls = status, kind, 0
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()


class StubHandler(BaseHTTPRequestHandler):
    """The answer of a stub."""

    server: Stub

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def do_GET(self) -> None:
        self.server.calls += 1
        self.send_response(self.server.status)
        self.send_header("Content-Type", self.server.kind)
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def stub() -> Iterator[Stub]:
    with Stub() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def agent(bot_model: Path, stub: Stub, tmp_path_factory: pytest.TempPathFactory) -> TurnAgent:
    """The product's agent, whose actions the stub answers."""
    store = ConversationStore(Database(tmp_path_factory.mktemp("agent") / "conversations.sqlite3"))
    agent = TurnAgent(ConversationTrackerStore(store=store), HttpEndpoint(stub.url))
    agent.load_model(bot_model)
    return agent


@pytest.fixture
def silent_url() -> Iterator[str]:
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/webhook"


def say(agent: TurnAgent, sender: str) -> list[dict[str, Any]]:
    collector = Collector("web")
    asyncio.run(agent.handle_message(UserMessage("こんにちは", collector, sender, metadata={})))
    return collector.messages


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, b"", "application/json"),
        (200, b"<html></html>", "text/html"),
        (200, b"{", "application/json"),
        (200, [], "application/json"),
        (200, {"events": 5}, "application/json"),
        (200, {"events": [{"event": "nothing"}]}, "application/json"),
        (200, {"responses": ["text"]}, "application/json"),
        (204, b"", "application/json"),
        (400, b"", "application/json"),
        (400, {}, "application/json"),
        (404, {"error": "no such action"}, "application/json"),
        (500, {"error": "秘密", "request_body": {}}, "application/json"),
        (502, b"<html></html>", "text/html"),
    ],
)
def test_an_answer_that_is_none_ends_the_turn(agent: TurnAgent, stub: Stub, status: int, body: Any, kind: str) -> None:
    stub.answer(status, body, kind)
    with pytest.raises(ActionFailed):
        say(agent, "visitor")
    assert stub.calls == 1
    assert asyncio.run(agent.tracker_store.keys()) == []


def test_an_action_on_the_server_that_takes_too_long_is_given_up(
    silent_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions_endpoint, "ACTION_TIMEOUT_S", 0.1)
    # What Rasa would wait.
    with pytest.raises(asyncio.TimeoutError):
        asyncio.run(HttpEndpoint(silent_url).request(json={}, method="post", timeout=300))


def test_an_action_in_process_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def sleep(_dispatcher: Any, _tracker: Any, _domain: Any) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(actions_endpoint, "ACTION_TIMEOUT_S", 0.1)
    endpoint = InProcessEndpoint("actions")
    endpoint.executor.register_function("action_sleep", sleep)
    with pytest.raises(asyncio.TimeoutError):
        asyncio.run(endpoint.request(json={"next_action": "action_sleep", "tracker": {"sender_id": "x", "slots": {}}}))


def test_a_server_that_does_not_answer_has_no_actions(silent_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions_endpoint, "REACH_TIMEOUT_S", 0.1)
    assert asyncio.run(HttpEndpoint(silent_url).missing(NAMES)) == NAMES


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/webhook", "http://[/webhook", "nothing", ""])
def test_an_address_without_a_server_has_no_actions(url: str) -> None:
    assert asyncio.run(HttpEndpoint(url).missing(NAMES)) == NAMES


@pytest.mark.parametrize("body", [b"", b"{", {}, {"error": "x"}, [1], [{"title": "x"}], []])
def test_a_server_that_lists_nothing_readable_has_no_actions(stub: Stub, body: Any) -> None:
    stub.answer(200, body)
    assert asyncio.run(HttpEndpoint(stub.url).missing(NAMES)) == NAMES


@pytest.mark.parametrize("slashes", ["", "/"])
def test_actions_that_the_server_lists_are_not_missing(stub: Stub, slashes: str) -> None:
    stub.answer(200, [{"name": "action_interview"}])
    assert asyncio.run(HttpEndpoint(stub.url + slashes).missing(NAMES)) == ["action_nothing"]


def test_the_package_in_process_has_every_action_that_it_defines() -> None:
    assert asyncio.run(InProcessEndpoint("actions").missing(NAMES)) == ["action_nothing"]
