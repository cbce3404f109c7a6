"""Correlation ids: what belongs to one request, or to one event of a vendor, carries one id in logs and headers."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

HEADER = "X-Request-Id"
# What proxies make ($request_id of nginx, a UUID). Anything else might be somebody's words and is not taken over.
OURS = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
SHORT = 12

_current: ContextVar[str | None] = ContextVar("trace", default=None)


def new_trace() -> str:
    """A new id: 32 hexadecimal digits."""
    return secrets.token_hex(16)


def trace_of(given: str | None) -> str:
    """The id that a proxy gave, where it looks like one; else a new one."""
    return given if given and OURS.fullmatch(given) else new_trace()


def current_trace() -> str | None:
    """The id of what this task answers, or None."""
    return _current.get()


def set_trace(trace: str) -> None:
    """Make ``trace`` the id of this task and of those that it starts."""
    _current.set(trace)


@contextmanager
def traced(trace: str) -> Iterator[None]:
    """``trace`` within the block."""
    token = _current.set(trace)
    try:
        yield
    finally:
        _current.reset(token)


def trace_of_event(event_id: str) -> str:
    """The id of a vendor's event: the same however often it is tried."""
    return hashlib.sha256(event_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def pseudonym(name: str) -> str:
    """A short hash of an id, as logs show it: the same for the same id, and no way back."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:SHORT]
