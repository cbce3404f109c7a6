"""The words of the memo and of the list of offices, which are data."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

from actions.texts import FOLDER


@lru_cache(maxsize=1)
def memo_words() -> dict[str, Any]:
    """``memo.yml``, read once."""
    content: dict[str, Any] = yaml.safe_load((FOLDER / "memo.yml").read_text(encoding="utf-8"))
    return content
