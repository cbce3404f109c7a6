"""Load on two processes behind nginx and PostgreSQL: how many turns, how fast, and what happens beyond."""

from __future__ import annotations

import asyncio
import random
import ssl
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import yaml

from tests.bot.server import ROOT
from tests.deploy.proxy import Proxy
from tests.faults.bots import Bot, start_all
from tests.faults.parts import PostgresCluster
from tests.release.outcome import Finding, scaled

MODEL = ROOT / "models/hojo-navi.tar.gz"
OPEN = 100
BUSY = 32
TIMES = 5
LOAD_S, OVERLOAD_S, RECOVERY_S, SOAK_S = 60, 60, 30, 900
SOAK_THINK_S, THINK_S = 5.0, 1.5
LEAST_RATE, MOST_P95_S, MOST_OVERLOAD_P95_S, MOST_GROWTH_PCT = 100, 0.5, 3.0, 5
SCRIPT: list[str] = yaml.safe_load((ROOT / "benchmarks/interview.yml").read_text("utf-8"))
UNLIMITED = {"ADDRESS_RATE": "100000r/s", "ADDRESS_BURST": "100000", "ADDRESS_CONNECTIONS": "60000"}
UNLIMITED |= {"SESSION_RATE": "100000r/s", "SESSION_BURST": "100000"}


@dataclass(frozen=True)
class Site:
    """The proxy, and the bots behind it."""

    proxy: Proxy
    bots: tuple[Bot, ...]

    def memory_kb(self) -> int:
        """Resident memory of the bots together."""
        return sum(_resident_kb(bot.server.pid) for bot in self.bots)


@dataclass
class Crowd:
    """What a crowd of visitors met; ``times_s`` are those of accepted turns."""

    times_s: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    bare: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Accepted turns a second."""
        return len(self.times_s) / self.seconds if self.seconds else 0.0

    @property
    def p95_s(self) -> float:
        """95 of 100 accepted turns were as fast."""
        return sorted(self.times_s)[int(len(self.times_s) * 0.95)] if self.times_s else float("inf")

    @property
    def shed(self) -> int:
        """Turns that were refused for later."""
        return self.statuses[429] + self.statuses[503]

    @property
    def broken(self) -> int:
        """Turns that ended otherwise: no answer, or another status."""
        return sum(count for status, count in self.statuses.items() if status not in (200, 429, 503))


def run() -> list[Finding]:
    """The load, five times as much, and the way back; times are full times SCALE."""
    with tempfile.TemporaryDirectory() as name, served(Path(name)) as site:
        busy = asyncio.run(crowd(site, BUSY, scaled(LOAD_S, 5), 0))
        calm = asyncio.run(crowd(site, OPEN, scaled(LOAD_S, 5), THINK_S))
        over = asyncio.run(crowd(site, OPEN * TIMES, scaled(OVERLOAD_S, 5), 0))
        asyncio.run(crowd(site, OPEN, scaled(RECOVERY_S, 3), THINK_S))
        after = asyncio.run(crowd(site, OPEN, scaled(LOAD_S, 5), THINK_S))
    shed = f"{over.shed} shed of {sum(over.statuses.values())}, {over.bare} of them without Retry-After"
    return [
        _finding(
            f"turns a second, {BUSY} at once", busy, f"{busy.rate:.0f}/s", f">= {LEAST_RATE}", busy.rate >= LEAST_RATE
        ),
        _p95(f"{OPEN} open conversations, {calm.rate:.0f} turns/s: p95", calm, MOST_P95_S),
        _p95(f"{OPEN * TIMES} at once: p95 of accepted turns", over, MOST_OVERLOAD_P95_S),
        _finding(
            f"{OPEN * TIMES} at once: sheds and says when to come", over, shed, "some, 0", over.shed > 0 == over.bare
        ),
        _p95("back to normal 30 s later: p95", after, MOST_P95_S),
    ]


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Two processes of the product, PostgreSQL, nginx without limits for one address."""
    # PostgreSQL and nginx run as somebody else, who has to be let through.
    folder.chmod(0o755)
    with ExitStack() as stack:
        for name in ("postgres", "bots"):
            (folder / name).mkdir()
        postgres = PostgresCluster(folder / "postgres")
        stack.callback(postgres.stop)
        postgres.start()
        settings = {"HOJO_NAVI_DATABASE": postgres.address, "PROXIES_COUNT": "1", "LOG_LEVEL": "WARNING"}
        bots = tuple(Bot(folder / "bots", MODEL, product=True, **settings) for _ in range(2))
        for bot in bots:
            stack.callback(bot.stop)
        proxy = Proxy(start_all(bots), **UNLIMITED)
        stack.callback(proxy.stop)
        yield Site(proxy.start(), bots)


async def crowd(site: Site, visitors: int, seconds: float, think_s: float) -> Crowd:
    """``visitors`` hold interviews one after the other for some seconds, thinking for about ``think_s`` each time."""
    found = Crowd()
    context = ssl.create_default_context(cafile=str(site.proxy.certificate))
    connector = aiohttp.TCPConnector(limit=0, ssl=context)
    until = time.monotonic() + seconds
    async with aiohttp.ClientSession(f"https://localhost:{site.proxy.port}", connector=connector) as session:

        async def visit(number: int) -> None:
            chance = random.Random(number)
            # They do not all begin at the same moment.
            await asyncio.sleep(chance.uniform(0, min(think_s, seconds / 2)))
            while time.monotonic() < until:
                await _interview(session, found, chance, think_s, until)

        began = time.monotonic()
        await asyncio.gather(*(visit(number) for number in range(visitors)))
        found.seconds = time.monotonic() - began
    return found


async def _interview(
    session: aiohttp.ClientSession, found: Crowd, chance: random.Random, think_s: float, until: float
) -> None:
    headers: dict[str, str] = {}
    opened = await _post(session, "/webhooks/web/session", {}, headers, None)
    if opened is None:
        await asyncio.sleep(1)
        return
    headers["Authorization"] = f"Bearer {opened['token']}"
    greeting = await _post(session, "/webhooks/web/messages", {"event": "start"}, headers, found)
    customs = [message.get("custom") or {} for message in (greeting or {}).get("messages", [])]
    accept = next((custom["accept"] for custom in customs if custom.get("topic") == "consent"), None)
    for body in ({"choice": accept}, *({"text": text} for text in SCRIPT)):
        if accept is None or time.monotonic() > until:
            return
        if think_s:
            await asyncio.sleep(chance.uniform(0.5, 1.5) * think_s)
        if await _post(session, "/webhooks/web/messages", body, headers, found) is None:
            await asyncio.sleep(1)


async def _post(
    session: aiohttp.ClientSession, path: str, body: dict[str, Any], headers: dict[str, str], found: Crowd | None
) -> dict[str, Any] | None:
    """The JSON of an accepted request; None for any other. Counted where ``found`` is given."""
    began = time.monotonic()
    try:
        async with session.post(path, json=body, headers=headers) as reply:
            content = await reply.json(content_type=None)
            status, waits = reply.status, "Retry-After" in reply.headers
    except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError):
        content, status, waits = None, 0, False
    if found is not None:
        found.statuses[status] += 1
        if status == 200:
            found.times_s.append(time.monotonic() - began)
        elif status in (429, 503) and not waits:
            found.bare += 1
    return content if status in (200, 201) else None


def _finding(what: str, found: Crowd, result: str, goal: str, passed: bool) -> Finding:
    print(f"{what}: {dict(found.statuses)}", flush=True)
    broken = f", {found.broken} broken" if found.broken else ""
    return Finding(what, sum(found.statuses.values()), result + broken, goal, passed and not found.broken)


def _p95(what: str, found: Crowd, most_s: float) -> Finding:
    return _finding(what, found, f"{found.p95_s:.2f} s", f"<= {most_s} s", found.p95_s <= most_s)


def _resident_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
