"""A real server in a process of its own."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 90
STOP_TIMEOUT_S = 20


class Server:
    """``python -m bot.serve`` on a free port, with a data folder that outlives a restart."""

    def __init__(self, data: Path, arguments: Sequence[str] = (), **environment: str) -> None:
        self.data = data
        self.port = free_port()
        self.log = data / "server.log"
        self._arguments = arguments
        self._environment = {
            **os.environ,
            "PORT": str(self.port),
            "HOJO_NAVI_DATA": str(data),
            "RATE_LIMIT": "off",
            "PYTHONUTF8": "1",
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process that serves."""
        assert self.process is not None
        return self.process.pid

    def start(self) -> Server:
        """Start and wait until it answers."""
        self.launch()
        self.await_health()
        return self

    def launch(self) -> None:
        """Start without waiting."""
        command = [sys.executable, "-m", "bot.serve", *self._arguments]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)

    def await_health(self) -> None:
        """Wait until it answers."""
        assert self.process is not None
        deadline = time.monotonic() + START_TIMEOUT_S
        while self.health() is None:
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def health(self) -> tuple[int, str] | None:
        """Status and body of the health check; None where nobody listens."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as reply:
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()
        except OSError:
            return None

    def stop(self, with_signal: int = signal.SIGINT) -> int:
        """End it; returns the exit status."""
        assert self.process is not None
        self.process.send_signal(with_signal)
        try:
            return self.process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise


def free_port() -> int:
    """A port that nobody uses, below those that the system gives to outgoing connections.

    One of those could be taken while a killed server starts again, even by a client that tries to reach it.
    """
    while True:
        port = random.randrange(10_000, 30_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
