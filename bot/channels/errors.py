"""The errors that the web channel answers with."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml


class ChannelError(Exception):
    """Answered with the error of this code; ``retry_after`` in seconds where waiting helps."""

    def __init__(self, code: str, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        """The HTTP status."""
        return _catalogue()[self.code]["status"]

    def body(self) -> dict[str, str]:
        """The JSON body."""
        return {"error": self.code, "message": _catalogue()[self.code]["message"]}

    def headers(self) -> dict[str, str]:
        """Headers beyond the usual."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


@functools.cache
def _catalogue() -> dict[str, dict[str, Any]]:
    return yaml.safe_load(Path(__file__).with_name("errors.yml").read_text(encoding="utf-8"))
