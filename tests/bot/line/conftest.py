from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bot.line.talk import LineTalk
from tests.bot.mini.build import MINI, train_mini
from tests.bot.server import Server
from tests.bot.vendors.line import FakeLine

CREDENTIALS = Path(__file__).with_name("credentials.yml")
MakeServer = Callable[..., Server]


@pytest.fixture(scope="session")
def mini_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model of the small bot."""
    return train_mini(tmp_path_factory.mktemp("mini_model") / "mini.tar.gz")


@pytest.fixture
def line() -> Iterator[FakeLine]:
    """A LINE of its own for one test."""
    fake = FakeLine()
    fake.server.start()
    yield fake
    fake.server.stop()


@pytest.fixture(scope="session")
def make_server(mini_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeServer]:
    """Makes servers of the small bot with a LINE channel, not started yet; all are ended with the session."""
    made: list[Server] = []

    def make(fake: FakeLine, **environment: str) -> Server:
        arguments = ["--model", str(mini_model), "--endpoints", str(MINI / "endpoints.yml")]
        arguments += ["--credentials", str(CREDENTIALS)]
        path = os.pathsep.join([str(MINI), *filter(None, [os.environ.get("PYTHONPATH")])])
        settings = {"PYTHONPATH": path, "HOJO_NAVI_RETRY_S": "0.05", **fake.environment, **environment}
        made.append(Server(tmp_path_factory.mktemp("mini_line"), arguments, **settings))
        return made[-1]

    yield make
    for server in made:
        if server.process is not None and server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def shared_line() -> Iterator[FakeLine]:
    """The LINE that the shared server talks to."""
    fake = FakeLine()
    fake.server.start()
    yield fake
    fake.server.stop()


@pytest.fixture(scope="session")
def line_server(make_server: MakeServer, shared_line: FakeLine) -> Iterator[Server]:
    """The small bot with a LINE channel, served for the whole session of tests."""
    server = make_server(shared_line).start()
    yield server
    assert server.stop() == 0


@pytest.fixture
def talk(line_server: Server, shared_line: FakeLine) -> LineTalk:
    """A new user in LINE."""
    shared_line.faults_to_come.clear()
    return LineTalk(shared_line, line_server.port)
