"""Nobody but LINE gets anything into the inbox."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.channels.delivery.courier import Courier
from bot.channels.delivery.keys import Keys
from bot.channels.line.channel import Webhook
from bot.channels.line.signature import is_signed, signature
from bot.stores.conversations import FILE_NAME
from bot.stores.database import Database
from bot.stores.delivery import DeliveryStore
from bot.stores.sealing import Sealer
from tests.bot.line.talk import LineTalk, new_user, post_raw
from tests.bot.server import Server
from tests.bot.vendors.line import SECRET, FakeLine
from tests.bot.vendors.stub import StubVendor

FORGERIES = 10_000


def forged(chance: random.Random, body: bytes, good: str) -> tuple[bytes, str | None]:
    """A damaged request: another body, another signature, or none."""
    place = chance.randrange(len(body))
    kinds: list[Callable[[], tuple[bytes, str | None]]] = [
        lambda: (body[:place] + bytes([body[place] ^ 1 << chance.randrange(8)]) + body[place + 1 :], good),
        lambda: (body[:place], good),
        lambda: (body + b" ", good),
        lambda: (body.replace(b'": ', b'":', 1), good),
        lambda: (body, good[: chance.randrange(len(good))]),
        lambda: (body, good.swapcase()),
        lambda: (body, good + "="),
        lambda: (body, FakeLine.sign(body, SECRET + "x")),
        lambda: (body, FakeLine.sign(body, "")),
        lambda: (body, "".join(chance.choices("ABCDabcd0123+/=", k=chance.randrange(60)))),
        lambda: (body, "\u3042" * chance.randrange(1, 45)),
        lambda: (body, "\udce3" + good[1:]),
        lambda: (body, None),
        lambda: (bytes(chance.randrange(256) for _ in range(chance.randrange(50))), good),
    ]
    return chance.choice(kinds)()


def test_ten_thousand_forged_or_damaged_requests_leave_no_row(tmp_path: Path) -> None:
    path, line, chance = tmp_path / FILE_NAME, FakeLine(), random.Random(7)
    store = DeliveryStore(Database(path), Sealer(b"s" * 32))
    webhook = Webhook(SECRET.encode(), Keys(b"s" * 32, "line"), Courier(StubVendor(), store, StubVendor.never))
    body = line.webhook(line.text(new_user(), "資本金は300万円です"), line.event("follow", new_user()))

    async def attack() -> set[int]:
        requests = (forged(chance, body, line.sign(body)) for _ in range(FORGERIES))
        return {await webhook.receive(*request) for request in requests}

    assert asyncio.run(attack()) == {401}
    assert not path.exists()


def test_over_http_a_forged_request_is_refused_and_a_true_one_is_not(
    line_server: Server, shared_line: FakeLine
) -> None:
    chance, user = random.Random(8), new_user()
    body = shared_line.webhook(shared_line.text(user, "300"))
    with sqlite3.connect(line_server.data / FILE_NAME) as connection:
        before = connection.execute("SELECT count(*) FROM inbox").fetchone()
        for _ in range(150):
            damaged, given = forged(chance, body, shared_line.sign(body))
            headers = {} if given is None else {"X-Line-Signature": given.encode("utf-8", "replace").decode("latin-1")}
            assert post_raw(line_server.port, damaged, headers).status == 401
        assert connection.execute("SELECT count(*) FROM inbox").fetchone() == before
    assert post_raw(line_server.port, body, {"X-Line-Signature": shared_line.sign(body)}).status == 200


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{}", b'{"events": {}}', b'{"events": [1]}', b"\xff", b"[" * 9999]
)
def test_a_signed_body_that_is_no_webhook_is_refused_as_malformed(
    line_server: Server, shared_line: FakeLine, body: bytes
) -> None:
    assert post_raw(line_server.port, body, {"X-Line-Signature": shared_line.sign(body)}).status == 400


def test_the_empty_webhook_by_which_the_console_verifies_the_address_is_welcome(
    line_server: Server, shared_line: FakeLine
) -> None:
    body = shared_line.webhook()
    assert post_raw(line_server.port, body, {"X-Line-Signature": shared_line.sign(body)}).status == 200


def test_the_signature_is_about_the_bytes_and_not_about_the_meaning() -> None:
    assert is_signed(b"k", b'{"a": 1}', signature(b"k", b'{"a": 1}'))
    assert not is_signed(b"k", b'{"a":1}', signature(b"k", b'{"a": 1}'))


def test_a_signature_is_what_the_documentation_says() -> None:
    # Made with: printf body | openssl dgst -sha256 -hmac secret -binary | base64
    assert signature(b"secret", b"body") == "3EaYNVf+oSe0OvchRn65s/3iM4/j4U9RlSqoR4wT01U="


def test_a_talk_goes_on_after_an_attack(talk: LineTalk) -> None:
    talk.say("300")
    assert talk.texts() == ["300ですね"]
