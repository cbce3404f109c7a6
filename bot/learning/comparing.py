"""Which of two models understands more of the utterances that neither was trained on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.learning.scoring import Score, is_right, labelled, score
from bot.understand import Understanding

ROOT = Path(__file__).resolve().parents[2]
HELD_OUT = ROOT / "tests" / "data"
PATTERN = "utterances_*.jsonl"
# A share of a set may fall by so much, as long as the sets together gain.
TOLERANCE = 0.005
MEASURES = ("act", "stored", "asked_back")
Rows = list[dict[str, Any]]


@dataclass
class Comparison:
    """Scores by set, before and after; the utterances that are understood ``better`` and ``worse`` now."""

    scores: dict[str, tuple[Score, Score]] = field(default_factory=dict)
    better: list[str] = field(default_factory=list)
    worse: list[str] = field(default_factory=list)

    @property
    def is_worse(self) -> bool:
        """Whether the new model is to be refused."""
        fallen = any(
            getattr(new, measure) < getattr(old, measure) - TOLERANCE
            for old, new in self.scores.values()
            for measure in MEASURES
        )
        return len(self.worse) > len(self.better) or fallen


def held_out_sets(folder: Path = HELD_OUT) -> dict[str, Rows]:
    """The labelled utterances that are never trained on, by file."""
    return {path.stem: labelled(path) for path in sorted(folder.glob(PATTERN))}


def acts_of(sets: Mapping[str, Rows], key: Any) -> dict[str, set[str]]:
    """The acts that held-out utterances may have, by ``key`` of their texts."""
    found: dict[str, set[str]] = {}
    for row in (row for rows in sets.values() for row in rows):
        found.setdefault(key(row["text"]), set()).update((row["gold"]["act"], *row.get("alt_acts", ())))
    return found


def compare(old: Path, new: Path, sets: Mapping[str, Rows]) -> Comparison:
    """Let two models understand all sets."""
    before, after = answers_of(old, sets.values()), answers_of(new, sets.values())
    return compared(sets, before, after)


def compared(sets: Mapping[str, Rows], before: Iterable[Rows], after: Iterable[Rows]) -> Comparison:
    """What became of each utterance, by the answers of two models to all sets."""
    found = Comparison()
    for (name, rows), old, new in zip(sets.items(), before, after, strict=True):
        found.scores[name] = (score(rows, old), score(rows, new))
        for row, was, now in zip(rows, old, new, strict=True):
            change = is_right(row, now) - is_right(row, was)
            if change:
                line = f"{row['text']} ({row['asked']}): {was['act']} -> {now['act']}"
                (found.better if change > 0 else found.worse).append(line)
    return found


def answers_of(archive: Path, sets: Iterable[Rows]) -> list[Rows]:
    """What a model makes of the utterances of each set."""
    with tempfile.TemporaryDirectory() as folder:
        model = Understanding(archive, Path(folder))
        return [[model.understand(row["text"], row["asked"]) for row in rows] for rows in sets]
