"""Rate limits, where they are on."""

from __future__ import annotations

import pytest

from tests.bot.channels.conftest import MakeServer
from tests.bot.server import Server
from tests.bot.visitor import Reply, Visitor


@pytest.fixture(scope="module")
def strict_server(make_server: MakeServer) -> Server:
    return make_server(RATE_LIMIT="").start()


def first_refusal(replies: list[Reply]) -> Reply:
    refusals = [reply for reply in replies if reply.status == 429]
    assert refusals
    return refusals[0]


def test_a_flood_of_messages_is_told_to_wait(strict_server: Server) -> None:
    visitor = Visitor(strict_server.port).open()
    replies = [visitor.post({"text": "300"}) for _ in range(90)]
    refusal = first_refusal(replies)
    assert refusal.json["error"] == "rate_limited"
    assert int(refusal.headers["retry-after"]) >= 1
    assert {reply.status for reply in replies} == {200, 429}
    answered = sum(reply.status == 200 for reply in replies)
    assert len(visitor.history()) == 2 * answered


def test_a_flood_from_one_session_leaves_the_others_alone(strict_server: Server) -> None:
    flooding, other = Visitor(strict_server.port).open(), Visitor(strict_server.port).open()
    first_refusal([flooding.post(b"{") for _ in range(90)])
    other.say("300")


def test_a_flood_of_sessions_is_told_to_wait(strict_server: Server) -> None:
    stranger = Visitor(strict_server.port)
    replies = [stranger.request("POST", "/session") for _ in range(90)]
    assert int(first_refusal(replies).headers["retry-after"]) >= 1


def test_without_limits_nobody_waits(visitor: Visitor) -> None:
    assert {visitor.post({"text": "300"}).status for _ in range(90)} == {200}
