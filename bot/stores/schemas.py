"""The whole schema.

A feature with tables of its own adds a module ``bot/stores/schema_<topic>.py`` with a ``TOPIC`` (what a step may
hold: bot/stores/topic.py) and names it in TOPICS, at the end. Each topic counts its versions by itself, in the table
``schemas``, and is brought up to date when the database is opened. Its statements then run through ``Database.read``
and ``Database.write`` and hold for SQLite and PostgreSQL alike.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.stores import (
    schema_cases,
    schema_coaching,
    schema_conversations,
    schema_delivery,
    schema_learning,
    schema_privacy,
    schema_reports,
    schema_stats,
)
from bot.stores.connection import StoreError
from bot.stores.topic import Topic

TOPICS: tuple[Topic, ...] = (
    schema_conversations.TOPIC,
    schema_delivery.TOPIC,
    schema_reports.TOPIC,
    schema_cases.TOPIC,
    schema_privacy.TOPIC,
    schema_learning.TOPIC,
    schema_stats.TOPIC,
    schema_coaching.TOPIC,
)
VERSIONS = "CREATE TABLE IF NOT EXISTS schemas (topic TEXT PRIMARY KEY, version INTEGER NOT NULL);"
NOTE_VERSION = (
    "INSERT INTO schemas (topic, version) VALUES (?, ?) ON CONFLICT (topic) DO UPDATE SET version = excluded.version"
)


def tables_of_conversation() -> tuple[str, ...]:
    """The tables whose rows are erased with their conversation."""
    return tuple(table for topic in TOPICS for table in topic.of_conversation)


def outdated(versions: Mapping[str, int]) -> list[tuple[Topic, int]]:
    """The topics that have to be brought up to date, each with the version found.

    Raises StoreError where one is newer than this program.
    """
    for topic in TOPICS:
        if versions.get(topic.name, 0) > topic.version:
            found = versions[topic.name]
            raise StoreError(f"schema {found} of {topic.name} is not the schema {topic.version} of this program")
    return [(topic, versions.get(topic.name, 0)) for topic in TOPICS if versions.get(topic.name, 0) < topic.version]
