"""The tables of conversations."""

from __future__ import annotations

from bot.stores.kept import Kept, Rule
from bot.stores.topic import Topic

FIRST = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL,
    last_message INTEGER NOT NULL DEFAULT 0,
    asked TEXT,
    snapshot TEXT NOT NULL DEFAULT '[]'
) WITHOUT ROWID;
CREATE TABLE messages (
    conversation_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    at REAL NOT NULL,
    sender TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (conversation_id, number)
) WITHOUT ROWID;
CREATE TABLE buttons (
    conversation_id TEXT NOT NULL,
    id TEXT NOT NULL,
    message INTEGER NOT NULL,
    title TEXT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (conversation_id, id)
) WITHOUT ROWID;
CREATE TABLE answers (
    conversation_id TEXT NOT NULL,
    client_message_id TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, client_message_id)
) WITHOUT ROWID;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    at REAL NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX events_of_conversation ON events (conversation_id, id);
CREATE TABLE pulse (id INTEGER PRIMARY KEY CHECK (id = 1), at REAL NOT NULL);
"""
# How many turns were stored: two writers that started from the same state cannot both store one.
TURNS = "ALTER TABLE conversations ADD COLUMN turns INTEGER NOT NULL DEFAULT 0;"

TEXTS = ("messages", "buttons", "answers", "events")

TOPIC = Topic(
    "conversations",
    (FIRST, TURNS),
    of_conversation=TEXTS,
    keeps=(
        *(Kept(table, Rule.TEXT) for table in TEXTS),
        Kept("conversations", Rule.CONVERSATION),
        Kept("pulse", Rule.IMPERSONAL, why="when the database could last be written"),
    ),
)
