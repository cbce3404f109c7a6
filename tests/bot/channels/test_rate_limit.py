from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.rate_limit import RateLimit, SharedRateLimit
from bot.stores.redis_locks import redis_client
from tests.conftest import RequireService
from tests.faults.parts import RedisServer


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_let_through_and_then_one_call_at_a_time() -> None:
    clock = Clock()
    limit = RateLimit(burst=3, per_second=0.5, clock=clock)
    assert [limit.take("a") for _ in range(4)] == [0, 0, 0, 2]
    clock.now = 2
    assert [limit.take("a") for _ in range(2)] == [0, 2]


def test_refused_calls_do_not_make_the_wait_longer() -> None:
    clock = Clock()
    limit = RateLimit(burst=1, per_second=1, clock=clock)
    assert [limit.take("a") for _ in range(50)][-1] == 1
    clock.now = 1
    assert limit.take("a") == 0


def test_a_long_rest_gives_no_more_than_a_burst() -> None:
    clock = Clock()
    limit = RateLimit(burst=2, per_second=1, clock=clock)
    limit.take("a")
    clock.now = 1000
    assert [limit.take("a") for _ in range(3)] == [0, 0, 1]


def test_keys_do_not_share_a_bucket_and_the_oldest_is_forgotten() -> None:
    limit = RateLimit(burst=1, per_second=0.001, keys=2, clock=Clock())
    assert [limit.take(key) for key in ("a", "b", "b", "c")] == [0, 0, 1000, 0]
    assert limit.take("b") == 1000
    assert limit.take("a") == 0


@pytest.fixture
def redis(tmp_path: Path, require_service: RequireService) -> Iterator[RedisServer]:
    require_service("redis-server", RedisServer.is_installed())
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.mark.service
def test_processes_that_share_redis_count_together_and_without_it_each_for_itself(redis: RedisServer) -> None:
    async def scenario() -> None:
        def limit() -> SharedRateLimit:
            return SharedRateLimit("test", RateLimit(burst=3, per_second=0.1), redis.address, b"secret")

        one, other = limit(), limit()
        assert [await process.take("a") for process in (one, other, one)] == [0, 0, 0]
        assert 9 <= await other.take("a") <= 10
        assert await other.take("b") == 0
        redis.kill()
        assert [await one.take("a") for _ in range(4)] == [0, 0, 0, 10]
        assert await other.take("a") == 0

    asyncio.run(scenario())


@pytest.mark.service
def test_redis_holds_no_address(redis: RedisServer) -> None:
    async def scenario() -> list[bytes]:
        await SharedRateLimit("test", RateLimit(3, 1), redis.address, b"secret").take("192.0.2.7")
        client = redis_client(redis.address)
        keys = [bytes(key) for key in await client.keys("*")]
        assert all([0 < await client.ttl(key) <= 4 for key in keys])
        return keys

    (key,) = asyncio.run(scenario())
    assert b"192.0.2.7" not in key
