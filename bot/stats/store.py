"""Counts by day in the database."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from bot.stats.steps import FRAME, VERDICT, Steps
from bot.stores.connection import Connection
from bot.stores.database import Database

JAPAN = dt.timezone(dt.timedelta(hours=9))
# Turns of several processes would else wait for one another at the same rows.
SHARDS = 16
MINUTES, SECONDS = "minutes", "verdict_seconds"
# A verdict within so many minutes; the last bucket is open.
BUCKETS = (2, 5, 10, 20, 60)
UPSERT = (
    "INSERT INTO daily_counts (day, channel, name, shard, count) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (day, channel, name, shard) DO UPDATE SET count = daily_counts.count + excluded.count"
)


class Count(NamedTuple):
    """How often something happened on a day (Japan's) on a channel."""

    day: str
    channel: str
    name: str
    times: int


class StatsStore:
    """Reads the counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def counts(self, since: dt.date, until: dt.date) -> list[Count]:
        """The counts of the days from ``since`` to ``until``, both included."""
        query = (
            "SELECT day, channel, name, SUM(count) FROM daily_counts WHERE day >= ? AND day <= ? "
            "GROUP BY day, channel, name ORDER BY day, channel, name"
        )
        days = (since.isoformat(), until.isoformat())
        rows = await self._database.read(lambda connection: connection.execute(query, days).fetchall())
        return [Count(day, channel, name, int(count)) for day, channel, name, count in rows]


def note(connection: Connection, conversation_id: str, channel: str, steps: Steps, now: float) -> None:
    """Count the steps of a turn that began or ended at ``now`` (seconds since the epoch)."""
    row = connection.execute(
        "SELECT begun_at, reached FROM journeys WHERE conversation_id = ?", (conversation_id,)
    ).fetchone()
    begun_at, reached = (now, set()) if row is None else (row[0], set(json.loads(row[1])))
    if VERDICT in reached:
        # The first verdict counts for its frames, whatever is corrected later.
        reached |= {step for step in steps.once if step.startswith(f"{FRAME}:")}
    fresh = steps.once - reached
    counts = Counter(fresh) + steps.each
    if VERDICT in fresh:
        counts += _duration(now - begun_at)
    day, shard = day_of(now), os.getpid() % SHARDS
    # In one order everywhere, so that no two transactions wait for each other.
    connection.executemany(UPSERT, [(day, channel, name, shard, counts[name]) for name in sorted(counts)])
    if row is None or fresh:
        connection.executemany(
            "INSERT INTO journeys (conversation_id, begun_at, reached) VALUES (?, ?, ?) "
            "ON CONFLICT (conversation_id) DO UPDATE SET reached = excluded.reached",
            [(conversation_id, begun_at, json.dumps(sorted(_kept(reached | fresh))))],
        )


def day_of(now: float) -> str:
    """The day in Japan."""
    return dt.datetime.fromtimestamp(now, JAPAN).date().isoformat()


def _kept(steps: Iterable[str]) -> set[str]:
    """What has to be remembered of a conversation: not which frames fitted it."""
    return {step for step in steps if not step.startswith(f"{FRAME}:")}


def _duration(seconds: float) -> Counter[str]:
    whole = max(round(seconds), 0)
    bucket = next((most for most in BUCKETS if whole <= most * 60), None)
    return Counter({f"{MINUTES}:{bucket or 'more'}": 1, SECONDS: whole})
