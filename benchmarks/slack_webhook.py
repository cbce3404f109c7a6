"""How fast Slack's events are taken while turns are slow: ``python -m benchmarks.slack_webhook``.

A server of the small test bot in a fake workspace; 20 events a second for 30 s, each turn made to take 0.5 s.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bot.mini.build import MINI, train_mini
from tests.bot.server import ROOT, Server
from tests.bot.slack.desk import rows
from tests.bot.slack.workspace import JSON, SECRET, Slack, direct, envelope
from tests.bot.vendors.slack import TOKEN, FakeSlack

CREDENTIALS = ROOT / "tests" / "bot" / "slack" / "credentials.yml"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--per-second", type=int, default=20)
    parser.add_argument("--turn", type=float, default=0.5, help="seconds that a turn takes")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fake = FakeSlack().start()
        server = _server(Path(folder), fake)
        try:
            times = _times(server, given.seconds, given.per_second, given.turn)
            _wait(server, fake, len(times))
        finally:
            server.stop()
            fake.stop()
    print(f"{len(times)} events, {given.per_second} a second, turns of {given.turn} s")
    for name, share in (("p50", 50), ("p95", 95), ("p99", 99)):
        print(f"webhook {name} {statistics.quantiles(times, n=100)[share - 1] * 1000:.1f} ms")
    print(f"webhook max {max(times) * 1000:.1f} ms, answers {len(fake.messages)}")


def _server(folder: Path, fake: FakeSlack) -> Server:
    model = train_mini(folder / "mini.tar.gz")
    arguments = ["--model", str(model), "--endpoints", str(MINI / "endpoints.yml"), "--credentials", str(CREDENTIALS)]
    path = os.pathsep.join([str(MINI), *filter(None, [os.environ.get("PYTHONPATH")])])
    secrets = {"SLACK_SIGNING_SECRET": SECRET, "SLACK_BOT_TOKEN": TOKEN, "SLACK_API_URL": fake.url}
    return Server(folder, arguments, PYTHONPATH=path, **secrets).start()


def _times(server: Server, seconds: int, per_second: int, turn_s: float) -> list[float]:
    start = time.perf_counter()

    def deliver(number: int) -> float:
        body = json.dumps(envelope(direct(f"D0B{number % 200}", f"待つ{turn_s}"))).encode()
        time.sleep(max(0.0, start + number / per_second - time.perf_counter()))
        before = time.perf_counter()
        assert Slack(server.port).deliver(body, JSON).status == 200
        return time.perf_counter() - before

    with ThreadPoolExecutor(per_second) as pool:
        return list(pool.map(deliver, range(seconds * per_second)))


def _wait(server: Server, fake: FakeSlack, count: int) -> None:
    deadline = time.monotonic() + 300
    while len(fake.messages) < count and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not rows(server.data, "SELECT 1 FROM inbox WHERE open"), "events are still open"


if __name__ == "__main__":
    main()
