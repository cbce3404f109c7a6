"""The server around the channel: health, page, start and end."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

from tests.bot.channels.action_server import ActionServer
from tests.bot.channels.conftest import MakeServer
from tests.bot.server import ROOT, Server
from tests.bot.visitor import Visitor, request


def reason(server: Server) -> str:
    health = server.health()
    assert health is not None
    status, body = health
    assert status == 503
    found = re.search(r'"reason":"(\w+)"', body)
    assert found
    return found[1]


def test_a_server_that_answers_is_healthy(mini_server: Server) -> None:
    health = mini_server.health()
    assert health is not None
    assert health[0] == 200


def test_the_address_is_printed_when_the_server_is_ready(mini_server: Server) -> None:
    assert f"http://127.0.0.1:{mini_server.port}" in mini_server.log.read_text().splitlines()


def test_without_a_model_the_server_says_so_and_answers_no_message(make_server: MakeServer) -> None:
    server = make_server(model=Path("nothing.tar.gz")).start()
    assert reason(server) == "model"
    reply = Visitor(server.port).open().post({"text": "300"})
    assert (reply.status, reply.json["error"]) == (503, "unavailable")
    assert request(server.port, "GET", "/").status == 200


def test_without_a_store_the_server_says_so_and_recovers(make_server: MakeServer, tmp_path: Path) -> None:
    broken = tmp_path / "conversations.sqlite3"
    broken.write_bytes(b"no database" * 1000)
    server = make_server(data=tmp_path).start()
    assert reason(server) == "store"
    reply = Visitor(server.port).request("POST", "/session")
    assert (reply.status, reply.json["error"]) == (503, "unavailable")
    broken.unlink()
    assert Visitor(server.port).open().start()
    assert server.health() == (200, '{"status":"ok"}')


def test_without_its_action_server_nothing_is_answered_and_nothing_lost(
    make_server: MakeServer, action_server: ActionServer
) -> None:
    action_server.stop()
    server = make_server(ACTION_ENDPOINT_URL=action_server.url).start()
    visitor = Visitor(server.port).open()
    assert reason(server) == "actions"
    assert visitor.post({"text": "300"}).status == 503
    assert visitor.history() == []
    action_server.start()
    assert server.health() == (200, '{"status":"ok"}')
    visitor.say("300")
    assert visitor.customs("seen")[0]["state"]["turns"] == 1


def test_the_page_and_its_files_come_with_a_policy_that_allows_no_third_party(mini_server: Server) -> None:
    page = request(mini_server.port, "GET", "/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    files = re.findall(r'(?:src|href)="(/[^"]+)"', page.body.decode())
    assert len(files) >= 3
    for reply in [page, *(request(mini_server.port, "GET", file) for file in files)]:
        assert reply.status == 200
        assert reply.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
        assert "unsafe" not in reply.headers["content-security-policy"]
        assert reply.headers["x-content-type-options"] == "nosniff"


def test_a_file_that_the_browser_has_is_not_sent_again(mini_server: Server) -> None:
    tag = request(mini_server.port, "GET", "/").headers["etag"]
    again = request(mini_server.port, "GET", "/", headers={"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")


def test_conversations_and_key_are_readable_by_their_owner_only(mini_server: Server) -> None:
    files = [path for path in mini_server.data.iterdir() if path != mini_server.log]
    assert {"secret", "conversations.sqlite3"} <= {path.name for path in files}
    assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o600"}


def test_a_port_in_use_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "-m", "bot.serve"]
        environment = {"PORT": str(taken.getsockname()[1]), "PATH": "/usr/bin:/bin"}
        ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1


def test_what_visitors_say_is_in_no_log(mini_server: Server) -> None:
    visitor = Visitor(mini_server.port).open()
    visitor.say("資本金は87654321円です")
    visitor.post({"text": "失敗", "note": "87654321"})
    visitor.post({"text": "87654321" * 100})
    visitor.post(b"87654321")
    visitor.post({"choice": "87654321"})
    visitor.request("GET", "/history?after=87654321")
    assert "87654321" not in mini_server.log.read_text()


def test_the_package_can_be_imported_without_rasa() -> None:
    check = "import sys, bot, bot.serve, bot.training, bot.lean; sys.exit('rasa' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT).returncode == 0
