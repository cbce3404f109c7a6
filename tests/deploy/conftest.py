from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.bot.conftest import bot_model  # noqa: F401
from tests.bot.server import Server
from tests.conftest import RequireService
from tests.deploy.proxy import Proxy, ProxyVisitor, nginx_is_there

SECRET = "a secret that both processes know"


@pytest.fixture(scope="session")
def two_bots(bot_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:  # noqa: F811
    """Two processes that serve the same conversations."""
    folder = tmp_path_factory.mktemp("two_bots")
    settings = {"HOJO_NAVI_SECRET": SECRET, "PROXIES_COUNT": "1"}
    servers = [Server(folder, ["--model", str(bot_model)], **settings) for _ in range(2)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(Server.start, servers))
    yield servers
    for server in servers:
        if server.process is not None and server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def proxy(two_bots: list[Server], require_service: RequireService) -> Iterator[Proxy]:
    """nginx before both, with the limits as they are delivered."""
    require_service("nginx", nginx_is_there())
    proxy = Proxy([server.port for server in two_bots]).start()
    yield proxy
    proxy.stop()


@pytest.fixture
def guest(proxy: Proxy) -> ProxyVisitor:
    """Somebody who comes through the proxy, with a new session."""
    visitor = ProxyVisitor(proxy.port, proxy=proxy)
    visitor.open()
    return visitor
