"""What the bot is made of, whether that is known to be bad, and that the rules need no Rasa's Python."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import RequireService
from tests.release.__main__ import PARTS
from tests.test_repository import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
CANARY = "jinja2 2.4.1   PYSEC-2014-8 2.7.2"
# Every verdict on the companies of 2021: seconds, not minutes. All of tests/subsidy runs with scripts/pythons.
RULES = ["tests/subsidy/test_assessments_2021.py"]


def audit(tmp_path: Path, script: str) -> subprocess.CompletedProcess[str]:
    """`scripts/audit` with a pip-audit that does what the script says; ``$file`` is what it is to look at."""
    tool = tmp_path / "pip-audit"
    tool.write_text(f'#!/usr/bin/env bash\nfile="${{@: -1}}"\n{script}\n')
    tool.chmod(0o755)
    environment = {**os.environ, "PIP_AUDIT": str(tool)}
    return subprocess.run([ROOT / "scripts/audit"], env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    "script",
    [
        "echo 'No known vulnerabilities found'",
        "echo 'ERROR: could not connect'; exit 1",
        "echo 'jinja2 2.4.1 could not be audited'; exit 1",
    ],
)
def test_an_audit_that_does_not_find_the_canary_was_not_run(tmp_path: Path, script: str) -> None:
    run = audit(tmp_path, script)
    assert run.returncode == 3
    assert "Not run" in run.stderr


def test_an_audit_that_finds_the_canary_only_is_green(tmp_path: Path) -> None:
    script = f"grep -q jinja2==2.4.1 \"$file\" && {{ echo '{CANARY}'; exit 1; }}; grep -q '^rasa==' \"$file\""
    run = audit(tmp_path, script)
    assert (run.returncode, run.stderr) == (0, "")


def test_an_audit_that_finds_more_than_the_canary_fails(tmp_path: Path) -> None:
    run = audit(tmp_path, f"echo '{CANARY}'; echo 'rasa 3.6.21 CVE-0000-0000'; exit 1")
    assert run.returncode == 1
    assert "CVE-0000-0000" in run.stdout


@pytest.mark.service
def test_the_bill_of_materials_names_every_package_of_the_lock(require_service: RequireService) -> None:
    ready = subprocess.run([ROOT / "scripts/supply/setup"], capture_output=True).returncode == 0
    require_service("the registry of packages", ready)
    subprocess.run([ROOT / "scripts/sbom"], check=True, capture_output=True)
    bill = json.loads((ROOT / "build/sbom.cdx.json").read_text("utf-8"))
    listed = {(part["name"], part["version"]): part for part in bill["components"]}
    assert set(listed) == set(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK, re.M))
    scopes = {name: part["scope"] for (name, _), part in listed.items()}
    assert (scopes["rasa"], scopes["sanic"], scopes["pytest"]) == ("required", "required", "excluded")
    needs = {part["ref"]: part.get("dependsOn", []) for part in bill["dependencies"]}
    (sanic,) = (ref for ref in needs if ref.startswith("pkg:pypi/sanic@"))
    assert any(ref.startswith("pkg:pypi/aiofiles@") for ref in needs[sanic])
    without = [name for (name, _), part in listed.items() if "licenses" not in part and part["scope"] == "required"]
    assert len(without) < len(listed) / 10


def test_the_tools_have_a_lock_with_hashes_and_without_addresses() -> None:
    lock = (ROOT / "scripts/supply/tools.lock").read_text("utf-8")
    wanted = re.findall(r"^([a-z-]+).*==(.+)$", (ROOT / "scripts/supply/tools.in").read_text("utf-8"), re.M)
    assert all(f"{name}=={version} " in lock for name, version in wanted)
    blocks = [block for block in re.split(r"^(?=[a-z0-9])", lock, flags=re.M) if block]
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in lock


@pytest.mark.service
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_the_rules_run_on_newer_pythons(version: str) -> None:
    environment = {**os.environ, "VERSIONS": version}
    run = subprocess.run([ROOT / "scripts/pythons", *RULES], env=environment, capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    if "skipped, not installed" in run.stdout:
        pytest.skip(run.stdout.strip())
    assert re.search(rf"Python {version}: \d+ passed", run.stdout)


@pytest.mark.parametrize("name", ["audit", "pythons", "release-check", "sbom", "supply/lock", "supply/setup"])
def test_a_script_is_executable_and_sound(name: str) -> None:
    script = ROOT / "scripts" / name
    assert os.access(script, os.X_OK)
    assert subprocess.run([shutil.which("bash") or "bash", "-n", script]).returncode == 0


def test_the_release_check_knows_its_parts() -> None:
    environment = {**os.environ, "PART": "nothing"}
    run = subprocess.run([ROOT / "scripts/release-check"], env=environment, capture_output=True, text=True)
    assert run.returncode == 2
    listed = re.findall(r"^\| `([a-z_]+)` \| ", (ROOT / "docs/operations.md").read_text("utf-8"), re.M)
    assert run.stderr.strip().endswith(f"there are {', '.join(PARTS)}")
    assert set(listed) >= set(PARTS)
