"""All that is kept of one conversation, for the visitor whose it is."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

from bot.privacy.profile import consent_of, profile_of, read_snapshot
from bot.stores import queries
from bot.stores.connection import Connection
from bot.stores.conversations import ConversationStore
from bot.stores.database import Database
from bot.stores.records import Entry, UnknownConversation

Json = dict[str, Any]

FORMAT, VERSION = "hojo-navi-export", 1
JAPAN = timezone(timedelta(hours=9))


async def export(store: ConversationStore, conversation_id: str, now: float) -> Json:
    """Messages, answers, consent, memos and cases of a conversation as one object. Raises UnknownConversation."""
    return await store.database.read(lambda connection: _export(connection, conversation_id, now))


async def export_of_case(database: Database, number: int, now: float) -> Json | None:
    """The same of the conversation behind a case of staff; None where there is no such case."""

    def work(connection: Connection) -> Json | None:
        row = connection.execute("SELECT conversation_id FROM cases WHERE number = ?", (number,)).fetchone()
        return None if row is None else _export(connection, row[0], now)

    return await database.read(work)


def _export(connection: Connection, conversation_id: str, now: float) -> Json:
    row = connection.execute(
        "SELECT channel, created_at, updated_at, snapshot FROM conversations WHERE id = ?", (conversation_id,)
    ).fetchone()
    if row is None:
        raise UnknownConversation
    channel, created_at, updated_at, snapshot = row
    events = read_snapshot(snapshot)
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": _time(now),
        "conversation": {"channel": channel, "begun_at": _time(created_at), "last_turn_at": _time(updated_at)},
        "consent": consent_of(events),
        "profile": profile_of(events),
        "messages": [_message(entry) for entry in queries.history(connection, conversation_id, 0)],
        "memos": _memos(connection, conversation_id),
        "passed_to_staff": _cases(connection, conversation_id),
    }


def _message(entry: Entry) -> Json:
    return {"id": f"m{entry.number}", "at": _time(entry.at), "from": entry.sender, "message": entry.message}


def _memos(connection: Connection, conversation_id: str) -> list[Json]:
    rows = connection.execute("SELECT expires_at, memo FROM reports WHERE conversation_id = ?", (conversation_id,))
    return [{"kept_until": _time(expires_at), "memo": json.loads(memo)} for expires_at, memo in rows]


def _cases(connection: Connection, conversation_id: str) -> list[Json]:
    rows = connection.execute(
        "SELECT number, created_at, status, memo FROM cases WHERE conversation_id = ?", (conversation_id,)
    )
    return [
        {"number": number, "at": _time(created_at), "status": status, "memo": json.loads(memo)}
        for number, created_at, status, memo in rows
    ]


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, JAPAN).isoformat(timespec="seconds")
