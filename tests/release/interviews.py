"""Whole interviews by visitors who do not give up, and an oracle: the history, the facts, and the engine's verdict."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.bot.conversations.judging import statuses
from tests.bot.conversations.owner import VERDICT_NOW
from tests.faults.harness import REQUEST_TIMEOUT_S, Client, Tally, judge

Json = dict[str, Any]


@dataclass
class Facts:
    """What an owner tells, drawn by chance."""

    capital_man: int
    employees: int
    decline_pct: int
    investment_man: int
    corrected_employees: int

    @classmethod
    def drawn(cls, chance: random.Random) -> Facts:
        """New facts, on both sides of the limits."""
        people = [chance.choice((chance.randint(1, 30), chance.randint(2, 400))) for _ in range(2)]
        capital, investment = chance.choice((100, 300, 1000, 5000, 9000, 12000, 30000)), chance.randint(30, 9000)
        return cls(capital, people[0], chance.randint(1, 80), investment, people[1] + (people[0] == people[1]))

    @property
    def texts(self) -> list[str]:
        """What the owner says, in order."""
        return [
            f"栃木県で製造業をやっている株式会社です。資本金{self.capital_man}万円、従業員{self.employees}人です",
            f"売上は{self.decline_pct}%減です",
            "新しい機械を入れたい",
            f"投資額は{self.investment_man}万円です",
            f"従業員はやっぱり{self.corrected_employees}人です",
        ]

    @property
    def slots(self) -> Json:
        """What the bot then has to hold."""
        return {
            "industry": "製造業",
            "capital_yen": self.capital_man * 10_000,
            "employees": self.corrected_employees,
            "sales_change_pct": -self.decline_pct,
            "prefecture": "栃木県",
            "legal_form": "株式会社",
            "investment_yen": self.investment_man * 10_000,
            "plan": ["設備投資"],
        }

    @property
    def profile(self) -> Json:
        """The same for the engine."""
        return {
            "industry": "製造業",
            "capital_yen": self.capital_man * 10_000,
            "employees": self.corrected_employees,
            "prefecture": "栃木県",
            "legal_form": "株式会社",
            "sales_decline": {"any_3_of_last_6_months_vs_precovid_pct": self.decline_pct},
            "planned_investment_yen": self.investment_man * 10_000,
            "plans": {"equipment": True},
        }


@dataclass
class Interviews:
    """``at_once`` visitors on bots at ``ports``, each with one interview after the other.

    They go on until ``least`` interviews are held and the disturbance is over.
    """

    ports: Sequence[int]
    least: int = 20
    at_once: int = 10
    seed: int = 0
    held: int = 0
    wrong: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def run(self, disturbance: Callable[[], None] | None = None) -> Interviews:
        """Hold the interviews; ``disturbance`` runs in a thread meanwhile."""
        asyncio.run(self._run(disturbance))
        return self

    async def _run(self, disturbance: Callable[[], None] | None) -> None:
        calm, start = threading.Event(), time.monotonic()
        timeout = aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_S)
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=5)

        def disturb() -> None:
            try:
                if disturbance is not None:
                    disturbance()
            finally:
                calm.set()

        disturbing = asyncio.ensure_future(asyncio.to_thread(disturb))
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:

            async def visit(number: int) -> None:
                chance = random.Random(f"{self.seed} {number}")
                while self.held < self.least or not calm.is_set():
                    self.held += 1
                    await self._interview(Client(session, self.ports, chance, self.tally), Facts.drawn(chance))

            await asyncio.gather(*(visit(number) for number in range(self.at_once)))
        await disturbing
        self.tally.seconds = time.monotonic() - start

    async def _interview(self, client: Client, facts: Facts) -> None:
        await client.open()
        greeting = await _send(client, {"event": "start"}, "start")
        accept = next((part["accept"] for part in _customs(greeting, "notice") if part["topic"] == "consent"), None)
        if accept is None:
            self.wrong.append(f"no consent is asked for: {greeting}")
            return
        await _send(client, {"choice": accept}, "accept")
        rounds = [{text: await client.send(text)} for text in facts.texts]
        told = await client.send(VERDICT_NOW)
        confirm = next((part["confirm"] for part in _customs(told, "profile_summary") if "confirm" in part), "")
        judged = await _send(client, {"choice": confirm}, "confirm")
        rounds += [{VERDICT_NOW: told}, {_title(told, confirm): judged}]
        self.tally.conversations += 1
        history = await client.history()
        # The button of the greeting and what came before it are not texts of ours.
        first = next((place for place, entry in enumerate(history) if _is_said(entry, facts.texts[0])), 0)
        judge(rounds, history[first:], self.tally)
        self._compare(facts, told, judged)

    def _compare(self, facts: Facts, told: list[Json] | None, judged: list[Json] | None) -> None:
        profile = next((part["profile"] for part in _customs(told, "profile_summary")), {})
        held = {slot: profile.get(slot) for slot in facts.slots}
        if held != facts.slots:
            self.wrong.append(f"{held} is held of {facts.slots}")
        found = {item["id"]: item["status"] for part in _customs(judged, "recommendations") for item in part["items"]}
        if found != statuses(facts.profile):
            self.wrong.append(f"the verdict on {facts.profile} is {found or judged}")


async def _send(client: Client, body: Json, name: str) -> list[Json]:
    reply = await client._insist("POST", "/messages", {**body, "client_message_id": name}, 200)
    if reply is None:
        client.tally.blame("unanswered", name)
        return []
    messages: list[Json] = reply["messages"]
    return messages


def _customs(messages: list[Json] | None, kind: str) -> list[Json]:
    customs = [message.get("custom") or {} for message in messages or []]
    return [custom for custom in customs if custom.get("kind") == kind]


def _title(messages: list[Json] | None, choice: str) -> str:
    """What the button says, as the history has it of whoever pressed it."""
    buttons = [button for message in messages or [] for button in message.get("buttons", [])]
    return next((str(button["title"]) for button in buttons if button["choice"] == choice), "")


def _is_said(entry: Json, text: str) -> bool:
    return entry["from"] == "user" and bool(entry["message"].get("text") == text)
