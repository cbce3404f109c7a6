"""One at a time in each conversation, over tasks and over processes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.stores.locks import BadLocks, ConversationLocks, LockFailed, open_locks, redis_address
from bot.stores.postgres_locks import PostgresLocks, lock_key
from bot.stores.redis_locks import RedisLocks
from tests.bot.stores.conftest import Place
from tests.conftest import RequireService
from tests.faults.parts import RedisServer
from tests.faults.proxy import Proxy

Make = Callable[[], ConversationLocks]


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory, require_service: RequireService) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    require_service("Redis", server.is_installed())
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["postgres", "redis"])
def make(request: pytest.FixtureRequest) -> Make:
    """Makes the locks of one process after the other."""
    if request.param == "postgres":
        address = str(request.getfixturevalue("postgres_place").location)
        return lambda: ConversationLocks(PostgresLocks(address))
    server: RedisServer = request.getfixturevalue("redis")
    return lambda: ConversationLocks(RedisLocks(server.address))


async def enter(locks: ConversationLocks, name: str, log: list[str], tag: str, stay_s: float = 0.02) -> None:
    async with locks.hold(name):
        log.append(f"{tag} in")
        await asyncio.sleep(stay_s)
        log.append(f"{tag} out")


def is_one_at_a_time(log: list[str]) -> bool:
    return all(log[n].endswith(" in") and log[n + 1] == log[n].replace(" in", " out") for n in range(0, len(log), 2))


def test_in_a_process_the_first_to_come_is_the_first_served() -> None:
    async def scenario() -> list[str]:
        locks, log = ConversationLocks(), []
        await asyncio.gather(*(enter(locks, "c", log, str(n), 0.001) for n in range(9)))
        assert locks.users("c") == 0
        return log

    log = asyncio.run(scenario())
    assert log == [f"{n} {way}" for n in range(9) for way in ("in", "out")]


@pytest.mark.service
def test_of_several_processes_one_is_in_a_conversation_and_others_do_not_matter(make: Make) -> None:
    async def scenario() -> None:
        processes, log = [make() for _ in range(3)], []
        others: list[str] = []
        await asyncio.gather(
            *(enter(locks, "c", log, f"{n}-{turn}") for n, locks in enumerate(processes) for turn in range(4)),
            *(enter(locks, f"d{n}", others, str(n), 0.2) for n, locks in enumerate(processes)),
        )
        assert len(log) == 24
        assert is_one_at_a_time(log)
        assert [entry[-2:] for entry in others] == ["in", "in", "in", "ut", "ut", "ut"]
        for locks in processes:
            await locks.close()

    asyncio.run(scenario())


@pytest.mark.service
def test_who_gives_up_waiting_or_fails_inside_leaves_the_lock_free(make: Make) -> None:
    async def scenario() -> None:
        one, other, log = make(), make(), []
        async with one.hold("c"):
            for wait_s in (0, 0.001, 0.05):
                with pytest.raises(asyncio.TimeoutError):
                    await asyncio.wait_for(enter(other, "c", log, "late"), wait_s)
        with pytest.raises(LookupError):
            async with other.hold("c"):
                raise LookupError
        await asyncio.wait_for(enter(one, "c", log, "next"), 3)
        assert log == ["next in", "next out"]
        await asyncio.gather(one.close(), other.close())

    asyncio.run(scenario())


@pytest.mark.service
def test_the_locks_of_a_process_that_is_gone_are_free_on_postgresql(postgres_place: Place) -> None:
    async def scenario() -> None:
        address, log = str(postgres_place.location), []
        gone, other = PostgresLocks(address), ConversationLocks(PostgresLocks(address))
        holding = gone.hold("c")
        await holding.__aenter__()
        postgres_place.run(
            "SELECT pg_terminate_backend(pid, 1000) FROM pg_locks WHERE locktype = 'advisory' "
            f"AND ((classid::bigint << 32) | objid::bigint) = {lock_key('c')}"
        )
        await asyncio.wait_for(enter(other, "c", log, "next"), 3)
        # Giving back what was lost disturbs nobody.
        await holding.__aexit__(None, None, None)
        await asyncio.gather(*(enter(ConversationLocks(gone), f"d{n}", log, f"{n}", 0) for n in range(3)))
        await asyncio.gather(gone.close(), other.close())

    asyncio.run(scenario())


@pytest.mark.service
def test_a_lock_on_redis_that_nobody_gives_back_expires(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.stores.redis_locks.LIFETIME_MS", 300)

    async def scenario() -> float:
        gone, other = RedisLocks(redis.address), RedisLocks(redis.address)
        holding = gone.hold("c")
        await holding.__aenter__()
        start = time.monotonic()
        async with other.hold("c"):
            waited_s = time.monotonic() - start
            # The one who comes late cannot give back what is no longer his.
            await holding.__aexit__(None, None, None)
            await asyncio.sleep(0.05)
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(gone.hold("c").__aenter__(), 0.1)
        await asyncio.gather(gone.close(), other.close())
        return waited_s

    assert 0.2 < asyncio.run(scenario()) < 3


@pytest.mark.service
def test_without_its_server_a_lock_fails_soon_and_works_when_it_is_back(redis: RedisServer) -> None:
    async def scenario() -> None:
        locks, log = ConversationLocks(RedisLocks(redis.address)), []
        await enter(locks, "c", log, "before")
        redis.kill()
        with pytest.raises(LockFailed):
            await asyncio.wait_for(enter(locks, "c", log, "without"), 5)
        redis.start()
        await enter(locks, "c", log, "after")
        redis.pause()
        with pytest.raises(LockFailed):
            await asyncio.wait_for(enter(locks, "d", log, "stopped"), 5)
        redis.resume()
        await enter(locks, "e", log, "last")
        assert [entry for entry in log if entry.endswith("in")] == ["before in", "after in", "last in"]
        await locks.close()

    asyncio.run(scenario())


@pytest.mark.service
def test_a_postgresql_that_does_not_answer_fails_the_lock_and_not_the_process(
    postgres_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.stores.postgres_locks.STATEMENT_S", 0.6)
    proxy = Proxy(str(postgres_place.location))

    async def scenario() -> None:
        locks, log = ConversationLocks(PostgresLocks(proxy.address)), []
        await enter(locks, "c", log, "before", 0)
        proxy.mute = True
        with pytest.raises(LockFailed):
            await enter(locks, "c", log, "stopped")
        proxy.mute = False
        await enter(locks, "c", log, "after", 0)
        await locks.close()

    asyncio.run(scenario())
    proxy.close()


def test_a_setting_that_names_no_place_for_locks_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOJO_NAVI_DATA", str(tmp_path))
    assert open_locks() is open_locks()
    monkeypatch.setenv("HOJO_NAVI_LOCKS", "localhost:6379")
    with pytest.raises(BadLocks):
        redis_address()


@pytest.mark.service
def test_a_process_that_hangs_loses_its_locks_and_goes_on_with_new_ones(
    postgres_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.stores.postgres_locks.IDLE", "SET idle_session_timeout = '200ms'")

    async def scenario() -> None:
        address, log = str(postgres_place.location), []
        hanging, other = PostgresLocks(address), ConversationLocks(PostgresLocks(address))
        holding = hanging.hold("c")
        await holding.__aenter__()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(other.hold("c").__aenter__(), 0.05)
        await asyncio.wait_for(enter(other, "c", log, "other", 0), 3)
        await holding.__aexit__(None, None, None)
        await enter(ConversationLocks(hanging), "c", log, "again", 0)
        await asyncio.gather(hanging.close(), other.close())
        assert log == ["other in", "other out", "again in", "again out"]

    asyncio.run(scenario())


@pytest.mark.service
def test_a_lock_on_redis_lasts_as_long_as_its_holder_lives(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.stores.redis_locks.LIFETIME_MS", 400)
    monkeypatch.setattr("bot.stores.redis_locks.EXTEND_EVERY_S", 0.05)

    async def scenario() -> list[str]:
        one, other, log = ConversationLocks(RedisLocks(redis.address)), ConversationLocks(RedisLocks(redis.address)), []
        long = asyncio.ensure_future(enter(one, "k", log, "one", 1.0))
        await asyncio.sleep(0.1)
        await enter(other, "k", log, "other", 0)
        await long
        await asyncio.gather(one.close(), other.close())
        return log

    assert asyncio.run(scenario()) == ["one in", "one out", "other in", "other out"]
