"""The hand-written companies: their conversations end in the hand-written verdicts and read as in docs/transcripts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache

import pytest

from tests.bot.conversations.companies import (
    TRANSCRIPTS,
    Interview,
    companies,
    instant,
    play,
    told,
    transcript,
    verdict,
)
from tests.bot.conversations.judging import DAY, TODAY, judged_by_engine
from tests.bot.server import ROOT, Server
from tests.bot.visitor import Json

COMPANIES = companies()
Played = Callable[[str], Interview]


@pytest.fixture(scope="module")
def played(bot_server: Server, today_server: Server) -> Played:
    """The conversation of a company on its day, held once."""
    servers = {DAY: bot_server, TODAY: today_server}
    ports = {day.isoformat(timespec="minutes"): server.port for day, server in servers.items()}
    return cache(lambda name: play(COMPANIES[name], ports[instant(COMPANIES[name])]))


@pytest.mark.parametrize("name", COMPANIES)
def test_a_conversation_ends_in_the_verdicts_written_by_hand(name: str, played: Played) -> None:
    assert played(name).verdicts == COMPANIES[name]["verdicts"]


@pytest.mark.parametrize("name", COMPANIES)
def test_the_bot_holds_the_facts_written_by_hand(name: str, played: Played) -> None:
    facts, stored = told(COMPANIES[name]["profile"]), played(name).stored
    assert {slot: stored.get(slot) for slot in facts} == facts


@pytest.mark.parametrize("name", COMPANIES)
def test_the_engine_judges_the_profile_written_by_hand_alike(name: str) -> None:
    company: Json = COMPANIES[name]
    judged = judged_by_engine(company["profile"], company["on"])
    assert {key: verdict(*found) for key, found in judged.items()} == company["verdicts"]


@pytest.mark.parametrize("name", COMPANIES)
def test_the_transcript_is_what_is_said_today(name: str, played: Played) -> None:
    written = (TRANSCRIPTS / f"{name}.md").read_text(encoding="utf-8")
    assert transcript(played(name)) == written, "python -m tests.bot.transcribe writes it anew"


def test_every_transcript_belongs_to_a_company() -> None:
    assert {path.stem for path in TRANSCRIPTS.glob("[0-9]*.md")} == set(COMPANIES)


def test_every_company_has_written_verdicts_of_every_frame() -> None:
    for company in COMPANIES.values():
        assert set(company["verdicts"]) == set(judged_by_engine({}, company["on"]))


def test_the_transcripts_name_no_place_on_a_machine() -> None:
    for path in TRANSCRIPTS.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert str(ROOT) not in text
        assert tempfile.gettempdir() not in text
