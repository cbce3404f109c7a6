"""Every answer arrives, and arrives once, whatever fails between Slack and the bot."""

from __future__ import annotations

import json
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from random import Random

import pytest

from bot.stores.conversations import FILE_NAME
from tests.bot.server import Server
from tests.bot.slack.conftest import MakeBot
from tests.bot.slack.desk import Desk, rows, texts, wait_until_quiet
from tests.bot.slack.workspace import JSON, OpenConnection, direct, envelope, press, signed, stamp
from tests.bot.slack.workspace import parts as parts_of
from tests.bot.vendors.slack import FakeSlack, Fault

REASONS = ["http_timeout", "http_error", "connection_failed", "ssl_error", "too_many_redirects", "unknown_error"]
EVENTS = 1000


def answers(desk: Desk) -> list[str]:
    return [text for message in desk.posted() for text in texts(message)]


@pytest.mark.parametrize("reason", REASONS)
def test_an_event_that_comes_again_for_any_reason_is_answered_once(reason: str, desk: Desk) -> None:
    event, event_id = direct(desk.channel, "300"), f"Ev{stamp()}"
    assert desk.slack.event(event, event_id).status == 200
    for number in (1, 2, 3):
        headers = {"X_Slack_Retry_Num": str(number), "X_Slack_Retry_Reason": reason}
        assert desk.slack.event(event, event_id, **headers).status == 200
    wait_until_quiet(desk.server.data)
    assert answers(desk) == ["300ですね"]


def test_a_delivery_that_is_the_first_to_arrive_is_answered_although_it_is_a_retry(desk: Desk) -> None:
    desk.slack.event(direct(desk.channel, "300"), X_Slack_Retry_Num="1", X_Slack_Retry_Reason="connection_failed")
    wait_until_quiet(desk.server.data)
    assert answers(desk) == ["300ですね"]


def test_a_press_that_comes_again_is_answered_once(thread: Desk) -> None:
    (asked,) = thread.say("")
    payload = press(asked, *parts_of(asked)[0])
    for _ in range(3):
        thread.slack.interaction(payload)
    wait_until_quiet(thread.server.data)
    assert answers(thread).count("はいですね") == 1


def test_a_thousand_events_redelivered_and_shuffled_across_a_restart_bring_one_answer_each(make_mini: MakeBot) -> None:
    fake = FakeSlack().start()
    server = make_mini(fake).start()
    random = Random(11)
    said = [(direct(f"D0M{number % 50}", f"{number}人"), f"Ev{number}") for number in range(EVENTS)]
    deliveries = [event for event in said for _ in range(random.randint(1, 5))]
    random.shuffle(deliveries)
    half = len(deliveries) // 2
    assert _deliver(server, deliveries[:half]) == {200}
    assert server.stop(signal.SIGTERM) == 0
    server.start()
    assert _deliver(server, deliveries[half:]) == {200}
    wait_until_quiet(server.data)
    heard = Counter(text for message in fake.messages for text in texts(message))
    assert heard == Counter(f"{number}人ですね" for number in range(EVENTS))
    server.stop()
    fake.stop()


def _deliver(server: Server, deliveries: list[tuple[dict[str, object], str]]) -> set[int]:
    connection = OpenConnection(server.port)
    statuses = set()
    for event, event_id in deliveries:
        body = json.dumps(envelope(event, event_id)).encode()
        statuses.add(connection.send(body, [*signed(body, JSON).items()]))
    return statuses


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.BROKEN, Fault.TAKEN_500, Fault.TAKEN_BROKEN, Fault.FAST])
def test_a_fault_of_slack_delays_an_answer_and_loses_or_doubles_none(fault: str, desk: Desk, fake: FakeSlack) -> None:
    fake.faults += [fault] * 2
    for text in ("300", "400", "500"):
        desk.slack.event(direct(desk.channel, text))
    wait_until_quiet(desk.server.data)
    assert answers(desk) == ["300ですね", "400ですね", "500ですね"]


def test_answers_wait_while_slack_is_away_and_arrive_once_and_in_order(desk: Desk, fake: FakeSlack) -> None:
    fake.fault = Fault.DOWN
    for number in range(5):
        desk.slack.event(direct(desk.channel, f"{number}人"))
    calls = len(fake.calls)
    deadline = time.monotonic() + 30
    while rows(desk.server.data, "SELECT 1 FROM inbox WHERE open") and time.monotonic() < deadline:
        time.sleep(0.02)
    assert rows(desk.server.data, "SELECT count(*) FROM outbox") == [(5,)]
    assert (answers(desk), len(fake.calls)) == ([], calls)
    fake.fault = None
    wait_until_quiet(desk.server.data)
    assert answers(desk) == [f"{number}人ですね" for number in range(5)]


def test_what_slack_did_not_take_before_the_bot_was_killed_is_sent_when_it_starts_again(make_mini: MakeBot) -> None:
    fake = FakeSlack().start()
    server = make_mini(fake).start()
    desk = Desk(server, fake).open()
    fake.fault = Fault.TAKEN_BROKEN
    desk.slack.event(direct(desk.channel, "300"))
    desk.slack.event(direct(desk.channel, "400"))
    deadline = time.monotonic() + 30
    while not fake.messages and time.monotonic() < deadline:
        time.sleep(0.02)
    server.stop(signal.SIGKILL)
    fake.fault = None
    server.start()
    wait_until_quiet(server.data)
    assert answers(desk) == ["300ですね", "400ですね"]
    server.stop()
    fake.stop()


def test_a_message_whose_arrival_cannot_be_looked_up_is_rather_sent_twice_than_never(
    desk: Desk, fake: FakeSlack
) -> None:
    fake.may_read = False
    fake.faults += [Fault.TAKEN_500]
    desk.slack.event(direct(desk.channel, "300"))
    wait_until_quiet(desk.server.data)
    assert answers(desk) == ["300ですね"] * 2
    fake.refused.clear()


def test_a_channel_that_is_gone_holds_up_nobody_else(mini_server: Server, fake: FakeSlack, desk: Desk) -> None:
    gone = Desk(mini_server, fake).open()
    fake.archived.add(gone.channel)
    gone.slack.event(direct(gone.channel, "300"))
    desk.slack.event(direct(desk.channel, "300"))
    wait_until_quiet(mini_server.data)
    assert (answers(gone), answers(desk)) == ([], ["300ですね"])
    fake.refused.clear()


def test_messages_are_answered_in_the_order_of_slacks_clock(desk: Desk) -> None:
    desk.slack.event(direct(desk.channel, "待つ0.4"))
    late, early = direct(desk.channel, "後"), direct(desk.channel, "先")
    late["ts"], early["ts"] = early["ts"], late["ts"]
    desk.slack.event(late)
    desk.slack.event(early)
    wait_until_quiet(desk.server.data)
    assert answers(desk) == ["待つ0.4ですね", "先ですね", "後ですね"]


def test_an_event_that_cannot_be_stored_is_refused_so_that_slack_delivers_it_again(desk: Desk) -> None:
    event, event_id = direct(desk.channel, "300"), f"Ev{stamp()}"
    with closing(sqlite3.connect(desk.server.data / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert desk.slack.event(event, event_id).status == 503
        other.execute("ROLLBACK")
    assert desk.slack.event(event, event_id).status == 200
    wait_until_quiet(desk.server.data)
    assert answers(desk) == ["300ですね"]


def test_without_its_secrets_the_channel_is_off_and_says_so_once(make_mini: MakeBot, fake: FakeSlack) -> None:
    server = make_mini(fake, SLACK_SIGNING_SECRET="").start()
    desk = Desk(server, fake).open()
    assert desk.slack.event(direct(desk.channel, "300")).status == 404
    assert server.log.read_text("utf-8").count("Slack is off: SLACK_SIGNING_SECRET not set") == 1
    server.stop()
