"""The table of erasures: that a conversation was erased can be shown later, without a word on whose it was."""

from __future__ import annotations

from bot.stores.kept import Kept, Rule
from bot.stores.topic import Topic

FIRST = """
CREATE TABLE erasures (
    receipt TEXT PRIMARY KEY,
    at REAL NOT NULL,
    channel TEXT NOT NULL
);
"""
DAYS = 400

TOPIC = Topic("privacy", (FIRST,), keeps=(Kept("erasures", Rule.DAYS, column="at", days=DAYS),))
