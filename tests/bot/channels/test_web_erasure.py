"""Erasing a conversation leaves nothing behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.bot.server import Server
from tests.bot.visitor import Visitor

MARK = "ひみつ8192736455"


def found(server: Server) -> list[str]:
    return [path.name for path in server.data.iterdir() if MARK.encode() in path.read_bytes()]


def test_erasing_leaves_nothing_of_history_buttons_and_events(visitor: Visitor, mini_server: Server) -> None:
    visitor.say("色")
    red = visitor.choice("赤")
    visitor.say(MARK, client_message_id="a")
    assert found(mini_server)
    visitor.delete()
    assert found(mini_server) == []
    for reply in (visitor.post({"text": "300"}), visitor.post({"choice": red}), visitor.request("GET", "/history")):
        assert (reply.status, reply.json["error"]) == (401, "unauthorized")


def test_erasing_twice_finds_nothing_to_erase(visitor: Visitor) -> None:
    visitor.delete()
    assert visitor.request("DELETE", "/session").status == 401


def test_erasing_does_not_touch_others(visitor: Visitor, mini_server: Server) -> None:
    other = Visitor(mini_server.port).open()
    other.say("300")
    visitor.say("400")
    visitor.delete()
    assert len(other.history()) == 2
    other.say("500")
    assert other.customs("seen")[0]["state"]["texts"] == ["300", "500"]


def test_a_turn_under_way_does_not_bring_back_what_was_erased(visitor: Visitor, mini_server: Server) -> None:
    visitor.say(MARK)
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(visitor.post, {"text": "待つ0.3"})
        erased = pool.submit(visitor.request, "DELETE", "/session")
        assert erased.result().status == 204
        assert slow.result().status in (200, 401)
    assert found(mini_server) == []
    assert visitor.request("GET", "/history").status == 401


def test_the_dialogue_can_have_the_conversation_forgotten(visitor: Visitor, mini_server: Server) -> None:
    visitor.say("色")
    red = visitor.choice("赤")
    visitor.say(MARK)
    visitor.say("忘れて", client_message_id="a")
    assert found(mini_server) == []
    assert [entry["from"] for entry in visitor.history()] == ["bot", "bot", "bot"]
    assert visitor.post({"choice": red}).json["error"] == "unknown_choice"
    assert len(visitor.say("忘れて", client_message_id="a")) == 3
    visitor.say("300")
    seen = visitor.customs("seen")[0]
    assert seen["state"] == {"turns": 1, "texts": ["300"]}
    assert seen["metadata"]["asked"] is None
