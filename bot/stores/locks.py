"""One at a time in each conversation: within this process, and over all processes that share a database."""

from __future__ import annotations

import asyncio
import functools
import os
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from bot.stores.connection import StoreError
from bot.stores.database import Location, database_location

VARIABLE = "HOJO_NAVI_LOCKS"
REDIS_SCHEMES = ("redis://", "rediss://", "unix://")


class BadLocks(ValueError):
    """The setting names no place for locks."""


class LockFailed(StoreError):
    """The lock cannot be had now: another process holds it for too long, or nobody can tell."""


class SharedLocks(Protocol):
    """Locks by name that all processes see. A lock that is lost meanwhile is not noticed by its holder."""

    def hold(self, name: str) -> AbstractAsyncContextManager[None]:
        """Hold a lock; within a process nobody asks for one that is held. Raises LockFailed."""

    async def close(self) -> None:
        """Close the connections; the next use opens new ones."""


class ConversationLocks:
    """Locks by name, first come first served; they vanish when nobody holds or awaits them.

    ``shared`` locks are taken behind the process's own. Even where they fail two turns of a conversation cannot both be
    stored: see ``queries.store``.
    """

    def __init__(self, shared: SharedLocks | None = None) -> None:
        self._shared = shared
        self._locks: dict[str, asyncio.Lock] = {}
        self._users: dict[str, int] = {}

    def users(self, name: str) -> int:
        """How many tasks of this process hold or await the lock."""
        return self._users.get(name, 0)

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[None]:
        """Hold a lock. Raises LockFailed where it cannot be had."""
        lock = self._locks.setdefault(name, asyncio.Lock())
        self._users[name] = self.users(name) + 1
        try:
            async with lock:
                if self._shared is None:
                    yield
                else:
                    async with self._shared.hold(name):
                        yield
        finally:
            self._users[name] -= 1
            if not self._users[name]:
                del self._users[name], self._locks[name]

    async def close(self) -> None:
        """Close the connections of shared locks."""
        if self._shared is not None:
            await self._shared.close()


def redis_address() -> str | None:
    """The address of the Redis server that processes share, where ``HOJO_NAVI_LOCKS`` names one. Raises BadLocks."""
    given = os.environ.get(VARIABLE, "")
    if given and not given.startswith(REDIS_SCHEMES):
        raise BadLocks(f"{VARIABLE} does not start with {REDIS_SCHEMES[0]}")
    return given or None


def open_locks() -> ConversationLocks:
    """The locks of this process: on Redis where that is set, else on PostgreSQL where the conversations are there.

    Raises BadLocks and BadDatabase.
    """
    return _locks_on(redis_address(), database_location())


@functools.cache
def _locks_on(redis: str | None, location: Location) -> ConversationLocks:
    # The drivers are loaded where they are needed only.
    if redis is not None:
        from bot.stores.redis_locks import RedisLocks

        return ConversationLocks(RedisLocks(redis))
    if isinstance(location, str):
        from bot.stores.postgres_locks import PostgresLocks

        return ConversationLocks(PostgresLocks(location))
    return ConversationLocks()
