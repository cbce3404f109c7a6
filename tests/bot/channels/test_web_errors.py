"""Section 2 of the contract: what is refused, and how."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from bot.channels.session_token import TokenSigner
from tests.bot.server import Server
from tests.bot.visitor import Reply, Visitor, request


def refused(reply: Reply, status: int, code: str | None = None) -> None:
    assert reply.status == status, reply
    assert set(reply.json) == {"error", "message"}
    assert any("\u3041" <= letter <= "\u9fff" for letter in reply.json["message"])
    if code:
        assert reply.json["error"] == code


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "300", "choice": "x"},
        {"text": "300", "event": "start"},
        {"choice": "x", "choices": ["x"]},
        {"text": None},
        {"text": 300},
        {"text": ["300"]},
        {"text": {"text": "300"}},
        {"event": "restart"},
        {"event": None},
        {"choice": 1},
        {"choice": None},
        {"choices": "x"},
        {"choices": []},
        {"choices": [1]},
        {"choices": [["x"]]},
        {"choices": ["x"] * 51},
        {"text": "300", "client_message_id": 5},
        {"text": "300", "client_message_id": ""},
        {"text": "300", "client_message_id": "x" * 101},
        {"message": "300"},
        [],
        None,
        "300",
        300,
    ],
    ids=lambda body: json.dumps(body)[:40],
)
def test_a_body_that_is_none_of_the_four_is_malformed(visitor: Visitor, body: Any) -> None:
    refused(visitor.post(body), 400, "malformed")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"text=300", b'{"text": "300"', b"\xff\xfe", b'{"text": "\xe3\x81"}', b"[" * 60_000, b"NaN", b"\x00"],
    ids=lambda body: repr(body[:12]),
)
def test_a_body_that_is_no_json_is_malformed(visitor: Visitor, body: bytes) -> None:
    refused(visitor.post(body), 400, "malformed")


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\n\t", "\u200b", "\x00", "\ud800", "\u3164", "\u202e\u00a0"])
def test_a_text_without_anything_to_see_is_blank(visitor: Visitor, text: str) -> None:
    refused(visitor.post({"text": text}), 400, "blank_text")


def test_an_unknown_choice_is_refused(visitor: Visitor) -> None:
    refused(visitor.post({"choice": "nothing"}), 400, "unknown_choice")


def test_one_unknown_choice_among_several_is_refused_as_a_whole(visitor: Visitor) -> None:
    visitor.say("色")
    refused(visitor.post({"choices": [visitor.choice("赤"), "nothing"]}), 400, "unknown_choice")
    visitor.say("300")
    assert visitor.customs("seen")[0]["state"]["turns"] == 2


def test_500_characters_are_taken_and_501_are_not(visitor: Visitor) -> None:
    visitor.say("あ" * 500)
    refused(visitor.post({"text": "あ" * 501}), 413, "text_too_long")


def test_500_emoji_are_500_characters(visitor: Visitor) -> None:
    visitor.say("🍜" * 500)


@pytest.mark.parametrize("size", [65 * 1024, 900 * 1024, 3 * 1024 * 1024])
def test_a_large_body_is_refused(visitor: Visitor, size: int) -> None:
    refused(visitor.post({"text": "300", "padding": "x" * size}), 413, "body_too_large")


def test_a_body_of_64_kib_is_taken(visitor: Visitor) -> None:
    body = {"text": "300", "padding": ""}
    body["padding"] = "x" * (64 * 1024 - len(json.dumps(body)))
    assert visitor.post(body).status == 200


@pytest.mark.parametrize("method_and_path", ["POST /messages", "GET /history", "DELETE /session"])
@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Bearer x", "Basic eDp4", "Bearer 1.a.2.b"])
def test_without_a_token_of_ours_nothing_is_answered(
    mini_server: Server, method_and_path: str, header: str | None
) -> None:
    method, path = method_and_path.split()
    headers = {} if header is None else {"Authorization": header}
    reply = request(mini_server.port, method, "/webhooks/web" + path, b'{"text": "300"}', headers)
    refused(reply, 401, "unauthorized")


def test_a_token_that_was_altered_anywhere_is_refused(visitor: Visitor) -> None:
    assert visitor.token is not None
    for place in range(0, len(visitor.token), 3):
        letter = "A" if visitor.token[place] != "A" else "B"
        altered = visitor.token[:place] + letter + visitor.token[place + 1 :]
        refused(visitor.post({"text": "300"}, token=altered), 401)


def test_a_token_past_its_time_is_refused(visitor: Visitor, mini_server: Server) -> None:
    assert visitor.token is not None
    secret = (mini_server.data / "secret").read_bytes()
    signer = TokenSigner(secret, lifetime_s=10)
    conversation_id = visitor.token.split(".")[1]
    assert visitor.post({"text": "300"}, token=signer.issue(conversation_id)).status == 200
    refused(visitor.post({"text": "300"}, token=signer.issue(conversation_id, time.time() - 11)), 401)


def test_a_signed_token_of_a_conversation_that_does_not_exist_is_refused(mini_server: Server) -> None:
    signer = TokenSigner((mini_server.data / "secret").read_bytes())
    stranger = Visitor(mini_server.port, signer.issue("A" * 22))
    refused(stranger.post({"text": "300"}), 401)
    refused(stranger.request("GET", "/history"), 401)


@pytest.mark.parametrize("after", ["0", "x", "m", "m-1", "m1%27", "%00", "m99999999999", "%EF%BC%91"])
def test_an_id_that_no_message_can_have_is_malformed(visitor: Visitor, after: str) -> None:
    reply = visitor.request("GET", "/history?after=" + after)
    refused(reply, 400, "malformed")


def test_an_action_that_fails_is_told_without_figures_and_changes_nothing(
    visitor: Visitor, mini_server: Server
) -> None:
    visitor.say("300")
    reply = visitor.post({"text": "失敗"})
    refused(reply, 503, "unavailable")
    assert int(reply.headers["retry-after"]) > 0
    assert "12345678" not in mini_server.log.read_text()
    assert [entry["message"].get("text") for entry in visitor.history()] == ["300", "300ですね"]
    visitor.say("400")
    assert visitor.customs("seen")[0]["state"] == {"turns": 2, "texts": ["300", "400"]}


def test_a_turn_without_an_answer_is_an_error_and_not_an_empty_list(visitor: Visitor) -> None:
    refused(visitor.post({"text": "黙る"}), 503, "unavailable")
    assert visitor.history() == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/webhooks/web/messages", 405),
        ("PUT", "/webhooks/web/session", 405),
        ("GET", "/nothing", 404),
        ("POST", "/webhooks/rest/webhook", 404),
        ("GET", "/webhooks/rest", 404),
        ("PUT", "/model", 404),
        ("POST", "/model/train", 404),
        ("GET", "/conversations/default/tracker", 404),
        ("GET", "/status", 404),
        ("GET", "/domain", 404),
        ("GET", "/version", 404),
        ("GET", "/widget/../serve.py", 404),
        ("GET", "/widget/%2e%2e/build.py", 404),
        ("GET", "/widget/", 404),
    ],
)
def test_there_is_nothing_else_to_find(mini_server: Server, method: str, path: str, status: int) -> None:
    refused(request(mini_server.port, method, path), status)


def test_no_refusal_shows_what_is_inside(visitor: Visitor) -> None:
    for reply in (visitor.post(b"{"), visitor.post({"text": "失敗"}), visitor.post({"choice": "x"}), visitor.post([])):
        assert b"Traceback" not in reply.body
        assert b".py" not in reply.body
