"""What ``validate`` asks the keeper to look at, and what ``diff`` tells of two catalogues."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

import subsidy
from subsidy import Catalog, Engine
from subsidy.changes import changes, flips
from subsidy.cli import main
from subsidy.review import findings
from subsidy.source import Document

ROOT = Path(__file__).resolve().parents[2]
EARLY, LATE = dt.date(2026, 11, 22), dt.date(2027, 2, 23)
CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter"}


def codes(catalog: Catalog, on: dt.date) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for finding in findings(catalog, on):
        found.setdefault(finding.code, set()).add(finding.where)
    return found


def test_every_programme_has_somebody_who_looks_at_it_within_three_months(catalog: Catalog) -> None:
    for programme in catalog.programmes:
        assert programme.owner
        assert dt.timedelta(0) < programme.review_by - programme.checked_on <= dt.timedelta(days=92)


def test_a_programme_is_overdue_from_the_day_after_its_review(catalog: Catalog) -> None:
    assert "overdue" not in codes(catalog, LATE - dt.timedelta(days=1))
    assert codes(catalog, LATE)["overdue"] == {programme.id for programme in catalog.programmes}


def test_calls_that_ended_without_another_are_named_and_those_that_are_over_are_not(catalog: Catalog) -> None:
    ended = codes(catalog, EARLY)["round_ended"]
    assert {"shinmono", "shoryokuka_general", "gotech"} <= ended
    assert {"monodukuri_23", "shinjigyo_old", "jizokuka_general", "it", "safetynet_5"} & ended == set()
    assert "jizokuka_general" in codes(catalog, dt.date(2026, 12, 16))["round_ended"]


def test_nothing_in_the_catalogue_is_unused_and_what_is_would_be_named(catalog: Catalog) -> None:
    assert {code for code in codes(catalog, EARLY) if code.startswith("unused")} == set()
    spare = Document("spare", "t", "p", "own", "low", EARLY)
    more = dataclasses.replace(catalog, documents=(*catalog.documents, spare))
    assert codes(more, EARLY)["unused_document"] == {"spare"}


@pytest.mark.parametrize(
    ("on", "strict", "status"), [("2026-11-22", False, 0), ("2027-03-01", False, 0), ("2027-03-01", True, 2)]
)
def test_only_strict_dates_make_what_is_due_a_failure(
    on: str, strict: bool, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", "--on", on, *(["--strict-dates"] if strict else [])]) == status
    assert ("見直しの日" in capsys.readouterr().out) is (on > "2027-02-22")


def test_a_catalogue_is_like_itself(catalog: Catalog) -> None:
    assert list(changes(catalog, catalog)) == []


def test_a_changed_figure_and_a_changed_date_are_told_with_what_they_were(catalog: Catalog) -> None:
    told = [str(change) for change in changes(catalog, altered(catalog))]
    assert len(told) == 2
    assert "持続化補助金（一般型）" in told[0]
    assert "50万円 → 60万円" in told[0]
    assert "第20回公募" in told[1]
    assert "2026年12月15日17時 → 2026年12月20日17時" in told[1]


def altered(catalog: Catalog) -> Catalog:
    (old,) = [programme for programme in catalog.programmes if programme.id == "jizokuka_general"]
    (frame,) = old.frames
    (tariff,) = frame.amount.tariffs
    assert tariff.cap is not None
    tariff = dataclasses.replace(tariff, cap=dataclasses.replace(tariff.cap, yen=600_000))
    frame = dataclasses.replace(frame, amount=dataclasses.replace(frame.amount, tariffs=(tariff,)))
    last = dataclasses.replace(old.rounds[-1], closes=dt.datetime(2026, 12, 20, 17))
    new = dataclasses.replace(old, frames=(frame,), rounds=(*old.rounds[:-1], last))
    return dataclasses.replace(catalog, programmes=tuple(new if p is old else p for p in catalog.programmes))


def test_a_programme_that_is_gone_is_one_line(catalog: Catalog) -> None:
    fewer = dataclasses.replace(catalog, programmes=catalog.programmes[1:])
    assert len(list(changes(catalog, fewer))) == len(list(changes(fewer, catalog))) == 1


def test_scenarios_that_come_out_differently_are_named(catalog: Catalog) -> None:
    folder = ROOT / "data" / "scenarios"
    assert list(flips(Engine(catalog), Engine(catalog), folder)) == []
    flipped = [str(flip) for flip in flips(Engine(catalog), Engine(altered(catalog)), folder)]
    assert flipped
    assert [text for text in flipped if "jizokuka_general_normal" not in text] == []


def test_the_command_prints_differences_and_flips(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(ROOT / "data" / "catalog")
    assert main(["diff", folder, folder, "--scenarios", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "内容の違いはありません。",
        "",
        "判定が変わるシナリオはありません。",
    ]


def test_a_folder_that_is_no_catalogue_is_refused_in_words(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "subsidy", "diff", str(tmp_path), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (2, "", False)


def clocks_in(tree: ast.AST) -> list[str]:
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [ast.unparse(call) for call in called if isinstance(call, ast.Attribute) and call.attr in CLOCKS]


def test_no_module_but_the_command_line_reads_a_clock() -> None:
    found = {}
    for path in Path(subsidy.__file__).parent.rglob("*.py"):
        read = [
            call for call in clocks_in(ast.parse(path.read_text("utf-8"))) if not call.startswith(("dt.time", "item."))
        ]
        if read:
            found[path.name] = read
    assert found == {"cli.py": ["dt.datetime.now"]}


def test_a_clock_that_is_read_is_found() -> None:
    source = "import datetime\nimport time\ndatetime.datetime.now()\ndatetime.date.today()\ntime.time()"
    assert len(clocks_in(ast.parse(source))) == 3


def test_what_has_no_address_is_never_shown_as_a_source(catalog: Catalog) -> None:
    hidden = {document.id for document in catalog.documents if not document.citable}
    assert hidden
    assert [document.id for document in catalog.documents if document.id in hidden and document.url is not None] == []


@pytest.mark.parametrize("frames", ["saikouchiku", "monozukuri", "jizokuka", "it", "kodo_renkei", "sapoin", "sabisapo"])
def test_every_programme_of_2021_names_what_followed(catalog: Catalog, frames: str) -> None:
    (programme,) = [programme for programme in catalog.programmes if programme.id == frames]
    told = {name for follow in programme.succession for name in (follow.frames or [f.id for f in programme.frames])}
    assert told == {frame.id for frame in programme.frames}
