"""No transcript states a figure that neither the catalogue, nor the owner, nor a calculation from both gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.conversations.companies import TRANSCRIPTS
from tests.bot.conversations.figures import LEAST_YEN, Figure, catalogue, computed, figures, known, told

OWNER, BOT, BUTTONS, DAY, VERDICTS = "**利用者**", "> ", "<sub>", "判定の日：", "## 判定"
WRITTEN = sorted(TRANSCRIPTS.glob("[0-9]*.md"))


def invented(transcript: str) -> list[str]:
    """What the bot says with a figure from nowhere: the figure and the line."""
    lines = transcript.split(VERDICTS)[0].splitlines()
    own = set[Figure]().union(*(told(line) for line in lines if line.startswith((OWNER, DAY))))
    costs = [figure.value for figure in own if figure.kind == "yen" and figure.value >= LEAST_YEN]
    allowed = catalogue() | own | computed(costs)
    said = [line for line in lines if line.startswith(BOT) and BUTTONS not in line]
    return [f"{figure}: {line}" for line in said for figure in figures(line) if not known(figure, allowed)]


@pytest.mark.parametrize("path", WRITTEN, ids=[path.stem for path in WRITTEN])
def test_every_figure_that_the_bot_says_is_known(path: Path) -> None:
    assert invented(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", WRITTEN, ids=[path.stem for path in WRITTEN])
@pytest.mark.parametrize(
    "claim",
    [
        "上限は7,770万円です",
        "上限は７７７０万円です",
        "補助額は1億2,345万円になります",
        "補助率は7/9です",
        "補助率は9分の7です",
        "売上が37%減っていることが要件です",
        "売上が9割減っていることが要件です",
        "締め切りは2026年12月24日です",
        "締め切りは12月24日です",
        "締め切りは2027-05-06です",
    ],
)
def test_an_invented_figure_is_found(path: Path, claim: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(invented(text.replace(VERDICTS, f"{BOT}{claim}\n\n{VERDICTS}"))) == len(invented(text)) + 1


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1億5,000万円", Figure("yen", 150_000_000)),
        ("68万3,333円", Figure("yen", 683_333)),
        ("1,080円", Figure("yen", 1_080)),
        ("１.５億円", Figure("yen", 150_000_000)),
        ("2026年12月4日", Figure("date", (2026, 12, 4))),
        ("2012-04-01", Figure("date", (2012, 4, 1))),
        ("2026年12月", Figure("date", (2026, 12, None))),
    ],
)
def test_a_figure_is_read_however_it_is_written(text: str, figure: Figure) -> None:
    assert figures(text) == {figure}
