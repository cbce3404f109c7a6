"""``python -m scripts.supply.components``: the packages of the lock as JSON, as the environment knows them."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from importlib import metadata
from typing import Any

import tomli

from deploy.runtime_lock import ROOT, blocks, needs, reachable, runtime_roots

LONGEST_LICENCE = 80


def inventory(lock: str, project: str) -> dict[str, Any]:
    """Packages by name, with version, licence, needs, and whether the bot runs on them; and the project itself."""
    found = blocks(lock)
    asked, runtime = needs(found), reachable(found, runtime_roots(project))
    own = tomli.loads(project)["project"]
    return {
        "name": own["name"],
        "version": own["version"],
        "licence": own["license"]["text"],
        "needs": sorted(runtime_roots(project) & set(found)),
        "lock_sha256": hashlib.sha256(lock.encode()).hexdigest(),
        "packages": {
            name: {
                "version": _version(block),
                "runtime": name in runtime,
                "needs": sorted(asked[name]),
                "licence": _licence(name),
            }
            for name, block in found.items()
        },
    }


def _version(block: str) -> str:
    match = re.match(r"\S+?==([^\s;\\]+)", block)
    assert match is not None
    return match[1]


def _licence(name: str) -> str | None:
    """What the installed package says of its licence in short; None where it is not installed or says nothing."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    for given in (told.get("License-Expression"), told.get("License")):
        if given and len(given) <= LONGEST_LICENCE and "\n" not in given and given.lower() != "unknown":
            return str(given)
    classes = [line.split(" :: ")[-1] for line in told.get_all("Classifier") or [] if line.startswith("License ::")]
    return " / ".join(classes) or None


def main() -> int:
    """Print it."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    json.dump(inventory(lock, (ROOT / "pyproject.toml").read_text("utf-8")), sys.stdout, indent=1, ensure_ascii=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
