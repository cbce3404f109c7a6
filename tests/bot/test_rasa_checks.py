"""Rasa's own checks of the training data: they pass, and they find nothing beyond what is known."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.training import DATA
from tests.bot.server import ROOT

RASA = Path(sys.executable).parent / "rasa"
WARNING = re.compile(r"UserWarning: (.+)")
# Actions say these responses, and buttons and the opening event bring these intents: the validator knows of neither.
# That each of them is used is what tests/actions/test_completeness.py sees to.
KNOWN = (
    re.compile(r"The utterance 'utter_\w+' is not used in any story or rule\."),
    re.compile(
        r"The intent '(choose|start)' is listed in the domain file, but is not found in the NLU training data\."
    ),
)
# The command takes longest to import; this is for a machine that does much else.
TIMEOUT_S = 240


def rasa(*arguments: str | Path) -> tuple[int, str]:
    """Status and output of a command of Rasa."""
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    done = subprocess.run(
        [RASA, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT_S,
    )
    return done.returncode, done.stdout


def blocks(kind: str) -> Iterator[list[dict[str, str]]]:
    """The steps of every rule or story."""
    for path in sorted((ROOT / "data" / kind).glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))[kind]:
            yield block["steps"]


def pairs(kind: str) -> list[tuple[str, str]]:
    """Every intent in the rules or stories with the action that follows it."""
    turns = [turn for steps in blocks(kind) for turn in zip(steps[::2], steps[1::2], strict=True)]
    return [(said["intent"], done["action"]) for said, done in turns]


def test_rasa_finds_the_training_data_valid_and_warns_of_nothing_new() -> None:
    status, output = rasa(
        "data", "validate", "--fail-on-warnings", "--config", "config.yml", "--domain", "bot/domain", "--data", *DATA
    )
    assert status == 0, output
    warnings = {match[1].strip() for match in WARNING.finditer(output)}
    assert warnings, "the validator's warnings are no longer seen"
    assert [warning for warning in warnings if not any(known.fullmatch(warning) for known in KNOWN)] == []


def test_the_trained_model_answers_every_story_as_it_is_written(bot_model: Path, tmp_path: Path) -> None:
    status, output = rasa(
        "test", "core", "--fail-on-prediction-errors", "--no-plot",
        "--model", bot_model, "--stories", "data/stories", "--out", tmp_path,
    )  # fmt: skip
    assert status == 0, output
    actions = len(pairs("stories"))
    # As many waits for the visitor as actions.
    assert f"Correct:          {2 * actions} / {2 * actions}" in output


def test_the_stories_go_through_every_rule() -> None:
    assert set(pairs("stories")) == set(pairs("rules"))


@pytest.mark.parametrize("kind", ["stories", "rules"])
def test_every_turn_is_one_intent_and_one_action(kind: str) -> None:
    for steps in blocks(kind):
        assert [list(step) for step in steps] == [["intent"], ["action"]] * (len(steps) // 2)
