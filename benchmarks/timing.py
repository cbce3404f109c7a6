"""Timing of small pieces of work, alternately, so that a slow phase of the machine hits all of them."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

Work = Callable[[], object]


def medians_ms(candidates: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """The median time in milliseconds of each candidate over ``rounds`` alternating runs."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, work in candidates.items():
            start = time.perf_counter()
            work()
            times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(values) for name, values in times.items()}


def python(*arguments: str) -> Work:
    """A run of a fresh interpreter."""
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def print_table(title: str, medians: Mapping[str, float], baseline: str, goals: Mapping[str, float]) -> None:
    """Each candidate with its ratio to the baseline, and its goal where it has one."""
    print(f"\n{title}\n{'':44}{'median ms':>12}{'ratio':>9}{'goal ms':>9}")
    for name, value in medians.items():
        goal = f"{goals[name]:9.1f}" if name in goals else ""
        print(f"{name:44}{value:12.3f}{value / medians[baseline]:9.2f}{goal}")
