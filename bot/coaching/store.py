"""Training conversations in the database: who practised with whom, every line, the score and the debrief."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass
from typing import Any

from bot.stores.connection import Connection
from bot.stores.database import Database

COLUMNS = "id, trainee, place, mode, persona, seed, started_at, updated_at, lines, score, debrief"
MOST_LISTED = 500


@dataclass(frozen=True)
class Session:
    """One practice. ``lines`` are what the trainee gave, in order; ``debrief`` is None until it is finished.

    ``place`` is where it is held: the web, or a pseudonym of a Slack channel or thread.
    """

    id: str
    trainee: str
    place: str
    mode: str
    persona: str
    seed: int
    started_at: float
    updated_at: float
    lines: list[Any]
    score: int | None
    debrief: dict[str, Any] | None

    @property
    def is_finished(self) -> bool:
        """Whether the debrief was made."""
        return self.debrief is not None


class SessionStore:
    """Sessions by id. They expire by the rule in bot/stores/schema_coaching.py."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, trainee: str, place: str, mode: str, persona: str, seed: int) -> Session:
        """Open a session."""
        now = time.time()
        session = Session(secrets.token_urlsafe(16), trainee, place, mode, persona, seed, now, now, [], None, None)
        row = (session.id, trainee, place, mode, persona, seed, now, now, "[]", None, None)
        await self._database.write(lambda connection: _insert(connection, row))
        return session

    async def session(self, session_id: str) -> Session | None:
        """A session; None where there is none, or where it has expired."""
        return await self._database.read(lambda connection: _one(connection, "id = ?", (session_id,)))

    async def latest(self, place: str) -> Session | None:
        """The newest session of a place."""
        return await self._database.read(lambda connection: _one(connection, "place = ?", (place,)))

    async def add(self, session_id: str, line: Any, most: int) -> Session | None:
        """Add a line of the trainee; one that is finished or full stays as it is. None where there is none."""

        def work(connection: Connection) -> Session | None:
            session = _one(connection, "id = ?", (session_id,))
            if session is None or session.is_finished or len(session.lines) >= most:
                return session
            lines = json.dumps([*session.lines, line], ensure_ascii=False)
            connection.execute(
                "UPDATE coaching SET lines = ?, updated_at = ? WHERE id = ?", (lines, time.time(), session_id)
            )
            return _one(connection, "id = ?", (session_id,))

        return await self._database.write(work)

    async def finish(self, session_id: str, score: int, debrief: dict[str, Any]) -> None:
        """Keep a debrief; the first one stays."""
        content = json.dumps(debrief, ensure_ascii=False)
        await self._database.write(
            lambda connection: connection.execute(
                "UPDATE coaching SET score = ?, debrief = ?, updated_at = ? WHERE id = ? AND debrief IS NULL",
                (score, content, time.time(), session_id),
            )
        )

    async def history(self, trainee: str | None = None) -> list[Session]:
        """The sessions of a trainee, or of everybody, the newest first."""

        def work(connection: Connection) -> list[Session]:
            where, values = ("WHERE trainee = ?", (trainee,)) if trainee is not None else ("", ())
            query = f"SELECT {COLUMNS} FROM coaching {where} ORDER BY started_at DESC, id LIMIT ?"
            return [_session(row) for row in connection.execute(query, (*values, MOST_LISTED))]

        return await self._database.read(work)


def _insert(connection: Connection, row: tuple[Any, ...]) -> None:
    connection.execute(f"INSERT INTO coaching ({COLUMNS}) VALUES ({', '.join('?' * len(row))})", row)


def _one(connection: Connection, where: str, values: tuple[Any, ...]) -> Session | None:
    query = f"SELECT {COLUMNS} FROM coaching WHERE {where} ORDER BY started_at DESC, id LIMIT 1"
    row = connection.execute(query, values).fetchone()
    return None if row is None else _session(row)


def _session(row: tuple[Any, ...]) -> Session:
    lines, debrief = json.loads(row[8]), None if row[10] is None else json.loads(row[10])
    return Session(*(*row[:8], lines, row[9], debrief))
