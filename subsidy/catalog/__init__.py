"""The catalogue: programmes, definitions, sources, offices and the checklist, as text files under ``data/catalog``."""

from subsidy.catalog.loader import DEFAULT_FOLDER, load_catalog

__all__ = ["DEFAULT_FOLDER", "load_catalog"]
