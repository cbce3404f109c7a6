from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.stores.conversations import ConversationStore
from bot.stores.database import Database, Location
from tests.conftest import RequireService
from tests.faults import machine

_numbers = itertools.count()


@dataclass(frozen=True)
class Place:
    """A database, and a way into it that is not ours."""

    location: Location

    def open(self) -> Database:
        """A new Database on it."""
        return Database(self.location)

    def run(self, statement: str) -> list[Any]:
        """Run a statement past the store; its rows."""
        if isinstance(self.location, str):
            return machine.run(self.location, statement)
        with closing(sqlite3.connect(self.location, isolation_level=None)) as connection:
            return connection.execute(statement).fetchall()

    def count(self, *tables: str) -> int:
        """How many rows tables have together."""
        return sum(self.run(f"SELECT count(*) FROM {table}")[0][0] for table in tables)


@pytest.fixture(scope="session")
def postgres(require_service: RequireService) -> Iterator[str]:
    """A database of this run on the machine's PostgreSQL."""
    require_service("PostgreSQL", machine.is_listening(machine.POSTGRES))
    with machine.new_database() as address:
        yield address


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the conversations are, where they are in a file."""
    return tmp_path / "conversations.sqlite3"


@pytest.fixture
def postgres_place(postgres: str) -> Place:
    """An empty schema on PostgreSQL."""
    name = f"test_{next(_numbers)}"
    machine.run(postgres, f"CREATE SCHEMA {name}")
    return Place(f"{postgres}?options=-csearch_path%3D{name}")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.service)])
def place(request: pytest.FixtureRequest, path: Path) -> Place:
    """An empty database: an SQLite file, and PostgreSQL."""
    if request.param == "sqlite":
        return Place(path)
    made: Place = request.getfixturevalue("postgres_place")
    return made


@pytest.fixture
def store(place: Place) -> ConversationStore:
    """An empty store."""
    return ConversationStore(place.open())
