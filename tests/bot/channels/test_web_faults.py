"""A server that is killed at any moment loses no answer and counts none twice."""

from __future__ import annotations

import http.client
import random
import signal
import threading
import time

import pytest

from tests.bot.channels.conftest import MakeServer
from tests.bot.visitor import Json, Visitor

KILLS = 25


class Patient(Visitor):
    """A visitor who sends again, with the same id, until there is an answer."""

    def send(self, number: int) -> Json:
        while True:
            try:
                reply = self.post({"text": f"{number}人", "client_message_id": f"id-{number}"})
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            if reply.status == 200:
                return reply.json["messages"][0]["custom"]["state"]
            assert reply.status == 503


@pytest.mark.nightly
def test_answers_survive_a_server_that_is_killed_again_and_again(make_server: MakeServer) -> None:
    server = make_server().start()
    visitor = Patient(server.port).open()
    done = threading.Event()
    answered: list[Json] = []

    def talk() -> None:
        while not done.is_set():
            answered.append(visitor.send(len(answered)))

    talking = threading.Thread(target=talk)
    talking.start()
    chance = random.Random(0)
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.05, 0.5))
        server.stop(signal.SIGKILL)
        server.start()
    done.set()
    talking.join(30)
    assert [state["turns"] for state in answered] == list(range(1, len(answered) + 1))
    assert answered[-1]["texts"][-1] == f"{len(answered) - 1}人"
    assert [entry["from"] for entry in visitor.history()] == ["user", "bot"] * len(answered)
