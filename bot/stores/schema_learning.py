"""The table of utterances that staff is to look at: masked, with their visitor's consent (docs/learning.md)."""

from __future__ import annotations

from bot.stores.kept import Kept, Rule
from bot.stores.topic import Topic

FIRST = """
CREATE TABLE utterances (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    heard TEXT NOT NULL,
    at REAL NOT NULL,
    text TEXT NOT NULL,
    asked TEXT,
    act TEXT NOT NULL,
    reason TEXT NOT NULL,
    label TEXT,
    UNIQUE (conversation_id, heard)
);
CREATE INDEX utterances_by_age ON utterances (at);
"""

TOPIC = Topic("learning", (FIRST,), of_conversation=("utterances",), keeps=(Kept("utterances", Rule.TEXT),))
