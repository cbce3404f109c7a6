"""The words of the funnel, which are data."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml


@functools.cache
def words() -> dict[str, Any]:
    """``words.yml``."""
    content: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
    return content
