"""Nothing is stored of which nobody has said how long it is kept, and what erases it."""

from __future__ import annotations

import asyncio

from bot.privacy.sweep import kept_tables
from bot.stores.conversations import ConversationStore
from bot.stores.kept import Rule
from bot.stores.schemas import tables_of_conversation
from tests.bot.stores.conftest import Place

# Which version of each topic the database has.
ABOUT_THE_SCHEMA = {"schemas"}
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgres": "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()",
}
COLUMNS = {
    "sqlite": "SELECT name FROM pragma_table_info('{table}')",
    "postgres": "SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'",
}


def kind(place: Place) -> str:
    return "postgres" if isinstance(place.location, str) else "sqlite"


def names(place: Place, query: str) -> set[str]:
    return {row[0] for row in place.run(query)}


def test_every_table_of_the_database_has_a_rule(store: ConversationStore, place: Place) -> None:
    asyncio.run(store.check_writable())
    tables = names(place, TABLES[kind(place)])
    assert len(tables) > 10
    assert {kept.table for kept in kept_tables()} | ABOUT_THE_SCHEMA == tables


def test_every_table_with_a_conversation_in_it_is_erased_with_it(store: ConversationStore, place: Place) -> None:
    asyncio.run(store.check_writable())
    found = {
        table
        for table in names(place, TABLES[kind(place)])
        if "conversation_id" in names(place, COLUMNS[kind(place)].format(table=table))
    }
    # Ids and times of a vendor's events, without content: a late delivery of what was erased has to be known.
    assert found - set(tables_of_conversation()) == {"inbox"}


def test_every_rule_has_what_it_needs(store: ConversationStore, place: Place) -> None:
    asyncio.run(store.check_writable())
    assert len({kept.table for kept in kept_tables()}) == len(kept_tables())
    for kept in kept_tables():
        columns = names(place, COLUMNS[kind(place)].format(table=kept.table))
        if kept.rule in (Rule.EXPIRES, Rule.DAYS):
            assert kept.column in columns, kept
            assert (kept.days > 0) is (kept.rule is Rule.DAYS), kept
        elif kept.rule is Rule.TEXT:
            assert kept.table in tables_of_conversation(), kept
        elif kept.rule is Rule.IMPERSONAL:
            assert kept.why, kept
            assert "conversation_id" not in columns, kept
        else:
            assert kept.table in (*tables_of_conversation(), "conversations"), kept
