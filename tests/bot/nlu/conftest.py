from __future__ import annotations

from pathlib import Path

import pytest

from bot.understand import Understanding


@pytest.fixture(scope="session")
def understanding(bot_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Understanding:
    """The understanding half of the product's model."""
    return Understanding(bot_model, tmp_path_factory.mktemp("model"))
