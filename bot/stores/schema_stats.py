"""The tables of the funnel: counts by day, which say nothing of anybody, and what a conversation was counted for."""

from __future__ import annotations

from bot.stores.kept import Kept, Rule
from bot.stores.topic import Topic

FIRST = """
CREATE TABLE daily_counts (
    day TEXT NOT NULL,
    channel TEXT NOT NULL,
    name TEXT NOT NULL,
    shard INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, channel, name, shard)
);
CREATE TABLE journeys (
    conversation_id TEXT PRIMARY KEY,
    begun_at REAL NOT NULL,
    reached TEXT NOT NULL
);
"""
WHY = "how often something happened on a day, over all conversations"

TOPIC = Topic(
    "stats",
    (FIRST,),
    of_conversation=("journeys",),
    keeps=(Kept("daily_counts", Rule.IMPERSONAL, why=WHY), Kept("journeys", Rule.CONVERSATION)),
)
