"""The retention job of the server: soon after its start, then once a day."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import time
from collections.abc import Callable

from bot.observe.metrics import metrics
from bot.observe.tasks import end
from bot.privacy.settings import DAY_S, Limits
from bot.privacy.sweep import sweep
from bot.stores.database import Database

logger = logging.getLogger(__name__)

OPERATOR_VARIABLE = "HOJO_NAVI_OPERATOR"
FIRST_AFTER_S = 60.0
AGAIN_AFTER_FAILURE_S = 600.0


class Sweeper:
    """Sweeps while the server runs. Several processes may do so on one database."""

    def __init__(
        self,
        database: Database,
        limits: Limits,
        clock: Callable[[], float] = time.time,
        first_after_s: float = FIRST_AFTER_S,
        every_s: float = DAY_S,
    ) -> None:
        self._database = database
        self._limits = limits
        self._clock = clock
        self._first_after_s = first_after_s
        self._every_s = every_s
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        if not os.environ.get(OPERATOR_VARIABLE, "").strip():
            logger.info("%s is not set: visitors are not told who runs this", OPERATOR_VARIABLE)
        self._task = asyncio.ensure_future(self._run())

    async def stop(self) -> None:
        """End; a sweep under way leaves whole conversations."""
        if self._task is not None:
            await end(self._task)

    async def _run(self) -> None:
        # Spread, so that processes started together do not sweep together.
        await asyncio.sleep(self._first_after_s * random.uniform(1, 2))
        while True:
            await asyncio.sleep(self._every_s if await self._sweep() else AGAIN_AFTER_FAILURE_S)

    async def _sweep(self) -> bool:
        """Whether it succeeded."""
        try:
            swept = await sweep(self._database, self._clock(), self._limits)
        except Exception as error:
            logger.error("What is due could not be deleted: %s", type(error).__name__)
            return False
        for table, count in swept.items():
            metrics().swept.labels(table).inc(count)
        metrics().swept_at.set(time.time())
        logger.info("What was due is deleted", extra={"count": swept.total()})
        return True
