"""A user of LINE for the player of written dialogues.

What the user sees and presses is what LINE got. The custom parts, which no LINE message carries, are read from the
conversation's history.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from bot.channels.delivery.keys import Keys
from bot.channels.session_token import load_secret
from bot.stores.conversations import FILE_NAME
from tests.bot.line.talk import LineTalk, new_user, post, until
from tests.bot.server import Server
from tests.bot.vendors.line import FakeLine, Json


class LineVisitor(LineTalk):
    """One user of the product in LINE; fits the player of dialogues."""

    def __init__(self, line: FakeLine, server: Server) -> None:
        super().__init__(line, server.port)
        self._server = server
        self._customs: list[Json] = []

    @property
    def conversation_id(self) -> str:
        """The pseudonym under which the product knows the user."""
        return Keys(load_secret(self._server.data), "line").pseudonym("user", self.user)

    def open(self) -> LineVisitor:
        """Begin as somebody new."""
        self.user = new_user()
        return self

    def start(self) -> list[Json]:
        """Ask for the greeting."""
        return self.follow()

    def choose_id(self, choice: str) -> list[Json]:
        """Press the button with this id, which has to be among those that LINE shows."""
        (action,) = [action for action in self.actions().values() if action["data"].split(".")[1] == choice]
        return self.post_back(action["data"])

    def customs(self, kind: str) -> list[Json]:
        """The custom parts of the latest answer."""
        return [custom for custom in self._customs if custom.get("kind") == kind]

    def send(self, *events: Json, answers: int = 1) -> list[Json]:
        """Deliver events and wait until everything that answers them has arrived."""
        before, shown = self._last_number(), len(self.line.messages_to(self.user))
        reply = post(self.line, self.port, *events)
        assert reply.status == 200, reply
        until(lambda: self._settled() and len(self.line.messages_to(self.user)) > shown)
        self.last = self.line.messages_to(self.user)[shown:]
        bodies = self._rows(
            "SELECT body FROM messages WHERE conversation_id = ? AND number > ? AND sender = 'bot' ORDER BY number",
            self.conversation_id,
            before,
        )
        self._customs = [json.loads(body).get("custom", {}) for (body,) in bodies]
        return self.last

    def _last_number(self) -> int:
        rows = self._rows("SELECT last_message FROM conversations WHERE id = ?", self.conversation_id)
        return rows[0][0] if rows else 0

    def _settled(self) -> bool:
        waiting = self._rows(
            "SELECT (SELECT count(*) FROM inbox WHERE open AND conversation_id = ?1) "
            "+ (SELECT count(*) FROM outbox WHERE conversation_id = ?1)",
            self.conversation_id,
        )
        return bool(waiting[0][0] == 0)

    def _rows(self, query: str, *values: Any) -> list[Any]:
        connection = sqlite3.connect(self._server.data / FILE_NAME, timeout=5)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()
