from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bot.channels.action_server import ActionServer
from tests.bot.mini.build import MINI, train_mini
from tests.bot.server import Server
from tests.bot.visitor import Visitor

MakeServer = Callable[..., Server]


@pytest.fixture(scope="session")
def mini_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model of the small bot that the channel is tested with."""
    return train_mini(tmp_path_factory.mktemp("mini_model") / "mini.tar.gz")


@pytest.fixture(scope="session")
def make_server(mini_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeServer]:
    """Makes servers of the small bot, not started yet; all are ended with the session."""
    made: list[Server] = []

    def make(model: Path = mini_model, data: Path | None = None, **environment: str) -> Server:
        arguments = ["--model", str(model), "--endpoints", str(MINI / "endpoints.yml")]
        arguments += ["--credentials", str(MINI / "credentials.yml")]
        path = os.pathsep.join([str(MINI), *filter(None, [os.environ.get("PYTHONPATH")])])
        folder = data or tmp_path_factory.mktemp("mini")
        made.append(Server(folder, arguments, **{"PYTHONPATH": path, **environment}))
        return made[-1]

    yield make
    for server in made:
        if server.process is not None and server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def action_server() -> Iterator[ActionServer]:
    """The small bot's actions on Rasa's stock action server, not started yet."""
    server = ActionServer("mini_actions", MINI)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def in_process_server(make_server: MakeServer) -> Iterator[Server]:
    """The small bot with its actions in process, served for the whole session of tests."""
    server = make_server().start()
    yield server
    assert server.stop(signal.SIGINT) == 0


@pytest.fixture
def mini_server(in_process_server: Server) -> Server:
    """The small bot; the tests of the contract run with the stock action server as well."""
    return in_process_server


@pytest.fixture
def visitor(mini_server: Server) -> Visitor:
    """A visitor of the small bot with a new session."""
    return Visitor(mini_server.port).open()
