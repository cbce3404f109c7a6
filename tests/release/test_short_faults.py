"""Three kills of each part while interviews are held; `make release-check PART=faults` does hundreds."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.conftest import bot_model  # noqa: F401
from tests.conftest import RequireService
from tests.faults.harness import kills
from tests.faults.parts import postgres_tools
from tests.release.faults import Installation, installed
from tests.release.interviews import Interviews

KILLS = 3
pytestmark = pytest.mark.service


@pytest.fixture(scope="module")
def installation(
    bot_model: Path,  # noqa: F811
    require_service: RequireService,
) -> Iterator[Installation]:
    """Two processes of the product with PostgreSQL, Redis and an action server of their own."""
    require_service("PostgreSQL's programs", postgres_tools() is not None)
    require_service("redis-server", shutil.which("redis-server") is not None)
    # Not below pytest's own folder, where PostgreSQL, as somebody else, is not let through.
    with tempfile.TemporaryDirectory() as folder, installed(Path(folder)) as installation:
        yield installation


@pytest.mark.parametrize("name", ["PostgreSQL", "Redis", "action server"])
def test_no_answer_is_lost_or_doubled_and_no_verdict_wrong_while_a_part_is_killed(
    installation: Installation, name: str
) -> None:
    interviews = Interviews(installation.ports, least=6, at_once=3).run(kills(installation.part(name), KILLS))
    assert interviews.held >= 6
    assert interviews.tally.acknowledged >= 6 * 6
    assert (interviews.tally.faults, interviews.wrong) == ([], [])
