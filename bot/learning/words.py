"""The words of the review queue, which are data."""

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


def act_name(act: str) -> str:
    """What people call an act; the act itself where it has no name."""
    names: dict[str, str] = words()["acts"]
    return names.get(act, act)


def act_named(name: str) -> str | None:
    """The act, or the mark for nothing to learn, that a name or the act itself stands for; None for any other word."""
    names: dict[str, str] = {words()["ignore"]: "ignore", **{title: act for act, title in words()["acts"].items()}}
    return names.get(name) or (name if name in names.values() else None)
