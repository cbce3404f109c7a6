"""Written dialogues, played against the running bot: facts end up right, and interrupted questions come again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.script import Player, slot_faults
from tests.bot.server import Server
from tests.bot.visitor import Json, Visitor

SCRIPTS = Path(__file__).resolve().parents[1] / "data" / "dialogues.jsonl"
DIALOGUES = [json.loads(line) for line in SCRIPTS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(params=["in_process_bot", "action_server_bot"])
def bot_server(request: pytest.FixtureRequest) -> Server:
    """The product, once for each place where its actions can run."""
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("script", DIALOGUES, ids=[script["id"] for script in DIALOGUES])
def test_a_written_dialogue_ends_with_the_right_facts(script: Json, bot_server: Server) -> None:
    player = Player(Visitor(bot_server.port), script)
    profile = player.play()
    faults = player.faults + slot_faults(script["expected"], profile)
    assert faults == [], "\n".join(f"{who}: {text}" for who, text in player.transcript)
