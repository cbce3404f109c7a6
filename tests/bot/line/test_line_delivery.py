"""Every answer arrives once, whatever happens on the way."""

from __future__ import annotations

import http.client
import random
import signal
import time

import pytest

from tests.bot.line.conftest import MakeServer
from tests.bot.line.talk import LineTalk, new_user, post, until
from tests.bot.server import Server
from tests.bot.vendors.line import FakeLine, Fault, Json

EVENTS, USERS = 1000, 40


def texts_to(line: FakeLine, user: str) -> list[str]:
    return [message["text"] for message in line.messages_to(user)]


def via(line: FakeLine, user: str) -> list[str]:
    return [one.via for one in line.delivered if one.to == user]


def test_an_event_that_is_delivered_again_is_answered_once(talk: LineTalk) -> None:
    event = talk.line.text(talk.user, "300")
    talk.send(event, event)
    for _ in range(3):
        assert post(talk.line, talk.port, event | {"deliveryContext": {"isRedelivery": True}}).status == 200
    talk.say("400")
    assert texts_to(talk.line, talk.user) == ["300ですね", "400ですね"]


@pytest.mark.parametrize("fault", [Fault.broken, Fault.broken_after, Fault.hang_up_after, Fault.slow, Fault.too_many])
def test_a_call_that_goes_wrong_brings_the_answer_once(talk: LineTalk, fault: object) -> None:
    talk.line.faults_to_come.append(fault)  # type: ignore[arg-type]
    talk.say("300")
    talk.say("400")
    assert texts_to(talk.line, talk.user) == ["300ですね", "400ですね"]


def test_an_answer_too_late_for_its_token_is_pushed(talk: LineTalk) -> None:
    talk.line.token_life_s = -1
    late = talk.line.text(talk.user, "300")
    talk.line.token_life_s = 60
    talk.send(late)
    talk.say("400")
    assert texts_to(talk.line, talk.user) == ["300ですね", "400ですね"]
    assert via(talk.line, talk.user) == ["push", "reply"]


@pytest.mark.parametrize("fault", [Fault.broken, Fault.broken_after, Fault.hang_up_after, Fault.too_many])
def test_a_push_that_goes_wrong_brings_the_answer_once(talk: LineTalk, fault: object) -> None:
    talk.line.token_life_s = -1
    late = talk.line.text(talk.user, "300")
    talk.line.token_life_s = 60
    talk.line.faults_to_come.extend([lambda call: call(), fault])  # type: ignore[list-item]
    talk.send(late)
    talk.say("400")
    assert texts_to(talk.line, talk.user) == ["300ですね", "400ですね"]


def test_while_line_is_down_answers_wait_and_then_arrive_once_and_in_order(
    make_server: MakeServer, line: FakeLine
) -> None:
    server = make_server(line).start()
    users = [new_user() for _ in range(5)]
    events = [(user, line.text(user, f"{n}番")) for n in range(6) for user in users]
    line.server.stop()
    for _, event in events:
        assert post(line, server.port, event).status == 200
    # The scaled half minute: several waits of the first tries pass.
    time.sleep(1.5)
    assert line.delivered == []
    line.server.start()
    until(lambda: len(line.delivered) >= len(events))
    for user in users:
        assert texts_to(line, user) == [f"{n}番ですね" for n in range(6)]
    assert server.stop() == 0


def test_on_a_bad_day_every_answer_arrives_once_and_in_order(talk: LineTalk) -> None:
    chance = random.Random(3)
    days = [Fault.broken, Fault.broken_after, Fault.hang_up_after, Fault.slow, lambda call: call()]
    for n in range(30):
        talk.line.faults_to_come.extend(chance.choices(days, k=2))
        post(talk.line, talk.port, talk.line.text(talk.user, f"{n}番"))
    until(lambda: len(texts_to(talk.line, talk.user)) >= 30)
    talk.line.faults_to_come.clear()
    talk.say("300")
    assert texts_to(talk.line, talk.user) == [*(f"{n}番ですね" for n in range(30)), "300ですね"]


def test_a_server_that_is_killed_while_it_answers_sends_the_answer_after_its_restart(
    make_server: MakeServer, line: FakeLine
) -> None:
    server, user = make_server(line).start(), new_user()
    assert post(line, server.port, line.text(user, "待つ1"), line.text(user, "300")).status == 200
    server.stop(signal.SIGKILL)
    server.start()
    until(lambda: len(line.messages_to(user)) >= 2)
    assert texts_to(line, user) == ["待つ1ですね", "300ですね"]
    assert server.stop() == 0


def test_a_server_that_is_told_to_end_answers_what_is_under_way(make_server: MakeServer, line: FakeLine) -> None:
    server, user = make_server(line).start(), new_user()
    assert post(line, server.port, line.text(user, "待つ1")).status == 200
    time.sleep(0.3)
    assert server.stop(signal.SIGTERM) == 0
    assert texts_to(line, user) == ["待つ1ですね"]


def deliver(line: FakeLine, server: Server, batches: list[list[Json]]) -> None:
    """Deliver batches as LINE does: what is not taken comes again."""
    for batch in batches:
        while True:
            try:
                if post(line, server.port, *batch).status == 200:
                    break
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.05)


def test_a_thousand_events_delivered_up_to_five_times_across_a_restart_are_answered_once_each(
    make_server: MakeServer, line: FakeLine
) -> None:
    chance, server = random.Random(11), make_server(line).start()
    users = [new_user() for _ in range(USERS)]
    events = [line.text(users[n % USERS], f"{n}番") for n in range(EVENTS)]
    deliveries = [event for event in events for _ in range(chance.randint(1, 5))]
    chance.shuffle(deliveries)
    batches = []
    while deliveries:
        size = chance.randint(1, 6)
        batches.append(deliveries[:size])
        deliveries = deliveries[size:]
    half = len(batches) // 2
    deliver(line, server, batches[:half])
    server.stop(signal.SIGKILL)
    server.start()
    deliver(line, server, batches[half:])
    until(lambda: len(line.delivered) >= EVENTS, 120)
    deliver(line, server, batches[:50])
    assert server.stop() == 0
    shown = [text for user in users for text in texts_to(line, user)]
    assert sorted(shown) == sorted(f"{n}番ですね" for n in range(EVENTS))
