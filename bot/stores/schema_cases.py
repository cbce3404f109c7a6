"""The tables of cases that were passed on to staff, and of staff's logins."""

from __future__ import annotations

from bot.stores.kept import Kept, Rule
from bot.stores.topic import Step, Topic

FIRST = """
CREATE TABLE IF NOT EXISTS cases (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL,
    status TEXT NOT NULL,
    memo TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS logins (key TEXT PRIMARY KEY, token TEXT NOT NULL, expires_at REAL NOT NULL);
"""
# Files from before there were topics erase cases by a trigger.
NO_TRIGGER = Step(sqlite="DROP TRIGGER IF EXISTS erase_cases;", postgres="")

TOPIC = Topic(
    "cases",
    (FIRST, NO_TRIGGER),
    of_conversation=("cases",),
    keeps=(Kept("cases", Rule.CONVERSATION), Kept("logins", Rule.EXPIRES, column="expires_at")),
)
