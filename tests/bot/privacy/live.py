"""The product with all its channels and staff, and what must never be found in its files."""

from __future__ import annotations

import http.client
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from bot.stores.conversations import FILE_NAME
from tests.bot.line.talker import LineVisitor
from tests.bot.server import ROOT, Server, free_port
from tests.bot.slack.desk import Desk
from tests.bot.vendors.line import FakeLine
from tests.bot.vendors.slack import FakeSlack
from tests.bot.visitor import Visitor

OPERATOR, CONTACT = "見本市商工会", "03-1234-0000"
AGREE, ERASE = "同意して始める", "データを消す"


@dataclass
class House:
    """One running product and the vendors beside it."""

    server: Server
    line: FakeLine
    slack: FakeSlack
    metrics_port: int = 0

    def visitor(self) -> Visitor:
        """Somebody on the web who has agreed."""
        visitor = Visitor(self.server.port).open()
        visitor.start()
        visitor.choose(AGREE)
        return visitor

    def friend(self) -> LineVisitor:
        """Somebody in LINE who was greeted."""
        friend = LineVisitor(self.line, self.server).open()
        friend.start()
        return friend

    def colleague(self) -> Desk:
        """Somebody in a direct message in Slack who was greeted."""
        desk = Desk(self.server, self.slack).open()
        desk.start()
        return desk

    def files_with(self, markers: Iterable[str]) -> dict[str, list[str]]:
        """Marker -> the files of the data folder in whose bytes it stands; the log is one of them."""
        content = {path.name: path.read_bytes() for path in self.server.data.rglob("*") if path.is_file()}
        found = {}
        for marker in markers:
            shapes = (marker.encode(), json.dumps(marker).strip('"').encode())
            files = [name for name, data in content.items() if any(shape in data for shape in shapes)]
            if files:
                found[marker] = files
        return found

    def log(self) -> str:
        """What the server wrote."""
        return self.server.log.read_text("utf-8")

    def rows(self, query: str, *values: Any) -> list[Any]:
        """Rows of the database."""
        path = f"file:{self.server.data / FILE_NAME}?mode=ro"
        with closing(sqlite3.connect(path, uri=True, timeout=10)) as connection:
            return connection.execute(query, values).fetchall()

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """``python -m bot.privacy`` on the same data."""
        environment = {"HOJO_NAVI_DATA": str(self.server.data), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"}
        run = [sys.executable, "-m", "bot.privacy", *arguments]
        return subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True)

    def metrics(self) -> dict[str, float]:
        """The figures on the private port: series -> value."""
        connection = http.client.HTTPConnection("127.0.0.1", self.metrics_port, timeout=10)
        with closing(connection):
            connection.request("GET", "/metrics")
            lines = connection.getresponse().read().decode().splitlines()
        pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
        return {series: float(value) for series, value in pairs}


def markers(name: str, count: int = 20) -> list[str]:
    """Texts that stand nowhere else."""
    return [f"極秘{name}{number:02d}号の話" for number in range(count)]


def race(house: House, way: str, count: int) -> dict[str, list[str]]:
    """Let ``count`` conversations be erased while turns are under way, by ``request`` or by ``button``.

    Returns what is found of them afterwards, and where. What was said after the press of the button belongs to a new
    beginning and is not looked for.
    """
    planted, late = markers(way, count), markers(f"遅れた{way}", count)
    for number, marker in enumerate(planted):
        visitor = house.visitor()
        visitor.say(marker)
        visitor.say("データを削除")
        erase = visitor.choice(ERASE)
        with ThreadPoolExecutor(3) as pool:
            turns = [pool.submit(visitor.post, {"text": late[number]}) for _ in range(1 + number % 2)]
            if way == "request":
                assert pool.submit(visitor.request, "DELETE", "/session").result().status == 204
            else:
                assert pool.submit(visitor.post, {"choice": erase}).result().status == 200
            assert {turn.result().status for turn in turns} <= {200, 401}
    return house.files_with(planted + (late if way == "request" else []))


def new_metrics_port() -> int:
    """A port for the metrics."""
    return free_port()
