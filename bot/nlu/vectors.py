"""Static word vectors: those of ja_ginza, squeezed, carried in the trained model so that spaCy is not needed later."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.nlu.text import normalise
from bot.nlu.words import words

SIZE = 100
PACKAGE = "ja_ginza"
LONGEST_NAME = 12
_ARRAYS, _WEIGHTS = "vectors.npz", "vector_weights.json"


class Table:
    """Vectors of words. A word is known by its hash: half a million names would take 60 MB."""

    def __init__(self, hashes: np.ndarray, places: np.ndarray, rows: np.ndarray) -> None:
        self.hashes, self.places, self.rows = hashes, places, rows

    def row_of(self, name: str) -> int | None:
        """Row of a word, if it has one."""
        wanted = np.uint64(_hash(name))
        at = int(np.searchsorted(self.hashes, wanted))
        found = at < len(self.hashes) and self.hashes[at] == wanted
        return int(self.places[at]) if found else None


class WordVectors:
    """Vectors of texts: weighted means of the vectors of their words."""

    def __init__(self, table: Table, weights: dict[str, float], default: float) -> None:
        self.table, self.weights, self.default = table, weights, default

    @property
    def size(self) -> int:
        """Length of a vector."""
        return int(self.table.rows.shape[1])

    def of(self, text: str) -> np.ndarray:
        """Mean of the vectors of a text's words, rare words more, of length one; zero where none is known."""
        names = [word.surface for word in words(normalise(text))]
        known = [
            (row, self.weights.get(name, self.default))
            for name in names
            for row in [self.table.row_of(name)]
            if row is not None
        ]
        if not known:
            return np.zeros(self.size, dtype=np.float32)
        rows = self.table.rows[[row for row, _ in known]].astype(np.float32)
        mean = np.array([weight for _, weight in known], dtype=np.float32) @ rows
        length = float(np.linalg.norm(mean))
        return mean / length if length else mean

    def save(self, folder: Path) -> None:
        """Write arrays and weights."""
        table = self.table
        np.savez(folder / _ARRAYS, hashes=table.hashes, places=table.places, rows=table.rows)
        told = {"default": self.default, "weights": self.weights}
        (folder / _WEIGHTS).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> WordVectors:
        """Read what ``save`` wrote."""
        told = json.loads((folder / _WEIGHTS).read_text(encoding="utf-8"))
        with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
            table = Table(arrays["hashes"], arrays["places"], arrays["rows"])
        return cls(table, told["weights"], told["default"])

    @classmethod
    def weighted(cls, table: Table, texts: Sequence[str]) -> WordVectors:
        """The vectors of a table; the texts tell which words are common."""
        counts = Counter(word for text in texts for word in {one.surface for one in words(normalise(text))})
        weights = {name: math.log((1 + len(texts)) / (1 + count)) + 1 for name, count in counts.items()}
        return cls(table, weights, math.log(1 + len(texts)) + 1)


@lru_cache(maxsize=1)
def table_of_package(package: str = PACKAGE, size: int = SIZE) -> Table:
    """The vectors of a spaCy package, cut to their main components."""
    import spacy

    vocab = spacy.load(package, exclude=["tok2vec", "parser", "ner", "morphologizer"]).vocab
    rows = _squeezed(_unit(np.asarray(vocab.vectors.data, dtype=np.float32)), size).astype(np.float16)
    named = ((vocab.strings[key], place) for key, place in vocab.vectors.key2row.items() if place >= 0)
    pairs = sorted({_hash(name): place for name, place in named if 0 < len(name) <= LONGEST_NAME}.items())
    hashes = np.array([key for key, _ in pairs], dtype=np.uint64)
    return Table(hashes, np.array([place for _, place in pairs], dtype=np.uint16), rows)


def _hash(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _unit(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths == 0, 1, lengths)


def _squeezed(rows: np.ndarray, size: int) -> np.ndarray:
    """Projection on the main components, without shifting the origin."""
    _, axes = np.linalg.eigh(rows.T @ rows)
    return _unit(rows @ axes[:, ::-1][:, :size])
