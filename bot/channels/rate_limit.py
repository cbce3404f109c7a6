"""How often one visitor may knock."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable


class RateLimit:
    """A bucket of ``burst`` calls for each key, refilled at ``per_second``; the least used keys are forgotten."""

    def __init__(
        self, burst: int, per_second: float, keys: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst = burst
        self._per_second = per_second
        self._keys = keys
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> int:
        """Count one call. Returns 0, or after how many seconds the next one is welcome."""
        now = self._clock()
        level, since = self._buckets.pop(key, (float(self._burst), now))
        level = min(self._burst, level + (now - since) * self._per_second)
        wait = 0 if level >= 1 else math.ceil((1 - level) / self._per_second)
        self._buckets[key] = (level if wait else level - 1, now)
        if len(self._buckets) > self._keys:
            self._buckets.popitem(last=False)
        return wait
