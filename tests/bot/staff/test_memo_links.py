from __future__ import annotations

import secrets
import time
from collections.abc import Callable

import pytest

from bot.channels.session_token import load_secret
from bot.reports.links import LinkSigner
from tests.bot.server import Server
from tests.bot.staff.people import Owner
from tests.bot.visitor import Reply, request

GUESSES = 1_000


def get(server: Server, path: str, method: str = "GET") -> Reply:
    return request(server.port, method, path)


@pytest.mark.parametrize("ending", ["", ".pdf", ".md"])
def test_nobody_keeps_finds_or_frames_a_memo(ending: str, owner: Owner, bot_server: Server) -> None:
    reply = get(bot_server, owner.asks_for_the_memo() + ending)
    assert reply.status == 200
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in reply.headers["x-robots-tag"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["x-frame-options"] == "DENY"


def test_the_page_runs_no_script(owner: Owner, bot_server: Server) -> None:
    policy = get(bot_server, owner.asks_for_the_memo()).headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy
    assert "unsafe" not in policy


def test_a_thousand_guesses_find_nothing(owner: Owner, bot_server: Server) -> None:
    """Some of them near a real link: its report, its expiry, parts of its signature."""
    token = owner.asks_for_the_memo().rpartition("/")[2]
    report, expiry, signature = token.split(".")
    found = set()
    for number in range(GUESSES):
        guess = secrets.token_urlsafe(32)
        paths = (
            f"{secrets.token_urlsafe(16)}.{expiry}.{signature}",
            f"{report}.{expiry}.{guess}",
            f"{report}.{int(expiry) + 1 + number}.{signature}",
            f"{report}.{expiry}.{signature[:-2]}{guess[:2]}",
        )
        path = paths[number % len(paths)]
        if path != token:
            found.add(get(bot_server, f"/memo/{path}").status)
    assert found == {404}


def test_a_forged_an_expired_and_a_foreign_link_all_look_the_same(
    new_owner: Callable[[], Owner], bot_server: Server
) -> None:
    mine, other = (new_owner().asks_for_the_memo().rpartition("/")[2].split(".") for _ in range(2))
    signer = LinkSigner(load_secret(bot_server.data))
    tokens = [
        ".".join([mine[0], mine[1], other[2]]),
        signer.issue(mine[0], int(time.time()) - 1),
        signer.issue(secrets.token_urlsafe(16), int(time.time()) + 60),
        LinkSigner(b"another installation").issue(mine[0], int(time.time()) + 60),
        "x",
    ]
    replies = [get(bot_server, f"/memo/{token}{ending}") for token in tokens for ending in ("", ".pdf", ".md")]
    assert {reply.status for reply in replies} == {404}
    assert len({reply.body for reply in replies}) == 1
    assert "製造業" not in replies[0].body.decode()


def test_a_session_token_opens_no_memo(owner: Owner, bot_server: Server) -> None:
    assert get(bot_server, f"/memo/{owner.visitor.token}").status == 404


def test_a_memo_cannot_be_changed_through_its_link(owner: Owner, bot_server: Server) -> None:
    url = owner.asks_for_the_memo()
    assert get(bot_server, url, "DELETE").status == 405
    assert get(bot_server, url, "POST").status == 405
