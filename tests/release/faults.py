"""Parts are killed while interviews are held: nothing acknowledged is lost or doubled, and no verdict is wrong."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bot.channels.action_server import ActionServer
from tests.bot.conversations.judging import DAY
from tests.bot.server import ROOT
from tests.faults.bots import Bot, start_all
from tests.faults.harness import kills
from tests.faults.parts import Part, PostgresCluster, RedisServer
from tests.release.interviews import Interviews
from tests.release.outcome import Finding, none_of, scaled

FULL = {"PostgreSQL": 200, "Redis": 200, "bot": 40, "action server": 40}
MODEL = ROOT / "models/hojo-navi.tar.gz"


class Actions(Part):
    """The action server, which can be killed."""

    name = "action server"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._server = ActionServer("actions", ROOT, folder / "action server.log", CATALOG_AS_OF=DAY.isoformat())
        self.url, self.address = self._server.url, f"http://127.0.0.1:{self._server.port}"

    def start(self) -> None:
        """Start and wait until it answers."""
        self._server.start()
        self.process = self._server.process

    def kill(self) -> None:
        """kill -9."""
        self._server.kill()

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            self.resume()
        self._server.kill()


@dataclass(frozen=True)
class Installation:
    """Two processes of the product with everything that they need; any part can be killed."""

    postgres: PostgresCluster
    redis: RedisServer
    actions: Actions
    bots: tuple[Bot, Bot]

    @property
    def ports(self) -> list[int]:
        """Where the bots serve."""
        return [bot.port for bot in self.bots]

    def part(self, name: str) -> Part:
        """The part of this name; the first of the bots."""
        return {part.name: part for part in (self.bots[0], self.actions, self.redis, self.postgres)}[name]


def run() -> list[Finding]:
    """Kill each part as often as SCALE says."""
    with tempfile.TemporaryDirectory() as folder, installed(Path(folder)) as installation:
        findings = []
        for name, full in FULL.items():
            findings += killed(installation, name, scaled(full))
        logs = (Path(folder) / "bots" / "server.log").read_text("utf-8", "replace")
        found = [mark for mark in ("栃木県で", "万円", "人です", "%減") if mark in logs]
        return [*findings, none_of("faults: words of visitors in the logs", len(logs.splitlines()), found)]


@contextmanager
def installed(folder: Path, **more: str) -> Iterator[Installation]:
    """The installation, running, with ``more`` settings of the bots. Every part writes a log below the folder."""
    # PostgreSQL runs as somebody else, who has to be let through.
    folder.chmod(0o755)
    for name in ("postgres", "redis", "bots"):
        (folder / name).mkdir()
    with ExitStack() as stack:
        postgres, redis, actions = PostgresCluster(folder / "postgres"), RedisServer(folder / "redis"), Actions(folder)
        for part in (postgres, redis, actions):
            part.log = folder / f"{part.name}.log"
            stack.callback(part.stop)
            part.start()
        settings = {
            "HOJO_NAVI_DATABASE": postgres.address,
            "HOJO_NAVI_LOCKS": redis.address,
            "ACTION_ENDPOINT_URL": actions.url,
            "CATALOG_AS_OF": DAY.isoformat(),
            **more,
        }
        first, second = (Bot(folder / "bots", MODEL, product=True, **settings) for _ in range(2))
        stack.callback(first.stop)
        stack.callback(second.stop)
        start_all([first, second])
        yield Installation(postgres, redis, actions, (first, second))


def killed(installation: Installation, name: str, times: int) -> list[Finding]:
    """Kill one part while interviews are held."""
    disturbance: Callable[[], None] = kills(installation.part(name), times, seed=times)
    interviews = Interviews(installation.ports, seed=times).run(disturbance)
    tally = interviews.tally
    print(f"{name}: {interviews.held} interviews, {tally.row()}", flush=True)
    faults = [*tally.faults, *interviews.wrong]
    return [
        none_of(f"{name} killed {times} times: answers lost, doubled or wrong", tally.acknowledged, faults),
        Finding(
            f"{name} killed {times} times: longest wait until an answer",
            tally.acknowledged,
            f"{tally.longest_reply_s:.1f} s for a reply, {tally.longest_outage_s:.1f} s for an answer",
            "a reply in 12 s",
            tally.longest_reply_s <= 12,
        ),
    ]
