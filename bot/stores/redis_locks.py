"""Locks on Redis."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import RedisError

from bot.stores.locks import LockFailed

# A lock whose holder died is free after this; one who lives makes it last.
LIFETIME_MS = 12_000
EXTEND_EVERY_S = 3.0
ANSWER_S = 1.0
TRY_AGAIN_S = 0.5
FIRST_WAIT_S = 0.004
LONGEST_WAIT_S = 0.04
GROWTH = 1.5
PREFIX = "hojo-navi:lock:"

# Asking again with the same token is harmless, such as after an answer that was lost.
ACQUIRE = """
if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('pexpire', KEYS[1], ARGV[2]) return 1 end
if redis.call('set', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0
"""
EXTEND = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0"
RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"


def redis_client(address: str) -> Any:
    """A client that gives up soon; a connection that broke since its last use is replaced at once."""
    return Redis.from_url(
        address,
        socket_timeout=ANSWER_S,
        socket_connect_timeout=ANSWER_S,
        retry=Retry(NoBackoff(), 1),
        retry_on_error=[Unreachable],
        max_connections=64,
    )


class RedisLocks:
    """Keys with a token and an expiry."""

    def __init__(self, address: str) -> None:
        self._client = redis_client(address)
        self._acquire = self._client.register_script(ACQUIRE)
        self._extend = self._client.register_script(EXTEND)
        self._release = self._client.register_script(RELEASE)
        self._releasing: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[None]:
        """Hold a lock, as long as it takes to get it. Raises LockFailed where the server cannot be asked."""
        token = secrets.token_urlsafe(12)
        wait_s = FIRST_WAIT_S
        # In tasks of their own, since the client does not always notice that its caller is cancelled.
        asking = asyncio.ensure_future(self._try(name, token))
        try:
            while not await asyncio.shield(asking):
                await asyncio.sleep(wait_s * random.uniform(0.5, 1))
                wait_s = min(wait_s * GROWTH, LONGEST_WAIT_S)
                asking = asyncio.ensure_future(self._try(name, token))
            keeping = asyncio.ensure_future(self._keep(name, token))
            try:
                yield
            finally:
                keeping.cancel()
        finally:
            task = asyncio.ensure_future(self._give_back(name, token, asking))
            self._releasing.add(task)
            task.add_done_callback(self._releasing.discard)

    async def close(self) -> None:
        """Close the connections; the next use opens new ones."""
        if self._releasing:
            # What cannot be given back by then expires.
            await asyncio.wait(self._releasing, timeout=ANSWER_S)
        await self._client.close()
        await self._client.connection_pool.disconnect()

    async def _keep(self, name: str, token: str) -> None:
        while True:
            await asyncio.sleep(EXTEND_EVERY_S)
            with suppress(RedisError, OSError, asyncio.TimeoutError):
                await self._extend(keys=[PREFIX + name], args=[token, LIFETIME_MS])

    async def _try(self, name: str, token: str) -> bool:
        try:
            return bool(await self._acquire(keys=[PREFIX + name], args=[token, LIFETIME_MS]))
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            raise LockFailed(type(error).__name__) from None

    async def _give_back(self, name: str, token: str, asked: asyncio.Future[bool]) -> None:
        """Give a lock back, or what came of asking for it: a server that hung may grant it when it goes on."""
        end = time.monotonic() + LIFETIME_MS / 1000
        granted = True
        with suppress(LockFailed):
            granted = await asked
        while granted and time.monotonic() < end:
            try:
                await self._release(keys=[PREFIX + name], args=[token])
                return
            except (RedisError, OSError, asyncio.TimeoutError):
                await asyncio.sleep(TRY_AGAIN_S)
