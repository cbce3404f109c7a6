"""Memos in the database of the conversations, so that they are erased with them, in the same transaction."""

from __future__ import annotations

import json
import time

from bot.stores.connection import Connection
from bot.stores.database import Database
from bot.stores.records import Json


class ReportStore:
    """Memos by id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, report_id: str, conversation_id: str, expires_at: float, memo: Json) -> None:
        """Keep a memo; those that have expired are forgotten."""

        def work(connection: Connection) -> None:
            connection.execute("DELETE FROM reports WHERE expires_at <= ?", (time.time(),))
            connection.execute(
                "INSERT INTO reports (id, conversation_id, expires_at, memo) VALUES (?, ?, ?, ?)",
                (report_id, conversation_id, expires_at, json.dumps(memo, ensure_ascii=False)),
            )

        await self._database.write(work)

    async def memo(self, report_id: str) -> Json | None:
        """The memo; None where it was revoked or erased, or has expired."""

        def work(connection: Connection) -> Json | None:
            row = connection.execute(
                "SELECT memo FROM reports WHERE id = ? AND expires_at > ?", (report_id, time.time())
            ).fetchone()
            return None if row is None else json.loads(row[0])

        return await self._database.read(work)

    async def revoke(self, conversation_id: str) -> None:
        """Forget every memo of a conversation."""

        def work(connection: Connection) -> None:
            connection.execute("DELETE FROM reports WHERE conversation_id = ?", (conversation_id,))

        await self._database.write(work)
        await self._database.checkpoint()
