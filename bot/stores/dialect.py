"""Statements and values as psycopg2 takes them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

TOKEN = re.compile(r"'(?:[^']|'')*'|%|\?|(?<![:\w]):([A-Za-z_]\w*)|/\* (FOR UPDATE) \*/")
ROW = re.compile(r"(?s)(INSERT INTO .* VALUES )(\(\?(?:, \?)*\))")
MOST_ROWS = 100
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@functools.lru_cache(maxsize=1024)
def to_psycopg(sql: str) -> str:
    """A statement with ``?`` or ``:name`` as one with ``%s`` or ``%(name)s``; what is quoted stays.

    ``/* FOR UPDATE */``, which SQLite has no need for and passes over, becomes what it says.
    """
    return TOKEN.sub(_token, sql)


def _token(found: re.Match[str]) -> str:
    if found[1]:
        return f"%({found[1]})s"
    if found[2]:
        return found[2]
    return "%s" if found[0] == "?" else found[0].replace("%", "%%")


def in_few(sql: str, parameters: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """A statement for each of several sets of parameters as few statements: plain rows go into one INSERT."""
    row = ROW.fullmatch(sql.strip())
    if row is None:
        yield from ((sql, each) for each in parameters)
        return
    rows = list(parameters)
    for start in range(0, len(rows), MOST_ROWS):
        some = rows[start : start + MOST_ROWS]
        yield row[1] + ", ".join([row[2]] * len(some)), [value for each in some for value in each]


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
