"""Training examples of acts: those of the repository, and those that were learned from conversations."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import yaml

from bot.nlu.text import normalise, without_symbols

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "nlu"
LEARNED = "learned.yml"
HEADER = "# Learned from conversations: masked, labelled by staff, written by scripts/learn (docs/learning.md).\n"


class Example(NamedTuple):
    """An utterance and its act."""

    text: str
    act: str


def key_of(text: str) -> str:
    """What makes two utterances the same."""
    plain = "".join(sign for sign in without_symbols(normalise(text)) if sign.isalnum())
    return plain or normalise(text)


def examples_in(folder: Path) -> list[Example]:
    """All examples in a folder of training data, in the order of its files."""
    return [one for path in sorted(folder.glob("*.yml")) for one in _read(path)]


def write_learned(folder: Path, new: Iterable[Example]) -> None:
    """Add examples to the learned ones of a folder, sorted by act and text."""
    path = folder / LEARNED
    found = {*(_read(path) if path.exists() else ()), *new}
    blocks = []
    for act in sorted({one.act for one in found}):
        lines = "".join(f"    - {one.text}\n" for one in sorted(found) if one.act == act)
        blocks.append(f"- intent: {act}\n  examples: |\n{lines}")
    draft = path.with_suffix(".new")
    draft.write_text(f'{HEADER}version: "3.1"\nnlu:\n{"".join(blocks)}', encoding="utf-8")
    draft.replace(path)


def _read(path: Path) -> list[Example]:
    blocks = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
    return [
        Example(line[2:].strip(), block["intent"])
        for block in blocks
        for line in block["examples"].splitlines()
        if line.startswith("- ")
    ]
