"""Requests on every public address of a real server: no 5xx, no hang, no exit, no slot outside of its type."""

from __future__ import annotations

import asyncio
import json
import random
import re
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.staff.password import PasswordHash
from tests.bot.server import ROOT, Server
from tests.bot.slack.conftest import environment_of
from tests.bot.staff.people import PASSWORD, Owner, Staff
from tests.bot.vendors.line import FakeLine
from tests.bot.vendors.slack import FakeSlack
from tests.bot.visitor import Visitor
from tests.release import profile_types
from tests.release.outcome import Finding, none_of, scaled
from tests.release.targets import TARGETS, Known, Maker
from tests.release.wire import HANG_S, Answer, Hang, Wire

FULL = 100_000
WORKERS = 8
SESSIONS = 40
# After so many requests the sessions are replaced: nobody talks that long.
LIFE = 4_000
FORM_TOKEN = re.compile(r'name="token" value="([^"]+)"')


def run() -> list[Finding]:
    """As many requests on each target as SCALE says."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as site:
        findings = fuzz(site, scaled(FULL))
        findings.append(none_of("fuzz: the process ends when it is told to", 1, _end(site.server)))
    return findings


@dataclass(frozen=True)
class Site:
    """The product, and what plays LINE and Slack for it."""

    server: Server
    line: FakeLine
    slack: FakeSlack


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The product with every channel and with staff."""
    line, slack = FakeLine(), FakeSlack().start()
    line.server.start()
    settings = {**environment_of(slack), **line.environment, "HOJO_NAVI_RETRY_S": "0.05"}
    settings["HOJO_NAVI_STAFF_PASSWORD_HASH"] = str(PasswordHash.of(PASSWORD))
    server = Server(folder, ["--model", str(ROOT / "models/hojo-navi.tar.gz")], **settings)
    try:
        yield Site(server.start(), line, slack)
    finally:
        if server.process is not None and server.process.poll() is None:
            server.stop()
        line.server.stop()
        slack.stop()


def fuzz(site: Site, number: int, hang_s: float = HANG_S) -> list[Finding]:
    """``number`` requests on each of the targets; what takes longer than ``hang_s`` hangs."""
    server, known = site.server, prepared(site)
    findings = []
    statuses: Counter[int | None] = Counter()
    for name, maker in TARGETS.items():
        began = time.monotonic()
        wrong = asyncio.run(_attack(server, maker, known, number, hang_s, statuses))
        findings.append(none_of(f"fuzz: {name}", number, wrong))
        print(f"{name}: {time.monotonic() - began:.0f} s, {len(wrong)} wrong", flush=True)
    assert server.process is not None
    lived = [] if server.process.poll() is None else [f"exit status {server.process.returncode}"]
    findings.append(none_of("fuzz: the process lives", number * len(TARGETS), lived))
    findings.append(none_of("fuzz: a visitor is answered afterwards", 1, _afterwards(server)))
    print(f"statuses: {dict(sorted(statuses.items(), key=str))}", flush=True)
    return findings


def prepared(site: Site) -> Known:
    """Sessions with consent, a memo, a login of staff, a case."""
    server = site.server
    known = Known(new_sessions(server), site.line)
    owner = Owner(Visitor(server.port).open()).begins()
    known.memos = [owner.asks_for_the_memo().rpartition("/")[2]]
    owner.hands_over()
    staff = Staff(server.port)
    staff.logs_in(PASSWORD)
    known.case = staff.opens_newest().rpartition("/")[2]
    known.cookie, known.form_token = staff.cookie, FORM_TOKEN.findall(staff.page)[0]
    return known


def new_sessions(server: Server, number: int = SESSIONS) -> list[str]:
    """Tokens of conversations whose visitors have agreed."""
    tokens = []
    for _ in range(number):
        visitor = Visitor(server.port).open()
        visitor.start()
        visitor.choose_id(visitor.customs("notice")[-1]["accept"])
        assert visitor.token is not None
        tokens.append(visitor.token)
    return tokens


async def _attack(
    server: Server, maker: Maker, known: Known, number: int, hang_s: float, statuses: Counter[int | None]
) -> list[str]:
    wrong: list[str] = []
    turns = iter(range(number))

    async def work(worker: int) -> None:
        wire, chance = Wire(server.port, hang_s), random.Random(f"{maker.__name__} {worker}")
        for turn in turns:
            if turn % LIFE == LIFE - 1:
                known.sessions[:] = await asyncio.to_thread(new_sessions, server)
                known.offered.clear()
            call = maker(chance, known)
            try:
                answer = await wire.send(call)
            except (Hang, OSError) as error:
                wrong.append(f"{type(error).__name__}: {call.raw[:200]!r}")
                continue
            statuses[answer.status if answer else None] += 1
            if answer is None and call.clean:
                wrong.append(f"no answer: {call.raw[:200]!r}")
            elif answer is not None:
                wrong.extend(f"{fault}: {call.raw[:400]!r}" for fault in _faults(answer, call.raw, known))
        wire.close()

    await asyncio.gather(*(work(worker) for worker in range(WORKERS)))
    return wrong


def _faults(answer: Answer, raw: bytes, known: Known) -> list[str]:
    if answer.status >= 500:
        return [f"status {answer.status} {answer.body[:100]!r}"]
    if b"Traceback" in answer.body:
        return ["a stack trace"]
    if answer.status != 200 or not raw.startswith(b"POST /webhooks/web/messages"):
        return []
    messages = json.loads(answer.body)["messages"]
    if not messages:
        return ["no messages"]
    _remember(raw, messages, known)
    customs = [message.get("custom", {}) for message in messages]
    profiles = [custom["profile"] for custom in customs if custom.get("kind") == "profile_summary"]
    return [fault for profile in profiles for fault in profile_types.faults(profile)]


def _remember(raw: bytes, messages: list[dict[str, Any]], known: Known) -> None:
    """Keep the buttons, for the same session to press."""
    found = re.search(rb"Bearer (\S+)", raw)
    choices = [button["choice"] for message in messages for button in message.get("buttons", [])]
    if found and choices:
        known.offered[found[1].decode("latin-1")] = choices


def _end(server: Server) -> list[str]:
    try:
        status = server.stop()
    except subprocess.TimeoutExpired:
        return ["it goes on"]
    return [] if status == 0 else [f"exit status {status}"]


def _afterwards(server: Server) -> list[str]:
    try:
        owner = Owner(Visitor(server.port).open()).begins()
        owner.says("入力内容を確認")
        profile = owner.visitor.customs("profile_summary")[0]["profile"]
        return [] if profile.get("employees") == 15 else [f"the profile is {profile}"]
    except (AssertionError, OSError, IndexError) as error:
        return [f"{type(error).__name__}: {error}"]
