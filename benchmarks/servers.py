"""Servers to compare: started in processes of their own, asked over HTTP, measured from outside."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
START_TIMEOUT_S = 180
ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "RATE_LIMIT": "off",
    "PYTHONWARNINGS": "ignore",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}


@dataclass
class Server:
    """A process that listens on a port."""

    process: subprocess.Popen[bytes]
    port: int

    def memory_mb(self) -> int:
        """Resident memory of the process."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(60)


class Talk:
    """One visitor on a connection that stays open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._headers = {"Content-Type": "application/json"}

    def post(self, path: str, body: Any) -> Any:
        """The JSON that answers ``body``; AssertionError on anything but success."""
        self._connection.request("POST", path, json.dumps(body), self._headers)
        reply = self._connection.getresponse()
        content = reply.read()
        assert reply.status in (200, 201), content
        return json.loads(content)

    def begin(self) -> None:
        """Start a conversation."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """One turn."""
        raise NotImplementedError


class ProductTalk(Talk):
    """A visitor of the web channel."""

    def begin(self) -> None:
        """Open a session and take the greeting."""
        self._headers.pop("Authorization", None)
        self._headers["Authorization"] = "Bearer " + self.post("/webhooks/web/session", {})["token"]
        self.post("/webhooks/web/messages", {"event": "start"})

    def say(self, text: str) -> None:
        """One turn."""
        assert self.post("/webhooks/web/messages", {"text": text})["messages"]


class BaselineTalk(Talk):
    """A visitor of the stock REST channel."""

    _sender = ""

    def begin(self) -> None:
        """Take a new name."""
        self._sender = os.urandom(8).hex()

    def say(self, text: str) -> None:
        """One turn."""
        assert self.post("/webhooks/rest/webhook", {"sender": self._sender, "message": text})


def start(arguments: list[str], port: int, talk: Callable[[int], Talk], **environment: str) -> tuple[Server, float]:
    """A running server, and the seconds until it gave its first answer."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **ENVIRONMENT, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while time.monotonic() - began < START_TIMEOUT_S:
        try:
            visitor = talk(port)
            visitor.begin()
            visitor.say("300")
            return Server(process, port), time.monotonic() - began
        except (OSError, http.client.HTTPException, AssertionError):
            if process.poll() is not None:
                raise RuntimeError(f"{arguments} ended with status {process.returncode}") from None
            time.sleep(0.2)
    process.terminate()
    raise RuntimeError(f"{arguments} does not answer")


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
