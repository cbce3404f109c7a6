"""Statements and values as psycopg2 takes them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

TOKEN = re.compile(r"'(?:[^']|'')*'|%|\?|(?<![:\w]):([A-Za-z_]\w*)")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@functools.lru_cache(maxsize=1024)
def to_psycopg(sql: str) -> str:
    """A statement with ``?`` or ``:name`` as one with ``%s`` or ``%(name)s``; what is quoted stays."""
    return TOKEN.sub(_token, sql)


def _token(found: re.Match[str]) -> str:
    if found[1]:
        return f"%({found[1]})s"
    return "%s" if found[0] == "?" else found[0].replace("%", "%%")


def to_values(parameters: Any) -> Any:
    """Parameters with the values that SQLite would store: flags as 0 and 1, and texts that PostgreSQL can hold."""
    if isinstance(parameters, Mapping):
        return {name: _value(value) for name, value in parameters.items()}
    return tuple(_value(value) for value in parameters)


def _value(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        # NUL is no text for PostgreSQL, and a lone surrogate is none for anybody.
        return value.replace("\0", REPLACEMENT).encode("utf-8", "replace").decode("utf-8")
    return value
