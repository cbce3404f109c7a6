"""Cases and logins beside the conversations: a case is erased with its conversation, in one transaction."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any

from bot.stores import queries
from bot.stores.connection import Connection
from bot.stores.database import Database
from bot.stores.records import Json

NEW, IN_PROGRESS, DONE = "new", "in_progress", "done"
STATES = (NEW, IN_PROGRESS, DONE)
COLUMNS = "number, id, conversation_id, channel, created_at, updated_at, status, memo"
MOST_LISTED = 200


@dataclass(frozen=True)
class Case:
    """A conversation that was passed on; ``id`` is 128 random bits, ``number`` is what people call it."""

    number: int
    id: str
    conversation_id: str
    channel: str
    created_at: float
    updated_at: float
    status: str
    memo: Json


class CaseStore:
    """Cases by id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, conversation_id: str, channel: str, memo: Json) -> Case:
        """Keep a case; one that was passed on before is opened again with the newer memo."""
        now, content = time.time(), json.dumps(memo, ensure_ascii=False)

        def work(connection: Connection) -> Case:
            connection.execute(
                "INSERT INTO cases (id, conversation_id, channel, created_at, updated_at, status, memo) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (conversation_id) DO UPDATE SET "
                "memo = excluded.memo, status = excluded.status, updated_at = excluded.updated_at",
                (secrets.token_urlsafe(16), conversation_id, channel, now, now, NEW, content),
            )
            query = f"SELECT {COLUMNS} FROM cases WHERE conversation_id = ?"
            return _case(connection.execute(query, (conversation_id,)).fetchone())

        return await self._database.write(work)

    async def cases(self) -> list[Case]:
        """The cases: new ones first, then those under way, then the others; in each the latest first."""

        def work(connection: Connection) -> list[Case]:
            rows = connection.execute(f"SELECT {COLUMNS} FROM cases ORDER BY updated_at DESC LIMIT ?", (MOST_LISTED,))
            return [_case(row) for row in rows]

        found = await self._database.read(work)
        return sorted(found, key=lambda case: STATES.index(case.status))

    async def case(self, case_id: str) -> Case | None:
        """The case; None where there is none, or where it was erased."""

        def work(connection: Connection) -> Case | None:
            row = connection.execute(f"SELECT {COLUMNS} FROM cases WHERE id = ?", (case_id,)).fetchone()
            return None if row is None else _case(row)

        return await self._database.read(work)

    async def set_status(self, case_id: str, status: str) -> None:
        """Note where a case stands."""
        await self._database.write(lambda connection: _note(connection, case_id, status))

    async def reply_on_web(self, case_id: str, text: str) -> bool:
        """Put a reply into the history, from where the visitor's page takes it; False where the case was erased."""

        def work(connection: Connection) -> bool:
            row = connection.execute("SELECT conversation_id FROM cases WHERE id = ?", (case_id,)).fetchone()
            if row is None:
                return False
            queries.add_messages(connection, row[0], [("staff", {"text": text}, time.time())])
            _note(connection, case_id, IN_PROGRESS)
            return True

        return await self._database.write(work)

    # Logins ----------------------------------------------------------------------------------------------------

    async def log_in(self, lifetime_s: float) -> str:
        """A new login's key, of which only a hash is kept; logins that have expired are forgotten."""
        key = secrets.token_urlsafe(32)

        def work(connection: Connection) -> None:
            connection.execute("DELETE FROM logins WHERE expires_at <= ?", (time.time(),))
            login = (_hashed(key), secrets.token_urlsafe(32), time.time() + lifetime_s)
            connection.execute("INSERT INTO logins (key, token, expires_at) VALUES (?, ?, ?)", login)

        await self._database.write(work)
        return key

    async def form_token(self, key: str) -> str | None:
        """What forms of this login have to carry; None where the key opens nothing."""

        def work(connection: Connection) -> str | None:
            row = connection.execute(
                "SELECT token FROM logins WHERE key = ? AND expires_at > ?", (_hashed(key), time.time())
            ).fetchone()
            return None if row is None else row[0]

        return await self._database.read(work)

    async def log_out(self, key: str) -> None:
        """End a login."""
        await self._database.write(
            lambda connection: connection.execute("DELETE FROM logins WHERE key = ?", (_hashed(key),))
        )


def _case(row: tuple[Any, ...]) -> Case:
    return Case(*(*row[:-1], json.loads(row[-1])))


def _note(connection: Connection, case_id: str, status: str) -> None:
    connection.execute("UPDATE cases SET status = ?, updated_at = ? WHERE id = ?", (status, time.time(), case_id))


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
