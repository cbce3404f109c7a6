"""nginx before two processes of the bot: what it lets through, what it keeps away, what it says itself."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import ssl
import time

import pytest
import yaml

from tests.bot.server import ROOT, Server
from tests.bot.visitor import Reply, Visitor
from tests.conftest import RequireService
from tests.deploy.proxy import Proxy, ProxyVisitor, nginx_is_there

ERRORS = yaml.safe_load((ROOT / "bot/channels/errors.yml").read_text("utf-8"))
MESSAGES = "/webhooks/web/messages"
pytestmark = pytest.mark.service


def agree(visitor: Visitor) -> None:
    """Begin and agree to the notice."""
    visitor.start()
    (notice,) = (custom for custom in visitor.customs("notice") if custom["topic"] == "consent")
    visitor.choose_id(notice["accept"])


def logged(proxy: Proxy, reply: Reply) -> dict[str, object]:
    """What the proxy's log says of an answer; it is written after the answer was sent."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        for line in proxy.log.read_text().splitlines():
            if reply.headers["x-request-id"] in line:
                found: dict[str, object] = json.loads(line)
                return found
        time.sleep(0.01)
    raise AssertionError("the answer is not in the log")


def stored(visitor: Visitor) -> dict[str, object]:
    """The answers that the bot holds."""
    visitor.say("入力内容を確認")
    profile: dict[str, object] = visitor.customs("profile_summary")[0]["profile"]
    return profile


def said(visitor: Visitor) -> list[str]:
    """What the history holds of the visitor's own words, in order."""
    return [entry["message"]["text"] for entry in visitor.history() if entry["from"] == "user"]


def test_answers_carry_the_headers_for_browsers_and_no_version(proxy: Proxy, guest: ProxyVisitor) -> None:
    for reply in (proxy.ask("GET", "/"), proxy.ask("GET", "/nothing"), guest.request("GET", "/history")):
        assert reply.headers["strict-transport-security"] == "max-age=31536000"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert "/" not in reply.headers.get("server", "")
    assert "default-src 'none'" in proxy.ask("GET", "/").headers["content-security-policy"]
    assert proxy.ask("GET", "/").headers["cache-control"] == "no-cache"
    assert guest.request("GET", "/history").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/nothing", "/healthz", "/webhooks/web/history"])
def test_an_answer_carries_one_id_of_its_request(proxy: Proxy, path: str) -> None:
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    connection = http.client.HTTPSConnection("localhost", proxy.port, timeout=30, context=context)
    connection.request("GET", path)
    assert len(connection.getresponse().headers.get_all("X-Request-ID")) == 1
    connection.close()


@pytest.mark.parametrize(
    "path",
    [
        "/webhooks/rest/webhook",
        "/webhooks/web/",
        "/webhooks/web/sessions",
        "/webhooks/line/webhook/x",
        "/conversations/default/tracker",
        "/model/parse",
        "/domain",
        "/status",
        "/metrics",
        "/livez",
        "/alive",
        "/webhook",
        "/widget",
        "//",
        "/staffroom",
        "/.env",
        "/widget/../metrics",
        "/widget/%2e%2e/metrics",
    ],
)
def test_only_public_addresses_lead_to_the_bot(proxy: Proxy, path: str) -> None:
    reply = proxy.ask("POST" if "webhook" in path else "GET", path)
    assert (reply.status, reply.json) == (404, {"error": "not_found", "message": ERRORS["not_found"]["message"]})
    assert (logged(proxy, reply)["path"], logged(proxy, reply)["bot"]) == ("other", "")


def test_a_large_body_is_refused_by_the_proxy(proxy: Proxy, guest: ProxyVisitor) -> None:
    passed = guest.post(b" " * 64 * 1024)
    assert passed.status == 400
    assert logged(proxy, passed)["bot"]
    reply = guest.post(b" " * (64 * 1024 + 1))
    assert (reply.status, reply.json["message"]) == (413, ERRORS["body_too_large"]["message"])
    assert logged(proxy, reply)["bot"] == ""


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "code"),
    [
        ("TRACE", "/", {}, 405, "method_not_allowed"),
        ("PATCH", MESSAGES, {}, 405, "method_not_allowed"),
        ("GET", "/" + "x" * 9000, {}, 400, "malformed"),
        ("GET", "/", {"X-Padding": "x" * 9000}, 400, "malformed"),
        ("GET", "/", {"Host": "localhost:1", "Content-Length": "x"}, 400, "malformed"),
    ],
)
def test_what_is_no_request_of_a_visitor_ends_at_the_proxy(
    proxy: Proxy, method: str, path: str, headers: dict[str, str], status: int, code: str
) -> None:
    reply = proxy.ask(method, path, headers=headers)
    assert (reply.status, reply.json) == (status, {"error": code, "message": ERRORS[code]["message"]})
    assert logged(proxy, reply)["bot"] == ""


def test_the_way_without_tls_only_leads_to_tls(proxy: Proxy) -> None:
    reply = proxy.plain("/memo/abc")
    assert (reply.status, reply.headers["location"]) == (308, f"https://localhost:{proxy.port}/memo/abc")


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.example"])
def test_another_host_name_gets_no_handshake(proxy: Proxy, name: str) -> None:
    context = ssl._create_unverified_context()
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as raw, pytest.raises(ssl.SSLError):
        context.wrap_socket(raw, server_hostname=name)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_old_versions_of_tls_are_refused(proxy: Proxy) -> None:
    context = ssl._create_unverified_context()
    context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as raw, pytest.raises(ssl.SSLError):
        context.wrap_socket(raw, server_hostname="localhost")


def test_the_log_holds_no_key_no_query_and_no_made_up_address(proxy: Proxy, guest: ProxyVisitor) -> None:
    for path in (
        "/memo/secretkey",
        "/staff/cases/secretcase",
        "/healthz?secretquery",
        "/secretpath",
        "/widget/secret!",
    ):
        proxy.ask("GET", path)
    logged(proxy, guest.request("GET", "/history?after=m1secret"))
    log = proxy.log.read_text()
    assert "secret" not in log
    assert "m1" not in log
    assert {"/memo/KEY", "/staff/cases/ID", "/healthz"} <= {line.split('"')[15] for line in log.splitlines()}


def test_a_flood_from_one_address_is_told_to_wait_whatever_it_says_of_its_address(two_bots: list[Server]) -> None:
    proxy = Proxy([server.port for server in two_bots], ADDRESS_RATE="1r/s", ADDRESS_BURST="5").start()
    try:
        replies = [
            proxy.ask("GET", "/healthz", headers={"X-Forwarded-For": f"192.0.2.{number}", "Forwarded": "for=192.0.2.9"})
            for number in range(12)
        ]
    finally:
        proxy.stop()
    refused = [reply for reply in replies if reply.status == 429]
    assert len(refused) in (5, 6)
    assert refused[0].json == {"error": "rate_limited", "message": ERRORS["rate_limited"]["message"]}
    assert int(refused[0].headers["retry-after"]) >= 1
    assert {reply.status for reply in replies} == {200, 429}


def test_new_sessions_are_limited_as_delivered(proxy: Proxy) -> None:
    statuses = [proxy.ask("POST", "/webhooks/web/session").status for _ in range(80)]
    assert {201, 429} == set(statuses)
    assert statuses[0] == 201


def test_without_any_process_visitors_are_told_in_their_language(require_service: RequireService) -> None:
    require_service("nginx", nginx_is_there())
    proxy = Proxy([9]).start()
    try:
        reply = proxy.ask("POST", MESSAGES, b"{}")
        page = proxy.ask("GET", "/", headers={"Accept": "text/html,*/*"})
    finally:
        proxy.stop()
    assert (reply.status, reply.json["error"]) == (503, "unavailable")
    assert reply.json["message"] == ERRORS["unavailable"]["message"]
    assert page.status == 503
    assert page.headers["content-type"].startswith("text/html")
    assert ERRORS["unavailable"]["message"] in page.body.decode()
    assert int(reply.headers["retry-after"]) == int(page.headers["retry-after"]) > 0


def test_a_hung_process_is_given_up_and_the_visitor_is_told() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        proxy = Proxy([deaf.getsockname()[1]], ANSWER_TIMEOUT="1s").start()
        try:
            reply = proxy.ask("POST", MESSAGES, b"{}", timeout_s=5)
        finally:
            proxy.stop()
    assert (reply.status, reply.json["message"]) == (503, ERRORS["unavailable"]["message"])


def test_the_proxy_says_what_the_bot_would_say() -> None:
    template = (ROOT / "deploy/nginx/nginx.conf.template").read_text("utf-8")
    for code in ("malformed", "not_found", "method_not_allowed", "body_too_large", "rate_limited", "unavailable"):
        answer = f"""{ERRORS[code]["status"]} '{{"error":"{code}","message":"{ERRORS[code]["message"]}"}}'"""
        assert answer in template


def test_a_conversation_alternates_between_processes_and_outlives_one(
    proxy: Proxy, two_bots: list[Server], guest: ProxyVisitor
) -> None:
    """The last of the file: it leaves one process."""
    direct = [Visitor(server.port, token=guest.token) for server in two_bots]
    agree(guest)
    texts = ["飲食店です", "資本金は300万円です", "従業員は4人です", "東京都です"]
    for number, text in enumerate(texts):
        direct[number % 2].say(text)
    owner = logged(proxy, guest.post({"text": "従業員はやっぱり5人です"}))["bot"]
    mine = next(server for server in two_bots if owner == f"127.0.0.1:{server.port}")
    mine.stop(signal.SIGKILL)
    guest.say("従業員はやっぱり6人です")
    assert stored(guest).items() >= {"industry": "飲食店", "capital_yen": 3_000_000, "employees": 6}.items()
    assert said(guest)[1:] == [*texts, "従業員はやっぱり5人です", "従業員はやっぱり6人です", "入力内容を確認"]
