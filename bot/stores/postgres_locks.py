"""Locks on PostgreSQL."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import random
from collections.abc import AsyncIterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import Any

import psycopg2

from bot.stores.locks import LockFailed
from bot.stores.patience import STATEMENT_S, be_patient_no_longer, patience
from bot.stores.postgres import FAILURES, connect

logger = logging.getLogger(__name__)

# A process that hangs loses its locks, like one that is gone; no turn and no sending takes that long. Servers before
# PostgreSQL 14 do not know the setting.
IDLE = "SELECT set_config(name, '25000', false) FROM pg_settings WHERE name = 'idle_session_timeout'"
FIRST_WAIT_S = 0.004
LONGEST_WAIT_S = 0.04
GROWTH = 1.5


class PostgresLocks:
    """Advisory locks of one session, so that they end with this process, however it ends.

    All statements run in one thread, in the order in which they were sent. The lock belongs to the connection: one that
    breaks loses all locks.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._raw: Any = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="locks")
        be_patient_no_longer()

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[None]:
        """Hold a lock, as long as it takes to get it. Raises LockFailed where the server cannot be asked."""
        key = lock_key(name)
        wait_s = FIRST_WAIT_S
        while not await self._try(key):
            await asyncio.sleep(wait_s * random.uniform(0.5, 1))
            wait_s = min(wait_s * GROWTH, LONGEST_WAIT_S)
        try:
            yield
        finally:
            # Not waited for: whoever is next asks the same thread.
            self._thread.submit(self._unlock, key)

    async def close(self) -> None:
        """Close the connection; the next use opens a new one."""
        await asyncio.wrap_future(self._thread.submit(self._drop))

    async def _try(self, key: int) -> bool:
        job = self._thread.submit(self._try_lock, key)
        try:
            return await asyncio.shield(asyncio.wrap_future(job))
        except asyncio.CancelledError:
            self._thread.submit(self._undo, job, key)
            raise

    def _try_lock(self, key: int) -> bool:
        return bool(self._ask("SELECT pg_try_advisory_lock(%s)", key))

    def _unlock(self, key: int) -> None:
        try:
            # A lock that was lost with its connection needs no unlocking.
            if self._raw is not None and not self._raw.closed:
                self._ask("SELECT pg_advisory_unlock(%s)", key)
        except LockFailed:
            logger.error("A lock could not be given back; its connection is closed")
            self._drop()

    def _undo(self, job: Future[bool], key: int) -> None:
        """Give back a lock that its asker no longer wanted."""
        if not job.cancelled() and job.exception() is None and job.result():
            self._unlock(key)

    def _ask(self, statement: str, key: int) -> Any:
        for last in (False, True):
            try:
                with patience(STATEMENT_S):
                    if self._raw is None or self._raw.closed:
                        self._raw = connect(self._address)
                        self._raw.cursor().execute(IDLE)
                    with self._raw.cursor() as cursor:
                        cursor.execute(statement, (key,))
                        return cursor.fetchone()[0]
            except FAILURES as error:
                broken = isinstance(error, psycopg2.Error) and self._raw is not None and self._raw.closed
                self._drop()
                # A connection that the server closed since the last turn is replaced at once.
                if last or not broken:
                    raise LockFailed(type(error).__name__) from None
        return None

    def _drop(self) -> None:
        if self._raw is not None:
            with suppress(psycopg2.Error):
                self._raw.close()
            self._raw = None


def lock_key(name: str) -> int:
    """The number of a lock; two names that share one only wait for each other."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
