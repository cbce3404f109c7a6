"""What a transaction works with, whichever database it runs on, and how databases fail."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

Row = tuple[Any, ...]
Parameters = Sequence[Any] | Mapping[str, Any]


class Cursor(Protocol):
    """The rows of one statement."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""

    def fetchone(self) -> Any:
        """The next row as a tuple, or None."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """A transaction's connection. Placeholders are ``?`` with a sequence, or ``:name`` with a mapping.

    Statements keep to what both databases know: ``ON CONFLICT`` for what may be there already, ``flag = 1`` for a
    flag, ``/* FOR UPDATE */`` behind a SELECT whose rows other writers shall keep away from, no functions beyond
    standard SQL.
    """

    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor:
        """Run a statement."""

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Any:
        """Run a statement for each of several sets of parameters, before the next statement at the latest."""


class StoreError(OSError):
    """Nothing was stored: the database cannot be reached, is full, or refuses. The words hold no data."""


class OutcomeUnknown(StoreError):
    """The connection was lost while a transaction was being committed: it may or may not be stored."""


class Permit:
    """Settles once, between two threads, whether a transaction is committed or given up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._settled = False

    def take(self) -> bool:
        """Whether the caller is first: the one who commits, or the one who gives up."""
        with self._lock:
            first, self._settled = not self._settled, True
        return first


class GivenUp(StoreError):
    """Nobody waits for the transaction any more; it was rolled back."""
