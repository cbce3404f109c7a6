"""How long a thread waits for PostgreSQL. The driver alone would wait for ever for a server that hangs."""

from __future__ import annotations

import math
import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg2.extensions import POLL_OK, POLL_READ, POLL_WRITE, set_wait_callback

STATEMENT_S = 3.0

_limits = threading.local()


class Hung(Exception):
    """The server did not answer in time; the driver then closes the connection."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Bound what this thread waits for the server within the block: for one call STATEMENT_S, for all ``seconds``."""
    _limits.end = time.monotonic() + seconds
    try:
        yield
    finally:
        _limits.end = None


def be_patient_no_longer() -> None:
    """Make the driver of this process wait by ``wait``."""
    set_wait_callback(wait)


def wait(connection: Any) -> None:
    """Wait until one call of the driver is done, outside of ``patience`` for ever. Raises Hung."""
    end = getattr(_limits, "end", None)
    limit = math.inf if end is None else min(time.monotonic() + STATEMENT_S, end)
    poll = select.poll()
    while (state := connection.poll()) != POLL_OK:
        left_ms = (limit - time.monotonic()) * 1000
        if left_ms <= 0:
            raise Hung
        poll.register(connection.fileno(), _EVENTS[state])
        if not poll.poll(None if left_ms == math.inf else left_ms):
            raise Hung
        poll.unregister(connection.fileno())


_EVENTS = {POLL_READ: select.POLLIN, POLL_WRITE: select.POLLOUT}
