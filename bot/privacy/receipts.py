"""The receipt of an erasure, told in the turn that erases."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

from bot.stores.erasures import new_receipt

Json = dict[str, Any]

ERASED = "erased"


def add_receipt(messages: list[Json]) -> None:
    """Give the notice of an erasure its receipt, and say it; the messages are changed in place."""
    for place, message in enumerate(messages):
        custom = message.get("custom") or {}
        if custom.get("topic") == ERASED and "receipt" not in custom:
            receipt = new_receipt()
            message["custom"] = {**custom, "receipt": receipt}
            messages.insert(place + 1, {"text": _words()["receipt"].format(receipt=receipt)})
            return


@functools.cache
def _words() -> dict[str, str]:
    words: dict[str, str] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
    return words
