"""Events of stored turns on their way to Rasa's event broker: RabbitMQ, Kafka and whatever else Rasa knows.

Optional: ``event_broker`` in endpoints.yml, written as for Rasa. The broker may be slow or down without any turn
noticing; what it cannot take waits here, and the oldest are dropped where there are too many. The record that is
complete is the conversations' own.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.brokers.pika import PikaEventBroker
from rasa.utils.endpoints import EndpointConfig

logger = logging.getLogger(__name__)

MOST_WAITING = 10_000
TRY_AGAIN_S = 2.0
LAST_EVENTS_S = 2.0
Json = dict[str, Any]


class EventFeed(EventBroker):
    """A broker that never blocks, in front of the one that is configured."""

    def __init__(self, endpoint: EndpointConfig, most_waiting: int = MOST_WAITING) -> None:
        self._endpoint = endpoint
        self._waiting: deque[Json] = deque()
        self._most_waiting = most_waiting
        self._dropped = 0
        self._something = asyncio.Event()
        self._broker: EventBroker | None = None
        # Only RabbitMQ's client belongs to the event loop; the others block.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="events")
        self._work: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many events the broker has not taken yet."""
        return len(self._waiting)

    def publish(self, event: Json) -> None:
        """Keep an event until the broker takes it."""
        if len(self._waiting) >= self._most_waiting:
            self._waiting.popleft()
            self._dropped += 1
            if self._dropped % 1000 == 1:
                logger.error("The event broker takes nothing: %s events were dropped so far", self._dropped)
        self._waiting.append(event)
        self._something.set()

    def start(self) -> None:
        """Begin to hand events over; to be called on the event loop."""
        self._work = asyncio.ensure_future(self._hand_over())

    async def close(self) -> None:
        """Hand over what goes fast, and close the broker."""
        if self._work is None:
            return
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._emptied(), LAST_EVENTS_S)
        self._work.cancel()
        await asyncio.gather(self._work, return_exceptions=True)
        if self._broker is not None:
            with suppress(Exception):
                await asyncio.wait_for(self._broker.close(), LAST_EVENTS_S)

    async def _emptied(self) -> None:
        while self._waiting and self._broker is not None:
            await asyncio.sleep(0.02)

    async def _hand_over(self) -> None:
        while True:
            await self._something.wait()
            try:
                if self._broker is None:
                    self._broker = await EventBroker.create(self._endpoint)
                await self._hand_over_all(self._broker)
            except Exception as error:
                logger.error("The event broker failed: %s", type(error).__name__)
                await asyncio.sleep(TRY_AGAIN_S)

    async def _hand_over_all(self, broker: Any) -> None:
        while self._waiting:
            if not broker.is_ready():
                await asyncio.sleep(TRY_AGAIN_S)
                continue
            if isinstance(broker, PikaEventBroker):
                broker.publish(self._waiting[0])
                await asyncio.sleep(0)
            else:
                await asyncio.get_running_loop().run_in_executor(self._thread, broker.publish, self._waiting[0])
            self._waiting.popleft()
        self._something.clear()


def event_feed(endpoint: EndpointConfig | None) -> EventFeed | None:
    """The way to the broker that is configured; None where there is none."""
    return None if endpoint is None else EventFeed(endpoint)
