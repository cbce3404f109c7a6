"""A candidate model: the model in use with its act classifier learned anew.

Of all parts of the model only the act classifier learns from ``data/nlu``. So the candidate understands as a model
trained from scratch on these examples would, and is made in seconds. What goes into use is trained whole.
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.learning.examples import Example
from bot.model_file import put
from bot.nlu.linear import LinearModel, train
from bot.nlu.vectors import WordVectors

COMPONENT = "components/train_bot.nlu.pipeline.ActClassifier*"


class OtherModel(ValueError):
    """The archive holds no act classifier of this project."""


def retrained(archive: Path, examples: Sequence[Example], candidate: Path) -> None:
    """Write the model of ``archive``, its act classifier learned from ``examples``, to ``candidate``."""
    with unpacked(archive) as (folder, component):
        _learn(component, examples)
        made = candidate.with_suffix(".new")
        with tarfile.open(made, "w:gz", compresslevel=1) as packed:
            packed.add(folder, arcname="")
    put(made, candidate)


@contextmanager
def unpacked(archive: Path) -> Iterator[tuple[Path, Path]]:
    """The folder of an unpacked model, and that of its act classifier. Raises OtherModel."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with tarfile.open(archive) as packed:
            _unpack(packed, folder)
        found = sorted(folder.glob(COMPONENT))
        if len(found) != 1:
            raise OtherModel(archive.name)
        yield folder, found[0]


def _unpack(packed: tarfile.TarFile, folder: Path) -> None:
    """Unpack an archive whose names all lie below it. Raises OtherModel."""
    for member in packed.getmembers():
        target = (folder / member.name.lstrip("/")).resolve()
        if not target.is_relative_to(folder.resolve()) or not (member.isfile() or member.isdir()):
            raise OtherModel(member.name)
        member.name = member.name.lstrip("/") or "."
    packed.extractall(folder)


def _learn(component: Path, examples: Sequence[Example]) -> None:
    told = json.loads((component / "linear.json").read_text(encoding="utf-8"))
    texts = [one.text for one in examples]
    vectors = WordVectors.weighted(WordVectors.load(component).table, texts) if told["vectors"] else None
    model: LinearModel = train(texts, [one.act for one in examples], vectors, with_words=told["words"])
    model.save(component)
