"""Features of a text for the linear classifiers: character n-grams and words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from bot.nlu.text import hiragana, normalise
from bot.nlu.words import words

_DIGITS = re.compile(r"[0-9][0-9,.]*")
LONGEST_TEXT = 200
"""A longer text adds nothing to what somebody wants."""
N_GRAMS = (1, 4)


def features(text: str, *, with_words: bool = True) -> Counter[str]:
    """Counts of n-grams, words, and words side by side or one apart; ``^`` and ``$`` are ends, 0 any number."""
    plain = _DIGITS.sub("0", normalise(text)[:LONGEST_TEXT])
    counts = Counter(_grams(f"^{hiragana(plain)}$"))
    if with_words:
        names = ["^", *(word.normal for word in words(plain)), "$"]
        counts.update(f"w:{name}" for name in names[1:-1])
        counts.update(f"b:{left}|{right}" for left, right in zip(names, names[1:], strict=False))
        counts.update(f"s:{left}|{right}" for left, right in zip(names, names[2:], strict=False))
    return counts


def _grams(text: str) -> Iterable[str]:
    for size in range(N_GRAMS[0], N_GRAMS[1] + 1):
        for at in range(len(text) - size + 1):
            yield text[at : at + size]


def vocabulary(counted: Sequence[Counter[str]], *, at_least: int) -> dict[str, int]:
    """Places of the features that occur in that many texts."""
    texts = Counter(key for counts in counted for key in counts)
    return {key: at for at, key in enumerate(sorted(key for key, n in texts.items() if n >= at_least))}


def rarity(counted: Sequence[Counter[str]], places: dict[str, int]) -> np.ndarray:
    """Inverse document frequency of every feature."""
    texts = np.zeros(len(places))
    for counts in counted:
        for key in counts:
            if key in places:
                texts[places[key]] += 1
    return (np.log((1 + len(counted)) / (1 + texts)) + 1).astype(np.float32)


def row(counts: Counter[str], places: dict[str, int], weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places and values of a text: dampened counts times weights, together of length one."""
    known = [(places[key], 1 + math.log(count)) for key, count in counts.items() if key in places]
    if not known:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    at = np.array([place for place, _ in known], dtype=np.int64)
    values = np.array([value for _, value in known], dtype=np.float32) * weights[at]
    return at, values / np.linalg.norm(values)
