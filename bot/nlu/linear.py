"""A linear classifier of texts that is stored as plain arrays and needs nothing but numpy to answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.nlu.features import features, rarity, row, vocabulary
from bot.nlu.vectors import WordVectors

_ARRAYS, _WORDS = "linear.npz", "linear.json"
DENSE_WEIGHT = 0.7
FOLDS = 4
COST = 1.0


class LinearModel:
    """Support vector machine, one class against the rest, with scores turned into probabilities."""

    def __init__(
        self,
        classes: Sequence[str],
        places: dict[str, int],
        weights: np.ndarray,
        coefficients: np.ndarray,
        intercepts: np.ndarray,
        sharpness: float,
        vectors: WordVectors | None,
        with_words: bool = True,
    ) -> None:
        self.classes = list(classes)
        self.places = places
        self.weights = weights
        self.coefficients = coefficients
        self.intercepts = intercepts
        self.sharpness = sharpness
        self.vectors = vectors
        self.with_words = with_words

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Classes with their probabilities, the best first."""
        at, values = row(features(text, with_words=self.with_words), self.places, self.weights)
        scores = self.intercepts + values @ self.coefficients[at]
        if self.vectors:
            scores = scores + DENSE_WEIGHT * self.vectors.of(text) @ self.coefficients[len(self.places) :]
        chances = _softmax(self.sharpness * scores)
        order = np.argsort(-chances)
        return [(self.classes[place], float(chances[place])) for place in order]

    def save(self, folder: Path) -> None:
        """Write arrays and vocabulary; nothing is pickled."""
        folder.mkdir(parents=True, exist_ok=True)
        arrays = {"weights": self.weights, "coefficients": self.coefficients, "intercepts": self.intercepts}
        np.savez_compressed(folder / _ARRAYS, **arrays)
        told = {
            "classes": self.classes,
            "features": sorted(self.places, key=self.places.__getitem__),
            "sharpness": self.sharpness,
            "vectors": self.vectors is not None,
            "words": self.with_words,
        }
        (folder / _WORDS).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        if self.vectors:
            self.vectors.save(folder)

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """Read what ``save`` wrote."""
        told = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
        places = {name: at for at, name in enumerate(told["features"])}
        vectors = WordVectors.load(folder) if told["vectors"] else None
        with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
            parts = [arrays[name] for name in ("weights", "coefficients", "intercepts")]
        return cls(told["classes"], places, *parts, told["sharpness"], vectors, told["words"])


def train(
    texts: Sequence[str], labels: Sequence[str], vectors: WordVectors | None, *, with_words: bool = True
) -> LinearModel:
    """Fit a model for three classes or more; how sharp its probabilities are is fitted on texts that were left out."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.svm import LinearSVC

    counted = [features(text, with_words=with_words) for text in texts]
    places = vocabulary(counted, at_least=2)
    weights = rarity(counted, places)
    rows = [row(counts, places, weights) for counts in counted]
    lengths = np.cumsum([0, *(len(at) for at, _ in rows)])
    values, columns = np.concatenate([one for _, one in rows]), np.concatenate([at for at, _ in rows])
    matrix = csr_matrix((values, columns, lengths), shape=(len(texts), len(places)))
    if vectors:
        dense = np.stack([DENSE_WEIGHT * vectors.of(text) for text in texts])
        matrix = csr_matrix(hstack([matrix, csr_matrix(dense)]))
    machine = LinearSVC(C=COST, random_state=0)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    left_out = cross_val_predict(machine, matrix, labels, cv=folds, method="decision_function")
    machine.fit(matrix, labels)
    classes = [str(name) for name in machine.classes_]
    coefficients = np.ascontiguousarray(machine.coef_.T.astype(np.float32))
    return LinearModel(
        classes,
        places,
        weights,
        coefficients,
        machine.intercept_.astype(np.float32),
        _sharpness(left_out, [classes.index(label) for label in labels]),
        vectors,
        with_words,
    )


def _softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _sharpness(scores: np.ndarray, truth: Sequence[int]) -> float:
    """The factor on the scores that makes the likelihood of the truth greatest."""
    rows = np.arange(len(truth))
    loss = {
        factor: -np.log(_softmax(factor * scores)[rows, truth] + 1e-12).mean() for factor in np.arange(0.5, 8, 0.25)
    }
    return float(min(loss, key=loss.__getitem__))
