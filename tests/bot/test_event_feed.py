"""Events for a broker, which may be slow or down: no turn notices."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import aio_pika
import pytest
from rasa.core.brokers.broker import EventBroker
from rasa.utils.endpoints import EndpointConfig

from bot.event_feed import EventFeed, event_feed
from tests.bot.server import free_port
from tests.conftest import RequireService
from tests.faults import machine


def test_without_a_broker_there_is_no_feed() -> None:
    assert event_feed(None) is None


class Slow(EventBroker):
    """Blocks, as Kafka's does, and fails at first."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.failures = 2

    def publish(self, event: dict[str, Any]) -> None:
        time.sleep(0.01)
        if self.failures:
            self.failures -= 1
            raise ConnectionError
        self.taken.append(event["n"])


async def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


def test_a_broker_that_blocks_and_fails_gets_every_event_in_order_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.event_feed.TRY_AGAIN_S", 0.01)
    broker = Slow()

    async def create(_endpoint: EndpointConfig) -> Slow:
        return broker

    monkeypatch.setattr(EventBroker, "create", create)

    async def scenario() -> None:
        feed = EventFeed(EndpointConfig())
        feed.start()
        start = time.monotonic()
        for n in range(30):
            feed.publish({"n": n})
        assert time.monotonic() - start < 0.1
        await until(lambda: feed.waiting == 0)
        await feed.close()

    asyncio.run(scenario())
    assert broker.taken == list(range(30))


def test_of_too_many_events_the_oldest_are_dropped() -> None:
    async def scenario() -> int:
        # Nobody listens there.
        endpoint = EndpointConfig(
            url="127.0.0.1", type="pika", username="u", password="p", queues=["q"], port=free_port()
        )
        feed = EventFeed(endpoint, most_waiting=5)
        feed.start()
        for n in range(9):
            feed.publish({"n": n})
        await asyncio.sleep(0.05)
        await asyncio.wait_for(feed.close(), 5)
        return feed.waiting

    assert asyncio.run(scenario()) == 5


@pytest.mark.service
def test_rabbitmq_gets_the_events(require_service: RequireService) -> None:
    require_service("RabbitMQ", machine.is_listening(machine.RABBIT))
    parts, queue = urlsplit(machine.RABBIT), f"hojo-navi-test-{free_port()}"
    endpoint = EndpointConfig(
        url=parts.hostname,
        type="pika",
        username=parts.username,
        password=parts.password,
        port=parts.port,
        queues=[queue],
        exchange_name=queue,
    )

    async def scenario() -> list[Any]:
        feed = EventFeed(endpoint)
        feed.start()
        for n in range(20):
            feed.publish({"event": "slot", "n": n})
        await until(lambda: feed.waiting == 0)
        connection = await aio_pika.connect(machine.RABBIT)
        channel = await connection.channel()
        waiting = await channel.declare_queue(queue, durable=True)
        found: list[int] = []
        while len(found) < 20:
            message = await waiting.get(timeout=5, fail=False)
            if message is not None:
                await message.ack()
                found.append(json.loads(message.body)["n"])
        await channel.queue_delete(queue)
        await channel.exchange_delete(queue)
        await connection.close()
        await feed.close()
        return found

    assert sorted(asyncio.run(scenario())) == list(range(20))
