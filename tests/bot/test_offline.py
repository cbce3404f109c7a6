"""The product asks nobody on the network for anything: it runs where only its own machine can be reached."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.mini.build import train_mini
from tests.bot.server import Server
from tests.bot.visitor import Visitor

# Python loads this before anything else of a process whose path it is on. uvloop connects past Python's sockets, so
# it is taken away: asyncio's own loop takes its place.
GUARD = """
import os, socket, sys
sys.modules["uvloop"] = None

def refuse(event, details):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = details[1]
        outside = isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        address = details[0]
        outside = address not in (None, "", "127.0.0.1", "::1", "localhost", b"127.0.0.1", b"localhost")
    else:
        return
    if outside:
        with open(os.environ["OUTGOING"], "a") as log:
            print(event, address, file=log)
        raise OSError("no network here")

sys.addaudithook(refuse)
"""


@pytest.fixture
def outgoing(tmp_path: Path) -> Path:
    """Where the guard writes what a process tried to reach."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    return tmp_path / "outgoing.txt"


@pytest.fixture
def guarded(outgoing: Path, tmp_path: Path) -> dict[str, str]:
    """An environment without the network, and without any setting or cache of the user's."""
    path = os.pathsep.join([str(tmp_path / "guard"), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {"PYTHONPATH": path, "OUTGOING": str(outgoing), "HOME": str(tmp_path), "RASA_TELEMETRY_ENABLED": "true"}


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 80), 1)",
        "socket.getaddrinfo('example.invalid', 443)",
        "urllib.request.urlopen('http://192.0.2.1/', timeout=1)",
        "asyncio.run(asyncio.open_connection('192.0.2.1', 80))",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    ],
)
def test_the_guard_sees_and_refuses_what_goes_out(attempt: str, guarded: dict[str, str], outgoing: Path) -> None:
    code = f"import asyncio, socket, urllib.request; {attempt}"
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, **guarded}, capture_output=True, text=True)
    assert done.returncode == 1
    assert "no network here" in done.stderr
    assert outgoing.exists()


def test_a_conversation_is_held_without_the_network_and_without_telemetry(
    bot_model: Path, guarded: dict[str, str], outgoing: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    server = Server(tmp_path / "data", ["--model", str(bot_model)], **guarded).start()
    try:
        assert server.health() == (200, '{"status":"ok"}')
        visitor = Visitor(server.port).open()
        visitor.start()
        visitor.choose_id(visitor.customs("notice")[-1]["accept"])
        for text in ("製造業、資本金3000万円、従業員20人です", "わからない", "なぜ聞くの", "ものづくり補助金とは"):
            assert visitor.say(text)
    finally:
        server.stop()
    assert not outgoing.exists(), outgoing.read_text()
    # There Rasa keeps whether it may report, and an id to report with.
    assert not (tmp_path / ".config" / "rasa").exists()


def test_a_model_is_trained_without_the_network(
    guarded: dict[str, str], outgoing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in guarded.items():
        monkeypatch.setenv(name, value)
    assert train_mini(tmp_path / "model.tar.gz").exists()
    assert not outgoing.exists(), outgoing.read_text()
