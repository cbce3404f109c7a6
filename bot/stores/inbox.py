"""The statements of the inbox and of the recipients; each function runs in the transaction of its caller."""

from __future__ import annotations

import json
import time
from typing import Any

from bot.stores.connection import Connection
from bot.stores.letters import ERASE, UNSAY

COLUMNS = "event_id, conversation_id, at, kind, content, address, reference, scope, tries"


def accept(connection: Connection, channel: str, rows: list[dict[str, Any]]) -> list[str]:
    """Store events; returns the conversations of those that are new."""
    now = time.time()
    new = []
    for row in rows:
        done = connection.execute(
            "INSERT INTO inbox "
            "(channel, event_id, conversation_id, scope, at, received_at, kind, reference, content, address) VALUES "
            "(:channel, :event_id, :conversation_id, :scope, :at, :now, :kind, :reference, :content, :address) "
            "ON CONFLICT DO NOTHING",
            {**row, "channel": channel, "now": now},
        )
        if done.rowcount:
            new.append(row["conversation_id"])
    return new


def waiting(connection: Connection, channel: str, until: float) -> list[str]:
    """The conversations with open events that came until an instant."""
    rows = connection.execute(
        "SELECT DISTINCT conversation_id FROM inbox WHERE channel = ? AND open = 1 AND received_at <= ?",
        (channel, until),
    )
    return [row[0] for row in rows]


def first(connection: Connection, channel: str, conversation_id: str) -> tuple[Any, ...] | None:
    """The earliest open event of a conversation: the columns of COLUMNS."""
    row: tuple[Any, ...] | None = connection.execute(
        f"SELECT {COLUMNS} FROM inbox WHERE channel = ? AND conversation_id = ? AND open = 1 "
        "ORDER BY at, event_id LIMIT 1",
        (channel, conversation_id),
    ).fetchone()
    return row


def is_void(connection: Connection, conversation_id: str, scope: str | None, at: float, reference: str | None) -> bool:
    """Whether an event was overtaken: the conversation was ended later than it, or its message was taken back."""
    ended = connection.execute(
        "SELECT 1 FROM inbox WHERE kind = ? AND conversation_id IN (?, ?) AND at > ? LIMIT 1",
        (ERASE, conversation_id, scope, at),
    ).fetchone()
    if ended or reference is None:
        return ended is not None
    unsaid = connection.execute(
        "SELECT 1 FROM inbox WHERE kind = ? AND conversation_id = ? AND reference = ? LIMIT 1",
        (UNSAY, conversation_id, reference),
    ).fetchone()
    return unsaid is not None


def finish(connection: Connection, channel: str, event_id: str) -> bool:
    """Mark an event as answered and forget what was in it; False where it was answered already."""
    done = connection.execute(
        "UPDATE inbox SET open = 0, content = '', address = '' WHERE channel = ? AND event_id = ? AND open = 1",
        (channel, event_id),
    )
    return done.rowcount == 1


def finish_until(connection: Connection, channel: str, conversation_id: str, at: float) -> None:
    """Drop the open events of a conversation up to an instant."""
    connection.execute(
        "UPDATE inbox SET open = 0, content = '', address = '' "
        "WHERE channel = ? AND conversation_id = ? AND open = 1 AND at <= ?",
        (channel, conversation_id, at),
    )


def count_try(connection: Connection, channel: str, event_id: str) -> None:
    """Note that answering an event failed."""
    connection.execute("UPDATE inbox SET tries = tries + 1 WHERE channel = ? AND event_id = ?", (channel, event_id))


def purge(connection: Connection, before: float) -> None:
    """Forget the ids of answered events that came before an instant."""
    connection.execute("DELETE FROM inbox WHERE received_at < ? AND open = 0", (before,))


def remember_recipient(
    connection: Connection, conversation_id: str, channel: str, scope: str | None, address: str
) -> None:
    """Keep where messages for a conversation go."""
    connection.execute(
        "INSERT INTO recipients (conversation_id, channel, scope, address) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (conversation_id) DO UPDATE SET "
        "channel = excluded.channel, scope = excluded.scope, address = excluded.address",
        (conversation_id, channel, scope, address),
    )


def recipient(connection: Connection, conversation_id: str) -> str | None:
    """The sealed address of a conversation."""
    row = connection.execute("SELECT address FROM recipients WHERE conversation_id = ?", (conversation_id,)).fetchone()
    return None if row is None else row[0]


def in_scope(connection: Connection, scope: str) -> list[str]:
    """The conversations of a scope."""
    return [row[0] for row in connection.execute("SELECT conversation_id FROM recipients WHERE scope = ?", (scope,))]


def unsay(connection: Connection, channel: str, conversation_id: str, reference: str) -> None:
    """Erase the text of a message that its author took back, from history, events and state."""
    rows = connection.execute(
        "SELECT event_id FROM inbox WHERE conversation_id = ? AND reference = ? AND channel = ? AND kind != ?",
        (conversation_id, reference, channel, UNSAY),
    ).fetchall()
    for (event_id,) in rows:
        finish(connection, channel, event_id)
        _unsay_answered(connection, conversation_id, event_id)


def _unsay_answered(connection: Connection, conversation_id: str, event_id: str) -> None:
    row = connection.execute(
        "SELECT m.number, m.body FROM messages m JOIN answers a "
        "ON a.conversation_id = m.conversation_id AND m.number = a.first - 1 "
        "WHERE a.conversation_id = ? AND a.client_message_id = ? AND m.sender = 'user'",
        (conversation_id, event_id),
    ).fetchone()
    if row is None:
        return
    number, body = row
    # A turn that is under way elsewhere has read what is taken back here.
    connection.execute("UPDATE conversations SET turns = turns + 1 WHERE id = ?", (conversation_id,))
    connection.execute("DELETE FROM messages WHERE conversation_id = ? AND number = ?", (conversation_id, number))
    text = json.loads(body).get("text")
    for table, column, key in (("events", "data", "conversation_id"), ("conversations", "snapshot", "id")):
        rows = connection.execute(f"SELECT id, {column} FROM {table} WHERE {key} = ?", (conversation_id,)).fetchall()
        for row, data in rows:
            blanked = json.dumps(blank(json.loads(data), text), ensure_ascii=False, separators=(",", ":"))
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (blanked, row))


def blank(value: Any, text: str) -> Any:
    """``value`` without ``text`` and without what was read from it: lists and objects beside it are emptied."""
    if isinstance(value, list):
        return [blank(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("text") == text:
        return {key: _emptied(item, text) for key, item in value.items()}
    return {key: blank(item, text) for key, item in value.items()}


def _emptied(item: Any, text: str) -> Any:
    if item == text:
        return ""
    return type(item)() if isinstance(item, dict | list) else item
