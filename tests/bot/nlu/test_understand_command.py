from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.understand import Understanding, answers, newest_model

ROOT = Path(__file__).resolve().parents[3]


def run(*arguments: str, lines: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.understand", *arguments]
    return subprocess.run(command, input=lines, capture_output=True, text=True, cwd=ROOT, encoding="utf-8")


def test_without_a_model_it_ends_with_2_and_one_sentence(tmp_path: Path) -> None:
    done = run("--model", str(tmp_path / "none.tar.gz"), lines="")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_it_answers_every_line_in_order(bot_model: Path) -> None:
    lines = ['{"text": "12人", "asked": "employees"}', "no json", '{"text": "はい", "asked": "confirm"}']
    done = run("--model", str(bot_model), lines="\n".join(lines))
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert first == {"act": "inform", "slots": {"employees": 12}, "confirm": {}}
    assert set(second) == {"error"}
    assert third["act"] == "affirm"


@pytest.mark.parametrize(
    "line", ["[1]", '"text"', "{}", '{"text": 3}', '{"text": null}', '{"text": "a", "asked": 1}', "{", "\x00"]
)
def test_a_wrong_line_gives_an_error_and_the_rest_goes_on(understanding: Understanding, line: str) -> None:
    wrong, right = answers([line, '{"text": "はい"}'], understanding)
    assert set(wrong) == {"error"}
    assert set(right) == {"act", "slots", "confirm"}


@pytest.mark.parametrize("text", ["", " ", "\u0000", "\ud800", "あ" * 20_000, "1" * 5_000, "💣" * 500, "(" * 300])
def test_odd_texts_are_answered(understanding: Understanding, text: str) -> None:
    assert set(understanding.understand(text, "capital_yen")) == {"act", "slots", "confirm"}


def test_the_newest_model_is_taken(tmp_path: Path) -> None:
    assert newest_model(tmp_path) is None
    (tmp_path / "a.tar.gz").touch()
    assert newest_model(tmp_path) == tmp_path / "a.tar.gz"
