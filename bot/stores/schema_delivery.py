"""The tables of inbox, outbox and recipients."""

from __future__ import annotations

from bot.stores.kept import Kept, Rule
from bot.stores.topic import Topic

# The columns content and address are encrypted by the caller.
FIRST = """
CREATE TABLE inbox (
    channel TEXT NOT NULL,
    event_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    scope TEXT,
    at REAL NOT NULL,
    received_at REAL NOT NULL,
    kind TEXT NOT NULL,
    reference TEXT,
    open INTEGER NOT NULL DEFAULT 1,
    tries INTEGER NOT NULL DEFAULT 0,
    content TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (channel, event_id)
) WITHOUT ROWID;
CREATE INDEX open_events ON inbox (channel, conversation_id, at, event_id) WHERE open = 1;
CREATE INDEX references_of_conversation ON inbox (conversation_id, reference) WHERE reference IS NOT NULL;
CREATE INDEX erasures_of_conversation ON inbox (conversation_id, at) WHERE kind = 'erase';
CREATE INDEX inbox_by_age ON inbox (received_at);
CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    key TEXT NOT NULL,
    created_at REAL NOT NULL,
    due_at REAL NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    in_doubt INTEGER NOT NULL DEFAULT 0,
    parked INTEGER NOT NULL DEFAULT 0,
    content TEXT NOT NULL
);
CREATE INDEX parcels_of_conversation ON outbox (channel, conversation_id, number);
CREATE TABLE recipients (
    conversation_id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    scope TEXT,
    address TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX recipients_of_scope ON recipients (scope) WHERE scope IS NOT NULL;
"""
# The index of an older file was made for the condition ``open``, which only SQLite takes.
OPEN_EVENTS = """
DROP INDEX open_events;
CREATE INDEX open_events ON inbox (channel, conversation_id, at, event_id) WHERE open = 1;
"""

# As long as a vendor may deliver an event again, and as long as a message is tried.
DAYS = 7

TOPIC = Topic(
    "delivery",
    (FIRST, OPEN_EVENTS),
    of_conversation=("outbox", "recipients"),
    keeps=(
        Kept("inbox", Rule.DAYS, column="received_at", days=DAYS, unless="open = 1"),
        # One day more than the courier tries, for a channel that was switched off.
        Kept("outbox", Rule.DAYS, column="created_at", days=DAYS + 1),
        Kept("recipients", Rule.CONVERSATION),
    ),
)
