"""What a part of the release check found, and how much of it was run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

SCALE_VARIABLE = "SCALE"


@dataclass(frozen=True)
class Finding:
    """One line of the table: ``number`` cases of ``what``, the result beside its goal."""

    what: str
    number: int
    result: str
    goal: str
    passed: bool


def none_of(what: str, number: int, wrong: Sequence[object], fault: str = "wrong") -> Finding:
    """A finding whose goal is that nothing is wrong; the first wrong cases are shown."""
    shown = "".join(f"\n      {str(case)[:300]}" for case in wrong[:5])
    return Finding(what, number, f"{len(wrong)} {fault}{shown}", f"0 {fault}", not wrong)


def scaled(full: int, least: int = 1) -> int:
    """How many cases to run: ``full`` times the variable SCALE (1)."""
    return max(least, round(full * float(os.environ.get(SCALE_VARIABLE) or 1)))


def as_table(findings: Sequence[Finding]) -> str:
    """The findings, one a line."""
    width = max((len(finding.what) for finding in findings), default=0)
    return "\n".join(
        f"{'ok  ' if finding.passed else 'FAIL'} {finding.what:{width}}  N={finding.number:<9,} goal {finding.goal}: "
        f"{finding.result}"
        for finding in findings
    )
