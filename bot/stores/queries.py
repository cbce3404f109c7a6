"""The conversation store's statements; each function runs in the transaction of its caller."""

from __future__ import annotations

import json
import logging
import time
from typing import Any

from bot.stores import erasures
from bot.stores.connection import Connection
from bot.stores.records import (
    Entry,
    Json,
    Offer,
    Opening,
    Outcome,
    Overtaken,
    UnknownConversation,
    mark_commands,
)
from bot.stores.schemas import tables_of_conversation
from bot.stores.turn import Event

FOR_UPDATE = " /* FOR UPDATE */"
logger = logging.getLogger(__name__)


def create(connection: Connection, conversation_id: str, channel: str) -> None:
    """Make a conversation, unless it exists."""
    now = time.time()
    connection.execute(
        "INSERT INTO conversations (id, channel, created_at, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (conversation_id, channel, now, now),
    )


def _row(connection: Connection, conversation_id: str, columns: str, lock: str = "") -> tuple[Any, ...]:
    query = f"SELECT {columns} FROM conversations WHERE id = ?{lock}"
    row: tuple[Any, ...] | None = connection.execute(query, (conversation_id,)).fetchone()
    if row is None:
        raise UnknownConversation
    return row


def opening(
    connection: Connection, conversation_id: str, client_message_id: str | None, choices: tuple[str, ...]
) -> Opening:
    """What a turn starts from."""
    asked, snapshot, turns = _row(connection, conversation_id, "asked, snapshot, turns")
    answer = _answer(connection, conversation_id, client_message_id) if client_message_id else None
    rows = (
        connection.execute(
            "SELECT id, title, payload FROM buttons WHERE conversation_id = ? AND id = ?", (conversation_id, choice)
        ).fetchone()
        for choice in choices
    )
    found = [(row[0], row[1], _read(row[2])) for row in rows if row]
    offers = [Offer(button, title, payload) for button, title, payload in found if payload]
    return Opening(_read_snapshot(connection, conversation_id, snapshot), asked, offers, answer, turns)


def _read_snapshot(connection: Connection, conversation_id: str, text: str) -> list[Event]:
    try:
        snapshot = json.loads(text)
        if isinstance(snapshot, list) and all(isinstance(event, dict) for event in snapshot):
            return snapshot
    except ValueError:
        pass
    logger.error("A snapshot could not be read; it is made anew from the events")
    return events(connection, conversation_id)


def _answer(connection: Connection, conversation_id: str, client_message_id: str) -> list[Json] | None:
    row = connection.execute(
        "SELECT first, last FROM answers WHERE conversation_id = ? AND client_message_id = ?",
        (conversation_id, client_message_id),
    ).fetchone()
    if row is None:
        return None
    bodies = connection.execute(
        "SELECT body FROM messages WHERE conversation_id = ? AND number BETWEEN ? AND ? ORDER BY number",
        (conversation_id, *row),
    )
    return [_read(body) for (body,) in bodies]


def store(connection: Connection, conversation_id: str, outcome: Outcome) -> list[Json] | None:
    """Store what a turn leaves behind; where its message was answered already, return that answer and store nothing.

    Raises Overtaken where another turn came between, and UnknownConversation.
    """
    turns, channel, last = _locked(connection, conversation_id)
    if outcome.client_message_id is not None:
        answer = _answer(connection, conversation_id, outcome.client_message_id)
        if answer is not None:
            return answer
    if outcome.since is not None and outcome.since != turns:
        raise Overtaken
    if outcome.forget:
        _clear(connection, conversation_id)
        erasures.note(connection, erasures.receipt_in(outcome.messages), channel)
    _add_turn(connection, conversation_id, outcome, last)
    for work in outcome.alongside:
        work(connection)
    return None


def _locked(connection: Connection, conversation_id: str) -> tuple[int, str, int]:
    """Keep other writers away from the conversation until the end of the transaction: turns, channel, last message."""
    turns, channel, last = _row(connection, conversation_id, "turns, channel, last_message", FOR_UPDATE)
    return turns, channel, last


def _add_turn(connection: Connection, conversation_id: str, outcome: Outcome, last: int) -> None:
    now = time.time()
    entries = [] if outcome.said is None or outcome.forget else [("user", outcome.said, outcome.said_at)]
    entries += [("bot", message, now) for message in outcome.messages]
    last = _insert_messages(connection, conversation_id, entries, last)
    first = last - len(outcome.messages) + 1
    connection.executemany(
        "INSERT INTO buttons (conversation_id, id, message, title, payload) VALUES (?, ?, ?, ?, ?)",
        [
            (conversation_id, offer.id, first + offer.message, offer.title, _dump(offer.payload))
            for offer in outcome.offers
        ],
    )
    if outcome.client_message_id is not None:
        connection.executemany(
            "INSERT INTO answers (conversation_id, client_message_id, first, last) VALUES (?, ?, ?, ?)",
            [(conversation_id, outcome.client_message_id, first, last)],
        )
    events, snapshot = ([], []) if outcome.forget else (outcome.events, outcome.snapshot)
    _insert_events(connection, conversation_id, events)
    connection.executemany(
        "UPDATE conversations SET last_message = ?, asked = ?, snapshot = ?, updated_at = ?, turns = turns + 1"
        " WHERE id = ?",
        [(last, outcome.asked, _dump(snapshot), now, conversation_id)],
    )


def add_messages(connection: Connection, conversation_id: str, entries: list[tuple[str, Json, float]]) -> int:
    """Append (sender, message, at); returns the last number."""
    _, _, last = _locked(connection, conversation_id)
    last = _insert_messages(connection, conversation_id, entries, last)
    connection.execute("UPDATE conversations SET last_message = ? WHERE id = ?", (last, conversation_id))
    return last


def _insert_messages(
    connection: Connection, conversation_id: str, entries: list[tuple[str, Json, float]], last: int
) -> int:
    """Append (sender, message, at) behind the message numbered ``last``; returns the new last number."""
    connection.executemany(
        "INSERT INTO messages (conversation_id, number, at, sender, body) VALUES (?, ?, ?, ?, ?)",
        [
            (conversation_id, number, at, sender, _dump(message))
            for number, (sender, message, at) in enumerate(entries, last + 1)
        ],
    )
    return last + len(entries)


def add_events(connection: Connection, conversation_id: str, events: list[Event], snapshot: list[Event]) -> None:
    """Append tracker events and replace the snapshot, which counts as a turn."""
    _insert_events(connection, conversation_id, events)
    connection.execute(
        "UPDATE conversations SET snapshot = ?, updated_at = ?, turns = turns + 1 WHERE id = ?",
        (_dump(snapshot), time.time(), conversation_id),
    )


def _insert_events(connection: Connection, conversation_id: str, events: list[Event]) -> None:
    connection.executemany(
        "INSERT INTO events (conversation_id, at, data) VALUES (?, ?, ?)",
        [(conversation_id, event.get("timestamp") or 0.0, _dump(event)) for event in events],
    )


def history(connection: Connection, conversation_id: str, after: int) -> list[Entry]:
    """The messages with a number above ``after``."""
    _row(connection, conversation_id, "id")
    rows = connection.execute(
        "SELECT number, at, sender, body FROM messages WHERE conversation_id = ? AND number > ? ORDER BY number",
        (conversation_id, after),
    )
    entries = (Entry(number, at, sender, _read(body)) for number, at, sender, body in rows)
    return [entry for entry in entries if entry.message]


def events(connection: Connection, conversation_id: str) -> list[Event]:
    """All tracker events that can be read."""
    rows = connection.execute("SELECT data FROM events WHERE conversation_id = ? ORDER BY id", (conversation_id,))
    return [event for event in (_read(data) for (data,) in rows) if event]


def _read(text: str) -> Json:
    """The object in ``text``; an empty one where nobody can read it."""
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if isinstance(value, dict):
        return value
    logger.error("A stored row could not be read and was left out")
    return {}


def message_with(connection: Connection, conversation_id: str, button_id: str) -> Json | None:
    """The message that a button was sent in, commands marked."""
    row = connection.execute(
        "SELECT message FROM buttons WHERE conversation_id = ? AND id = ?", (conversation_id, button_id)
    ).fetchone()
    return None if row is None else _offered(connection, conversation_id, row[0])


def last_message(connection: Connection, conversation_id: str) -> Json | None:
    """The latest message of the bot, commands marked."""
    (number,) = connection.execute(
        "SELECT max(number) FROM messages WHERE conversation_id = ? AND sender = 'bot'", (conversation_id,)
    ).fetchone()
    return None if number is None else _offered(connection, conversation_id, number)


def _offered(connection: Connection, conversation_id: str, number: int) -> Json:
    (body,) = connection.execute(
        "SELECT body FROM messages WHERE conversation_id = ? AND number = ?", (conversation_id, number)
    ).fetchone()
    rows = connection.execute(
        "SELECT id, payload FROM buttons WHERE conversation_id = ? AND message = ?", (conversation_id, number)
    )
    return mark_commands([_read(body)], {button: _read(payload) for button, payload in rows})[0]


def erase(connection: Connection, conversation_id: str) -> str:
    """Delete the conversation and all that belongs to it; returns the receipt."""
    _, channel, _ = _locked(connection, conversation_id)
    _clear(connection, conversation_id)
    connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
    receipt = erasures.new_receipt()
    erasures.note(connection, receipt, channel)
    return receipt


def _clear(connection: Connection, conversation_id: str) -> None:
    for table in tables_of_conversation():
        connection.execute(f"DELETE FROM {table} WHERE conversation_id = ?", (conversation_id,))


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
