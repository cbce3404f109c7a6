"""Rasa's stock action server in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.bot.server import free_port

START_TIMEOUT_S = 60


class ActionServer:
    """``python -m rasa_sdk`` for a package in a folder. What it writes goes to ``log``."""

    def __init__(self, package: str, folder: Path, log: Path = Path(os.devnull), **environment: str) -> None:
        self._package = package
        self._folder = folder
        self._log = log
        self._environment = environment
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where actions are called."""
        return f"http://127.0.0.1:{self.port}/webhook"

    def start(self) -> ActionServer:
        """Start and wait until it answers; nothing where it runs already."""
        if self.process is None:
            command = [sys.executable, "-m", "rasa_sdk", "--actions", self._package, "--port", str(self.port)]
            environment = {**os.environ, "PYTHONPATH": str(self._folder), "SANIC_HOST": "127.0.0.1"}
            environment |= self._environment
            with self._log.open("ab") as log:
                self.process = subprocess.Popen(command, cwd=self._folder, env=environment, stdout=log, stderr=log)
            deadline = time.monotonic() + START_TIMEOUT_S
            while not self._answers():
                assert self.process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
        return self

    def stop(self) -> None:
        """End it, if it runs."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(30)
            self.process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as reply:
                return reply.status == 200
        except OSError:
            return False
