"""Visitors on every channel while every part fails in turn: no log holds a word of theirs."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count, cycle
from pathlib import Path
from typing import Any

import aiohttp
import psycopg2

from tests.bot.slack import workspace
from tests.bot.slack.conftest import environment_of
from tests.bot.vendors.line import FakeLine
from tests.bot.vendors.line import Fault as LineFault
from tests.bot.vendors.slack import FakeSlack
from tests.bot.vendors.slack import Fault as SlackFault
from tests.deploy.proxy import Proxy
from tests.faults.parts import Part
from tests.release.faults import Installation, installed
from tests.release.load import UNLIMITED
from tests.release.outcome import Finding, none_of, scaled
from tests.release.privacy import BASE, Race

# With the logs of the part ``faults``, which takes a quarter of an hour, this makes an hour.
FULL_S = 44 * 60
VISITORS = 2
REST_S = (1.0, 3.0)
PAUSE_S = 4.0
LOCKED_S = 4
LEAST_S = 30
PATIENCE = aiohttp.ClientTimeout(total=15)
CONTENT = "application/json"
LOGS = ("server.log", "PostgreSQL.log", "Redis.log", "action server.log", "log")
# What everybody says, beside the marks.
WORDS = ("栃木県で", "資本金1000万円", "15人、", "相談メモを作って")
Disturbance = Callable[[], object]


@dataclass
class Talkers(Race):
    """Visitors who plant marks, come through the proxy and past it, and do not mind what fails."""

    proxy: str = ""
    met: int = 0

    async def talk(self, line: FakeLine, end: float) -> None:
        """Visits one after the other, on every channel, until ``end`` of the monotonic clock."""
        async with aiohttp.ClientSession(timeout=PATIENCE) as session:

            async def visit(number: int) -> None:
                for turn in count():
                    if time.monotonic() >= end:
                        return
                    chance = random.Random(f"{number} {turn}")
                    with suppress(KeyError):
                        await self._converse(session, chance)
                    await self._misbehave(session, chance)
                    await self._write(session, chance, line)

            await asyncio.gather(*(visit(number) for number in range(VISITORS)))

    async def _misbehave(self, session: aiohttp.ClientSession, chance: random.Random) -> None:
        """Requests that are refused, full of marks."""
        mark = chance.choice(self.marks)
        headers = {"Authorization": f"Bearer {mark}", "Content-Type": CONTENT}
        for body in (mark, f'{{"text": "{mark}', f'{{"text": "{mark * 9000}"}}', f'{{"{mark}": 1}}', f'["{mark}"]'):
            await self._send(session, "POST", self._site(chance) + BASE + "/messages", headers, body.encode())
        await self._send(session, "POST", f"{self._site(chance)}{BASE}/{mark}", headers, mark.encode())

    async def _write(self, session: aiohttp.ClientSession, chance: random.Random, line: FakeLine) -> None:
        """What LINE and Slack deliver of somebody."""
        user, channel = f"U{chance.getrandbits(128):032x}", f"D{chance.randrange(10**6)}"
        for mark in chance.sample(self.marks, 4):
            said = f"資本金1000万円の{mark}です"
            site, body = self._site(chance), line.webhook(line.text(user, said))
            signed = {"X-Line-Signature": line.sign(body), "Content-Type": CONTENT}
            await self._send(session, "POST", f"{site}/webhooks/line/webhook", signed, body)
            body = json.dumps(workspace.envelope(workspace.direct(channel, said)), ensure_ascii=False).encode()
            signed = workspace.signed(body, workspace.JSON)
            await self._send(session, "POST", f"{site}/webhooks/slack/webhook", signed, body)

    def _site(self, chance: random.Random) -> str:
        return chance.choice([self.proxy, *(f"http://127.0.0.1:{port}" for port in self.ports)])

    async def _call(
        self, session: aiohttp.ClientSession, chance: random.Random, method: str, path: str, headers: Any, body: Any
    ) -> tuple[int, Any]:
        url = f"{self._site(chance)}{BASE}{path}?x={self.marks[4]}"
        return await self._send(session, method, url, headers, body)

    async def _send(
        self, session: aiohttp.ClientSession, method: str, url: str, headers: Any, body: Any
    ) -> tuple[int, Any]:
        """Status and content; 0 and nothing where nobody answers."""
        given: Any = {"data": body} if isinstance(body, bytes) else {"json": body}
        try:
            async with session.request(method, url, headers=headers, ssl=False, **given) as reply:
                self.met += 1
                return reply.status, await reply.json(content_type=None) if reply.status < 300 else {}
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError):
            return 0, {}


def run() -> list[Finding]:
    """44 minutes times SCALE."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder, line, slack = Path(name), FakeLine(), FakeSlack().start()
        stack.callback(slack.stop)
        line.server.start()
        stack.callback(line.server.stop)
        site = stack.enter_context(installed(folder, **environment_of(slack), **line.environment))
        proxy = Proxy(site.ports, **UNLIMITED).start()
        stack.callback(proxy.stop)
        talkers = Talkers(site.ports, proxy=f"https://localhost:{proxy.port}")
        return _watched(talkers, disturbances(site, line, slack), line, [folder, proxy.folder])


def disturbances(site: Installation, line: FakeLine, slack: FakeSlack) -> list[Disturbance]:
    """Everything that goes wrong, in order."""
    parts: list[Part] = [site.postgres, site.redis, site.actions, *site.bots]
    found: list[Disturbance] = [step for part in parts for step in (partial(_kill, part), partial(_pause, part))]
    found += [site.postgres.restart, partial(_lock, site.postgres.address), partial(_spoil, site.postgres.address)]
    for fault in (LineFault.broken, LineFault.too_many, LineFault.hang_up_after):
        found.append(partial(line.faults_to_come.extend, [fault] * 5))
    return [*found, partial(slack.faults.extend, [SlackFault.DOWN, SlackFault.TAKEN_BROKEN, SlackFault.FAST] * 3)]


def _kill(part: Part) -> None:
    part.kill()
    part.start()


def _pause(part: Part) -> None:
    part.pause()
    time.sleep(PAUSE_S)
    part.resume()


def _lock(address: str) -> None:
    """Somebody holds the tables for longer than a statement waits."""
    with closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor:
        cursor.execute("LOCK TABLE messages, events, inbox IN ACCESS EXCLUSIVE MODE")
        time.sleep(LOCKED_S)


def _spoil(address: str) -> None:
    """A conversation cannot be read any more."""
    with closing(psycopg2.connect(address)) as connection, connection, connection.cursor() as cursor:
        newest = "(SELECT id FROM conversations ORDER BY updated_at DESC LIMIT 1)"
        cursor.execute(f"UPDATE conversations SET snapshot = '[{{' WHERE id = {newest}")


def _watched(talkers: Talkers, faults: Sequence[Disturbance], line: FakeLine, folders: Sequence[Path]) -> list[Finding]:
    seconds = scaled(FULL_S, LEAST_S)
    made = asyncio.run(_talk_while(talkers, faults, line, seconds))
    logs = {path.name: path.read_bytes() for folder in folders for path in folder.rglob("*log") if path.is_file()}
    lines = {name: content.count(b"\n") for name, content in logs.items()}
    print(f"{made} faults, {talkers.met} requests answered, lines: {lines}", flush=True)
    words = [*talkers.marks, *WORDS]
    found = [f"{word} in {name}" for name, content in logs.items() for word in words if word.encode() in content]
    missing = [f"no {name}" for name in LOGS if not lines.get(name)]
    return [none_of(f"logs of {seconds} s with {made} faults: words of visitors", sum(lines.values()), found + missing)]


async def _talk_while(talkers: Talkers, faults: Sequence[Disturbance], line: FakeLine, seconds: int) -> int:
    """How many faults there were."""
    end, chance = time.monotonic() + seconds, random.Random(seconds)

    def disturb() -> int:
        for made, fault in enumerate(cycle(faults)):
            if time.monotonic() >= end and made >= len(faults):
                return made
            fault()
            time.sleep(chance.uniform(*REST_S))
        raise AssertionError("the cycle never ends")

    made, _ = await asyncio.gather(asyncio.to_thread(disturb), talkers.talk(line, end))
    return made
