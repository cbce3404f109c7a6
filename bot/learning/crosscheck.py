"""Whether new labels are credible, by the classifier alone.

The interpreter and its cues hide much of what the classifier gets wrong, so that held-out conversations alone would not
show that wrong labels were learned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.learning.examples import Example
from bot.nlu.features import features, rarity, row, vocabulary
from bot.nlu.linear import COST, DENSE_WEIGHT, LinearModel
from bot.nlu.vectors import WordVectors

FOLDS = 3
# A label is doubtful where the classifier in use gives its act no chance and is rather sure of another.
NO_CHANCE, SURE = 0.05, 0.5
# So many doubtful labels, and such a share of all, are no accident: about a quarter of the right labels of utterances
# that were missed are doubtful, and four in five wrong ones.
FEWEST_DOUBTS, MOST_DOUBTFUL = 3, 0.5
# Noise between two trainings on examples that are all right.
MAY_FALL = 0.001


@dataclass(frozen=True)
class Doubt:
    """A label and the act that the classifier in use is rather sure of."""

    label: Example
    other: str


@dataclass(frozen=True)
class Credit:
    """``doubts`` are the labels to look at again; ``right`` counts the known examples that are told right by
    classifiers that have not seen them, without the new examples and with them, of ``known`` in all."""

    doubts: tuple[Doubt, ...]
    right: tuple[int, int]
    new: int
    known: int

    @property
    def is_doubtful(self) -> bool:
        """Whether too many labels say another thing than everything that is known."""
        return len(self.doubts) >= FEWEST_DOUBTS and len(self.doubts) > MOST_DOUBTFUL * self.new

    @property
    def is_worse(self) -> bool:
        """Whether the new examples make the known ones harder to tell apart."""
        return self.right[1] < self.right[0] - MAY_FALL * self.known


def credit(model: LinearModel, known: Sequence[Example], new: Sequence[Example]) -> Credit:
    """How far new examples are to be believed; ``model`` is the classifier in use."""
    doubts = tuple(doubt for label in new if (doubt := _doubt(model, label)) is not None)
    texts = [one.text for one in (*known, *new)]
    vectors = WordVectors.weighted(model.vectors.table, texts) if model.vectors else None
    return Credit(doubts, right_before_and_after(known, new, vectors), len(new), len(known))


def _doubt(model: LinearModel, label: Example) -> Doubt | None:
    ranking = model.rank(label.text)
    best, chance = ranking[0]
    return Doubt(label, best) if dict(ranking).get(label.act, 0.0) < NO_CHANCE and chance >= SURE else None


def right_before_and_after(
    known: Sequence[Example], new: Sequence[Example], vectors: WordVectors | None
) -> tuple[int, int]:
    """How many of the known examples are told right by classifiers that have not seen them: without the new examples,
    and with them."""
    from sklearn.model_selection import StratifiedKFold
    from sklearn.svm import LinearSVC

    matrix = _matrix([one.text for one in (*known, *new)], vectors)
    acts = np.array([one.act for one in (*known, *new)])
    fresh = np.arange(len(known), len(acts))
    right = np.zeros(2, dtype=int)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(np.zeros(len(known)), acts[: len(known)])
    for seen, left_out in folds:
        for place, rows in enumerate((seen, np.concatenate([seen, fresh]))):
            machine = LinearSVC(C=COST, random_state=0).fit(matrix[rows], acts[rows])
            right[place] += int((machine.predict(matrix[left_out]) == acts[left_out]).sum())
    return int(right[0]), int(right[1])


def _matrix(texts: Sequence[str], vectors: WordVectors | None) -> Any:
    from scipy.sparse import csr_matrix, hstack

    counted = [features(text) for text in texts]
    places = vocabulary(counted, at_least=2)
    weights = rarity(counted, places)
    rows = [row(counts, places, weights) for counts in counted]
    lengths = np.cumsum([0, *(len(at) for at, _ in rows)])
    values, columns = np.concatenate([one for _, one in rows]), np.concatenate([at for at, _ in rows])
    matrix = csr_matrix((values, columns, lengths), shape=(len(texts), len(places)))
    if vectors is None:
        return matrix
    dense = np.stack([DENSE_WEIGHT * vectors.of(text) for text in texts])
    return csr_matrix(hstack([matrix, csr_matrix(dense)]))
