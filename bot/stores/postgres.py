"""Transactions on PostgreSQL."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar, cast

import psycopg2
from psycopg2 import errorcodes

from bot.stores.connection import Connection, Cursor, GivenUp, OutcomeUnknown, Permit, StoreError
from bot.stores.dialect import in_few, to_psycopg, to_values
from bot.stores.patience import Hung, be_patient_no_longer, patience
from bot.stores.schemas import NOTE_VERSION, VERSIONS, outdated

T = TypeVar("T")
logger = logging.getLogger(__name__)

TRANSACTION_S = 5.0
# The server gives up before the client does, so that the connection can go on. What is committed is on the disk, and a
# connection of a machine that vanished ends within half a minute, and with it its locks.
SETTINGS = """
SET client_encoding = 'UTF8'; SET synchronous_commit = on; SET statement_timeout = '2500ms'; SET lock_timeout = '2s';
SET idle_in_transaction_session_timeout = '10s'; SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5;
SET tcp_keepalives_count = 3; SET tcp_user_timeout = '10s'
"""
BEGIN_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
BEGIN_WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
# What the server's log takes of statements, which hold what visitors said.
LOGGED = """
SELECT current_setting('log_min_error_statement') NOT IN ('log', 'fatal', 'panic')
    OR current_setting('log_error_verbosity') <> 'terse'
    OR current_setting('log_statement') NOT IN ('none', 'ddl')
    OR current_setting('log_min_duration_statement') <> '-1'
"""
MIGRATION_LOCK = 7_305_118_029_431_001
AGAIN = (errorcodes.SERIALIZATION_FAILURE, errorcodes.DEADLOCK_DETECTED)
FAILURES = (psycopg2.Error, Hung, UnicodeError)


class PostgresConnection:
    """A connection for transactions' work. What brings no rows waits for the next statement that may bring some.

    ``first`` is the statement that a transaction begins with.
    """

    def __init__(self, raw: Any, first: str = "") -> None:
        self._raw = raw
        self._waiting = [first.encode()] if first else []

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """Run a statement, after those that wait."""
        cursor: Any = self._raw.cursor()
        self._waiting.append(_composed(cursor, sql, parameters))
        self._send(cursor)
        return cast(Cursor, cursor)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> None:
        """Run a statement for each of several sets of parameters, at the latest with ``flush``."""
        with self._raw.cursor() as cursor:
            self._waiting += [_composed(cursor, *one) for one in in_few(sql, parameters)]

    def flush(self) -> None:
        """Run what waits."""
        if self._waiting:
            with self._raw.cursor() as cursor:
                self._send(cursor)

    def _send(self, cursor: Any) -> None:
        waiting, self._waiting = self._waiting, []
        cursor.execute(b";".join(waiting))


class PostgresEngine:
    """A few connections to a PostgreSQL database, one for each thread, made when they are needed."""

    threads = 4

    def __init__(self, address: str) -> None:
        self._address = address
        self._local = threading.local()
        self._all: set[Any] = set()
        self._guard = threading.Lock()
        self._prepared = False
        be_patient_no_longer()

    def transact(self, writing: bool, work: Callable[[Connection], T], permit: Permit) -> T:
        """Run ``work`` in one transaction. Raises StoreError and what ``work`` raises.

        A transaction that certainly left nothing, because its connection was found broken before the commit or because
        another one was in its way, is run once more.
        """
        with patience(TRANSACTION_S):
            try:
                return self._attempt(writing, work, permit)
            except _WorthAnotherTry:
                return self._attempt(writing, work, permit)

    def wipe(self, thoroughly: bool) -> None:
        """Nothing: who reads the server's files is its administrator, and its autovacuum clears them."""

    def close(self) -> None:
        """Close every connection."""
        with self._guard:
            raws, self._all = self._all, set()
        for raw in raws:
            with suppress(psycopg2.Error):
                raw.close()

    def _attempt(self, writing: bool, work: Callable[[Connection], T], permit: Permit) -> T:
        raw = self._raw()
        try:
            connection = PostgresConnection(raw, BEGIN_WRITE if writing else BEGIN_READ)
            result = work(connection)
            connection.flush()
        except FAILURES as error:
            self._roll_back(raw)
            self._judge(raw, error)
        except BaseException:
            self._roll_back(raw)
            raise
        if not permit.take():
            self._roll_back(raw)
            raise GivenUp("nobody waits any more")
        self._commit(raw, writing)
        return result

    def _commit(self, raw: Any, writing: bool) -> None:
        try:
            PostgresConnection(raw).execute("COMMIT")
        except FAILURES as error:
            if writing and (raw.closed or isinstance(error, Hung)):
                self._drop(raw)
                raise OutcomeUnknown(type(error).__name__) from None
            self._roll_back(raw)
            raise StoreError(_told(error)) from None

    def _judge(self, raw: Any, error: BaseException) -> None:
        """Turn a failure before the commit into what the caller is told."""
        code = getattr(error, "pgcode", None)
        if isinstance(error, psycopg2.ProgrammingError):
            # Perhaps the database was made anew.
            self._prepared = False
        lost = raw.closed and not isinstance(error, Hung)
        if lost or code in AGAIN:
            raise _WorthAnotherTry(_told(error)) from None
        raise StoreError(_told(error)) from None

    def _raw(self) -> Any:
        raw = getattr(self._local, "raw", None)
        if raw is None or raw.closed or not self._prepared:
            if raw is not None:
                self._drop(raw)
            raw = self._local.raw = self._connect()
        return raw

    def _connect(self) -> Any:
        try:
            raw = connect(self._address)
        except FAILURES as error:
            raise StoreError(_told(error)) from None
        try:
            if not self._prepared:
                prepare(PostgresConnection(raw))
                self._prepared = True
                _warn_of_log(PostgresConnection(raw))
        except FAILURES as error:
            raw.close()
            raise StoreError(_told(error)) from None
        except BaseException:
            raw.close()
            raise
        with self._guard:
            self._all.add(raw)
        return raw

    def _roll_back(self, raw: Any) -> None:
        try:
            if not raw.closed:
                PostgresConnection(raw).execute("ROLLBACK")
        except FAILURES:
            self._drop(raw)

    def _drop(self, raw: Any) -> None:
        with self._guard:
            self._all.discard(raw)
        with suppress(psycopg2.Error):
            raw.close()
        self._local.raw = None


class _WorthAnotherTry(StoreError):
    """The transaction left nothing, and has a chance when it is run again."""


def connect(address: str) -> Any:
    """A new connection with the settings of all connections. Raises psycopg2.Error or Hung."""
    with_limits = {
        "connect_timeout": 3,
        "tcp_user_timeout": 3000,
        "keepalives_idle": 10,
        "application_name": "hojo-navi",
    }
    raw = psycopg2.connect(address, **with_limits)
    try:
        raw.autocommit = True
        PostgresConnection(raw).execute(SETTINGS)
    except BaseException:
        raw.close()
        raise
    return raw


def prepare(connection: PostgresConnection) -> None:
    """Bring the schema up to date; processes that start at the same time wait for one another."""
    connection.execute(f"BEGIN; SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
    connection.execute(VERSIONS)
    versions = dict(connection.execute("SELECT topic, version FROM schemas").fetchall())
    for topic, since in outdated(versions):
        script = topic.postgres(since)
        if script.strip():
            connection.execute(script)
        connection.execute(NOTE_VERSION, (topic.name, topic.version))
    connection.execute("COMMIT")


def _warn_of_log(connection: PostgresConnection) -> None:
    (holds_statements,) = connection.execute(LOGGED).fetchone() or (False,)
    if holds_statements:
        logger.warning("PostgreSQL writes statements to its log, and with them what visitors said: docs/privacy.md")


def _composed(cursor: Any, sql: str, parameters: Any) -> bytes:
    """A statement with its parameters in it; without any, the statement as it is."""
    if not parameters:
        return sql.encode()
    composed: bytes = cursor.mogrify(to_psycopg(sql), to_values(parameters))
    return composed


def _told(error: BaseException) -> str:
    """Kind and code of an error; its words may hold data."""
    return f"{type(error).__name__} {getattr(error, 'pgcode', None) or ''}".rstrip()
