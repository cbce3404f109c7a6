"""Keeps turns from holding up the webhook: vendors give up on webhooks that are slow."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from rasa.core.channels.channel import UserMessage

Handle = Callable[[UserMessage], Awaitable[Any]]

# Rounds of the event loop between two turns: one reads a request, the next ones start its handler.
ROUNDS = 3
LONGEST_HOLD_S = 0.2


class Pace:
    """Lets turns begin one after the other, and none while events are being stored.

    A turn keeps the processor to itself for a while. Many that begin in one round of the event loop would hold up a
    webhook for as long as all of them take together.
    """

    def __init__(self) -> None:
        self._gate = asyncio.Lock()
        self._arriving = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    @contextmanager
    def arrival(self) -> Iterator[None]:
        """Around the storing of events."""
        self._arriving += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._arriving -= 1
            if not self._arriving:
                self._quiet.set()

    def paced(self, handle: Handle) -> Handle:
        """``handle``, which begins when it is its turn."""

        async def begin(message: UserMessage) -> Any:
            async with self._gate:
                for _ in range(ROUNDS):
                    await asyncio.sleep(0)
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._quiet.wait(), LONGEST_HOLD_S)
            return await handle(message)

        return begin
