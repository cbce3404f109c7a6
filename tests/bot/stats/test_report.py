"""The funnel from counts, as numbers, as text and as a page."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.stats.page import stats_page
from bot.stats.report import days_back, report_of
from bot.stats.steps import Steps, steps_of
from bot.stats.store import Count, StatsStore, note
from bot.stats.text import as_text
from bot.stores.connection import Connection
from bot.stores.database import Database

DAY = "2026-11-20"
SINCE, UNTIL = dt.date(2026, 11, 14), dt.date(2026, 11, 20)
COUNTS = [
    Count(DAY, "web", name, times)
    for name, times in {
        "greeting": 100,
        "consent": 80,
        "summary": 40,
        "verdict": 50,
        "memo": 10,
        "asked:employees": 60,
        "answered:employees": 45,
        "left_open:employees": 5,
        "typed": 400,
        "pressed": 90,
        "fell_back": 20,
        "asked_back": 40,
        "corrected": 4,
        "minutes:5": 30,
        "minutes:more": 20,
        "verdict_seconds": 30_000,
        "frame:it_a:eligible": 7,
        "frame:it_a:ineligible": 3,
    }.items()
]


def test_who_came_further_has_passed_every_step_before() -> None:
    way = {step.name: (step.reached, step.left) for step in report_of(COUNTS).way}
    assert way == {"greeting": (100, 0), "consent": (80, 20), "summary": (50, 30), "verdict": (50, 0)}


def test_a_question_that_was_neither_answered_nor_left_open_ended_the_conversation() -> None:
    (question,) = report_of(COUNTS).questions
    assert (question.asked, question.answered, question.left_open, question.dropped) == (60, 45, 5, 10)


def test_shares_and_times() -> None:
    report = report_of(COUNTS)
    assert (report.share("fell_back"), report.share("asked_back"), report.mean_minutes) == (0.05, 0.1, 10.0)
    assert report.frames == {"it_a": {"eligible": 7, "undetermined": 0, "ineligible": 3}}


def test_days_and_channels_are_added_up() -> None:
    other = [Count("2026-11-19", "line", "greeting", 11)]
    report = report_of([*COUNTS, *other])
    assert report.way[0].reached == 111
    assert report.days == {"2026-11-19": (11, 0), DAY: (100, 50)}


def test_nothing_is_told_of_no_counts() -> None:
    report = report_of([])
    assert report.mean_minutes == report.share("fell_back") == 0
    assert "ご利用はありません" in as_text(report, "", {})
    assert "ご利用はありません" in stats_page(report, SINCE, UNTIL, {})


def test_text_and_page_tell_the_same() -> None:
    report = report_of(COUNTS)
    text, page = as_text(report, "", {"it_a": "A類型"}), stats_page(report, SINCE, UNTIL, {"it_a": "A類型"})
    for words in (
        "読み取れなかったもの 20（5.0%）",
        "50件の平均は10.0分",
        "A類型",
        "同意した: 80（ここまでに離れた 20）",
    ):
        assert words in text
        assert words in page


def test_plots_are_well_formed_and_say_in_words_what_they_show() -> None:
    page = stats_page(report_of(COUNTS), SINCE, UNTIL, {"it_a": "<b>"})
    plots = [part.partition("</svg>")[0] + "</svg>" for part in page.split("<svg")[1:]]
    for plot in plots:
        drawing = ElementTree.fromstring(f"<svg{plot}")
        assert drawing.attrib["role"] == "img"
        assert drawing.attrib["aria-label"]
    assert len(plots) == 4
    assert "style=" not in page
    assert "&lt;b&gt;" in page


def test_a_period_ends_with_its_last_day() -> None:
    assert days_back(UNTIL, 7) == SINCE
    assert days_back(UNTIL, 1) == UNTIL


@pytest.mark.parametrize("again", [1, 3])
def test_a_step_counts_once_in_a_conversation_and_a_turn_every_time(tmp_path: Path, again: int) -> None:
    async def run() -> dict[str, int]:
        database = Database(tmp_path / "stats.sqlite3")
        steps = Steps({"greeting", "verdict", "frame:it_a:eligible"})
        steps.each["typed"] = 2

        def work(connection: Connection) -> None:
            for number in range(again):
                note(connection, "c-1", "web", steps, 1_700_000_000.0 + 90 * number)

        await database.write(work)
        found = await StatsStore(database).counts(dt.date(2023, 11, 1), dt.date(2023, 11, 30))
        await database.close()
        return {one.name: one.times for one in found}

    found = asyncio.run(run())
    assert found["typed"] == 2 * again
    assert (found["greeting"], found["verdict"], found["frame:it_a:eligible"], found["minutes:2"]) == (1, 1, 1, 1)


def test_a_turn_that_erases_the_conversation_counts_for_nothing() -> None:
    assert steps_of([], [], [{"custom": {"kind": "notice", "topic": "erased"}}]) is None


def test_an_ask_back_is_no_question_of_its_own() -> None:
    question = {"custom": {"kind": "question", "slot": "employees", "confirm": [20]}}
    steps = steps_of([], [], [question, {"custom": {"kind": "question", "slot": "plan"}}])
    assert steps is not None
    assert {step for step in steps.once if step.startswith("asked:")} == {"asked:plan"}
