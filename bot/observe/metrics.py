"""The figures of a running bot, without anything personal: their labels come from closed lists."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from prometheus_client.process_collector import ProcessCollector

PREFIX = "hojo_navi"
READ, WRITE = "read", "write"
TURN_BUCKETS_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
STORE_BUCKETS_S = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 3)


class Metrics:
    """One set of metrics on a registry of its own."""

    def __init__(self) -> None:
        # When each series began: that doubles the output and says nothing here.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry(auto_describe=True)
        ProcessCollector(namespace=PREFIX, registry=self.registry)
        self.requests = self._counter("requests", "HTTP requests", "route", "method", "status")
        self.request_seconds = self._histogram("request_seconds", "Time to answer requests", TURN_BUCKETS_S, "route")
        self.errors = self._counter("errors", "Errors that were answered, by code", "code")
        self.turns = self._counter("turns", "Turns of the dialogue", "channel", "outcome")
        self.turn_seconds = self._histogram("turn_seconds", "Time that a turn takes", TURN_BUCKETS_S, "channel")
        self.consents = self._counter("consents", "Visitors who agreed to the notice", "channel")
        self.erasures = self._counter("erasures", "Conversations erased at the visitor's wish", "channel")
        self.verdicts = self._counter("verdicts", "Verdicts told, by status of the frame", "channel", "status")
        self.store_seconds = self._histogram("store_seconds", "Time in the database", STORE_BUCKETS_S, "kind")
        self.waiting = self._gauge("waiting", "Events and parcels that wait", "queue", "channel")
        self.oldest_seconds = self._gauge("oldest_seconds", "How long the oldest of them waits", "queue", "channel")
        self.loop_lag_seconds = self._gauge("loop_lag_seconds", "How late the event loop was at the last look")
        self.looked_at = self._gauge("looked_at_seconds", "When the gauges were last taken, since the epoch")
        self.swept_at = self._gauge("swept_at_seconds", "When the retention job last ended, since the epoch")
        self.swept = self._counter("swept", "Rows that the retention job deleted", "table")

    def _counter(self, name: str, help_text: str, *labels: str) -> Counter:
        return Counter(f"{PREFIX}_{name}", help_text, labels, registry=self.registry)

    def _histogram(self, name: str, help_text: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"{PREFIX}_{name}", help_text, labels, registry=self.registry, buckets=buckets)

    def _gauge(self, name: str, help_text: str, *labels: str) -> Gauge:
        return Gauge(f"{PREFIX}_{name}", help_text, labels, registry=self.registry)


@contextmanager
def in_database(kind: str) -> Iterator[None]:
    """Around a transaction of ``kind`` READ or WRITE."""
    begun = time.monotonic()
    try:
        yield
    finally:
        metrics().store_seconds.labels(kind).observe(time.monotonic() - begun)


@functools.cache
def metrics() -> Metrics:
    """The metrics of this process."""
    return Metrics()
