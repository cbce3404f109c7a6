"""Transactions on an SQLite file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from bot.stores.connection import Connection, GivenUp, Permit, StoreError
from bot.stores.schemas import NOTE_VERSION, TOPICS, VERSIONS, outdated

T = TypeVar("T")

BUSY_TIMEOUT_S = 3.0
WIPED_AT_ONCE_BYTES = 32 * 1024 * 1024
# Files from before there were topics count the schemas of these two.
COUNTED_TOGETHER = ("conversations", "delivery")


class SqliteEngine:
    """One SQLite file on one connection, used by one thread.

    The write-ahead log is synced at checkpoints: a killed process loses nothing, a power cut at most the last turns.
    """

    threads = 1

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def transact(self, writing: bool, work: Callable[[Connection], T], permit: Permit) -> T:
        """Run ``work`` in one transaction. Raises StoreError and what ``work`` raises; then nothing is stored."""
        try:
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
            try:
                result = work(connection)
                if not permit.take():
                    raise GivenUp("nobody waits any more")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            # The next connection sees a file that was repaired or replaced meanwhile.
            self.close()
            raise StoreError(f"{type(error).__name__}: {error}") from error
        return result

    def wipe(self, thoroughly: bool) -> None:
        """Remove what erased content left behind: in pages that were reordered, and in the write-ahead log.

        Deleted rows are overwritten at once, but SQLite leaves copies where it moved rows from page to page. Only
        writing the file anew removes those. A large file takes long for that and is left to who asks thoroughly.
        """
        try:
            connection = self._open()
            if thoroughly or self._path.stat().st_size <= WIPED_AT_ONCE_BYTES:
                connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error as error:
            self.close()
            raise StoreError(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
            connection = sqlite3.connect(
                self._path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
            try:
                _prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    # What is deleted is overwritten, not only unlinked.
    connection.execute("PRAGMA secure_delete=ON")
    if not outdated(_versions(connection)):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(VERSIONS)
        for topic, since in outdated(_versions(connection)):
            for statement in _statements(topic.sqlite(since)):
                connection.execute(statement)
            connection.execute(NOTE_VERSION, (topic.name, topic.version))
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _versions(connection: sqlite3.Connection) -> dict[str, int]:
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schemas'").fetchone()
    versions = dict(connection.execute("SELECT topic, version FROM schemas")) if known else {}
    if not versions:
        (together,) = connection.execute("PRAGMA user_version").fetchone()
        versions = dict.fromkeys(COUNTED_TOGETHER[:together], 1)
    return {topic.name: versions[topic.name] for topic in TOPICS if topic.name in versions}


def _statements(script: str) -> list[str]:
    """The statements of a script, one by one: ``executescript`` would end the transaction first."""
    found, start = [], 0
    for end, letter in enumerate(script, 1):
        if letter == ";" and sqlite3.complete_statement(script[start:end]):
            found.append(script[start:end])
            start = end
    return found
