"""The catalogue as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from subsidy.fields import Field
from subsidy.model import Programme
from subsidy.reference import Checklist, Definitions, Edition, Office
from subsidy.source import Document


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything that is loaded; immutable."""

    fields: tuple[Field, ...]
    documents: tuple[Document, ...]
    definitions: Definitions
    wording: dict[str, dict[str, str]]
    editions: tuple[Edition, ...]
    programmes: tuple[Programme, ...]
    offices: tuple[Office, ...]
    checklists: tuple[Checklist, ...]
