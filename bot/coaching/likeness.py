"""The topic of a question by its likeness to questions that counsellors have asked (``data/coaching/questions.yml``).

A nearest neighbour on the features of the linear classifiers: it needs no training run and no stored model.
"""

from __future__ import annotations

import functools

import numpy as np

from bot.coaching.data import data
from bot.nlu.features import features, rarity, row, vocabulary

NEAR = 0.4
"""Cosine from which a question is taken for one of its kind."""
OTHER = "other"
"""The kind of questions that are about nothing a rule reads."""


class Examples:
    """Questions with their topics, as rows of a matrix."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        counted = [features(text) for text, _ in pairs]
        self.labels = [label for _, label in pairs]
        self.places = vocabulary(counted, at_least=1)
        self.weights = rarity(counted, self.places)
        self.matrix = np.zeros((len(pairs), len(self.places)), dtype=np.float32)
        for number, counts in enumerate(counted):
            at, values = row(counts, self.places, self.weights)
            self.matrix[number, at] = values

    def nearest(self, text: str) -> tuple[str, float]:
        """The topic of the example that is most alike, and how alike it is."""
        at, values = row(features(text), self.places, self.weights)
        alike = self.matrix[:, at] @ values if len(at) else np.zeros(len(self.labels))
        best = int(np.argmax(alike))
        return self.labels[best], float(alike[best])


@functools.cache
def examples() -> Examples:
    """The examples."""
    pairs = [(text, topic) for topic, texts in data("questions").items() for text in texts]
    return Examples(pairs)


def likeliest(text: str) -> str | None:
    """The topic that a question is about; None where it is like none."""
    topic, alike = examples().nearest(text)
    return topic if alike >= NEAR and topic != OTHER else None
