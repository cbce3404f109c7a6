"""Only what Slack signed is read, and nothing that it may send brings the bot out of step."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from bot.channels.delivery.keys import Keys
from bot.channels.slack.inbound import Unreadable, event_of, press_of, read_body
from bot.channels.slack.signature import is_signed, sign
from tests.bot.server import Server
from tests.bot.slack.desk import Desk, rows
from tests.bot.slack.workspace import (
    FORM,
    JSON,
    SECRET,
    OpenConnection,
    Slack,
    direct,
    envelope,
    mention,
    press,
    signed,
)

Json = dict[str, Any]
Headers = list[tuple[str, str]]
FORGED = 10_000
KEYS = Keys(b"0123456789abcdef", "slack")
BODY = json.dumps(envelope(direct("D0FORGED", "300"))).encode()
STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"


def good(moment: float | None = None, secret: str = SECRET, body: bytes = BODY) -> dict[str, str]:
    return signed(body, JSON, secret, moment)


def changed(name: str, change: Callable[[str], str]) -> Headers:
    headers = good()
    return [*{**headers, name: change(headers[name])}.items()]


def flipped(text: str, random: Random) -> str:
    place = random.randrange(3, len(text))
    return text[:place] + random.choice([c for c in "0123456789abcdef" if c != text[place]]) + text[place + 1 :]


def forgeries(random: Random) -> list[Callable[[], tuple[bytes, Headers]]]:
    """Ways to forge or damage a request."""
    return [
        lambda: (BODY, [*good(secret=f"{random.random()}").items()]),
        lambda: (BODY, [*good(moment=time.time() - random.randrange(302, 10**6)).items()]),
        lambda: (BODY, [*good(moment=time.time() + random.randrange(302, 10**6)).items()]),
        lambda: (BODY + b" ", [*good().items()]),
        lambda: (BODY.replace(b"300", str(random.randrange(301, 999)).encode()), [*good().items()]),
        lambda: (b"", [*good().items()]),
        lambda: (BODY, changed(SIGNATURE, lambda s: flipped(s, random))),
        lambda: (BODY, changed(SIGNATURE, lambda s: s[: random.randrange(len(s))])),
        lambda: (BODY, changed(SIGNATURE, lambda s: s.replace("v0", "v1"))),
        lambda: (BODY, changed(SIGNATURE, str.upper)),
        lambda: (BODY, changed(SIGNATURE, lambda s: s + "é" * random.randrange(1, 5))),
        lambda: (BODY, changed(STAMP, lambda s: str(int(s) + random.randrange(1, 200)))),
        lambda: (BODY, changed(STAMP, lambda s: random.choice(["", "x", "-1", "1e9", "٣٠٠", f" {s}0", "9" * 400]))),
        lambda: (BODY, [pair for pair in good().items() if pair[0] != SIGNATURE]),
        lambda: (BODY, [pair for pair in good().items() if pair[0] != STAMP]),
        lambda: (BODY, [("Content-Type", JSON)]),
        lambda: (BODY, [*good().items(), (SIGNATURE, good()[SIGNATURE])]),
        lambda: (BODY, [*good().items(), (STAMP, good()[STAMP])]),
    ]


def in_latin(headers: Headers) -> Headers:
    """Headers that can be sent at all."""
    return [(name, value.encode("utf-8").decode("latin-1")) for name, value in headers]


def received(desk: Desk) -> int:
    query = "SELECT count(*) FROM inbox WHERE conversation_id = ?"
    return int(rows(desk.server.data, query, desk.conversation_id)[0][0])


def test_ten_thousand_forged_requests_are_refused_and_leave_nothing(mini_server: Server) -> None:
    random = Random(7)
    ways, connection = forgeries(random), OpenConnection(mini_server.port)
    before = rows(mini_server.data, "SELECT count(*) FROM inbox")
    statuses = []
    for number in range(FORGED):
        body, headers = ways[number % len(ways)]()
        statuses.append(connection.send(body, in_latin(headers)))
    assert set(statuses) == {401}
    assert rows(mini_server.data, "SELECT count(*) FROM inbox") == before


def test_a_well_signed_request_is_taken(mini_server: Server) -> None:
    assert OpenConnection(mini_server.port).send(BODY, [*good().items()]) == 200


@pytest.mark.parametrize("age_s", [-299, 0, 299])
def test_a_signature_holds_for_five_minutes(age_s: int) -> None:
    now = time.time()
    headers = good(now - age_s)
    assert is_signed(SECRET, [headers[STAMP]], [headers[SIGNATURE]], BODY, now)


@given(st.binary(max_size=200), st.text(min_size=1, max_size=20))
def test_the_signature_is_the_one_of_slacks_own_library(body: bytes, secret: str) -> None:
    moment = str(int(time.time()))
    if secret.strip() and _is_utf8(body):
        theirs = SignatureVerifier(secret).generate_signature(timestamp=moment, body=body)
        assert sign(secret, moment, body) == theirs
    assert is_signed(secret, [moment], [sign(secret, moment, body)], body, time.time())


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_the_address_is_verified_only_for_slack(mini_server: Server) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1aB"}).encode()
    slack = Slack(mini_server.port)
    assert slack.deliver(body, JSON).json == {"challenge": "3eZbrw1aB"}
    assert slack.send(body, {"Content-Type": JSON}).status == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b"payload={"])
@pytest.mark.parametrize("content_type", [JSON, "application/json", FORM, "text/plain", ""])
def test_a_body_that_slack_would_not_send_is_refused_politely(
    body: bytes, content_type: str, mini_server: Server
) -> None:
    assert Slack(mini_server.port).deliver(body, content_type).status == 400


@pytest.mark.parametrize("content_type", ["application/json", JSON, "Application/JSON ; Charset=UTF-8"])
def test_the_spelling_of_the_content_type_does_not_matter(content_type: str, desk: Desk) -> None:
    body = json.dumps(envelope(direct(desk.channel, "300"))).encode()
    assert desk.slack.deliver(body, content_type).status == 200
    assert rows(desk.server.data, "SELECT count(*) FROM inbox WHERE conversation_id = ?", desk.conversation_id) == [
        (1,)
    ]


POSTED = {"ts": "1700000000.000001", "channel": "D1", "text": "x", "blocks": [], "thread_ts": "1700000000.000001"}
OPTION = {"text": {"type": "plain_text", "text": "x"}, "value": "c.x"}
TICKED = {"once.tick.0": {"tick": {"type": "checkboxes", "selected_options": [OPTION]}}}
SUBMIT = {"type": "button", "action_id": "submit", "value": "submit", "text": {"type": "plain_text", "text": "x"}}
PICK = {"type": "static_select", "action_id": "pick", "selected_option": OPTION}
WELL_FORMED: list[Json] = [
    envelope(direct("D1", "<@U1> x")),
    envelope(mention("C1", "x", "1700000000.000001")),
    press(POSTED, {"block_id": "once.submit"}, SUBMIT, TICKED),
    press(POSTED, {"block_id": "again.pick.0"}, PICK),
]
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 1.5, "", "x", "nan", "1e400", "\ud83c", [], [None], [[]], {}, {"id": 1}, "<@|<"]
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every part of a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, part in inner for deeper in paths(part, (*path, key)))][not path :]


@st.composite
def damaged(draw: st.DrawFn) -> Json:
    """A well-formed body of Slack with odd values in some places."""
    content: Json = json.loads(json.dumps(draw(st.sampled_from(WELL_FORMED))))
    for _ in range(draw(st.integers(1, 4))):
        *way, last = draw(st.sampled_from(paths(content)))
        holder: Any = content
        for key in way:
            holder = holder[key]
        # A copy: a value put into itself would have no end.
        holder[last] = copy.deepcopy(draw(ODD))
    return content


@pytest.mark.parametrize("content", WELL_FORMED)
def test_well_formed_bodies_are_events(content: Json) -> None:
    assert event_of(content, KEYS) or press_of(content, KEYS)


@pytest.mark.property
@given(damaged())
def test_whatever_object_comes_is_an_event_or_nothing_or_unreadable(content: Json) -> None:
    for read in (event_of, press_of):
        try:
            event = read(content, KEYS)
        except Unreadable:
            continue
        assert event is None or event.conversation_id.startswith("slack-")


@pytest.mark.property
@given(st.binary(max_size=300), st.sampled_from([JSON, FORM, "", "multipart/form-data"]))
def test_whatever_bytes_come_are_read_or_unreadable(body: bytes, content_type: str) -> None:
    try:
        kind, content = read_body(content_type, body)
    except Unreadable:
        return
    assert kind in ("event", "interaction", "command")
    assert isinstance(content, dict)


def test_what_slack_signed_but_nobody_can_read_is_left_out_without_an_error(mini_server: Server) -> None:
    slack = Slack(mini_server.port)
    odd: list[Json] = [{}, {"type": "event_callback"}, {"type": "event_callback", "event": {"type": "message"}}]
    odd.append(envelope({**direct("D1", "x"), "ts": "nan"}))
    assert {slack.deliver(json.dumps(content).encode(), JSON).status for content in odd} == {200}
    payloads: list[Json] = [{}, {"type": "view_submission"}, {"type": "block_actions", "actions": [{}]}]
    forms = [urlencode({"payload": json.dumps(payload)}).encode() for payload in payloads]
    assert {slack.deliver(form, FORM).status for form in forms} == {200}
