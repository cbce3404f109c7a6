"""Conversations with an oracle, while parts of the installation are killed.

``Trial(ports, …).run(disturbance)`` holds many conversations at once. Each message has an id and is sent again, to any
of the bots, until it is acknowledged. The oracle knows what was acknowledged: at the end the history of each
conversation has to hold exactly that, each message once, followed by the very answer that was given, in the order sent.
"""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import aiohttp

from tests.faults.parts import Part

Json = dict[str, Any]
REQUEST_TIMEOUT_S = 15
PATIENCE_S = 120
PAUSE_S = 0.05
BASE = "/webhooks/web"


@dataclass
class Tally:
    """What became of the messages of a trial. ``faults`` has the first of what went wrong, in words."""

    conversations: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    unanswered: int = 0
    tried_again: int = 0
    longest_reply_s: float = 0.0
    longest_outage_s: float = 0.0
    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, doubled, out of order or never answered."""
        return not (self.lost or self.doubled or self.disordered or self.unanswered)

    def blame(self, kind: str, words: str) -> None:
        """Count a fault."""
        setattr(self, kind, getattr(self, kind) + 1)
        if len(self.faults) < 20:
            self.faults.append(f"{kind}: {words}")

    def row(self) -> Json:
        """The figures, for a table."""
        return {part.name: getattr(self, part.name) for part in fields(self) if part.name != "faults"}


@dataclass
class Trial:
    """``conversations`` conversations on bots at ``ports``, ``at_once`` of them at a time.

    In each round of a conversation ``parallel`` messages are sent at the same moment, each to any bot; the next round
    begins when all are acknowledged. There are ``rounds`` rounds, and more as long as a disturbance goes on. ``text``
    makes the n-th message of a conversation; the messages of one conversation have to differ. ``rest_s`` is the time
    between two rounds.
    """

    ports: Sequence[int]
    conversations: int = 200
    parallel: int = 4
    rounds: int = 1
    at_once: int = 50
    seed: int = 0
    rest_s: float = 0.0
    text: Callable[[int], str] = "{}人".format

    def run(self, disturbance: Callable[[], None] | None = None) -> Tally:
        """Hold the conversations; ``disturbance`` runs in a thread meanwhile."""
        return asyncio.run(self._run(disturbance))

    async def _run(self, disturbance: Callable[[], None] | None) -> Tally:
        tally, start = Tally(), time.monotonic()
        calm = threading.Event()
        disturbing = asyncio.ensure_future(_disturb(disturbance, calm))
        turnstile = asyncio.Semaphore(self.at_once)
        timeout = aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_S)
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=5)
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:

            async def hold(number: int) -> None:
                async with turnstile:
                    client = Client(session, self.ports, random.Random(f"{self.seed} {number}"), tally)
                    await self._converse(client, calm)

            await asyncio.gather(disturbing, *(hold(number) for number in range(self.conversations)))
        tally.seconds = time.monotonic() - start
        return tally

    async def _converse(self, client: Client, calm: threading.Event) -> None:
        await client.open()
        rounds: list[dict[str, list[Json] | None]] = []
        while len(rounds) < self.rounds or not calm.is_set():
            texts = [self.text(len(rounds) * self.parallel + place) for place in range(self.parallel)]
            answers = await asyncio.gather(*(client.send(text) for text in texts))
            rounds.append(dict(zip(texts, answers, strict=True)))
            await asyncio.sleep(self.rest_s)
        client.tally.conversations += 1
        judge(rounds, await client.history(), client.tally)


async def _disturb(disturbance: Callable[[], None] | None, calm: threading.Event) -> None:
    try:
        if disturbance is not None:
            await asyncio.to_thread(disturbance)
    finally:
        calm.set()


@dataclass
class Client:
    """A visitor who does not give up."""

    session: aiohttp.ClientSession
    ports: Sequence[int]
    chance: random.Random
    tally: Tally
    token: str = ""

    async def open(self) -> None:
        """Open a session."""
        reply = await self._insist("POST", "/session", None, 201)
        self.token = reply["token"] if reply else ""

    async def send(self, text: str) -> list[Json] | None:
        """Send a message until it is acknowledged; the answer."""
        reply = await self._insist("POST", "/messages", {"text": text, "client_message_id": f"id-{text}"}, 200)
        if reply is None:
            self.tally.blame("unanswered", text)
            return None
        self.tally.acknowledged += 1
        messages: list[Json] = reply["messages"]
        return messages

    async def history(self) -> list[Json]:
        """The history as the bots tell it."""
        reply = await self._insist("GET", "/history", None, 200)
        entries: list[Json] = reply["messages"] if reply else []
        return entries

    async def _insist(self, method: str, path: str, body: Json | None, wanted: int) -> Json | None:
        first = time.monotonic()
        while time.monotonic() - first < PATIENCE_S:
            status, reply = await self._try(method, path, body)
            self.tally.statuses[status] += 1
            if status == wanted:
                self.tally.longest_outage_s = max(self.tally.longest_outage_s, time.monotonic() - first)
                return reply
            self.tally.tried_again += 1
            await asyncio.sleep(PAUSE_S * self.chance.uniform(0.5, 2))
        return None

    async def _try(self, method: str, path: str, body: Json | None) -> tuple[int, Json | None]:
        """One request to any bot; status 0 where nobody answers, as while a killed bot starts again."""
        url = f"http://127.0.0.1:{self.chance.choice(self.ports)}{BASE}{path}"
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        start = time.monotonic()
        try:
            async with self.session.request(method, url, json=body, headers=headers) as reply:
                content = await reply.json(content_type=None)
                return reply.status, content
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError):
            return 0, None
        finally:
            self.tally.longest_reply_s = max(self.tally.longest_reply_s, time.monotonic() - start)


def judge(rounds: Sequence[dict[str, list[Json] | None]], history: Sequence[Json], tally: Tally) -> None:
    """Compare what was acknowledged, round by round, with a history."""
    places: dict[str, list[int]] = {}
    for place, entry in enumerate(history):
        if entry["from"] == "user":
            places.setdefault(entry["message"]["text"], []).append(place)
    last = -1
    for sent in rounds:
        found = []
        for text, answer in sent.items():
            at = places.pop(text, [])
            if len(at) > 1:
                tally.blame("doubled", text)
            if at:
                found.append(at[0])
            if answer is not None:
                told = [entry["message"] for entry in history[at[0] + 1 : at[0] + 1 + len(answer)]] if at else []
                if told != answer:
                    tally.blame("lost", f"{text}: {answer} was told, {told} is kept")
        if found and min(found) < last:
            tally.blame("disordered", str(list(sent)))
        last = max([last, *found])
    for text in places:
        tally.blame("doubled", f"{text} was never sent")
    _judge_turns(history, tally)


def _judge_turns(history: Sequence[Json], tally: Tally) -> None:
    """The small bot counts its turns in its state: no turn may have been made from an older one."""
    customs = [entry["message"].get("custom") or {} for entry in history if entry["from"] == "bot"]
    turns = [custom["state"]["turns"] for custom in customs if custom.get("kind") == "seen"]
    if turns != list(range(1, len(turns) + 1)):
        tally.blame("lost", f"the state counts {turns}")


def kills(part: Part, times: int, seed: int = 0, rest_s: tuple[float, float] = (0.2, 0.8)) -> Callable[[], None]:
    """A disturbance: kill a part at random moments and start it again, ``times`` times."""
    chance = random.Random(seed)

    def disturb() -> None:
        for _ in range(times):
            time.sleep(chance.uniform(*rest_s))
            part.kill()
            time.sleep(chance.uniform(0, 0.3))
            part.start()
        time.sleep(0.3)

    return disturb


def pauses(part: Part, times: int, pause_s: float, rest_s: float = 0.5) -> Callable[[], None]:
    """A disturbance: stop a part (SIGSTOP) for a while, ``times`` times."""

    def disturb() -> None:
        for _ in range(times):
            time.sleep(rest_s)
            part.pause()
            time.sleep(pause_s)
            part.resume()
        time.sleep(rest_s)

    return disturb
