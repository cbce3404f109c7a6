"""``python -m deploy.runtime_lock``: the part of requirements.lock that the bot runs on, without development tools.

With names: the part that these packages need.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import tomli
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
# The lock names for each package who asks for it.
VIA = re.compile(r"^    #(?: via)? +([A-Za-z0-9][A-Za-z0-9._-]*)", re.MULTILINE)


def blocks(lock: str) -> dict[str, str]:
    """Package to its lines of the lock: version, hashes, and who asks for it."""
    found = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)
    return {canonicalize_name(re.split(r"[=\[ ]", block, maxsplit=1)[0]): block for block in found if "==" in block}


def needs(lock: dict[str, str]) -> dict[str, set[str]]:
    """Package to the packages that it asks for."""
    asked: dict[str, set[str]] = {name: set() for name in lock}
    for name, block in lock.items():
        for asker in VIA.findall(block):
            asked.get(canonicalize_name(asker), set()).add(name)
    return asked


def reachable(lock: dict[str, str], roots: set[str]) -> set[str]:
    """The packages that ``roots`` bring with them, themselves included; roots that the lock lacks are left out."""
    asked, found, open_ = needs(lock), set[str](), {name for name in roots if name in lock}
    while open_:
        name = open_.pop()
        found.add(name)
        open_ |= asked[name] - found
    return found


def runtime_roots(project: str) -> set[str]:
    """The packages that pyproject.toml asks for outside of its extras."""
    return {canonicalize_name(Requirement(line).name) for line in tomli.loads(project)["project"]["dependencies"]}


def main(names: list[str]) -> int:
    """Print the lines of ``names`` and what they need, else of everything that the bot runs on."""
    lock = blocks((ROOT / "requirements.lock").read_text("utf-8"))
    named = {canonicalize_name(name) for name in names}
    missing = named - set(lock)
    if missing:
        print(f"requirements.lock lacks {', '.join(sorted(missing))}", file=sys.stderr)
        return 1
    chosen = reachable(lock, named or runtime_roots((ROOT / "pyproject.toml").read_text("utf-8")))
    sys.stdout.writelines(block for name, block in lock.items() if name in chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
