"""The YAML files of the training: each is read once."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2] / "data"
FOLDER = ROOT / "coaching"
PERSONAS = ROOT / "scenarios" / "personas"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """One file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)


@functools.cache
def data(name: str) -> Any:
    """A file of ``data/coaching``, named without its ending."""
    return read_yaml(FOLDER / f"{name}.yml")


@functools.cache
def words() -> dict[str, Any]:
    """The words of the training's pages and debriefs."""
    content: dict[str, Any] = read_yaml(Path(__file__).with_name("words.yml"))
    return content
