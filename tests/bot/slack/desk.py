"""The bot's server with a workspace beside it."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.channels.delivery.keys import Keys
from bot.channels.session_token import SECRET_FILE
from bot.channels.slack.inbound import Place
from bot.channels.slack.text import unescape
from bot.stores.conversations import FILE_NAME
from tests.bot.server import Server
from tests.bot.slack.workspace import Slack, direct, mention, options, parts, press, stamp
from tests.bot.vendors.slack import FakeSlack

Json = dict[str, Any]
PATIENCE_S = 60


def rows(data: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of the bot's database."""
    with closing(sqlite3.connect(f"file:{data / FILE_NAME}?mode=ro", uri=True, timeout=10)) as connection:
        return connection.execute(query, values).fetchall()


def wait_until_quiet(data: Path) -> None:
    """Wait until every event is answered and every message has arrived."""
    deadline = time.monotonic() + PATIENCE_S
    while rows(data, "SELECT 1 FROM inbox WHERE open UNION SELECT 1 FROM outbox LIMIT 1"):
        assert time.monotonic() < deadline, "something still waits in the inbox or the outbox"
        time.sleep(0.005)


def texts(message: Json) -> list[str]:
    """What a posted message shows above its buttons."""
    found = [block["text"]["text"] for block in message["blocks"] if block["type"] in ("section", "header")]
    return [unescape(re.sub(r"^\*(.*)\*$", r"\1", text, flags=re.M)) for text in found]


def small_print(message: Json) -> list[str]:
    """What a posted message shows in small letters."""
    contexts = [block for block in message["blocks"] if block["type"] == "context"]
    return [unescape(element["text"]) for block in contexts for element in block["elements"]]


def titles(message: Json) -> list[str]:
    """What can be pressed, picked or ticked in a message."""
    found = []
    for _, element in parts(message):
        found += [option["text"]["text"] for option in options(element)] or [element["text"]["text"]]
    return found


@dataclass
class Desk:
    """Somebody in a direct message, or in a thread of a channel, who talks to the bot."""

    server: Server
    fake: FakeSlack
    channel: str = ""
    thread: str | None = None
    last: list[Json] = field(default_factory=list)
    _customs: list[Json] = field(default_factory=list)

    @property
    def slack(self) -> Slack:
        """The wire."""
        return Slack(self.server.port)

    @property
    def conversation_id(self) -> str:
        """The pseudonym of the conversation."""
        return Place(self.channel, self.thread).conversation(self._keys())

    def open(self) -> Desk:
        """A direct message unless a channel was named; there, a thread."""
        number = stamp().replace(".", "")
        self.channel = self.channel or f"D{number}"
        if not self.channel.startswith("D"):
            self.thread = stamp()
        return self

    def start(self) -> list[Json]:
        """The opening words: the bare name of the bot in a thread, a greeting in a direct message."""
        return self.say("" if self.thread else "こんにちは")

    def say(self, text: str) -> list[Json]:
        """Write a message; returns the messages that answer it."""
        event = mention(self.channel, text, self.thread) if self.thread else direct(self.channel, text)
        return self._turn(lambda: self.slack.event(event))

    def choose(self, title: str) -> list[Json]:
        """Press, pick or tick what has this title."""
        return self.choose_several(title)

    def choose_several(self, *wanted: str) -> list[Json]:
        """Tick several titles and send them off."""
        for message in reversed(self.posted()):
            found = [(b, e, o) for b, e in parts(message) for o in options(e) or [e] if o["text"]["text"] in wanted]
            if len(found) == len(wanted):
                return self._use(message, found)
        raise AssertionError(f"no {wanted} in {[titles(message) for message in self.posted()]}")

    def choose_id(self, choice: str) -> list[Json]:
        """Press what stands for a choice."""
        key = self._keys().button(self.conversation_id, "c", choice)
        for message in reversed(self.posted()):
            found = [(b, e, o) for b, e in parts(message) for o in options(e) or [e] if o.get("value") == key]
            if found:
                return self._use(message, found)
        raise AssertionError("nothing to press for this choice")

    def posted(self) -> list[Json]:
        """The bot's messages in this place."""
        return self.fake.in_place(self.channel, self.thread)

    def texts(self) -> list[str]:
        """The texts of the last answer, as Slack shows them."""
        return [text for message in self.last for text in texts(message)]

    def titles(self) -> list[str]:
        """The buttons of the last answer."""
        return [title for message in self.last for title in titles(message)]

    def customs(self, kind: str) -> list[Json]:
        """The custom parts of a kind in the last answer, which Slack does not see."""
        return [custom for custom in self._customs if custom.get("kind") == kind]

    def _use(self, message: Json, found: Sequence[tuple[Json, Json, Json]]) -> list[Json]:
        block, element, option = found[0]
        if element["type"] == "button":
            return self._turn(lambda: self.slack.interaction(press(message, block, element)))
        if element["type"] == "static_select":
            picked = {**element, "selected_option": option}
            return self._turn(lambda: self.slack.interaction(press(message, block, picked)))
        ticked = {"type": element["type"], "selected_options": [option for _, _, option in found]}
        values = {block["block_id"]: {element["action_id"]: ticked}}
        send_off = next((b, e) for b, e in parts(message) if e["action_id"] == "submit")
        return self._turn(lambda: self.slack.interaction(press(message, *send_off, values)))

    def _turn(self, act: Any) -> list[Json]:
        posted = len(self.posted())
        before = self._last_number()
        reply = act()
        assert reply.status == 200, reply
        wait_until_quiet(self.server.data)
        self.last = self.posted()[posted:]
        self._customs = self._customs_after(before)
        return self.last

    def _last_number(self) -> int:
        query = "SELECT last_message FROM conversations WHERE id = ?"
        found = rows(self.server.data, query, self.conversation_id)
        return found[0][0] if found else 0

    def _customs_after(self, number: int) -> list[Json]:
        query = "SELECT body FROM messages WHERE conversation_id = ? AND number > ? AND sender = 'bot' ORDER BY number"
        bodies = [json.loads(body) for (body,) in rows(self.server.data, query, self.conversation_id, number)]
        return [body["custom"] for body in bodies if "custom" in body]

    def _keys(self) -> Keys:
        return Keys((self.server.data / SECRET_FILE).read_text("ascii").strip().encode("ascii"), "slack")
