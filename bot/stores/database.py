"""The database that holds what is kept: an SQLite file, or PostgreSQL. What is in it: bot/stores/schemas.py."""

from __future__ import annotations

import asyncio
import functools
import logging
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol, TypeVar

from bot.observe.metrics import READ, WRITE, in_database
from bot.stores.connection import Connection, OutcomeUnknown, Permit, StoreError
from bot.stores.paths import data_folder
from bot.stores.sqlite import SqliteEngine

T = TypeVar("T")
logger = logging.getLogger(__name__)

VARIABLE = "HOJO_NAVI_DATABASE"
FILE_NAME = "conversations.sqlite3"
SCHEMES = ("postgresql://", "postgres://")
# How long one who gives up waits for a transaction that is being committed.
COMMIT_GRACE_S = 1.0

Location = Path | str


class BadDatabase(ValueError):
    """The setting names no database that can be used."""


class Engine(Protocol):
    """Runs transactions, called from up to ``threads`` threads at a time."""

    threads: int

    def transact(self, writing: bool, work: Callable[[Connection], T], permit: Permit) -> T:
        """Run ``work`` in one transaction."""

    def wipe(self, thoroughly: bool) -> None:
        """Remove what erased content left behind."""

    def close(self) -> None:
        """Close the connections; the next use opens new ones."""


class Database:
    """A database, used from threads of its own, so that a slow disk or server never holds up the event loop.

    ``location`` is the path of an SQLite file or an address ``postgresql://…``. Every failure of the database is a
    StoreError. ``work`` may run a second time where the first one certainly left nothing, so that it changes nothing
    but the database.
    """

    def __init__(self, location: Location) -> None:
        self._engine = _engine(location)
        self._pool = ThreadPoolExecutor(max_workers=self._engine.threads, thread_name_prefix="store")

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` on one consistent state of the database."""
        with in_database(READ):
            return await self._transact(False, work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in one transaction: all of it is stored, or, if it raises, nothing.

        OutcomeUnknown is the one exception to that. Who cancels the call gets CancelledError where nothing is stored,
        and the result where it was too late for that.
        """
        with in_database(WRITE):
            return await self._transact(True, work)

    async def checkpoint(self, thoroughly: bool = False) -> None:
        """Remove what erased content left behind in the file; from a large file only ``thoroughly``, which takes long.

        To be called after what is erased, and thoroughly once a day. Where it fails, the next call makes up for it.
        """
        try:
            await asyncio.wrap_future(self._pool.submit(self._engine.wipe, thoroughly))
        except StoreError as error:
            logger.error("What was erased may linger in the file: %s", error)

    async def close(self) -> None:
        """Close all connections; the next use opens new ones."""
        await asyncio.wrap_future(self._pool.submit(self._engine.close))

    async def _transact(self, writing: bool, work: Callable[[Connection], T]) -> T:
        permit = Permit()
        job = self._pool.submit(self._engine.transact, writing, work, permit)
        try:
            return await asyncio.shield(asyncio.wrap_future(job))
        except asyncio.CancelledError:
            if permit.take():
                job.cancel()
                raise
            return await _committed(job)


async def _committed(job: Future[T]) -> T:
    """The result of a transaction that is being committed. Raises OutcomeUnknown where that takes too long."""
    try:
        return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(job)), COMMIT_GRACE_S)
    except asyncio.TimeoutError:
        raise OutcomeUnknown("the transaction is still being committed") from None


def database_location() -> Location:
    """``HOJO_NAVI_DATABASE``, else the SQLite file in the data folder. Raises BadDatabase."""
    given = os.environ.get(VARIABLE, "")
    if not given:
        return data_folder() / FILE_NAME
    if not given.startswith(SCHEMES):
        raise BadDatabase(f"{VARIABLE} does not start with {SCHEMES[0]}")
    return given


@functools.cache
def database_at(location: Location) -> Database:
    """The database of this process at a place."""
    return Database(location)


def _engine(location: Location) -> Engine:
    if isinstance(location, Path):
        return SqliteEngine(location)
    # The driver is loaded where it is needed only.
    from bot.stores.postgres import PostgresEngine

    return PostgresEngine(location)
