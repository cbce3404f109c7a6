"""The catalogue: programmes, definitions, sources, offices and the checklist, as text files under ``data/catalog``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subsidy.whole import Catalog

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "data" / "catalog"


def load_catalog(folder: Path = DEFAULT_FOLDER) -> Catalog:
    """The catalogue in a folder. Raises CatalogError with every mistake in every file."""
    from subsidy.catalog.loader import load  # the YAML parser is needed only here

    return load(folder)


__all__ = ["DEFAULT_FOLDER", "load_catalog"]
