"""One server with staff, and people on both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.staff.password import PasswordHash
from tests.bot.server import Server
from tests.bot.staff.people import PASSWORD, Owner, Staff
from tests.bot.visitor import Visitor


@pytest.fixture(scope="session")
def bot_server(bot_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with staff, on a day on which calls were open."""
    server = Server(
        tmp_path_factory.mktemp("staff"),
        ["--model", str(bot_model)],
        CATALOG_AS_OF="2021-04-15",
        HOJO_NAVI_STAFF_PASSWORD_HASH=str(PasswordHash.of(PASSWORD)),
    ).start()
    yield server
    server.stop()


@pytest.fixture
def new_owner(bot_server: Server) -> Callable[[], Owner]:
    """Opens a session of its own for each owner, who has told the usual facts."""
    return lambda: Owner(Visitor(bot_server.port).open()).begins()


@pytest.fixture
def owner(new_owner: Callable[[], Owner]) -> Owner:
    """An owner who has told the usual facts."""
    return new_owner()


@pytest.fixture(scope="session")
def staff(bot_server: Server) -> Staff:
    """Somebody who is logged in; the login is used by all tests, since it is limited."""
    someone = Staff(bot_server.port)
    assert someone.logs_in(PASSWORD).status == 303
    return someone


@pytest.fixture
def stranger(bot_server: Server) -> Staff:
    """Somebody with a browser and no login."""
    return Staff(bot_server.port)
