"""Someone who talks to the bot over HTTP, as the page does."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
BASE = "/webhooks/web"


@dataclass(frozen=True)
class Reply:
    """A raw answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Json:
        """The body read as JSON."""
        return json.loads(self.body)


@dataclass
class Visitor:
    """One visitor with one session.

    ``say`` and its like return the messages of the answer and keep them in ``last``; they fail unless the status is
    200. ``post`` sends anything and returns whatever comes.
    """

    port: int
    token: str | None = None
    timeout_s: float = 30
    last: list[Json] = field(default_factory=list)

    def open(self) -> Visitor:
        """Open a session."""
        reply = self.request("POST", "/session")
        assert reply.status == 201, reply
        self.token = reply.json["token"]
        return self

    def start(self, **extra: Any) -> list[Json]:
        """Ask for the greeting."""
        return self._ask({"event": "start", **extra})

    def say(self, text: str, **extra: Any) -> list[Json]:
        """Type a text."""
        return self._ask({"text": text, **extra})

    def choose(self, title: str, **extra: Any) -> list[Json]:
        """Press a button of the last answer, by its title."""
        return self._ask({"choice": self.choice(title), **extra})

    def choose_id(self, choice: str, **extra: Any) -> list[Json]:
        """Press any button, by its id."""
        return self._ask({"choice": choice, **extra})

    def choose_several(self, *titles: str, **extra: Any) -> list[Json]:
        """Mark several buttons of the last answer, by their titles."""
        return self._ask({"choices": [self.choice(title) for title in titles], **extra})

    def choice(self, title: str) -> str:
        """The id of a button of the last answer."""
        return self.buttons()[title]

    def buttons(self) -> dict[str, str]:
        """The buttons of the last answer: title to id."""
        return {b["title"]: b["choice"] for message in self.last for b in message.get("buttons", [])}

    def texts(self) -> list[str]:
        """The texts of the last answer."""
        return [message["text"] for message in self.last if "text" in message]

    def customs(self, kind: str) -> list[Json]:
        """The custom parts of a kind in the last answer."""
        customs = (message.get("custom", {}) for message in self.last)
        return [custom for custom in customs if custom.get("kind") == kind]

    def history(self, after: str | None = None) -> list[Json]:
        """The history of the conversation."""
        reply = self.request("GET", "/history" + (f"?after={after}" if after else ""))
        assert reply.status == 200, reply
        return reply.json["messages"]

    def delete(self) -> None:
        """Erase the conversation."""
        reply = self.request("DELETE", "/session")
        assert reply.status == 204, reply

    def post(self, body: Any, token: str | None = None) -> Reply:
        """Post to /messages: bytes as they are, anything else as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.request("POST", "/messages", content, token)

    def request(self, method: str, path: str, body: bytes | None = None, token: str | None = None) -> Reply:
        """Any request under the channel's address."""
        key = token or self.token
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return request(self.port, method, BASE + path, body, headers, self.timeout_s)

    def _ask(self, body: Json) -> list[Json]:
        reply = self.post(body)
        assert reply.status == 200, (reply.status, reply.body.decode())
        self.last = reply.json["messages"]
        return self.last


def request(
    port: int,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    timeout_s: float = 30,
) -> Reply:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_s)
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        return Reply(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    finally:
        connection.close()
