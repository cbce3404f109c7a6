"""The rules and the owners, loaded once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.coaching.persona import Persona
from bot.coaching.school import Lesson, School
from bot.coaching.store import SessionStore
from bot.stores.database import Database
from subsidy import Engine


@pytest.fixture(scope="session")
def lesson() -> Lesson:
    """What every school shares; its database is never opened."""
    return School(SessionStore(Database(Path("unused.sqlite3")))).lesson


@pytest.fixture(scope="session")
def engine(lesson: Lesson) -> Engine:
    """The rules."""
    return lesson.engine


@pytest.fixture(scope="session")
def personas(lesson: Lesson) -> Mapping[str, Persona]:
    """The owners to practise with."""
    return lesson.personas
