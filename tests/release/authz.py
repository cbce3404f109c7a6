"""Everybody tries to get at everybody else: 0 successes, and whoever was attacked has everything as before."""

from __future__ import annotations

import asyncio
import json
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.bot.line.talk import LineTalk, find_actions, post
from tests.bot.server import ROOT, Server
from tests.bot.slack.desk import wait_until_quiet
from tests.bot.staff.people import PASSWORD, Owner, Staff
from tests.bot.visitor import Visitor
from tests.release.fuzz import Site, served
from tests.release.outcome import Finding, none_of, scaled
from tests.release.wire import Answer, Call, Hang, Wire, http

FULL = 100
WORKERS = 8
BATCH = 50
WEB = "/webhooks/web"


@dataclass
class User:
    """An owner with everything that belongs to nobody else; ``mark`` stands in what he said."""

    visitor: Visitor
    mark: str
    memo: str = ""
    choice: str = ""
    case: str = ""
    before: list[dict[str, Any]] = field(default_factory=list)

    @property
    def token(self) -> str:
        """The key to his conversation."""
        assert self.visitor.token is not None
        return self.visitor.token

    @property
    def last_id(self) -> str:
        """The id of the latest message."""
        return str(self.before[-1]["id"])


@dataclass(frozen=True)
class Attempt:
    """A request of one user at what is another's, and the statuses that refuse it."""

    name: str
    call: Call
    refused: frozenset[int]


def run() -> list[Finding]:
    """100 users times SCALE, each against each other."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as site:
        return [*web(site.server, scaled(FULL, 2)), *line(site, scaled(FULL, 2))]


def web(server: Server, number: int) -> list[Finding]:
    """Everybody on the web, with memos and cases."""
    users = [_user(server) for _ in range(number)]
    _find_cases(server, users)
    pairs = [(a, b) for a in users for b in users if a is not b]
    successes, tried = asyncio.run(_attack(server, pairs))
    changed = [user.mark for user in users if user.visitor.history() != user.before]
    lost = [user.mark for user in users if _opened(server, user.memo) != 200]
    return [
        none_of(f"authorisation: {len(pairs):,} pairs on the web", tried, successes, "successes"),
        none_of("authorisation: conversations as they were", number, changed, "changed"),
        none_of("authorisation: memos open for their owners", number, lost, "lost"),
    ]


def line(site: Site, number: int) -> list[Finding]:
    """Everybody in LINE presses the buttons of everybody else."""
    talks = [LineTalk(site.line, site.server.port) for _ in range(number)]
    for talk in talks:
        talk.follow()
    keys = {talk.user: find_actions(talk.last)[0]["data"] for talk in talks}
    heard = {talk.user: len(site.line.messages_to(talk.user)) for talk in talks}
    for talk in talks:
        events = [
            site.line.event("postback", talk.user, postback={"data": key})
            for user, key in keys.items()
            if user != talk.user
        ]
        for start in range(0, len(events), BATCH):
            assert post(site.line, site.server.port, *events[start : start + BATCH]).status == 200
        wait_until_quiet(site.server.data)
    refusal = yaml.safe_load((ROOT / "bot/channels/errors.yml").read_text("utf-8"))["unknown_choice"]["message"]
    successes = []
    for talk in talks:
        answers = site.line.messages_to(talk.user)[heard[talk.user] :]
        told = [answer.get("text") for answer in answers]
        # Whatever was pressed, nothing but refusals came, one for each press at most.
        if set(told) != {refusal} or len(told) > number - 1:
            successes.append(f"{talk.user}: {told[:3]}")
    return [none_of("authorisation: buttons of others in LINE", number * (number - 1), successes, "successes")]


def attempts(own: User, other: User) -> Iterator[Attempt]:
    """What ``own`` can try to get at what is ``other``'s."""
    mine = {"Authorization": f"Bearer {own.token}"}
    press = json.dumps({"choice": other.choice, "client_message_id": other.mark}).encode()
    yield Attempt("choice", http("POST", f"{WEB}/messages", mine, press), frozenset({400}))
    several = json.dumps({"choices": [other.choice, own.choice]}).encode()
    yield Attempt("choices", http("POST", f"{WEB}/messages", mine, several), frozenset({400}))
    for key in _spliced(own.token, other.token):
        forged = {"Authorization": f"Bearer {key}"}
        yield Attempt("history, forged key", http("GET", f"{WEB}/history", forged), frozenset({401}))
        yield Attempt("export, forged key", http("GET", f"{WEB}/export", forged), frozenset({401, 404}))
        yield Attempt("erasure, forged key", http("DELETE", f"{WEB}/session", forged), frozenset({401}))
        yield Attempt("message, forged key", http("POST", f"{WEB}/messages", forged, b'{"text":"x"}'), frozenset({401}))
    other_id = other.token.split(".")[1]
    named = {**mine, "Cookie": f"token={other.token}; session={other_id}", "X-Conversation-Id": other_id}
    query = f"?after={other.last_id}&conversation_id={other_id}&sender={other_id}"
    yield Attempt("history, named", http("GET", f"{WEB}/history{query}", named), frozenset({200}))
    yield Attempt("history, after", http("GET", f"{WEB}/history?after={other_id}", mine), frozenset({400}))
    yield Attempt("tracker", http("GET", f"/conversations/{other_id}/tracker", mine), frozenset({404}))
    for link in _spliced(f"x.{own.memo}", f"x.{other.memo}"):
        yield Attempt("memo", http("GET", f"/memo/{link[2:]}.md", mine), frozenset({404}))
    for cookie in (own.token, other.token, "a" * 43):
        login = {**mine, "Cookie": f"hojo_navi_staff={cookie}"}
        yield Attempt("case", http("GET", f"/staff/cases/{other.case}", login), frozenset({303}))
    yield Attempt("reply", http("POST", f"/staff/cases/{other.case}/reply", mine, b"text=x"), frozenset({303}))


def _spliced(own: str, other: str) -> list[str]:
    """Keys of the form version.id.expiry.signature, made of parts of two."""
    version, own_id, own_end, own_sign = own.split(".")
    _, other_id, other_end, other_sign = other.split(".")
    parts = [(other_id, own_end, own_sign), (other_id, other_end, own_sign), (own_id, other_end, other_sign)]
    parts += [(other_id, str(int(other_end) + 1), other_sign), (other_id, other_end, "")]
    return [".".join((version, *part)) for part in parts]


async def _attack(server: Server, pairs: list[tuple[User, User]]) -> tuple[list[str], int]:
    successes: list[str] = []
    tried = 0
    waiting = iter(pairs)

    async def work() -> None:
        nonlocal tried
        wire = Wire(server.port, hang_s=10)
        for own, other in waiting:
            for attempt in attempts(own, other):
                tried += 1
                try:
                    answer = await wire.send(attempt.call)
                except (Hang, OSError) as error:
                    successes.append(f"{attempt.name}: {type(error).__name__}")
                    continue
                if not _is_refused(attempt, answer, other):
                    successes.append(f"{attempt.name}: {answer}")
        wire.close()

    await asyncio.gather(*(work() for _ in range(WORKERS)))
    return successes, tried


def _is_refused(attempt: Attempt, answer: Answer | None, other: User) -> bool:
    if answer is None or answer.status not in attempt.refused:
        return False
    text = answer.body.decode("utf-8", "replace")
    return other.mark not in text and other.mark not in str(answer.headers)


def _user(server: Server) -> User:
    """An owner with a memo and a case, whose mark stands in his history."""
    owner, mark = Owner(Visitor(server.port).open()).begins(), secrets.token_hex(8)
    owner.visitor.say(f"社名はナビ{mark}です", client_message_id=mark)
    memo = owner.asks_for_the_memo().rpartition("/")[2]
    owner.hands_over()
    owner.visitor.say("製造業です")
    choice = next(iter(owner.visitor.buttons().values()))
    return User(owner.visitor, mark, memo, choice, before=owner.visitor.history())


def _find_cases(server: Server, users: list[User]) -> None:
    staff = Staff(server.port)
    assert staff.logs_in(PASSWORD).status == 303
    cases = {}
    for case in staff.cases():
        staff.opens(f"/staff/cases/{case}")
        cases |= {user.mark: case for user in users if user.mark in staff.page}
    for user in users:
        user.case = cases[user.mark]


def _opened(server: Server, memo: str) -> int:
    answer = asyncio.run(Wire(server.port, hang_s=10).send(http("GET", f"/memo/{memo}")))
    return answer.status if answer else 0
