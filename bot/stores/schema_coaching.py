"""The table of training conversations. They hold names of trainees, and nothing of any visitor."""

from __future__ import annotations

from bot.stores.kept import Kept, Rule
from bot.stores.topic import Topic

DAYS_KEPT = 365

FIRST = """
CREATE TABLE IF NOT EXISTS coaching (
    id TEXT PRIMARY KEY,
    trainee TEXT NOT NULL,
    place TEXT NOT NULL,
    mode TEXT NOT NULL,
    persona TEXT NOT NULL,
    seed INTEGER NOT NULL,
    started_at REAL NOT NULL,
    updated_at REAL NOT NULL,
    lines TEXT NOT NULL,
    score INTEGER,
    debrief TEXT
);
CREATE INDEX IF NOT EXISTS coaching_of_trainee ON coaching (trainee, started_at);
CREATE INDEX IF NOT EXISTS coaching_by_age ON coaching (updated_at);
"""

TOPIC = Topic("coaching", (FIRST,), keeps=(Kept("coaching", Rule.DAYS, column="updated_at", days=DAYS_KEPT),))
