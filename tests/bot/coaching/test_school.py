"""Sessions in the database, the history, and Slack's command."""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import io
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from bot.channels.delivery.keys import Keys
from bot.channels.slack.commands import Commands, _help_text
from bot.channels.slack.inbound import Place
from bot.coaching.data import words
from bot.coaching.school import TALK, WATCH, School, as_csv
from bot.coaching.slack import CHANNEL_VARIABLE, SlackCoach
from bot.coaching.store import SessionStore
from bot.coaching.talk import MOST_LINES
from bot.stores.database import Database
from bot.stores.kept import Rule
from bot.stores.schema_coaching import TOPIC

T = TypeVar("T")
Run = Callable[[Awaitable[T]], T]
STAFF = "C0STAFF"


@pytest.fixture
def run() -> Iterator[Run[object]]:
    loop = asyncio.new_event_loop()
    yield loop.run_until_complete
    loop.close()


@pytest.fixture
def database(tmp_path: Path, run: Run[None]) -> Iterator[Database]:
    database = Database(tmp_path / "coaching.sqlite3")
    yield database
    run(database.close())


@pytest.fixture
def school(database: Database) -> School:
    return School(SessionStore(database))


@pytest.fixture
def coach(database: Database, monkeypatch: pytest.MonkeyPatch) -> SlackCoach:
    monkeypatch.setenv(CHANNEL_VARIABLE, STAFF)
    return SlackCoach(database)


def test_lines_are_kept_and_judged_at_the_end(school: School, run: Run) -> None:
    session = run(school.store.begin("佐藤", "web", TALK, "press", 0))
    for line in ("従業員は何人ですか", "正確には"):
        session = run(school.store.add(session.id, line, MOST_LINES))
    assert session.lines == ["従業員は何人ですか", "正確には"]
    run(school.store.finish(session.id, *school.judged(session)))
    kept = run(school.store.session(session.id))
    assert kept.is_finished
    assert kept.score == kept.debrief["score"]
    assert run(school.store.add(session.id, "もう一つ", MOST_LINES)).lines == session.lines


def test_a_finished_session_keeps_its_first_debrief(school: School, run: Run) -> None:
    session = run(school.store.begin("佐藤", "web", TALK, "press", 0))
    run(school.store.finish(session.id, 10, {"score": 10}))
    run(school.store.finish(session.id, 90, {"score": 90}))
    assert run(school.store.session(session.id)).score == 10


def test_a_session_that_is_full_takes_no_more(school: School, run: Run) -> None:
    session = run(school.store.begin("佐藤", "web", TALK, "press", 0))
    for _ in range(3):
        session = run(school.store.add(session.id, "はい", 2))
    assert len(session.lines) == 2


def test_the_history_is_each_trainees_own(school: School, run: Run) -> None:
    for name in ("佐藤", "鈴木", "佐藤"):
        run(school.store.begin(name, "web", TALK, "press", 0))
    assert len(run(school.store.history())) == 3
    assert [one.trainee for one in run(school.store.history("佐藤"))] == ["佐藤", "佐藤"]
    assert run(school.store.history("' OR 1=1 --")) == []


def test_a_session_of_an_owner_who_is_gone_is_nothing(school: School, run: Run) -> None:
    session = run(school.store.begin("佐藤", "web", TALK, "no_such_owner", 0))
    assert school.talk(session) is None
    assert school.judged(session) is None


def test_the_second_mode_is_scored(school: School, run: Run) -> None:
    session = run(school.store.begin("佐藤", "web", WATCH, "press", 4))
    watch = school.watch(session)
    given = {"topic": watch.steps[0].stop.topic, "why": watch.steps[0].decided[0], "text": ""}
    session = run(school.store.add(session.id, given, len(watch.steps)))
    score, result = school.judged(session)
    assert 0 < score < 100
    assert result == {"score": score}


def test_the_export_is_a_table_in_which_nothing_is_a_formula(school: School, run: Run) -> None:
    for name in ("=HYPERLINK(1)", "佐藤"):
        session = run(school.store.begin(name, "web", TALK, "press", 0))
        run(school.store.finish(session.id, *school.judged(session)))
    table = as_csv(run(school.store.history()), school.lesson.personas, dt.timezone.utc)
    rows = list(csv.reader(io.StringIO(table.lstrip("\ufeff"))))
    assert rows[0] == words()["csv"]
    assert {row[1] for row in rows[1:]} == {"'=HYPERLINK(1)", "佐藤"}
    assert all(len(row) == len(rows[0]) for row in rows)


def test_the_table_says_how_long_its_rows_are_kept() -> None:
    (kept,) = TOPIC.keeps
    assert (kept.table, kept.rule, kept.column) == ("coaching", Rule.DAYS, "updated_at")
    assert 0 < kept.days <= 366


def test_slack_takes_a_practice_from_the_list_to_the_debrief(coach: SlackCoach, run: Run) -> None:
    assert "町工場" in run(coach.answer("一覧", STAFF, "me"))
    assert "栃木県" in run(coach.answer("始める 1 数字 佐藤", STAFF, "me"))
    assert "人" in run(coach.answer("従業員は何人ですか", STAFF, "me"))
    assert words()["slack"]["none"] == run(coach.answer("従業員は何人ですか", STAFF, "somebody else"))
    debrief = run(coach.answer("終わる", STAFF, "me"))
    assert words()["bad_title"] in debrief
    assert "出典" in debrief
    assert run(coach.answer("資本金は", STAFF, "me")) == words()["slack"]["none"]
    (session,) = run(coach.school.store.history("佐藤"))
    assert session.score is not None
    assert session.seed > 0


@pytest.mark.parametrize("channel", ["C0OTHER", "D0DIRECT", ""])
@pytest.mark.parametrize("text", ["一覧", "始める 1", "資本金は", "終わる", ""])
def test_slack_is_closed_outside_the_staffs_channel(coach: SlackCoach, run: Run, channel: str, text: str) -> None:
    assert run(coach.answer(text, channel, "me")) == words()["slack"]["closed"]


def test_slack_is_closed_where_no_channel_is_named(
    database: Database, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.delenv(CHANNEL_VARIABLE, raising=False)
    assert run(SlackCoach(database).answer("一覧", "", "me")) == words()["slack"]["closed"]


@pytest.mark.parametrize("given", ["始める", "始める 0", "始める 999", "始める x", "始める -1"])
def test_a_number_that_is_nobodys_begins_nothing(coach: SlackCoach, run: Run, given: str) -> None:
    assert run(coach.answer(given, STAFF, "me")) == words()["slack"]["unknown"]
    assert run(coach.school.store.history()) == []


class NoCases:
    """Nobody has said anything."""

    async def look(self, _conversation_id: str) -> None:
        return None


def test_a_command_belongs_to_its_person_and_a_thread_to_all_in_it(coach: SlackCoach, run: Run) -> None:
    commands = Commands(NoCases(), Keys(b"no secret", "slack"), coach)

    def given(text: str, user: str, thread: str | None = None) -> str:
        return str(run(commands.run(f"研修 {text}", Place(STAFF, thread), user)))

    assert "栃木県" in given("始める 1", "U1")
    assert words()["slack"]["none"] in given("従業員は何人ですか", "U2")
    assert "30人" in given("従業員は何人ですか", "U1")
    assert "群馬県" in given("始める 2", "", "171.5")
    assert "60人" in given("従業員は何人ですか", "", "171.5")
    assert words()["slack"]["none"] in given("従業員は何人ですか", "", "171.6")


def test_slacks_help_names_the_training() -> None:
    assert "/hojo 研修" in _help_text("")
