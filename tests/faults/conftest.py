from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bot.mini.build import train_mini
from tests.conftest import RequireService
from tests.faults.bots import Bot, start_all
from tests.faults.parts import PostgresCluster, RedisServer, postgres_tools


@dataclass
class Installation:
    """Two bots on a PostgreSQL of their own, one with locks on PostgreSQL; ``redis`` is there for others."""

    postgres: PostgresCluster
    redis: RedisServer
    bots: list[Bot]
    model: Path

    @property
    def ports(self) -> list[int]:
        """Where the bots are."""
        return [bot.port for bot in self.bots]


@pytest.fixture(scope="session")
def mini_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model of the small bot."""
    return train_mini(tmp_path_factory.mktemp("mini_model") / "mini.tar.gz")


@pytest.fixture(scope="session")
def cluster(require_service: RequireService) -> Iterator[PostgresCluster]:
    """A PostgreSQL that may be killed."""
    require_service("initdb of PostgreSQL", postgres_tools() is not None)
    # Not among pytest's folders, which only their owner may enter: the server runs as another user.
    with tempfile.TemporaryDirectory(prefix="hojo-navi-cluster-") as folder:
        server = PostgresCluster(Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory, require_service: RequireService) -> Iterator[RedisServer]:
    """A Redis that may be killed."""
    require_service("redis-server", RedisServer.is_installed())
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def installation(
    cluster: PostgresCluster, redis: RedisServer, mini_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """Two processes of the small bot, with the locks on Redis."""
    folder = tmp_path_factory.mktemp("bots")
    bots = [
        Bot(folder / str(n), mini_model, HOJO_NAVI_DATABASE=cluster.address, HOJO_NAVI_LOCKS=redis.address)
        for n in range(2)
    ]
    start_all(bots)
    yield Installation(cluster, redis, bots, mini_model)
    for bot in bots:
        bot.stop()
