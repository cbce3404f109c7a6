from __future__ import annotations

import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.lean import leave_out_tensorflow
from tests.bot.server import ROOT, Server
from tests.bot.visitor import Visitor

# As in the running bot; tests that import Rasa start faster, too.
leave_out_tensorflow()
# Its dependencies complain while they are imported, and they reset the filters.
with warnings.catch_warnings(record=True):
    import bot.engine
    import bot.policies  # noqa: F401


@pytest.fixture(scope="session")
def bot_model() -> Path:
    """The product's model, trained where it is missing or stale."""
    subprocess.run([ROOT / "scripts" / "train"], check=True, capture_output=True)
    return ROOT / "models" / "hojo-navi.tar.gz"


@pytest.fixture(scope="session")
def bot_server(bot_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product, served for the whole session of tests."""
    server = Server(tmp_path_factory.mktemp("bot"), ["--model", str(bot_model)]).start()
    yield server
    server.stop()


@pytest.fixture
def visitor(bot_server: Server) -> Visitor:
    """A visitor of the product with a new session."""
    return Visitor(bot_server.port).open()
