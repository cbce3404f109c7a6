"""nginx with the configuration of deploy/nginx, as a process without root's rights."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bot.server import ROOT, free_port
from tests.bot.visitor import BASE, Reply, Visitor

NOBODY = 65534
START_TIMEOUT_S = 10
# Debian puts nginx where only root's path leads.
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


def nginx_is_there() -> bool:
    """Whether nginx and openssl are installed."""
    return all(shutil.which(name, path=PATH) for name in ("nginx", "openssl"))


class Proxy:
    """``deploy/nginx/serve`` before bots on these ports."""

    def __init__(self, bots: list[int], **environment: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="proxy-"))
        self.port, self.plain_port = free_port(), free_port()
        self.certificate = self.folder / "certificate.pem"
        self.log = self.folder / "log"
        self._environment = {
            "PATH": PATH,
            "RUN": str(self.folder / "run"),
            "BOT_SERVERS": " ".join(f"127.0.0.1:{port}" for port in bots),
            "SERVER_NAME": "localhost",
            "PUBLIC_HOST": f"localhost:{self.port}",
            "LISTEN_HTTP": f"127.0.0.1:{self.plain_port}",
            "LISTEN_TLS": f"127.0.0.1:{self.port}",
            "TLS_CERTIFICATE": str(self.certificate),
            "TLS_KEY": str(self.folder / "key.pem"),
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Proxy:
        """Start and wait until it answers."""
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        command += ["-addext", "subjectAltName=DNS:localhost", "-out", str(self.certificate)]
        subprocess.run([*command, "-keyout", self._environment["TLS_KEY"]], check=True, capture_output=True)
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [self._copy() / "serve"], env=self._environment, stdout=log, stderr=log, **self._unprivileged()
            )
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self.is_alive():
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)
        return self

    def is_alive(self) -> bool:
        """Whether nginx itself answers."""
        try:
            return self.plain("/alive").status == 200
        except OSError:
            return False

    def plain(self, path: str) -> Reply:
        """A request without TLS."""
        return _ask(http.client.HTTPConnection("127.0.0.1", self.plain_port, timeout=5), "GET", path, None, {})

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float = 30,
    ) -> Reply:
        """A request with TLS, on a connection of its own."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        connection = http.client.HTTPSConnection("localhost", self.port, timeout=timeout_s, context=context)
        return _ask(connection, method, path, body, dict(headers or {}))

    def stop(self) -> None:
        """End it and remove its files."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(10)
        shutil.rmtree(self.folder)

    def _copy(self) -> Path:
        """The files of deploy/nginx where everybody may read them, and all that they need."""
        folder = self.folder / "nginx"
        shutil.copytree(ROOT / "deploy" / "nginx", folder)
        (self.folder / "run").mkdir()
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
        return folder

    @staticmethod
    def _unprivileged() -> dict[str, int | list[int]]:
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


@dataclass
class ProxyVisitor(Visitor):
    """A visitor who comes through the proxy."""

    proxy: Proxy | None = None

    def request(self, method: str, path: str, body: bytes | None = None, token: str | None = None) -> Reply:
        """Any request under the channel's address."""
        assert self.proxy is not None
        key = token or self.token
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return self.proxy.ask(method, BASE + path, body, headers, self.timeout_s)


def _ask(
    connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> Reply:
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return Reply(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    finally:
        connection.close()
