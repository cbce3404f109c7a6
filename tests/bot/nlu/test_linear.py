from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.features import features
from bot.nlu.linear import LinearModel, train
from bot.nlu.vectors import Table, WordVectors

TEXTS = ["こんにちは", "こんばんは", "おはよう", "やあ", "さようなら", "またね", "バイバイ", "ではまた"]
TEXTS += ["はい", "はいそうです", "そうです", "はいはい"]
LABELS = ["greet"] * 4 + ["goodbye"] * 4 + ["affirm"] * 4


@pytest.fixture(scope="module")
def model() -> LinearModel:
    return train(TEXTS, LABELS, None)


def test_it_learns_its_examples(model: LinearModel) -> None:
    assert [model.rank(text)[0][0] for text in TEXTS] == LABELS


def test_the_chances_add_up_to_one(model: LinearModel) -> None:
    ranking = model.rank("こんにちは")
    assert sum(chance for _, chance in ranking) == pytest.approx(1)
    assert ranking == sorted(ranking, key=lambda pair: -pair[1])


@pytest.mark.parametrize("text", ["", "xyz", "漢字"])
def test_an_unknown_text_is_ranked_as_well(model: LinearModel, text: str) -> None:
    assert {act for act, _ in model.rank(text)} == {"affirm", "greet", "goodbye"}


def test_what_is_stored_is_what_is_read(model: LinearModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert LinearModel.load(tmp_path).rank("またね") == model.rank("またね")


def test_nothing_is_pickled(model: LinearModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    with np.load(tmp_path / "linear.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


def test_numbers_are_alike() -> None:
    assert features("12人です") == features("3,500人です")


def test_word_vectors_are_found_by_the_hash_of_the_word(tmp_path: Path) -> None:
    from bot.nlu.vectors import _hash

    hashes = np.array(sorted(_hash(word) for word in ("犬", "猫")), dtype=np.uint64)
    table = Table(hashes, np.array([0, 1], dtype=np.uint16), np.eye(2, dtype=np.float16))
    vectors = WordVectors.weighted(table, ["犬と猫"])
    assert table.row_of("魚") is None
    assert np.linalg.norm(vectors.of("犬")) == pytest.approx(1)
    assert not vectors.of("魚").any()
    vectors.save(tmp_path)
    assert np.allclose(WordVectors.load(tmp_path).of("犬と猫"), vectors.of("犬と猫"))
