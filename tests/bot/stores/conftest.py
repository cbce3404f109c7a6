from __future__ import annotations

from pathlib import Path

import pytest

from bot.stores.conversations import ConversationStore
from bot.stores.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the conversations are."""
    return tmp_path / "conversations.sqlite3"


@pytest.fixture
def store(path: Path) -> ConversationStore:
    """An empty store."""
    return ConversationStore(Database(path))
