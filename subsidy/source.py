"""Where a statement comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from subsidy.schema import Pattern

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, eq=False)
class Document:
    """A document or page that was read (``access``), with the day on which it was read."""

    id: Annotated[str, Pattern(r"[a-z0-9]+(_[a-z0-9]+)*")]
    title: str
    publisher: str
    access: Literal["read", "excerpt", "secondary", "own"]
    confidence: Confidence
    checked_on: dt.date
    url: Annotated[str, Pattern(r"https?://\S+")] | None = None
    issued: str | None = None
    note: str | None = None


@dataclass(frozen=True, eq=False)
class Source:
    """A place in a document. ``confidence`` overrides the document's."""

    document: str
    place: str
    confidence: Confidence | None = None
