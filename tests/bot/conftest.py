from __future__ import annotations

import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.lean import leave_out_tensorflow
from tests.bot.channels.action_server import ActionServer
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
def in_process_bot(bot_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with its actions in process, served for the whole session of tests."""
    server = Server(tmp_path_factory.mktemp("bot"), ["--model", str(bot_model)]).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def product_actions() -> Iterator[ActionServer]:
    """The product's actions on Rasa's stock action server, served for the whole session of tests."""
    server = ActionServer("actions", ROOT).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def action_server_bot(
    bot_model: Path, product_actions: ActionServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The product with its actions on the stock action server, served for the whole session of tests."""
    folder = tmp_path_factory.mktemp("bot_and_actions")
    server = Server(folder, ["--model", str(bot_model)], ACTION_ENDPOINT_URL=product_actions.url).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def bot_server(in_process_bot: Server) -> Server:
    """The product; a module whose conversations are to be held with the action server as well has its own."""
    return in_process_bot


@pytest.fixture
def visitor(bot_server: Server) -> Visitor:
    """A visitor of the product with a new session."""
    return Visitor(bot_server.port).open()
