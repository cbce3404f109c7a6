"""Two servers for all conversations: one on a day on which the calls of 2021 were open, one on today's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bot.conversations.judging import DAY, TODAY
from tests.bot.conversations.owner import Owner
from tests.bot.server import Server
from tests.bot.visitor import Visitor

OPENING = "栃木県で製造業をやっている株式会社です。資本金1000万円、従業員15人です"


@pytest.fixture(scope="session")
def bot_server(bot_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product on that day."""
    folder = tmp_path_factory.mktemp("conversations")
    server = Server(folder, ["--model", str(bot_model)], CATALOG_AS_OF=DAY.isoformat()).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def today_server(bot_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product on the day that the catalogue of 2026 was checked."""
    folder = tmp_path_factory.mktemp("today")
    server = Server(folder, ["--model", str(bot_model)], CATALOG_AS_OF=TODAY.isoformat()).start()
    yield server
    server.stop()


@pytest.fixture
def new_owner(bot_server: Server) -> Callable[[], Owner]:
    """Opens a session of its own for each owner."""
    return lambda: Owner(Visitor(bot_server.port).open())


@pytest.fixture
def owner(new_owner: Callable[[], Owner]) -> Owner:
    """An owner who has agreed and was asked the first question."""
    return new_owner().begins()


@pytest.fixture
def maker(owner: Owner) -> Owner:
    """A maker with 15 people in Tochigi who is asked how sales changed."""
    owner.says(OPENING)
    assert owner.asked == "sales_change_pct", owner.said_back
    return owner


@pytest.fixture
def judged(maker: Owner) -> Owner:
    """The same maker with the verdict: sales down by 15 %, machines for three million yen."""
    maker.says("15%減です", "新しい機械を入れたい", "300万円")
    return maker.wants_the_verdict()
