"""The worked assessments that the rules of 2021 have to reproduce to the yen."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
COPY = ROOT / "tests" / "data" / "assessments_2021.json"
ORIGINAL = ROOT.parent / "shared" / "dev" / "assessments_2021.json"
CASES: list[dict[str, Any]] = json.loads(COPY.read_text("utf-8"))
# What an expectation says beside the verdict itself.
COMMENTS = {"why", "basis"}
EXPECTED = [
    pytest.param(index, frame, expected, id=f"{case['id']}-{frame}")
    for index, case in enumerate(CASES)
    for frame, expected in case["expected"].items()
]


@pytest.fixture(scope="module")
def results() -> list[dict[str, Any]]:
    """The answers of the real command, one per case."""
    command = [sys.executable, "-m", "subsidy", "assess", "--edition", "2021", "--on", "2021-04-15"]
    profiles = json.dumps([case["profile"] for case in CASES], ensure_ascii=False)
    done = subprocess.run(command, cwd=ROOT, input=profiles.encode(), capture_output=True, check=True)
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


@pytest.mark.parametrize(("index", "frame", "expected"), EXPECTED)
def test_the_command_gives_the_expected_verdict(
    results: list[dict[str, Any]], index: int, frame: str, expected: dict[str, Any]
) -> None:
    wanted = {key: value for key, value in expected.items() if key not in COMMENTS}
    given = results[index][frame]
    assert {key: given.get(key, "absent") for key in wanted} == wanted


def test_every_frame_of_2021_is_among_the_cases(results: list[dict[str, Any]]) -> None:
    assert {frame for case in CASES for frame in case["expected"]} == set(results[0])


def test_the_copy_is_the_original() -> None:
    if not ORIGINAL.exists():
        pytest.skip("no ../shared/dev beside this clone: nothing to compare the copy with")
    assert COPY.read_bytes() == ORIGINAL.read_bytes()
