"""The table of memos."""

from __future__ import annotations

from bot.stores.kept import Kept, Rule
from bot.stores.topic import Step, Topic

FIRST = """
CREATE TABLE IF NOT EXISTS reports (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    expires_at REAL NOT NULL,
    memo TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reports_of_conversation ON reports (conversation_id);
"""
# Files from before there were topics erase memos by a trigger.
NO_TRIGGER = Step(sqlite="DROP TRIGGER IF EXISTS erase_reports;", postgres="")

TOPIC = Topic(
    "reports",
    (FIRST, NO_TRIGGER),
    of_conversation=("reports",),
    keeps=(Kept("reports", Rule.EXPIRES, column="expires_at"),),
)
