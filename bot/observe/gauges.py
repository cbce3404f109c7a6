"""What is looked at from time to time: the queues, and whether the event loop keeps up."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

from bot.observe.metrics import Metrics
from bot.observe.tasks import end
from bot.stores.database import Database

logger = logging.getLogger(__name__)

EVERY_S = 10.0
# queue -> its rows by channel, with the time of the oldest
QUEUES = {
    "inbox": "SELECT channel, COUNT(*), MIN(received_at) FROM inbox WHERE open = 1 GROUP BY channel",
    "outbox": "SELECT channel, COUNT(*), MIN(created_at) FROM outbox GROUP BY channel",
}


class Gauges:
    """Takes the gauges while the server runs."""

    def __init__(self, database: Database, metrics: Metrics, every_s: float = EVERY_S) -> None:
        self._database = database
        self._metrics = metrics
        self._every_s = every_s
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Look now, and then again and again."""
        self._task = asyncio.ensure_future(self._run())

    async def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            await end(self._task)

    async def look(self) -> None:
        """Take the queues' lengths and ages once."""
        rows = await self._database.read(_queues)
        now = time.time()
        self._metrics.waiting.clear()
        self._metrics.oldest_seconds.clear()
        for queue, channel, count, oldest in rows:
            self._metrics.waiting.labels(queue, channel).set(count)
            self._metrics.oldest_seconds.labels(queue, channel).set(max(now - oldest, 0.0))
        self._metrics.looked_at.set(now)

    async def _run(self) -> None:
        while True:
            try:
                await self.look()
            except Exception as error:
                logger.error("The queues could not be looked at: %s", type(error).__name__)
            due = time.monotonic() + self._every_s
            await asyncio.sleep(self._every_s)
            self._metrics.loop_lag_seconds.set(max(time.monotonic() - due, 0.0))


def _queues(connection: Any) -> list[tuple[str, str, int, float]]:
    return [(queue, *row) for queue, statement in QUEUES.items() for row in connection.execute(statement).fetchall()]
