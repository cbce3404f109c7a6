"""The whole way on the live server: an utterance that failed is labelled, trained and understood."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.learning.examples import LEARNED, examples_in
from tests.bot.learning.conftest import serve
from tests.bot.server import ROOT, Server
from tests.bot.staff.people import FACTS, Staff
from tests.bot.visitor import Visitor

# 20 of them, in the words of one conversation.
MARKERS = (
    *(
        "カナリア工業",
        "鳩山",
        "麒一郎",
        "千代田",
        "丸の内",
        "ミヤビビル",
        "090-1234-5678",
        "kanaria@example.com",
        "4711",
    ),
    *(
        "4711",
        "8642",
        "AB12-3456",
        "髙﨑",
        "tanaka",
        "canary77",
        "ひだまり工房",
        "長谷川",
        "佐々木",
        "足利",
        "三百五十",
    ),
    "1234567890123",
)
LABEL = re.compile(r'name="(label-[A-Za-z0-9_-]+)"')


def judged(server: Server, *words: str) -> Visitor:
    """A visitor who said these words in the interview and has seen the verdict."""
    visitor = Visitor(server.port).open()
    visitor.start()
    visitor.choose_id(visitor.customs("notice")[-1]["accept"])
    visitor.say(FACTS)
    for text in words:
        visitor.say(text)
    for text in ("15%減です", "今の分で結果出して", "今の分で結果出して"):
        visitor.say(text)
        if visitor.customs("recommendations"):
            break
    assert visitor.customs("recommendations"), visitor.texts()
    return visitor


def agrees(visitor: Visitor, *words: str) -> Visitor:
    """Let the bot learn from the conversation, and go on with these words."""
    (notice,) = [one for one in visitor.customs("notice") if one["topic"] == "learning"]
    visitor.choose_id(notice["accept"])
    for text in words:
        visitor.say(text)
    return visitor


def queue(server: Server) -> list[tuple[str, str, str | None]]:
    """Text, reason and label of everything in the queue."""
    with sqlite3.connect(server.data / "conversations.sqlite3") as database:
        return database.execute("SELECT text, reason, label FROM utterances ORDER BY text").fetchall()


def learn(server: Server, model: Path, examples: Path, held_out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """``python -m bot.learning learn`` beside the server."""
    places = ["--model", model, "--examples", examples, "--held-out", held_out]
    command = [sys.executable, "-m", "bot.learning", "learn", *map(str, places), *more]
    environment = {"HOJO_NAVI_DATA": str(server.data), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.fixture(autouse=True)
def empty(learning_server: Server) -> None:
    with sqlite3.connect(learning_server.data / "conversations.sqlite3") as database:
        database.execute("DELETE FROM utterances")


def test_an_utterance_that_failed_is_labelled_trained_and_understood(
    learning_server: Server,
    staff: Staff,
    small_model: Path,
    examples_to_change: Path,
    few_held_out: Path,
    tmp_path: Path,
    failing: list[str],
) -> None:
    agrees(judged(learning_server), *failing)
    assert [reason for _, reason, _ in queue(learning_server)] == ["fell_back"] * len(failing)
    staff.opens("/staff/learning")
    names = LABEL.findall(staff.page)
    assert staff.sends("/staff/learning", **dict.fromkeys(names, "handoff")).status == 303
    candidate = tmp_path / "candidate.tar.gz"
    done = learn(learning_server, small_model, examples_to_change, few_held_out, "--candidate", str(candidate))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (examples_to_change / LEARNED).read_text("utf-8").count("    - ") == len(names)
    assert queue(learning_server) == []
    data = tmp_path / "after"
    data.mkdir()
    better = serve(candidate, data)
    try:
        visitor = Visitor(better.port).open()
        visitor.start()
        visitor.choose_id(visitor.customs("notice")[-1]["accept"])
        for text in failing:
            visitor.say(text)
            assert [notice["topic"] for notice in visitor.customs("notice")] == ["handoff"], (text, visitor.texts())
    finally:
        better.stop()


def test_poisoned_labels_are_refused_and_nothing_changes(
    learning_server: Server, staff: Staff, small_model: Path, examples_to_change: Path, few_held_out: Path
) -> None:
    with sqlite3.connect(learning_server.data / "conversations.sqlite3") as database:
        texts = [
            "締切はいつまでなんやろ",
            "必要な書類は何になるんやろ",
            "いくらくらいもらえるんやろ",
            "うちでも対象になるんやろか",
        ]
        database.executemany(
            "INSERT INTO utterances VALUES (?, 'c', ?, 0, ?, NULL, 'chitchat', 'fell_back', 'greet')",
            [(text, text, text) for text in texts],
        )
    before, model = examples_in(examples_to_change), small_model.read_bytes()
    done = learn(learning_server, small_model, examples_to_change, few_held_out)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "--sure" in done.stdout
    assert (examples_in(examples_to_change), small_model.read_bytes()) == (before, model)
    assert len(queue(learning_server)) == len(texts)


def test_nothing_of_what_was_planted_is_in_the_queue(learning_server: Server, staff: Staff) -> None:
    visitor = judged(learning_server, "べりてえ " + " ".join(MARKERS[:10]), "ほげほげ " + "、".join(MARKERS[10:]))
    agrees(visitor)
    visitor.say("ぽろろん " + " ".join(MARKERS))
    rows = queue(learning_server)
    assert len(rows) >= 1
    staff.opens("/staff/learning")
    page = staff.page
    table = staff.opens("/staff/learning/table").body.decode()
    seen = "\n".join([page, table, *(text for text, _, _ in rows)])
    assert "某" in seen
    assert [marker for marker in MARKERS if marker in seen or marker.lower() in seen] == []


def test_without_consent_nothing_is_noted(learning_server: Server, failing: list[str]) -> None:
    visitor = judged(learning_server, failing[0])
    visitor.say(failing[0])
    visitor.say("学習に使わないで")
    visitor.say(failing[0])
    assert queue(learning_server) == []


def test_consent_that_is_taken_back_empties_the_queue(learning_server: Server, failing: list[str]) -> None:
    visitor = agrees(judged(learning_server), failing[0])
    assert len(queue(learning_server)) == 1
    visitor.say("やっぱり学習に使わないで")
    assert queue(learning_server) == []


@pytest.mark.parametrize("way", ["page", "words"])
def test_who_erases_the_data_is_out_of_the_queue(learning_server: Server, way: str, failing: list[str]) -> None:
    visitor = agrees(judged(learning_server), failing[0])
    assert len(queue(learning_server)) == 1
    if way == "page":
        visitor.delete()
    else:
        visitor.say("データを削除")
        visitor.choose("データを消す")
    assert queue(learning_server) == []


@pytest.mark.parametrize("path", ["learning", "learning/table", "stats", "catalog", "catalog/it_a"])
def test_the_pages_are_closed_to_others(learning_server: Server, path: str) -> None:
    stranger = Staff(learning_server.port)
    reply = stranger.opens(f"/staff/{path}")
    assert (reply.status, reply.headers["location"]) == (303, "/staff/login")


def test_labels_need_the_token_of_the_login(learning_server: Server, staff: Staff, failing: list[str]) -> None:
    agrees(judged(learning_server), failing[0])
    staff.opens("/staff/learning")
    (name,) = LABEL.findall(staff.page)
    assert staff.posts("/staff/learning", token="wrong", **{name: "handoff"}).status == 403
    staff.opens("/staff/learning")
    assert staff.sends("/staff/learning", **{name: "no such act"}).status == 303
    assert [label for _, _, label in queue(learning_server)] == [None]


def test_the_funnel_counts_a_conversation_once_and_names_nobody(learning_server: Server, staff: Staff) -> None:
    before = counts(learning_server)
    visitor = judged(learning_server)
    visitor.say("相談メモを作って")
    visitor.say("入力内容を確認")
    after = counts(learning_server)
    steps = ("greeting", "consent", "verdict", "memo", "answered:employees")
    assert [after[step] - before.get(step, 0) for step in steps] == [1] * len(steps)
    assert after["typed"] - before.get("typed", 0) >= 4
    assert sum(after[name] for name in after if name.startswith("minutes:")) == after["verdict"]
    assert staff.opens("/staff/stats?days=7").status == 200
    assert "判定を見た" in staff.page
    assert "<svg" in staff.page


def test_the_funnel_of_an_erased_conversation_keeps_nothing_of_it(learning_server: Server) -> None:
    visitor = judged(learning_server)
    journeys = journeys_of(learning_server)
    visitor.delete()
    assert journeys_of(learning_server) == journeys - 1
    with sqlite3.connect(learning_server.data / "conversations.sqlite3") as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(daily_counts)")]
    assert columns == ["day", "channel", "name", "shard", "count"]


def test_the_funnel_is_told_on_the_command_line(learning_server: Server) -> None:
    judged(learning_server)
    environment = {"HOJO_NAVI_DATA": str(learning_server.data), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "bot.stats", "--days", "2"]
    run = [
        subprocess.run([*command, *more], cwd=ROOT, env=environment, capture_output=True, text=True)
        for more in ([], ["--json"])
    ]
    assert [done.returncode for done in run] == [0, 0]
    assert "判定を見た: " in run[0].stdout
    assert json.loads(run[1].stdout)["way"][0]["name"] == "greeting"


def test_the_catalogue_is_shown_with_coverage_and_previews(staff: Staff) -> None:
    assert staff.opens("/staff/catalog").status == 200
    assert all(words in staff.page for words in ("growth_100oku_main", "目録", "資料の食い違い", "シナリオ表の行"))
    assert staff.opens("/staff/catalog/growth_100oku_main").status == 200
    assert all(name in staff.page for name in ("ウェブ", "LINE", "Slack", "成長加速化補助金"))
    assert staff.opens("/staff/catalog/no_such_frame").status == 404
    assert "/staff/catalog" in staff.opens("/staff").body.decode()


def counts(server: Server) -> dict[str, int]:
    """The counts of all days."""
    with sqlite3.connect(server.data / "conversations.sqlite3") as database:
        return dict(database.execute("SELECT name, SUM(count) FROM daily_counts GROUP BY name"))


def journeys_of(server: Server) -> int:
    """How many conversations are remembered for what they were counted for."""
    with sqlite3.connect(server.data / "conversations.sqlite3") as database:
        return int(database.execute("SELECT COUNT(*) FROM journeys").fetchone()[0])
