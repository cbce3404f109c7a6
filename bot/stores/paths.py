"""Where a running bot keeps what it writes."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA_VARIABLE = "HOJO_NAVI_DATA"


def data_folder() -> Path:
    """The folder for conversations and keys: ``HOJO_NAVI_DATA``, else ``var`` in the project. Made if missing."""
    folder = Path(os.environ.get(DATA_VARIABLE) or ROOT / "var")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
