"""Section 2 of the contract: sessions, messages and history."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from tests.bot.channels.action_server import ActionServer
from tests.bot.channels.conftest import MakeServer
from tests.bot.server import Server
from tests.bot.visitor import Visitor


@pytest.fixture(scope="module")
def action_server_server(make_server: MakeServer, action_server: ActionServer) -> Server:
    return make_server(ACTION_ENDPOINT_URL=action_server.start().url).start()


@pytest.fixture(params=["in_process_server", "action_server_server"])
def mini_server(request: pytest.FixtureRequest) -> Server:
    return request.getfixturevalue(request.param)


def test_a_session_is_a_token_and_its_lifetime(mini_server: Server) -> None:
    reply = Visitor(mini_server.port).request("POST", "/session")
    assert reply.status == 201
    assert set(reply.json) == {"token", "expires_in"}
    assert reply.json["expires_in"] > 0


def test_the_start_event_brings_the_greeting(visitor: Visitor) -> None:
    visitor.start()
    assert visitor.customs("seen")[0]["intent"] == "start"


def test_a_text_is_answered(visitor: Visitor) -> None:
    visitor.say("300人です")
    assert visitor.texts() == ["300人ですですね"]


def test_one_message_carries_text_buttons_and_custom_part_together(visitor: Visitor) -> None:
    question = visitor.say("色")[-1]
    assert question["text"] == "何色ですか"
    assert [set(button) for button in question["buttons"]] == [{"title", "choice"}] * 3
    assert question["custom"] == {"kind": "question", "version": 1, "slot": "colour", "input": "multi"}


def test_a_response_of_the_domain_is_filled_and_sent_with_its_custom_part(visitor: Visitor) -> None:
    message = visitor.say("挨拶")[-1]
    assert message == {"text": "こんにちは、<b>山田</b>さん", "custom": {"kind": "hello", "version": 1}}


def test_the_intent_restart_follows_the_rules_and_not_a_default_of_rasa(visitor: Visitor) -> None:
    visitor.say("300")
    visitor.say("やり直し")
    seen = visitor.customs("seen")[0]
    assert (seen["intent"], seen["state"]["turns"]) == ("restart", 2)


def test_payloads_of_buttons_stay_on_the_server(visitor: Visitor) -> None:
    visitor.say("色")
    reply = visitor.post({"choice": visitor.choice("青")})
    assert visitor.choice("赤") not in reply.body.decode()
    assert len(set(visitor.buttons().values())) == 3


def test_a_button_brings_its_payload_to_the_dialogue(visitor: Visitor) -> None:
    visitor.say("色")
    visitor.choose("青")
    seen = visitor.customs("seen")[0]
    assert seen["intent"] == "choose"
    assert seen["metadata"]["choice"] == {"slot": "colour", "value": "青"}


def test_several_buttons_bring_all_their_payloads(visitor: Visitor) -> None:
    visitor.say("色")
    visitor.choose_several("黄", "赤")
    payloads = visitor.customs("seen")[0]["metadata"]["choice"]["multi"]
    assert [payload["value"] for payload in payloads] == ["黄", "赤"]


def test_a_button_of_an_earlier_message_still_works(visitor: Visitor) -> None:
    visitor.say("色")
    red = visitor.choice("赤")
    visitor.say("300")
    visitor.choose_id(red)
    assert visitor.customs("seen")[0]["metadata"]["choice"]["value"] == "赤"


def test_the_button_that_accepts_is_named_in_the_custom_part(visitor: Visitor) -> None:
    visitor.start()
    assert visitor.customs("notice")[0]["accept"] == visitor.choice("はい")


def test_the_slot_of_the_last_question_is_what_was_asked(visitor: Visitor) -> None:
    visitor.say("色")
    visitor.say("まだ")
    visitor.say("300")
    assert visitor.customs("seen")[0]["metadata"]["asked"] == "colour"


def test_after_an_ask_back_what_was_asked_is_a_confirmation(visitor: Visitor) -> None:
    visitor.say("確認")
    visitor.say("はい")
    assert visitor.customs("seen")[0]["metadata"]["asked"] == "confirm"


def test_the_history_has_both_sides_in_order_as_they_were_sent(visitor: Visitor) -> None:
    visitor.start()
    greeting = visitor.last
    answer = visitor.say("300")
    entries = visitor.history()
    assert [entry["from"] for entry in entries] == ["bot", "bot", "user", "bot"]
    assert [entry["message"] for entry in entries] == [*greeting, {"text": "300"}, *answer]
    assert len({entry["id"] for entry in entries}) == 4


def test_a_chosen_button_stands_in_the_history_by_its_title(visitor: Visitor) -> None:
    visitor.say("色")
    visitor.choose_several("赤", "青")
    assert [entry["message"]["text"] for entry in visitor.history() if entry["from"] == "user"] == ["色", "赤、青"]


def test_times_in_the_history_are_absolute_and_do_not_go_back(visitor: Visitor) -> None:
    before = datetime.now(timezone.utc)
    visitor.say("300")
    visitor.say("400")
    times = [datetime.fromisoformat(entry["at"]) for entry in visitor.history()]
    assert times == sorted(times)
    assert abs((times[0] - before).total_seconds()) < 60


def test_the_history_after_a_message_has_only_what_is_newer(visitor: Visitor) -> None:
    visitor.say("300")
    seen = visitor.history()
    assert visitor.history(after=seen[-1]["id"]) == []
    visitor.say("400")
    assert [entry["message"].get("text") for entry in visitor.history(after=seen[-1]["id"])] == ["400", "400ですね"]


def test_the_history_of_a_new_session_is_empty(visitor: Visitor) -> None:
    assert visitor.history() == []


def test_two_visitors_do_not_see_each_other(visitor: Visitor, mini_server: Server) -> None:
    other = Visitor(mini_server.port).open()
    visitor.say("色")
    assert other.history() == []
    assert other.post({"choice": visitor.choice("赤")}).json["error"] == "unknown_choice"
    other.say("300")
    assert other.customs("seen")[0]["state"]["turns"] == 1


def test_an_action_that_fails_changes_nothing(visitor: Visitor) -> None:
    visitor.say("300")
    assert visitor.post({"text": "失敗"}).status == 503
    assert len(visitor.history()) == 2
    visitor.say("400")
    assert visitor.customs("seen")[0]["state"] == {"turns": 2, "texts": ["300", "400"]}


def test_an_action_changes_slots_by_its_events_only(visitor: Visitor) -> None:
    visitor.say("300")
    visitor.say("いじる")
    visitor.say("400")
    assert visitor.customs("seen")[0]["state"]["turns"] == 3
