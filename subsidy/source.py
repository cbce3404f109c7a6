"""Where a statement comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from subsidy.schema import Pattern

Confidence = Literal["high", "medium", "low"]
Access = Literal[
    "read", "excerpt", "secondary", "own", "official_read", "official_cited_by_secondary", "third_party_read"
]


@dataclass(frozen=True, eq=False)
class Document:
    """A document or page, how it was read (``access``) and on which day.

    One that is not ``citable`` has no address: it strengthens a statement but is never shown as its source.
    """

    id: Annotated[str, Pattern(r"[a-z0-9]+(_[a-z0-9]+)*")]
    title: str
    publisher: str
    access: Access
    confidence: Confidence
    checked_on: dt.date
    url: Annotated[str, Pattern(r"https?://\S+")] | None = None
    issued: str | None = None
    note: str | None = None
    citable: bool = True


@dataclass(frozen=True, eq=False)
class Source:
    """A place in a document. ``confidence`` overrides the document's."""

    document: str
    place: str
    confidence: Confidence | None = None
