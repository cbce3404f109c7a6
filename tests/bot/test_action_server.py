"""Actions on Rasa's stock action server instead of in process: nothing else changes, and no fault loses an answer."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.bot.channels.action_server import ActionServer
from tests.bot.script import Player
from tests.bot.server import Server
from tests.bot.visitor import Json, Reply, Visitor

LINES = (Path(__file__).resolve().parents[1] / "data" / "dialogues.jsonl").read_text(encoding="utf-8").splitlines()
SCRIPTS: list[Json] = [json.loads(line) for line in LINES]
# Where a message names one of its buttons by id.
ACCEPTING = ("accept", "confirm")
Fault = Callable[[ActionServer], AbstractContextManager[None]]
HEALTHY = (200, '{"status":"ok"}')


@pytest.fixture
def bot_server(action_server_bot: Server) -> Server:
    """The product with its actions on the stock action server."""
    return action_server_bot


@pytest.fixture
def told(visitor: Visitor) -> Visitor:
    """A visitor who has told his trade."""
    visitor.start()
    visitor.choose_id(visitor.customs("notice")[-1]["accept"])
    visitor.say("製造業です")
    return visitor


@contextmanager
def down(actions: ActionServer) -> Iterator[None]:
    """The action server is not there."""
    actions.stop()
    try:
        yield
    finally:
        actions.start()


@contextmanager
def hung(actions: ActionServer) -> Iterator[None]:
    """The action server takes calls and answers none."""
    process = actions.process
    assert process is not None
    process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process.send_signal(signal.SIGCONT)


def unavailable(reply: Reply) -> bool:
    """Whether the reply is the contract's for a part that is down."""
    return reply.status == 503 and reply.json["error"] == "unavailable" and int(reply.headers["retry-after"]) > 0


def profile(visitor: Visitor) -> Json:
    """What the bot holds of the visitor."""
    visitor.say("入力内容を確認")
    return visitor.customs("profile_summary")[0]["profile"]


@pytest.mark.parametrize("fault", [down, hung])
def test_a_fault_of_the_action_server_is_told_and_loses_nothing(
    told: Visitor, action_server_bot: Server, product_actions: ActionServer, fault: Fault
) -> None:
    before = told.history()
    said = {"text": "資本金は3000万円、従業員は20人です", "client_message_id": "facts"}
    with fault(product_actions):
        assert unavailable(told.post(said))
        health = action_server_bot.health()
        assert health is not None
        assert (health[0], json.loads(health[1])["reason"]) == (503, "actions")
        assert told.history() == before
    assert action_server_bot.health() == HEALTHY
    told.say(**said)
    held = profile(told)
    assert (held["industry"], held["capital_yen"], held["employees"]) == ("製造業", 30_000_000, 20)
    assert [entry["message"].get("text") for entry in told.history()].count(said["text"]) == 1


def test_an_action_that_takes_too_long_is_given_up_before_the_turn_is_and_holds_up_nobody_else(
    told: Visitor, action_server_bot: Server, product_actions: ActionServer
) -> None:
    logged = action_server_bot.log.stat().st_size
    with hung(product_actions), ThreadPoolExecutor() as pool:
        waiting = pool.submit(told.post, {"text": "20人です"})
        assert Visitor(action_server_bot.port).open().history() == []
        assert not waiting.done()
        assert unavailable(waiting.result())
    lines = action_server_bot.log.read_bytes()[logged:].decode()
    assert "caused by TimeoutError" in lines
    assert "given up" not in lines


def test_an_action_server_that_is_killed_while_it_works_loses_nothing(
    told: Visitor, product_actions: ActionServer
) -> None:
    before = told.history()
    with ThreadPoolExecutor() as pool:
        with hung(product_actions):
            waiting = pool.submit(told.post, {"text": "20人です"})
            time.sleep(0.3)
            product_actions.kill()
        assert unavailable(waiting.result())
    product_actions.start()
    assert told.history() == before
    told.say("20人です")
    assert profile(told)["employees"] == 20


@pytest.mark.parametrize("script", SCRIPTS[::4], ids=[script["id"] for script in SCRIPTS[::4]])
def test_a_dialogue_is_the_same_to_the_letter_wherever_its_actions_run(
    script: Json, in_process_bot: Server, action_server_bot: Server
) -> None:
    histories = []
    for server in (in_process_bot, action_server_bot):
        player = Player(Visitor(server.port), script)
        player.play()
        histories.append([shown(entry) for entry in player.visitor.history()])
    assert histories[0] == histories[1]


def shown(entry: Json) -> Json:
    """An entry of the history without what differs each time: its id, its time and the ids of buttons."""
    message = entry["message"]
    custom = {key: value for key, value in message.get("custom", {}).items() if key not in ACCEPTING}
    if isinstance(message.get("custom", {}).get("confirm"), list):
        custom["confirm"] = message["custom"]["confirm"]
    titles = [button["title"] for button in message.get("buttons", [])]
    return {"from": entry["from"], "text": message.get("text"), "buttons": titles, "custom": custom}
