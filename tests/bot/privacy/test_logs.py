"""Whatever goes wrong: nothing of what was said, and no id, stands in the log."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing

import pytest

from bot.observe.lines import KEYS
from bot.observe.trace import OURS
from bot.stores.conversations import FILE_NAME
from tests.bot.line.talk import post_raw
from tests.bot.privacy.live import House
from tests.bot.slack.workspace import PATH as SLACK_PATH
from tests.bot.vendors.line import Fault
from tests.bot.visitor import BASE, Visitor, request

MARKERS = [f"Himitsu{number:02d}marker" for number in range(20)]
UPDATE = "UPDATE conversations SET snapshot = ? WHERE id = ?"
ALWAYS = {"time", "level", "logger", "message"}


def lines(house: House) -> list[dict[str, object]]:
    return [json.loads(line) for line in house.log().splitlines() if line.startswith("{")]


def speak_in_bad_shapes(house: House, visitor: Visitor) -> None:
    """Requests that are refused, each with markers."""
    port, token = house.server.port, visitor.token
    for body in (
        f'{{"text": "{MARKERS[0]}"'.encode(),
        json.dumps([MARKERS[1]]).encode(),
        json.dumps({"text": MARKERS[2], "choice": MARKERS[3]}).encode(),
        json.dumps({"choice": MARKERS[3]}).encode(),
        json.dumps({"text": MARKERS[4] * 100}).encode(),
        json.dumps({"text": MARKERS[4], "client_message_id": MARKERS[5] * 20}).encode(),
        MARKERS[6].encode() * 10_000,
    ):
        assert 400 <= visitor.post(body).status < 500
    headers = {
        "Authorization": f"Bearer {MARKERS[7]}",
        "X-Request-Id": MARKERS[8],
        "User-Agent": MARKERS[9],
        "X-Forwarded-For": MARKERS[10],
        "Origin": f"https://{MARKERS[10]}.example",
    }
    assert request(port, "POST", BASE + "/messages", b"{}", headers).status == 401
    assert request(port, "GET", f"{BASE}/history?after={MARKERS[11]}", None, {"Authorization": f"Bearer {token}"})
    for path in (f"/{MARKERS[11]}", f"/memo/{MARKERS[11]}", f"/staff/cases/{MARKERS[11]}"):
        assert request(port, "GET", path).status in (303, 404, 410)


def speak_as_a_vendor(house: House) -> None:
    """Webhooks that nobody signed, that say nonsense, and a vendor that refuses."""
    port, line = house.server.port, house.line
    assert post_raw(port, MARKERS[12].encode(), {"X-Line-Signature": MARKERS[12]}).status == 401
    event = line.event("message", f"U{'0' * 20}{MARKERS[13]}", message={"type": MARKERS[13], "id": MARKERS[13]})
    body = line.webhook({**event, "timestamp": MARKERS[13]}, {**event, "source": {"userId": MARKERS[13]}})
    assert post_raw(port, body, {"X-Line-Signature": line.sign(body)}).status in (200, 400)
    headers = {"X-Slack-Signature": MARKERS[14], "X-Slack-Retry-Reason": MARKERS[14]}
    assert request(port, "POST", SLACK_PATH, MARKERS[14].encode(), headers).status == 401
    friend = house.friend()
    friend.press("同意して始める")
    line.faults_to_come.append(Fault.broken)
    friend.say(MARKERS[15])


def break_what_is_stored(house: House, visitor: Visitor) -> None:
    """Rows that nobody can read, and a database that is held up."""
    visitor.say(MARKERS[16], client_message_id=MARKERS[17])
    conversation_id = str(visitor.token).split(".")[1]
    with closing(sqlite3.connect(house.server.data / FILE_NAME, isolation_level=None)) as connection:
        broken = json.dumps([{"event": "slot", "name": "dialogue", "value": {MARKERS[18]: MARKERS[18]}}])
        connection.execute(UPDATE, (broken, conversation_id))
        assert visitor.post({"text": MARKERS[19]}).status == 503
        connection.execute(UPDATE, (f"{{{MARKERS[18]}", conversation_id))
        visitor.post({"text": MARKERS[19]})
        connection.execute("BEGIN EXCLUSIVE")
        try:
            assert visitor.post({"text": MARKERS[19]}).status == 503
        finally:
            connection.execute("ROLLBACK")
    assert visitor.post({"text": "こんにちは"}).status == 200


def test_no_fault_brings_a_marker_into_the_log(house: House) -> None:
    visitor = house.visitor()
    before = len(lines(house))
    speak_in_bad_shapes(house, visitor)
    speak_as_a_vendor(house)
    break_what_is_stored(house, visitor)
    said = lines(house)[before:]
    # The faults were seen, and of everything that was said nothing.
    assert sum(line["level"] == "ERROR" for line in said) >= 3
    assert house.files_with(MARKERS).keys() >= {MARKERS[16]}
    assert [marker for marker in MARKERS if marker in house.log()] == []
    for secret in (visitor.token, os.environ.get("HOJO_NAVI_SECRET"), *house.line.environment.values()):
        assert not secret or secret not in house.log()


def test_every_line_has_the_listed_keys_only(house: House) -> None:
    house.visitor().say("こんにちは")
    said = lines(house)
    assert said
    for line in said:
        assert line.keys() <= ALWAYS | {"request_id"} | set(KEYS), line
    turns = [line for line in said if line["message"] == "A turn ended"]
    assert {line["channel"] for line in turns} >= {"web"}
    for line in turns:
        assert line.keys() == ALWAYS | {"request_id", "channel", "conversation", "ms", "outcome"}


@pytest.mark.parametrize("given", ["0123456789abcdef0123456789abcdef", None, "Himitsu"])
def test_a_request_its_answer_and_its_lines_carry_one_id(house: House, given: str | None) -> None:
    visitor = house.visitor()
    headers = {"Authorization": f"Bearer {visitor.token}", **({"X-Request-Id": given} if given else {})}
    body = json.dumps({"text": "こんにちは"}).encode()
    reply = request(house.server.port, "POST", BASE + "/messages", body, headers)
    trace = reply.headers["x-request-id"]
    assert OURS.fullmatch(trace)
    assert (trace == given) is (given is not None and OURS.fullmatch(given) is not None)
    assert [line["message"] for line in lines(house) if line.get("request_id") == trace] == ["A turn ended"]
