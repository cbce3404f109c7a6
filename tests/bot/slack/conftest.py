from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bot.mini.build import MINI, train_mini
from tests.bot.server import Server
from tests.bot.slack.desk import Desk
from tests.bot.slack.workspace import SECRET
from tests.bot.vendors.slack import TOKEN, FakeSlack

MakeBot = Callable[..., Server]
CREDENTIALS = Path(__file__).with_name("credentials.yml")


def environment_of(fake: FakeSlack) -> dict[str, str]:
    """What the bot needs to know of the workspace."""
    return {
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_API_URL": fake.url,
        "HOJO_NAVI_RETRY_S": "0.05",
    }


@pytest.fixture(scope="session")
def mini_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model of the small bot that says again what it is told."""
    return train_mini(tmp_path_factory.mktemp("mini_model") / "mini.tar.gz")


@pytest.fixture(scope="session")
def make_mini(mini_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeBot]:
    """Makes servers of the small bot in a workspace, not started yet; all are ended with the session."""
    made: list[Server] = []

    def make(fake: FakeSlack, **environment: str) -> Server:
        arguments = ["--model", str(mini_model), "--endpoints", str(MINI / "endpoints.yml")]
        arguments += ["--credentials", str(CREDENTIALS)]
        path = os.pathsep.join([str(MINI), *filter(None, [os.environ.get("PYTHONPATH")])])
        settings = {**environment_of(fake), "PYTHONPATH": path, **environment}
        made.append(Server(tmp_path_factory.mktemp("slack"), arguments, **settings))
        return made[-1]

    yield make
    for server in made:
        if server.process is not None and server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def session_fake() -> Iterator[FakeSlack]:
    """A workspace for the whole session of tests."""
    fake = FakeSlack().start()
    yield fake
    fake.stop()


@pytest.fixture
def fake(session_fake: FakeSlack) -> Iterator[FakeSlack]:
    """The workspace, well again after the test; nothing that the bot sent may have been refused."""
    session_fake.refused.clear()
    yield session_fake
    session_fake.fault, session_fake.may_read = None, True
    session_fake.faults.clear()
    session_fake.archived.clear()
    session_fake.strangers.clear()


@pytest.fixture(scope="session")
def mini_server(make_mini: MakeBot, session_fake: FakeSlack) -> Server:
    """The small bot in the workspace."""
    return make_mini(session_fake).start()


@pytest.fixture(scope="session")
def product_server(
    bot_model: Path, session_fake: FakeSlack, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The product in the workspace."""
    arguments = ["--model", str(bot_model), "--credentials", str(CREDENTIALS)]
    server = Server(tmp_path_factory.mktemp("product"), arguments, **environment_of(session_fake)).start()
    yield server
    server.stop()


@pytest.fixture
def desk(mini_server: Server, fake: FakeSlack) -> Desk:
    """Somebody in a direct message with the small bot."""
    return Desk(mini_server, fake).open()


@pytest.fixture
def thread(mini_server: Server, fake: FakeSlack) -> Desk:
    """Somebody in a thread of a channel with the small bot."""
    return Desk(mini_server, fake, channel="C0MINI").open()
