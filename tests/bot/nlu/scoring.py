"""How good the understanding of labelled utterances is: as the learning loop scores it."""

from __future__ import annotations

from bot.learning.scoring import Score, labelled, score

__all__ = ["Score", "labelled", "score"]
