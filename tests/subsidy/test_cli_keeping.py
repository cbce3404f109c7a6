"""What the commands tell a keeper who slips in a file, looks for a field, or checks the catalogue."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from subsidy.catalog import DEFAULT_FOLDER, load_catalog
from subsidy.cli import main
from subsidy.scenario import read_scenarios
from tests.subsidy.clerk import EXAMPLES, WRITTEN

TEXT = (EXAMPLES / "shoene_demo.yml").read_text("utf-8")
AMOUNT = TEXT[TEXT.index("      tariffs:") : TEXT.index("  - id: shoene_demo_frame2\n")]


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("{field: employees, value: 20}", "{field：employees, value: 20}", "全角の「：」では項目と読めません"),
        ("{is_true: plans.equipment}", "{is_true：plans.equipment}", "全角の「：」では述語と読めません"),
        (AMOUNT, "", "続きの行がまだ書かれていないか、字下げが足りません"),
        ("frames:\n", "frames:\nframe:\n", "字下げを確かめてください"),
    ],
)
def test_a_wide_colon_and_an_empty_part_are_told_as_what_they_are(
    written: str, instead: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog"))
    with (folder / "sources.yml").open("a", encoding="utf-8") as sources:
        sources.write((EXAMPLES / "demo_source.yml").read_text("utf-8"))
    assert written in TEXT
    (folder / WRITTEN).write_text(TEXT.replace(written, instead, 1), "utf-8")
    assert main(["validate", "--catalog", str(folder)]) == 2
    assert [line for line in capsys.readouterr().err.splitlines() if told in line]


def test_a_cap_that_was_put_right_alone_leaves_a_stale_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog"))
    with (folder / "sources.yml").open("a", encoding="utf-8") as sources:
        sources.write((EXAMPLES / "demo_source.yml").read_text("utf-8"))
    (folder / WRITTEN).write_text(TEXT.replace("cap: {yen: 3000000,", "cap: {yen: 2500000,"), "utf-8")
    assert main(["validate", "--catalog", str(folder)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert all(words in line for words in ("frames[0].summary", "300万円", "250万円"))


def test_what_else_to_look_at_stands_below_a_heading(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--on", "2030-01-01"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0].startswith("目録に誤りはありません"), lines[1]) == (True, "ほかに見ておくこと:")
    assert len(lines) > 10


def test_a_field_is_found_by_the_words_of_its_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fields", "機械"]) == 0
    assert capsys.readouterr().out.startswith("plans.equipment  設備投資")
    assert main(["fields", "従業員数"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["employees"]
    assert main(["fields", "投資額"]) == 0
    assert "planned_investment_yen" in capsys.readouterr().out


@pytest.mark.parametrize(
    "names",
    [
        ["sheet", "x.csv", "--label", "1次"],
        ["sheet", "x.csv", "--from", "y.csv"],
        ["demo", "--from", "y.csv"],
        ["demo", "--edition", "2026", "--from", "y.csv", "--label", "1次"],
        ["frame", "it", "it_x", "--label", "1次"],
        ["sheet"],
    ],
)
def test_options_that_do_not_belong_together_are_told_with_how_it_is_written(
    names: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", *names]) == 2
    told = capsys.readouterr().err
    assert ("new sheet" in told, len(told.splitlines())) == (True, 1)


@pytest.mark.parametrize("name", ["gyomu_kaizen", "jizokuka_general_normal", "saikouchiku"])
def test_an_empty_sheet_has_a_row_for_every_way_in_which_a_frame_is_decided(name: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    assert main(["scenarios", "--empty", name, str(path)]) == 0
    catalog = load_catalog()
    rows = read_scenarios(path, catalog.fields)
    frames = [(p, f) for p in catalog.programmes for f in p.frames if name in (p.id, f.id)]
    assert {row.frame for row in rows} == {frame.id for _, frame in frames}
    for programme, frame in frames:
        criteria = [one for one in (*programme.criteria, *frame.criteria) if one.test is not None]
        names = {one.label for one in criteria} | {one.id for one in criteria} | {"amount_floor"}
        own = [row.expected for row in rows if row.frame == frame.id]
        assert {one["満たさない要件"] for one in own} <= names | {""}
        assert len([one for one in own if one["判定"] == "対象外"]) >= len(criteria) > 0
        open_ones = [one for one in own if one["未確認の要件"] or one["これからの準備"]]
        assert len(open_ones) == len([one for one in own if one["判定"] == "対象外"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["it_a"], "--empty のあとに"),
        (["no_such", "new.csv"], "no_such"),
        (["it_a", "new.xlsx"], ".csv"),
        (["it_a", "there.csv"], "もうあります"),
    ],
)
def test_an_empty_sheet_that_cannot_be_written_says_why(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there.csv").write_text("mine", "utf-8")
    name, *file = arguments
    assert main(["scenarios", "--empty", name, *(str(tmp_path / one) for one in file)]) == 2
    assert words in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["there.csv"]
