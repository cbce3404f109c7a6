"""One worker for each conversation that has something to do."""

from __future__ import annotations

import asyncio
import functools
import logging
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

logger = logging.getLogger(__name__)

LONGEST_WAIT = 60
MOST_DOUBLINGS = 6
SPREAD = 0.2
LAST_MOMENT_S = 1.0


class Backoff:
    """Waits that double: ``first_s``, twice that, up to 60 times it; spread, so that not all come back at once."""

    def __init__(self, first_s: float) -> None:
        self._first_s = first_s

    def wait_s(self, tries: int) -> float:
        """How long to wait after ``tries`` tries that failed."""
        doublings = min(max(tries - 1, 0), MOST_DOUBLINGS)
        return self._first_s * min(2.0**doublings, LONGEST_WAIT) * random.uniform(1 - SPREAD, 1 + SPREAD)


Rest = Callable[[float], Awaitable[None]]


class Lanes:
    """Runs ``work(conversation, rest)`` while there is something to do: one run at a time for each conversation.

    ``rest(seconds)`` is how the work waits: it ends the run where the lanes are being closed, and with ``light_sleep``
    it ends when there is something new to do.
    """

    def __init__(
        self, work: Callable[[str, Rest], Awaitable[None]], backoff: Backoff, light_sleep: bool = False
    ) -> None:
        self._work = work
        self._backoff = backoff
        self._light_sleep = light_sleep
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._resting: dict[str, asyncio.Event] = {}
        self._closed = False

    def wake(self, conversation_id: str) -> None:
        """There may be something to do in the conversation."""
        if self._closed:
            return
        if conversation_id in self._tasks:
            self._again.add(conversation_id)
            if self._light_sleep and conversation_id in self._resting:
                self._resting[conversation_id].set()
        else:
            self._tasks[conversation_id] = asyncio.ensure_future(self._run(conversation_id))

    def wake_idle(self, conversation_id: str) -> None:
        """There may be something to do in the conversation, unless somebody is at it."""
        if conversation_id not in self._tasks:
            self.wake(conversation_id)

    async def close(self, within_s: float) -> None:
        """Let what is under way end within ``within_s`` seconds; what is not done by then waits for the next start."""
        self._closed = True
        for conversation_id in self._resting:
            self._tasks[conversation_id].cancel()
        tasks = list(self._tasks.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=within_s)
            for task in late:
                task.cancel()
            await asyncio.wait(tasks, timeout=LAST_MOMENT_S)

    async def _run(self, conversation_id: str) -> None:
        failed = 0
        try:
            while True:
                self._again.discard(conversation_id)
                try:
                    await self._work(conversation_id, functools.partial(self._rest, conversation_id))
                except Exception as error:
                    failed += 1
                    logger.error("A conversation could not be served: %s", type(error).__name__)
                    await self._rest(conversation_id, self._backoff.wait_s(failed))
                    continue
                failed = 0
                if conversation_id not in self._again:
                    break
        finally:
            del self._tasks[conversation_id]

    async def _rest(self, conversation_id: str, wait_s: float) -> None:
        if self._closed:
            raise asyncio.CancelledError
        bell = self._resting[conversation_id] = asyncio.Event()
        try:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(bell.wait(), wait_s)
        finally:
            del self._resting[conversation_id]
