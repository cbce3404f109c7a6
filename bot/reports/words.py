"""The small words around a memo, which are data."""

from __future__ import annotations

import functools
from pathlib import Path

import yaml


@functools.cache
def words() -> dict[str, str]:
    """``words.yml``."""
    content: dict[str, str] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
    return content
