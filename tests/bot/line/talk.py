"""Someone who talks to the bot in LINE: signed webhooks go in, what LINE delivers comes out."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from tests.bot.vendors.line import FakeLine, Json
from tests.bot.visitor import Reply, request

PATH = "/webhooks/line/webhook"
PATIENCE_S = 30


def new_user() -> str:
    """A user id of LINE."""
    return "U" + secrets.token_hex(16)


def new_group() -> str:
    """A group id of LINE."""
    return "C" + secrets.token_hex(16)


def post(line: FakeLine, port: int, *events: Json) -> Reply:
    """LINE calls the webhook."""
    return post_raw(port, line.webhook(*events), {"X-Line-Signature": line.sign(line.webhook(*events))})


def post_raw(port: int, body: bytes, headers: dict[str, str]) -> Reply:
    """Somebody calls the webhook."""
    return request(port, "POST", PATH, body, {"Content-Type": "application/json; charset=utf-8", **headers})


def until(condition: Any, patience_s: float = PATIENCE_S) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "it does not happen"
        time.sleep(0.01)


@dataclass
class LineTalk:
    """One user with the product in a chat of their own; ``last`` holds the messages of the latest answer."""

    line: FakeLine
    port: int
    user: str = field(default_factory=new_user)
    last: list[Json] = field(default_factory=list)

    def send(self, *events: Json, answers: int = 1) -> list[Json]:
        """Deliver events and wait for as many calls of the product that answer them."""
        seen = self._calls()
        messages = len(self.line.messages_to(self.user))
        reply = post(self.line, self.port, *events)
        assert reply.status == 200, reply
        until(lambda: self._calls() >= seen + answers)
        self.last = self.line.messages_to(self.user)[messages:]
        return self.last

    def say(self, text: str, **more: Any) -> list[Json]:
        """Write a text."""
        return self.send(self.line.text(self.user, text, **more))

    def follow(self) -> list[Json]:
        """Add the account as a friend."""
        return self.send(self.line.event("follow", self.user, follow={"isUnblocked": False}))

    def press(self, label: str) -> list[Json]:
        """Press a button of the latest answer, by its label."""
        return self.post_back(self.actions()[label]["data"])

    def post_back(self, data: str) -> list[Json]:
        """Press any button, by its data."""
        return self.send(self.line.event("postback", self.user, postback={"data": data}))

    def actions(self) -> dict[str, Json]:
        """The actions that the latest answer offers: label to action."""
        return {action["label"]: action for action in find_actions(self.last)}

    def texts(self) -> list[str]:
        """The texts of the latest answer; alternative texts for cards."""
        return [message.get("text") or message["altText"] for message in self.last]

    def _calls(self) -> int:
        return sum(one.to == self.user for one in list(self.line.delivered))


def find_actions(value: Any) -> list[Json]:
    """Every action in messages, in the order they are seen."""
    if isinstance(value, list):
        return [action for item in value for action in find_actions(item)]
    if not isinstance(value, dict):
        return []
    own = [value["action"]] if isinstance(value.get("action"), dict) else []
    return own + [action for key, item in value.items() if key != "action" for action in find_actions(item)]
