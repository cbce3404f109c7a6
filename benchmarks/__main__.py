"""Runs every benchmark and prints its table.

Machines are noisy: candidates are timed alternately in one run, medians are given, and each figure stands beside the
baseline it is to be compared with.
"""

from __future__ import annotations

from benchmarks import rules, turns


def main() -> None:
    """Print the tables of all benchmarks."""
    rules.main()
    turns.main()


if __name__ == "__main__":
    main()
