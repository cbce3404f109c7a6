"""A message is answered once, in order, and nothing of it is lost."""

from __future__ import annotations

import asyncio
import http.client
import json
import signal
import time
from concurrent.futures import ThreadPoolExecutor

from bot.stores.conversations import FILE_NAME, ConversationStore
from bot.stores.database import Database
from tests.bot.channels.conftest import MakeServer
from tests.bot.server import Server
from tests.bot.visitor import Visitor


def turns(visitor: Visitor) -> int:
    visitor.say("いくつ目")
    return visitor.customs("seen")[0]["state"]["turns"]


def test_the_same_message_again_brings_the_same_answer_and_is_not_processed_twice(visitor: Visitor) -> None:
    first = visitor.say("色", client_message_id="a")
    assert visitor.say("色", client_message_id="a") == first
    assert len(visitor.history()) == 3
    assert turns(visitor) == 2


def test_an_id_that_was_answered_brings_that_answer_whatever_comes_with_it(visitor: Visitor) -> None:
    first = visitor.say("300", client_message_id="a")
    assert visitor.say("400", client_message_id="a") == first
    assert visitor.choose_id("unknown", client_message_id="a") == first


def test_another_id_is_another_message(visitor: Visitor) -> None:
    visitor.say("300", client_message_id="a")
    visitor.say("300", client_message_id="b")
    assert turns(visitor) == 3


def test_the_ids_of_two_visitors_have_nothing_to_do_with_each_other(visitor: Visitor, mini_server: Server) -> None:
    visitor.say("300", client_message_id="a")
    other = Visitor(mini_server.port).open()
    other.say("400", client_message_id="a")
    assert other.texts() == ["400ですね"]


def test_a_message_that_failed_is_processed_when_it_comes_again(visitor: Visitor) -> None:
    assert visitor.post({"text": "失敗", "client_message_id": "a"}).status == 503
    visitor.say("300", client_message_id="a")
    assert turns(visitor) == 2


def test_the_same_message_several_times_at_once_is_processed_once(visitor: Visitor) -> None:
    body = {"text": "待つ0.2", "client_message_id": "a"}
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda _: visitor.post(body), range(6)))
    assert {reply.status for reply in replies} == {200}
    assert len({reply.body for reply in replies}) == 1
    assert turns(visitor) == 2


def test_messages_at_once_are_answered_one_after_another(visitor: Visitor) -> None:
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda n: visitor.post({"text": f"{n}人"}), range(6)))
    states = [reply.json["messages"][0]["custom"]["state"]["turns"] for reply in replies]
    assert sorted(states) == [1, 2, 3, 4, 5, 6]
    senders = [entry["from"] for entry in visitor.history()]
    assert senders == ["user", "bot"] * 6


def test_a_conversation_with_too_many_messages_waiting_asks_for_patience(visitor: Visitor) -> None:
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda _: visitor.post({"text": "待つ0.2"}), range(20)))
    assert {reply.status for reply in replies} == {200, 429}
    answered = sum(reply.status == 200 for reply in replies)
    assert turns(visitor) == answered + 1


def test_one_visitor_does_not_wait_for_another(visitor: Visitor, mini_server: Server) -> None:
    other = Visitor(mini_server.port).open()
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(visitor.say, "待つ1.5")
        time.sleep(0.3)
        other.say("300")
        assert not slow.done()
        slow.result()


def test_the_answer_to_a_broken_connection_waits_in_the_history(visitor: Visitor, mini_server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", mini_server.port)
    body = json.dumps({"text": "待つ0.5", "client_message_id": "a"})
    connection.request("POST", "/webhooks/web/messages", body, {"Authorization": f"Bearer {visitor.token}"})
    time.sleep(0.2)
    connection.close()
    deadline = time.monotonic() + 10
    while not visitor.history() and time.monotonic() < deadline:
        time.sleep(0.1)
    answer = visitor.history()[-1]["message"]
    assert visitor.say("待つ0.5", client_message_id="a") == [answer]


def test_a_turn_past_the_deadline_is_given_up_and_changes_nothing(visitor: Visitor) -> None:
    visitor.say("300")
    reply = visitor.post({"text": "待つ30", "client_message_id": "a"})
    assert reply.status == 503
    assert reply.json["error"] == "unavailable"
    assert len(visitor.history()) == 2
    assert turns(visitor) == 2


def test_a_killed_server_that_starts_again_has_history_state_and_buttons(make_server: MakeServer) -> None:
    server = make_server().start()
    visitor = Visitor(server.port).open()
    visitor.say("色", client_message_id="a")
    before, offered = visitor.history(), dict(visitor.buttons())
    server.stop(signal.SIGKILL)
    server.start()
    assert visitor.history() == before
    assert visitor.say("色", client_message_id="a") == [entry["message"] for entry in before[1:]]
    visitor.choose_id(offered["青"])
    seen = visitor.customs("seen")[0]
    assert seen["metadata"] == {
        "asked": "colour",
        "about": "colour",
        "choice": {"slot": "colour", "value": "青"},
        "event": None,
    }
    assert seen["state"] == {"turns": 2, "texts": ["色", "青"]}


def test_a_server_that_is_told_to_end_finishes_the_turn_under_way(make_server: MakeServer) -> None:
    server = make_server().start()
    visitor = Visitor(server.port).open()
    assert visitor.token is not None
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(visitor.say, "待つ1")
        time.sleep(0.4)
        assert server.stop(signal.SIGTERM) == 0
        assert len(slow.result()) == 1
    store = ConversationStore(Database(server.data / FILE_NAME))
    assert len(asyncio.run(store.history(visitor.token.split(".")[1]))) == 2
