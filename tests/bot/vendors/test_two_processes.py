"""Two processes that serve one vendor's channel: every event is answered once, every parcel sent once."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.channels.delivery.courier import Courier
from bot.stores.database import Database
from bot.stores.delivery import DeliveryStore
from bot.stores.letters import Inbound, Parcel
from bot.stores.locks import ConversationLocks
from bot.stores.postgres_locks import PostgresLocks
from bot.stores.sealing import Sealer
from tests.bot.vendors.desk import Dialogue, event
from tests.bot.vendors.stub import StubVendor
from tests.conftest import RequireService
from tests.faults import machine

pytestmark = pytest.mark.service

SEALER = Sealer(b"s" * 32)


class SlowVendor(StubVendor):
    """Takes a moment for each parcel, in which another process could send it as well."""

    async def send(self, parcel: Parcel) -> object:
        await asyncio.sleep(0.02)
        return await super().send(parcel)


class Process:
    """All that one process has."""

    def __init__(self, address: str, pause_s: float = 0.0) -> None:
        self.vendor = SlowVendor()
        self.dialogue = Dialogue(pause_s=pause_s)
        self.store = DeliveryStore(Database(address), SEALER)
        self.locks = ConversationLocks(PostgresLocks(address))
        self.courier = Courier(self.vendor, self.store, self.dialogue, 5, self.locks)

    async def stop(self) -> None:
        await self.courier.stop()
        await self.locks.close()
        await self.store.close()


@pytest.fixture
def address(require_service: RequireService) -> Iterator[str]:
    require_service("PostgreSQL", machine.is_listening(machine.POSTGRES))
    with machine.new_database() as made:
        yield made


async def until_idle(store: DeliveryStore) -> None:
    deadline = time.monotonic() + 20
    while await store.waiting("stub") != ([], []):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


def events(conversations: int, each: int) -> list[Inbound]:
    return [
        event(f"{name} {n}", at=float(n), conversation_id=f"stub-{name}", kind="note" if n % 3 == 0 else "text")
        for name in range(conversations)
        for n in range(each)
    ]


def test_both_are_told_of_every_event_and_each_is_answered_once_and_in_order(address: str) -> None:
    async def scenario() -> list[str]:
        one, other = Process(address), Process(address)
        told = events(6, 4)
        # The vendor delivers everything to both, and again.
        for process in (one, other, one):
            await process.courier.accept(told)
            for happened in told:
                process.courier._inbox.wake(happened.conversation_id)
        await until_idle(one.store)
        await asyncio.gather(one.stop(), other.stop())
        return one.vendor.sent + other.vendor.sent

    sent = Counter(asyncio.run(scenario()))
    expected = {f"{name} {n}" + ("" if n % 3 == 0 else "!") for name in range(6) for n in range(4)}
    assert set(sent) == expected
    assert set(sent.values()) == {1}


def test_what_a_process_leaves_when_it_dies_is_done_by_another(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.delivery.courier.SEARCH_EVERY_S", 0.1)
    monkeypatch.setattr("bot.channels.delivery.courier.AGE_S", 0.0)

    async def scenario() -> list[str]:
        dead, other = Process(address, pause_s=30), Process(address)
        await other.courier.start()
        await asyncio.sleep(0.2)
        # It has taken the events, holds the lock of the conversation, and never gets further.
        await dead.courier.accept(events(1, 3)[1:])
        await asyncio.sleep(0.5)
        assert not other.vendor.sent
        await asyncio.to_thread(
            machine.run,
            address,
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid != pg_backend_pid()",
        )
        await until_idle(other.store)
        await other.stop()
        return other.vendor.sent

    assert asyncio.run(scenario()) == ["0 1!", "0 2!"]
