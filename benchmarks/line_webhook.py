"""How long LINE waits for its webhook while turns are slow: ``python -m benchmarks.line_webhook``.

Events come at a steady rate, whether earlier ones are answered or not. Twice: with the product, whose turns take
processor time, and with the small bot of the tests, each of whose turns takes two seconds.
"""

from __future__ import annotations

import http.client
import os
import secrets
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.turns import percentile
from tests.bot.mini.build import MINI, train_mini
from tests.bot.server import ROOT, Server
from tests.bot.vendors.line import FakeLine

EVENTS_PER_S = 20
LASTS_S = 30
USERS = 100
TEXTS = ("補助金について教えて", "製造業です", "資本金は1000万円", "従業員は20人", "売上は3割減", "設備投資をしたい")
GOAL_MS = 100
CREDENTIALS = ROOT / "tests" / "bot" / "line" / "credentials.yml"


class Webhook:
    """Calls the webhook on one connection for each thread, and keeps the times."""

    def __init__(self, line: FakeLine, port: int) -> None:
        self.times_ms: list[float] = []
        self._line = line
        self._port = port
        self._local = threading.local()

    def post(self, user: str, text: str) -> None:
        """One event; AssertionError unless it is taken."""
        body = self._line.webhook(self._line.text(user, text))
        headers = {"Content-Type": "application/json", "X-Line-Signature": self._line.sign(body)}
        began = time.perf_counter()
        connection = self._connection()
        connection.request("POST", "/webhooks/line/webhook", body, headers)
        reply = connection.getresponse()
        reply.read()
        self.times_ms.append((time.perf_counter() - began) * 1000)
        assert reply.status == 200, reply.status

    def _connection(self) -> http.client.HTTPConnection:
        if not hasattr(self._local, "connection"):
            self._local.connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        connection: http.client.HTTPConnection = self._local.connection
        return connection


def load(server: Server, line: FakeLine, texts: tuple[str, ...]) -> Webhook:
    """Post events at the rate; returns the calls with their times."""
    webhook, users = Webhook(line, server.port), ["U" + secrets.token_hex(16) for _ in range(USERS)]
    began = time.monotonic()
    with ThreadPoolExecutor(16) as pool:
        posted = []
        for number in range(EVENTS_PER_S * LASTS_S):
            time.sleep(max(0.0, began + number / EVENTS_PER_S - time.monotonic()))
            posted.append(pool.submit(webhook.post, users[number % USERS], texts[number // USERS % len(texts)]))
        for one in posted:
            one.result()
    return webhook


def report(name: str, webhook: Webhook, line: FakeLine) -> None:
    """One line of the table."""
    times = [percentile(webhook.times_ms, share) for share in (0.5, 0.95, 0.99)]
    figures = "".join(f"{value:10.1f}" for value in (*times, max(webhook.times_ms)))
    print(f"{name:28}{figures}{len(line.delivered):10d}{len(webhook.times_ms):10d}  p99 <= {GOAL_MS}")


def measure(name: str, arguments: list[str], texts: tuple[str, ...], folder: Path, **environment: str) -> None:
    """Start a server, load it, print what came out."""
    line = FakeLine()
    line.server.start()
    folder.mkdir()
    server = Server(folder, arguments, **line.environment, **environment).start()
    try:
        webhook = load(server, line, texts)
        report(name, webhook, line)
    finally:
        server.stop()
        line.server.stop()


def main() -> None:
    """Print the table."""
    print(f"\nThe LINE webhook under {EVENTS_PER_S} events/s for {LASTS_S} s, ms")
    print(f"{'':28}{'p50':>10}{'p95':>10}{'p99':>10}{'max':>10}{'answered':>10}{'events':>10}  goal")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure("product", [], TEXTS, folder / "product")
        model = train_mini(folder / "mini.tar.gz")
        arguments = ["--model", str(model), "--endpoints", str(MINI / "endpoints.yml")]
        arguments += ["--credentials", str(CREDENTIALS)]
        path = os.pathsep.join([str(MINI), *filter(None, [os.environ.get("PYTHONPATH")])])
        measure("small bot, turns of 2 s", arguments, ("待つ2",), folder / "mini", PYTHONPATH=path)


if __name__ == "__main__":
    main()
