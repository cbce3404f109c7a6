"""``python -m tests.release PART …``: parts of the release check; SCALE=0.01 runs a hundredth of each."""

from __future__ import annotations

import importlib
import sys
import time

from tests.release.outcome import as_table

PARTS = ("fuzz", "fuzz_quantity", "authz", "faults", "logs", "concurrency", "load", "privacy", "soak")


def main(names: list[str]) -> int:
    """Run the parts that are named, or all; 1 if one of them failed."""
    unknown = set(names) - set(PARTS)
    if unknown:
        print(f"No part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    passed = True
    for name in names or PARTS:
        began = time.monotonic()
        findings = importlib.import_module(f"tests.release.{name}").run()
        passed = passed and all(finding.passed for finding in findings)
        print(f"\n{name} ({time.monotonic() - began:.0f} s)\n{as_table(findings)}", flush=True)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
