"""How often one visitor may knock."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import logging
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

logger = logging.getLogger(__name__)

# A bucket with its level and the instant of that; the server's clock, so that all processes count alike.
TAKE = """
local burst, rate = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('time')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local found = redis.call('hmget', KEYS[1], 'level', 'since')
local level = math.min(burst, (tonumber(found[1]) or burst) + math.max(0, now - (tonumber(found[2]) or now)) * rate)
local wait = 0
if level >= 1 then level = level - 1 else wait = math.ceil((1 - level) / rate) end
redis.call('hset', KEYS[1], 'level', tostring(level), 'since', tostring(now))
redis.call('expire', KEYS[1], math.ceil(burst / rate) + 1)
return wait
"""
PREFIX = "hojo-navi:rate:"
# How long Redis is left alone after it failed.
REST_S = 2.0


class RateLimit:
    """A bucket of ``burst`` calls for each key, refilled at ``per_second``; the least used keys are forgotten."""

    def __init__(
        self, burst: int, per_second: float, keys: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.burst = burst
        self.per_second = per_second
        self._keys = keys
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> int:
        """Count one call. Returns 0, or after how many seconds the next one is welcome."""
        now = self._clock()
        level, since = self._buckets.pop(key, (float(self.burst), now))
        level = min(self.burst, level + (now - since) * self.per_second)
        wait = 0 if level >= 1 else math.ceil((1 - level) / self.per_second)
        self._buckets[key] = (level if wait else level - 1, now)
        if len(self._buckets) > self._keys:
            self._buckets.popitem(last=False)
        return wait


class SharedRateLimit:
    """The same bucket for all processes, on the Redis server at ``address``; where that fails, or without one, each
    process counts for itself.

    Redis holds hashes of keys, and each no longer than its bucket needs to fill.
    """

    def __init__(self, name: str, own: RateLimit, address: str | None, secret: bytes) -> None:
        self._name = name
        self._own = own
        self._address = address
        self._secret = hashlib.blake2b(secret, digest_size=32).digest()
        self._resting_until = 0.0

    async def take(self, key: str) -> int:
        """Count one call. Returns 0, or after how many seconds the next one is welcome."""
        if self._address is not None and time.monotonic() >= self._resting_until:
            try:
                return await self._take_shared(self._address, key)
            except Exception as error:
                self._resting_until = time.monotonic() + REST_S
                logger.error("Rate limits are counted by each process alone: %s", type(error).__name__)
        return self._own.take(key)

    async def _take_shared(self, address: str, key: str) -> int:
        digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=16, key=self._secret).hexdigest()
        call = _script(address)(keys=[f"{PREFIX}{self._name}:{digest}"], args=[self._own.burst, self._own.per_second])
        return int(await asyncio.wait_for(call, 1.0))


@functools.cache
def _script(address: str) -> Any:
    # The driver is loaded where it is needed only.
    from bot.stores.redis_locks import redis_client

    return redis_client(address).register_script(TAKE)
