"""People in a workspace: what they write and press reaches the bot as Slack would deliver it, signed."""

from __future__ import annotations

import http.client
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bot.channels.slack.signature import sign
from tests.bot.visitor import Reply, request

Json = dict[str, Any]
PATH = "/webhooks/slack/webhook"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BOT = "UBOT"
JSON = "application/json; charset=utf-8"
FORM = "application/x-www-form-urlencoded"
_numbers = itertools.count(1)


def stamp() -> str:
    """A message's time, never the same."""
    return f"{int(time.time())}.{next(_numbers):06d}"


def signed(body: bytes, content_type: str, secret: str = SECRET, moment: float | None = None) -> dict[str, str]:
    """The headers of a request by Slack."""
    timestamp = str(int(time.time() if moment is None else moment))
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": sign(secret, timestamp, body),
    }


def envelope(event: Json, event_id: str | None = None) -> Json:
    """An event as the Events API wraps it."""
    return {
        "type": "event_callback",
        "token": "x",
        "team_id": "T1",
        "api_app_id": "A1",
        "event": event,
        "event_id": event_id or f"Ev{next(_numbers):09d}",
        "event_time": int(time.time()),
        "authorizations": [{"team_id": "T1", "user_id": BOT, "is_bot": True}],
    }


def direct(channel: str, text: str, **more: Any) -> Json:
    """A direct message to the bot."""
    said = {"type": "message", "channel": channel, "channel_type": "im", "user": "U1", "text": text, "ts": stamp()}
    return {**said, **more}


def mention(channel: str, text: str, thread: str | None = None, **more: Any) -> Json:
    """A message in a channel that names the bot."""
    said = {"type": "app_mention", "channel": channel, "user": "U1", "text": f"<@{BOT}> {text}", "ts": stamp()}
    return {**said, **({"thread_ts": thread} if thread else {}), **more}


def press(message: Json, block: Json, element: Json, values: Json | None = None) -> Json:
    """The press of an element of a posted message; ``values`` is what is ticked."""
    inside = {"thread_ts": message["thread_ts"]} if "thread_ts" in message else {}
    action = {**element, "block_id": block["block_id"], "action_ts": stamp()}
    container = {"type": "message", "message_ts": message["ts"], "channel_id": message["channel"], **inside}
    return {
        "type": "block_actions",
        "user": {"id": "U1", "team_id": "T1"},
        "team": {"id": "T1", "domain": "x"},
        "container": {**container, "is_ephemeral": False},
        "channel": {"id": message["channel"], "name": "x"},
        "message": {key: value for key, value in message.items() if key != "metadata"},
        "trigger_id": stamp(),
        "response_url": "https://hooks.slack.com/actions/T1/1/x",
        "state": {"values": values or {}},
        "actions": [action],
    }


def parts(message: Json) -> list[tuple[Json, Json]]:
    """Every element of a message that can be used, with its block."""
    found = []
    for block in message.get("blocks") or []:
        elements = [block["element"]] if "element" in block else block.get("elements") or []
        found += [(block, element) for element in elements if "action_id" in element]
    return found


def options(element: Json) -> list[Json]:
    """The options of a menu or of check boxes."""
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    return [option for group in groups for option in group["options"]]


@dataclass
class Slack:
    """Slack's side of the wire: delivers to the bot at ``port``."""

    port: int
    secret: str = SECRET
    replies: list[Reply] = field(default_factory=list)

    def event(self, event: Json, event_id: str | None = None, **headers: str) -> Reply:
        """Deliver something that happened."""
        return self.deliver(json.dumps(envelope(event, event_id)).encode(), JSON, **headers)

    def interaction(self, payload: Json) -> Reply:
        """Deliver a press."""
        return self.deliver(urlencode({"payload": json.dumps(payload)}).encode(), FORM)

    def command(self, text: str, channel: str) -> Json:
        """Deliver ``/hojo TEXT`` and return its answer."""
        form = {"command": "/hojo", "text": text, "channel_id": channel, "user_id": "U1", "team_id": "T1"}
        reply = self.deliver(urlencode(form).encode(), FORM)
        assert reply.status == 200
        return reply.json

    def deliver(self, body: bytes, content_type: str, **headers: str) -> Reply:
        """Deliver a body."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send(body, {**signed(body, content_type, self.secret), **named})

    def send(self, body: bytes, headers: dict[str, str]) -> Reply:
        """Send any request."""
        return request(self.port, "POST", PATH, body, headers)


class OpenConnection:
    """A connection that stays open, for many requests."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def send(self, body: bytes, headers: list[tuple[str, str]]) -> int:
        """Send a request with these headers, some perhaps twice; returns the status."""
        self._connection.putrequest("POST", PATH)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self._connection.putheader(name, value)
        self._connection.endheaders(body)
        response = self._connection.getresponse()
        response.read()
        return response.status
