"""What a recogniser made of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """A value to store, or candidates to ask back about; neither where only the topic is named."""

    value: Any = None
    candidates: tuple[Any, ...] = ()
    start: int = 0
    end: int = 0
    detail: str | None = None
    """What the value leaves out and the profile keeps, such as tyres."""
    guessed: bool = False
    """Whether it rests on likeness alone: anything else that the text tells speaks against it."""
