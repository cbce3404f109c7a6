"""Visitors erase their data while their own turns are under way: nothing of what they said is found anywhere."""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import subprocess
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bot.staff.password import PasswordHash
from tests.bot.server import ROOT
from tests.bot.staff.people import PASSWORD
from tests.bot.visitor import Visitor
from tests.faults.bots import Bot, start_all
from tests.faults.parts import PostgresCluster, postgres_tools
from tests.release.outcome import Finding, none_of, scaled

FULL = 200
AT_ONCE = 8
MODEL = ROOT / "models/hojo-navi.tar.gz"
BASE = "/webhooks/web"
MARKS = 20
SAID = (
    "栃木県で製造業をやっている株式会社です。社名は{}です",
    "資本金1000万円です。{}",
    "従業員は15人、{}です",
    "{}で15%減りました",
    "相談メモを作って",
    "{}の機械を入れたい",
    "連絡先は{}@example.jpです",
    "担当者と話したい",
    "{}",
    "なぜ聞くの {}",
    "{}とは何ですか",
    "この内容で判定して",
)


@dataclass
class Race:
    """Visitors on bots at ``ports``, who plant ``marks`` wherever a visitor can leave something."""

    ports: list[int]
    marks: list[str] = field(default_factory=lambda: [f"zq{secrets.token_hex(6)}" for _ in range(MARKS)])
    wrong: list[str] = field(default_factory=list)

    def run(self, number: int) -> None:
        """``number`` conversations, each erased in the middle of a turn."""
        asyncio.run(self._run(number))

    async def _run(self, number: int) -> None:
        turnstile = asyncio.Semaphore(AT_ONCE)
        async with aiohttp.ClientSession() as session:

            async def visit(which: int) -> None:
                async with turnstile:
                    await self._converse(session, random.Random(which))

            await asyncio.gather(*(visit(which) for which in range(number)))

    async def _converse(self, session: aiohttp.ClientSession, chance: random.Random) -> None:
        marks = iter(self.marks)
        headers = {"Cookie": f"x={next(marks)}", "User-Agent": next(marks), "X-Request-ID": next(marks)}
        headers["Referer"] = f"https://example.jp/{next(marks)}"
        _, opened = await self._call(session, chance, "POST", "/session", headers, None)
        headers["Authorization"] = f"Bearer {opened['token']}"
        _, greeting = await self._call(session, chance, "POST", "/messages", headers, {"event": "start"})
        await self._press(session, chance, headers, greeting, "consent")
        texts = [text.format(next(marks)) if "{}" in text else text for text in SAID]
        for text in texts[: chance.randrange(2, len(texts))]:
            _, answer = await self._call(session, chance, "POST", "/messages", headers, {"text": text})
            await self._press(session, chance, headers, answer, "handoff")
        rest = [{"text": mark, "client_message_id": f"id-{mark}"} for mark in self.marks[-4:]]
        late = [self._later(session, chance, headers, body) for body in rest]
        erased, *_ = await asyncio.gather(self._erase(session, chance, headers), *late)
        status, _ = await self._call(session, chance, "POST", "/messages", headers, rest[0])
        if (erased, status) != (204, 401):
            self.wrong.append(f"erasing was answered with {erased}, a turn afterwards with {status}")

    async def _erase(self, session: aiohttp.ClientSession, chance: random.Random, headers: dict[str, str]) -> int:
        await asyncio.sleep(chance.uniform(0, 0.05))
        status, _ = await self._call(session, chance, "DELETE", "/session", headers, None)
        return status

    async def _later(
        self, session: aiohttp.ClientSession, chance: random.Random, headers: dict[str, str], body: dict[str, Any]
    ) -> None:
        await asyncio.sleep(chance.uniform(0, 0.05))
        status, _ = await self._call(session, chance, "POST", "/messages", headers, body)
        if status not in (200, 401):
            self.wrong.append(f"a turn beside the erasure was answered with {status}")

    async def _press(
        self, session: aiohttp.ClientSession, chance: random.Random, headers: dict[str, str], answer: Any, topic: str
    ) -> None:
        customs = [message.get("custom") or {} for message in answer.get("messages", [])]
        for custom in customs:
            if custom.get("topic") == topic and "accept" in custom:
                await self._call(session, chance, "POST", "/messages", headers, {"choice": custom["accept"]})

    async def _call(
        self, session: aiohttp.ClientSession, chance: random.Random, method: str, path: str, headers: Any, body: Any
    ) -> tuple[int, Any]:
        url = f"http://127.0.0.1:{chance.choice(self.ports)}{BASE}{path}?x={self.marks[4]}"
        async with session.request(method, url, json=body, headers=headers) as reply:
            return reply.status, {} if reply.status == 204 else await reply.json(content_type=None)


def run() -> list[Finding]:
    """200 erasures times SCALE: half on SQLite, half on two processes with PostgreSQL."""
    findings = []
    for kind in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
            folder = Path(name)
            # PostgreSQL runs as somebody else, who has to be let through.
            folder.chmod(0o755)
            findings += _race(kind, folder, stack, scaled(FULL // 2, 2))
    return findings


def _race(kind: str, folder: Path, stack: ExitStack, number: int) -> list[Finding]:
    settings = {"HOJO_NAVI_STAFF_PASSWORD_HASH": str(PasswordHash.of(PASSWORD)), "LOG_LEVEL": "DEBUG"}
    (folder / "postgres").mkdir()
    (folder / "bots").mkdir()
    address = ""
    if kind == "PostgreSQL":
        postgres = PostgresCluster(folder / "postgres")
        stack.callback(postgres.stop)
        postgres.start()
        settings["HOJO_NAVI_DATABASE"] = address = postgres.address
    bots = [Bot(folder / "bots", MODEL, product=True, **settings) for _ in range(2 if address else 1)]
    for bot in bots:
        stack.callback(bot.stop)
    race, control = Race(start_all(bots)), secrets.token_hex(8)
    Visitor(race.ports[0]).open().say(control)
    race.run(number)
    kept = _rows(address) if address else b""
    if not _places(folder / "bots", kept, control):
        race.wrong.append("the search finds nothing of what is there")
    found = [f"{mark} in {place}" for mark in race.marks for place in _places(folder / "bots", kept, mark)]
    return [
        none_of(f"{kind}: {MARKS} marks after erasures that race turns", number, found, "found"),
        none_of(f"{kind}: erasures and late turns answered as they should be", number, race.wrong),
    ]


def _places(folder: Path, kept: bytes, mark: str) -> list[str]:
    """Files of the bots (database, its log, server's log) and the rows of PostgreSQL that hold a mark."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    found = [path.name for path in files if mark.encode() in path.read_bytes()]
    return found + ["PostgreSQL"] * (mark.encode() in kept)


def _rows(address: str) -> bytes:
    """Everything that PostgreSQL holds, as pg_dump tells it."""
    tools = postgres_tools()
    assert tools is not None
    dump = [str(tools / "pg_dump"), "--inserts", address]
    return subprocess.run(dump, check=True, capture_output=True, env={**os.environ, "PGCONNECT_TIMEOUT": "5"}).stdout
