"""Memos in the file of the conversations, so that they are erased with them, in the same transaction."""

from __future__ import annotations

import json
import sqlite3
import time

from bot.stores.database import Database
from bot.stores.records import Json

# A conversation that has no message left was erased: see ``erase`` and ``_clear`` in bot/stores/queries.py. A message
# that is taken back leaves others.
SCHEMA = (
    """
    CREATE TABLE IF NOT EXISTS reports (
        id TEXT PRIMARY KEY,
        conversation_id TEXT NOT NULL,
        expires_at REAL NOT NULL,
        memo TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX IF NOT EXISTS reports_of_conversation ON reports (conversation_id)",
    """
    CREATE TRIGGER IF NOT EXISTS erase_reports AFTER DELETE ON messages
    WHEN NOT EXISTS (SELECT 1 FROM messages WHERE conversation_id = OLD.conversation_id)
    BEGIN
        DELETE FROM reports WHERE conversation_id = OLD.conversation_id;
    END
    """,
)


def prepare(connection: sqlite3.Connection) -> None:
    """Make what is missing; the file may be new, or have been replaced."""
    for statement in SCHEMA:
        connection.execute(statement)


class ReportStore:
    """Memos by id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, report_id: str, conversation_id: str, expires_at: float, memo: Json) -> None:
        """Keep a memo; those that have expired are forgotten."""

        def work(connection: sqlite3.Connection) -> None:
            prepare(connection)
            connection.execute("DELETE FROM reports WHERE expires_at <= ?", (time.time(),))
            connection.execute(
                "INSERT INTO reports VALUES (?, ?, ?, ?)",
                (report_id, conversation_id, expires_at, json.dumps(memo, ensure_ascii=False)),
            )

        await self._database.write(work)

    async def memo(self, report_id: str) -> Json | None:
        """The memo; None where it was revoked or erased, or has expired."""

        def work(connection: sqlite3.Connection) -> Json | None:
            prepare(connection)
            row = connection.execute(
                "SELECT memo FROM reports WHERE id = ? AND expires_at > ?", (report_id, time.time())
            ).fetchone()
            return None if row is None else json.loads(row[0])

        return await self._database.write(work)

    async def revoke(self, conversation_id: str) -> None:
        """Forget every memo of a conversation."""

        def work(connection: sqlite3.Connection) -> None:
            prepare(connection)
            connection.execute("DELETE FROM reports WHERE conversation_id = ?", (conversation_id,))

        await self._database.write(work)
        await self._database.checkpoint()
