"""What tries to break out of text, and what tries to break the widget from outside."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

_DATA = json.loads(Path(__file__).with_name("attacks.json").read_text("utf-8"))

# Every pattern with every way to make itself heard.
ATTACKS: tuple[str, ...] = tuple(
    pattern.replace("{}", call).replace("{{", "{").replace("}}", "}")
    for pattern, call in product(_DATA["patterns"], _DATA["calls"])
)
URLS: list[str] = _DATA["addresses"]
# Styles of a page, by what they try.
PAGES: dict[str, str] = _DATA["pages"]
