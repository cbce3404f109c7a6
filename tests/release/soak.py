"""A quarter of an hour of visitors: memory stays what it is after the warm-up."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.release.load import MOST_GROWTH_PCT, OPEN, SOAK_S, SOAK_THINK_S, crowd, served
from tests.release.outcome import Finding, scaled

WARM_UP_SHARE = 0.2


def run() -> list[Finding]:
    """15 minutes times SCALE, the first fifth of it to warm up."""
    seconds = scaled(SOAK_S, 10)
    with tempfile.TemporaryDirectory() as name, served(Path(name)) as site:
        asyncio.run(crowd(site, OPEN, seconds * WARM_UP_SHARE, SOAK_THINK_S))
        before = site.memory_kb()
        found = asyncio.run(crowd(site, OPEN, seconds * (1 - WARM_UP_SHARE), SOAK_THINK_S))
        after = site.memory_kb()
    growth_pct = (after - before) / before * 100
    result = f"{before // 1024} MB, then {after // 1024} MB ({growth_pct:+.1f} %), statuses {dict(found.statuses)}"
    passed = growth_pct <= MOST_GROWTH_PCT and set(found.statuses) == {200}
    return [
        Finding(
            f"soak of {seconds} s: memory of 2 processes",
            len(found.times_s),
            result,
            f"<= +{MOST_GROWTH_PCT} %",
            passed,
        )
    ]
