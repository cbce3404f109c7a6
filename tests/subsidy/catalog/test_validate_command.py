"""``python -m subsidy validate``: a summary, or one line for each mistake and exit status 2."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from subsidy.catalog.json_schema import catalog_schemas
from subsidy.whole import Catalog

ROOT = Path(__file__).resolve().parents[3]


def validate(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "subsidy", "validate", *map(str, arguments)]
    environment = os.environ | {"PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env=environment)


def test_the_catalogue_is_valid_and_summed_up(catalog: Catalog) -> None:
    result = validate()
    assert (result.returncode, result.stderr) == (0, "")
    frames = sum(len(programme.frames) for programme in catalog.programmes)
    parts = (catalog.editions, catalog.programmes, catalog.documents, catalog.offices)
    editions, programmes, documents, offices = map(len, parts)
    assert [*map(int, re.findall(r"\d+", result.stdout.splitlines()[0]))] == [
        editions,
        programmes,
        frames,
        documents,
        offices,
    ]


def test_a_broken_copy_gives_one_line_for_each_mistake_and_status_2(copied: Path) -> None:
    changes = {
        "fields.yml": ("kind: choice", "kind: choise"),
        "2021/offices.yml": ("as_of: ", "as_off: "),
        "2021/programmes/sapoin.yml": ("order: ", "order: -"),
    }
    expected = 0
    for file, (old, new) in changes.items():
        text = (copied / file).read_text("utf-8")
        expected += text.count(old) * (2 if "off" in new else 1)
        (copied / file).write_text(text.replace(old, new), "utf-8")
    result = validate("--catalog", copied)
    lines = result.stderr.splitlines()
    assert (result.returncode, result.stdout) == (2, f"{expected}か所あります。\n")
    assert len(lines) == expected
    assert [
        line for line in lines if not re.match(r"(fields|2021/offices|2021/programmes/sapoin)\.yml:\d+: \S+: .", line)
    ] == []
    assert "Traceback" not in result.stderr


def test_a_mistake_between_files_gives_status_2(copied: Path) -> None:
    path = copied / "2021" / "programmes" / "sapoin.yml"
    path.write_text(path.read_text("utf-8").replace('edition: "2021"', 'edition: "2020"'), "utf-8")
    result = validate("--catalog", copied)
    assert (result.returncode, result.stdout) == (2, "1か所あります。\n")
    assert re.fullmatch(r"2021/programmes/sapoin\.yml:2: edition: .+\n", result.stderr)


def test_a_folder_that_is_not_there_gives_status_2_without_a_traceback(tmp_path: Path) -> None:
    result = validate("--catalog", tmp_path / "nonesuch")
    assert (result.returncode, result.stdout) == (2, "4か所あります。\n")
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == [
        "definitions.yml",
        "fields.yml",
        "sources.yml",
        "wording.yml",
    ]


def test_the_schema_is_printed_as_json() -> None:
    result = validate("--schema")
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout) == catalog_schemas()
