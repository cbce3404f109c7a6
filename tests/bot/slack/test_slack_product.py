"""The product in Slack: the same answers lead to the same verdicts as on the web, and staff can read a case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.channels.slack.words import words
from tests.bot.script import Player, slot_faults
from tests.bot.server import Server
from tests.bot.slack.desk import Desk, rows, small_print, texts
from tests.bot.slack.workspace import parts
from tests.bot.vendors.slack import FakeSlack
from tests.bot.vendors.slack_blocks import faults
from tests.bot.visitor import Visitor

Json = dict[str, Any]
SCRIPTS = Path(__file__).resolve().parents[2] / "data" / "dialogues.jsonl"
DIALOGUES = [json.loads(line) for line in SCRIPTS.read_text("utf-8").splitlines()]
# By turns in a direct message, which has an id of its own each time, and in a thread of a channel.
PLACES = [(script, "C0CASES" if number % 2 else "") for number, script in enumerate(DIALOGUES)]
MOST_TURNS = 60


@pytest.fixture
def case(product_server: Server, fake: FakeSlack) -> Desk:
    """Somebody in a direct message who agreed and told his trade and prefecture."""
    desk = Desk(product_server, fake).open()
    desk.start()
    desk.choose("同意して始める")
    desk.say("栃木県で飲食店をやっています。従業員は5人です")
    return desk


def judged(case: Desk) -> list[Json]:
    """Leave every other question open; returns the verdicts."""
    for _ in range(MOST_TURNS):
        confirms = [summary["confirm"] for summary in case.customs("profile_summary") if "confirm" in summary]
        if confirms:
            case.choose_id(confirms[0])
            items: list[Json] = case.customs("recommendations")[0]["items"]
            return items
        case.say("わからない")
    raise AssertionError("the interview does not end")


def state_of(desk: Desk) -> list[tuple[Any, ...]]:
    """All that is kept of a conversation."""
    query = "SELECT asked, snapshot, last_message, updated_at FROM conversations WHERE id = ?"
    return rows(desk.server.data, query, desk.conversation_id)


def shown(answer: Json) -> str:
    assert answer["response_type"] == "ephemeral"
    assert faults(answer["blocks"]) == []
    return "\n".join([*texts(answer), *small_print(answer)])


@pytest.mark.parametrize(("script", "channel"), PLACES, ids=[f"{script['id']}-{place}" for script, place in PLACES])
def test_a_written_dialogue_leads_to_the_same_facts_and_verdicts_as_on_the_web(
    script: Json, channel: str, product_server: Server, fake: FakeSlack
) -> None:
    on_web, in_slack = Player(Visitor(product_server.port), script), Player(Desk(product_server, fake, channel), script)
    profile = in_slack.play()
    told = "\n".join(f"{who}: {text}" for who, text in in_slack.transcript)
    assert in_slack.faults + slot_faults(script["expected"], profile) == [], told
    assert on_web.play() == profile
    assert in_slack.verdicts == on_web.verdicts != {}
    assert fake.refused == []


def test_plans_are_ticked_together(case: Desk) -> None:
    for _ in range(30):
        (question,) = case.customs("question")
        if question["slot"] == "plan":
            break
        case.choose("わからない")
    case.choose_several("販路開拓", "設備投資")
    case.say("入力内容を確認")
    assert sorted(case.customs("profile_summary")[0]["profile"]["plan"]) == sorted(["販路開拓", "設備投資"])


def test_an_answered_question_is_frozen_and_a_list_to_look_things_up_is_not(case: Desk) -> None:
    asked = case.last[-1]
    case.choose("わからない")
    assert parts(next(m for m in case.posted() if m["ts"] == asked["ts"])) == []
    judged(case)
    verdicts = case.last[-1]
    title = next(title for title in case.titles() if title.endswith("をくわしく"))
    case.choose(title)
    assert case.last
    assert parts(next(m for m in case.posted() if m["ts"] == verdicts["ts"])) == parts(verdicts)


def test_the_question_whether_to_erase_is_answered_once(case: Desk) -> None:
    case.say("データを削除してください")
    asked = case.last[-1]
    case.choose("消さない")
    assert parts(next(m for m in case.posted() if m["ts"] == asked["ts"])) == []


def test_verdicts_are_cards_with_their_day_of_reading(case: Desk) -> None:
    shown_items = [item for item in judged(case) if item["shown"]]
    verdicts = case.last[-1]
    assert sum(text.startswith("■") for text in texts(verdicts)) == len(shown_items)
    assert {words()["checked"].format(date=item["checked_on"]) for item in shown_items} <= set(small_print(verdicts))


def test_the_memo_tells_what_is_known_and_every_verdict_with_its_reasons(case: Desk) -> None:
    items = judged(case)
    memo = shown(case.slack.command("memo", case.channel))
    assert "飲食店" in memo
    assert "栃木県" in memo
    for item in items:
        assert f"◇ {item['name']} {item['frame']}" in memo
        assert item["call_reason"] in memo
        decides = "unmet" if item["status"] == "ineligible" else "unknown"
        over = item["call_status"] == "closed"
        assert over or all(c["text"] in memo for c in item["criteria"] if c["state"] == decides)
    for status in ("eligible", "undetermined", "ineligible"):
        count = sum(item["status"] == status for item in items)
        assert words()["memo"]["status"][status].format(count=count) in memo


def test_the_memo_gives_no_figure_that_the_verdicts_do_not_give(case: Desk) -> None:
    case.say("売上は3割減りました。チラシとウェブサイトで販路開拓に75万円かけたいです")
    items = judged(case)
    lines = shown(case.slack.command("memo", case.channel)).splitlines()
    amounts = [line for line in lines if line.startswith(("　上限", "　見込み"))]
    text = words()["memo"]
    wanted = [
        text[name].format(yen=f"{item[name]:,}")
        for status in ("eligible", "undetermined", "ineligible")
        for item in items
        if (item["status"], item["call_status"] == "closed") == (status, False)
        for name in ("max_subsidy_yen", "est_subsidy_yen")
        if item[name] is not None
    ]
    assert amounts == wanted != []


def test_a_memo_changes_nothing_in_the_conversation(case: Desk) -> None:
    before, posted = state_of(case), len(case.posted())
    shown(case.slack.command("memo", case.channel))
    assert (state_of(case), len(case.posted())) == (before, posted)


@pytest.mark.parametrize("spoken", ["メモ", "memo", "hojo memo", "/hojo 相談メモ"])
def test_the_memo_of_a_thread_is_had_in_the_thread(spoken: str, product_server: Server, fake: FakeSlack) -> None:
    desk = Desk(product_server, fake, "C0MEMO").open()
    desk.start()
    desk.choose("同意して始める")
    desk.say("飲食店です")
    before = state_of(desk)
    memo = "\n".join(text for message in desk.say(spoken) for text in texts(message))
    assert memo.startswith(words()["memo"]["title"])
    assert "飲食店" in memo
    assert state_of(desk) == before


def test_a_link_to_a_thread_brings_its_memo_in_the_same_channel_only(product_server: Server, fake: FakeSlack) -> None:
    desk = Desk(product_server, fake, "C0LINK").open()
    desk.start()
    desk.choose("同意して始める")
    desk.say("飲食店です")
    assert desk.thread is not None
    answer = desk.last[-1]["ts"].replace(".", "")
    for link in (
        f"https://x.slack.com/archives/C0LINK/p{desk.thread.replace('.', '')}",
        f"<https://x.slack.com/archives/C0LINK/p{answer}?thread_ts={desk.thread}&amp;cid=C0LINK>",
    ):
        assert "飲食店" in shown(desk.slack.command(f"memo {link}", "C0LINK"))
        assert shown(desk.slack.command(f"memo {link}", "C0OTHER")) == words()["memo"]["other_channel"]


@pytest.mark.parametrize("channel", ["D0NOBODY", "C0NOBODY"])
def test_where_nothing_was_said_there_is_no_memo(channel: str, product_server: Server, fake: FakeSlack) -> None:
    assert shown(Desk(product_server, fake).slack.command("memo", channel)) == words()["memo"]["none"]


def test_before_consent_there_is_no_memo(product_server: Server, fake: FakeSlack) -> None:
    desk = Desk(product_server, fake).open()
    desk.say("従業員は5人です")
    assert shown(desk.slack.command("memo", desk.channel)) == words()["memo"]["none"]


@pytest.mark.parametrize("text", ["", "help", "ヘルプ", "  help  "])
def test_help_names_the_commands_that_there_are(text: str, product_server: Server, fake: FakeSlack) -> None:
    help_text = shown(Desk(product_server, fake).slack.command(text, "C0HELP"))
    assert "/hojo help" in help_text
    assert "/hojo memo" in help_text


def test_an_unknown_command_is_answered_with_help(product_server: Server, fake: FakeSlack) -> None:
    answer = shown(Desk(product_server, fake).slack.command("<!channel> training", "C0HELP"))
    assert answer.startswith("「<!channel>」という指示はありません。")
    assert "/hojo memo" in answer
