"""The channel is configured by the environment alone."""

from __future__ import annotations

import pytest

from bot.channels.line.channel import settings
from tests.bot.line.conftest import MakeServer
from tests.bot.line.talk import PATH
from tests.bot.vendors.line import FakeLine
from tests.bot.visitor import Visitor, request

VARIABLES = ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "LINE_API_URL")


@pytest.mark.parametrize("given", [{}, {"LINE_CHANNEL_SECRET": "s"}, {"LINE_CHANNEL_ACCESS_TOKEN": "t"}])
def test_with_less_than_both_secrets_there_is_no_channel(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert settings() is None


def test_with_both_secrets_the_channel_calls_line_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "s")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "t")
    monkeypatch.delenv("LINE_API_URL", raising=False)
    found = settings()
    assert found is not None
    assert (found.secret, found.token, found.url) == (b"s", "t", "https://api.line.me")


def test_a_server_without_the_secrets_says_so_once_and_serves_the_web(make_server: MakeServer, line: FakeLine) -> None:
    server = make_server(line, LINE_CHANNEL_SECRET="", LINE_CHANNEL_ACCESS_TOKEN="").start()
    assert request(server.port, "POST", PATH, b"{}").status == 404
    assert Visitor(server.port).open().say("300")
    assert server.log.read_text().count("The LINE channel is off") == 1
    assert server.stop() == 0
