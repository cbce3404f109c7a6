"""How long the rows of a table are kept. Each topic of the schema says so of each of its tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Rule(Enum):
    """What ends the life of a row."""

    TEXT = "text"
    """Its conversation has been idle for as long as texts are kept; needs a column ``conversation_id``."""
    CONVERSATION = "conversation"
    """Its conversation is erased, at the visitor's wish or because it was idle for long; needs ``conversation_id``."""
    EXPIRES = "expires"
    """The instant in ``column`` (seconds since the epoch) has passed."""
    DAYS = "days"
    """``days`` have passed since the instant in ``column``."""
    IMPERSONAL = "impersonal"
    """Nothing does: the row says nothing of anybody. ``why`` says what it is."""


@dataclass(frozen=True)
class Kept:
    """A table and what ends the life of its rows; ``unless`` is a condition under which a row stays.

    A table whose rows are erased with their conversation is also named in ``Topic.of_conversation``, whatever its rule.
    """

    table: str
    rule: Rule
    column: str = ""
    days: int = 0
    unless: str = ""
    why: str = ""
