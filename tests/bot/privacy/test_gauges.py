"""How long the queues are, as the metrics tell it."""

from __future__ import annotations

import asyncio
import time

from prometheus_client import generate_latest

from bot.observe.gauges import Gauges
from bot.observe.metrics import Metrics
from bot.stores.conversations import ConversationStore
from tests.bot.stores.conftest import Place

INBOX = "INSERT INTO inbox (channel, event_id, conversation_id, at, received_at, kind, open, content, address) VALUES "
OUTBOX = "INSERT INTO outbox (channel, conversation_id, key, created_at, due_at, content) VALUES "


def told(metrics: Metrics, name: str) -> dict[str, float]:
    lines = generate_latest(metrics.registry).decode().splitlines()
    found = [
        line.removeprefix(f"hojo_navi_{name}").rsplit(" ", 1)
        for line in lines
        if line.startswith(f"hojo_navi_{name}{{")
    ]
    return {labels: float(value) for labels, value in found}


def test_waiting_events_and_parcels_are_counted_by_channel(store: ConversationStore, place: Place) -> None:
    metrics = Metrics()
    gauges, now = Gauges(store.database, metrics), time.time()

    async def scenario() -> None:
        await store.check_writable()
        rows = [("line", "a", 1, now - 100), ("line", "b", 1, now - 5), ("slack", "c", 0, now - 900)]
        for channel, event_id, is_open, at in rows:
            place.run(f"{INBOX} ('{channel}', '{event_id}', 'c', 1, {at}, 'text', {is_open}, '', '')")
        place.run(f"{OUTBOX} ('slack', 'c', 'k', {now - 30}, {now}, '')")
        await gauges.look()

    asyncio.run(scenario())
    assert told(metrics, "waiting") == {
        '{channel="line",queue="inbox"}': 2,
        '{channel="slack",queue="outbox"}': 1,
    }
    oldest = told(metrics, "oldest_seconds")
    assert 100 <= oldest['{channel="line",queue="inbox"}'] < 160
    assert 30 <= oldest['{channel="slack",queue="outbox"}'] < 90


def test_what_is_done_is_no_longer_told(store: ConversationStore, place: Place) -> None:
    metrics = Metrics()
    gauges = Gauges(store.database, metrics)

    async def scenario() -> None:
        await store.check_writable()
        place.run(f"{OUTBOX} ('line', 'c', 'k', 1, 1, '')")
        await gauges.look()
        assert told(metrics, "waiting")
        place.run("DELETE FROM outbox")
        await gauges.look()

    asyncio.run(scenario())
    assert told(metrics, "waiting") == {}
