"""The SQLite file that holds the conversations."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

CONVERSATIONS = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL,
    last_message INTEGER NOT NULL DEFAULT 0,
    asked TEXT,
    snapshot TEXT NOT NULL DEFAULT '[]'
) WITHOUT ROWID;
CREATE TABLE messages (
    conversation_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    at REAL NOT NULL,
    sender TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (conversation_id, number)
) WITHOUT ROWID;
CREATE TABLE buttons (
    conversation_id TEXT NOT NULL,
    id TEXT NOT NULL,
    message INTEGER NOT NULL,
    title TEXT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (conversation_id, id)
) WITHOUT ROWID;
CREATE TABLE answers (
    conversation_id TEXT NOT NULL,
    client_message_id TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, client_message_id)
) WITHOUT ROWID;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    at REAL NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX events_of_conversation ON events (conversation_id, id);
CREATE TABLE pulse (id INTEGER PRIMARY KEY CHECK (id = 1), at REAL NOT NULL);
"""
# The columns content and address are encrypted by the caller.
DELIVERY = """
CREATE TABLE inbox (
    channel TEXT NOT NULL,
    event_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    scope TEXT,
    at REAL NOT NULL,
    received_at REAL NOT NULL,
    kind TEXT NOT NULL,
    reference TEXT,
    open INTEGER NOT NULL DEFAULT 1,
    tries INTEGER NOT NULL DEFAULT 0,
    content TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (channel, event_id)
) WITHOUT ROWID;
CREATE INDEX open_events ON inbox (channel, conversation_id, at, event_id) WHERE open;
CREATE INDEX references_of_conversation ON inbox (conversation_id, reference) WHERE reference IS NOT NULL;
CREATE INDEX erasures_of_conversation ON inbox (conversation_id, at) WHERE kind = 'erase';
CREATE INDEX inbox_by_age ON inbox (received_at);
CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    key TEXT NOT NULL,
    created_at REAL NOT NULL,
    due_at REAL NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    in_doubt INTEGER NOT NULL DEFAULT 0,
    parked INTEGER NOT NULL DEFAULT 0,
    content TEXT NOT NULL
);
CREATE INDEX parcels_of_conversation ON outbox (channel, conversation_id, number);
CREATE TABLE recipients (
    conversation_id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    scope TEXT,
    address TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX recipients_of_scope ON recipients (scope) WHERE scope IS NOT NULL;
"""
# A file of an older version gets what came after it.
SCHEMAS = (CONVERSATIONS, DELIVERY)
BUSY_TIMEOUT_S = 3.0


class Database:
    """One SQLite file, used from a thread of its own so that a slow disk never holds up the event loop.

    The write-ahead log is synced at checkpoints: a killed process loses nothing, a power cut at most the last turns.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``work`` on one consistent state of the file."""
        return await self._run("BEGIN", work)

    async def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``work`` in one transaction: all of it is stored, or, if it raises, nothing."""
        return await self._run("BEGIN IMMEDIATE", work)

    async def checkpoint(self) -> None:
        """Empty the write-ahead log, so that erased content does not linger there."""
        await self._in_thread(lambda: self._open().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())

    async def close(self) -> None:
        """Close the file; the next use opens it again."""
        await self._in_thread(self._close)

    async def _run(self, begin: str, work: Callable[[sqlite3.Connection], T]) -> T:
        return await self._in_thread(lambda: self._transact(begin, work))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _transact(self, begin: str, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            connection = self._open()
            connection.execute(begin)
            try:
                result = work(connection)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        except sqlite3.Error:
            # The next connection sees a file that was repaired or replaced meanwhile.
            self._close()
            raise
        return result

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            connection = sqlite3.connect(
                self.path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
            try:
                _prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    # What is deleted is overwritten, not only unlinked.
    connection.execute("PRAGMA secure_delete=ON")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(SCHEMAS):
        raise sqlite3.DatabaseError(f"schema {version} is not the schema {len(SCHEMAS)} of this program")
    missing = "".join(SCHEMAS[version:])
    if missing:
        connection.executescript(f"BEGIN IMMEDIATE;{missing}PRAGMA user_version={len(SCHEMAS)};COMMIT;")
