"""A form that was filled in: what comes of it."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from subsidy.catalog import DEFAULT_FOLDER, load_catalog
from subsidy.cli import main
from subsidy.form.layout import COLUMNS, empty_form, sections
from subsidy.form.values import read_day
from tests.subsidy.clerk import (
    EXAMPLES,
    FILLED,
    Change,
    Clerk,
    Rows,
    below_the_heading,
    put,
    rows_of,
    with_breaks,
    with_gaps,
    with_notes,
)

DAY = dt.date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog"))


@pytest.fixture
def clerk(folder: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(folder, capsys)


def test_the_empty_form_has_its_columns_its_sections_and_the_day_it_was_made(tmp_path: Path) -> None:
    assert main(["new", "sheet", str(tmp_path / "form.csv")]) == 0
    raw = (tmp_path / "form.csv").read_bytes()
    rows = rows_of(raw.decode("utf-8-sig"))
    assert (raw[:3], tuple(rows[0])) == (b"\xef\xbb\xbf", COLUMNS)
    assert [row for row in rows[1:] if not row[0] or row[2]] == []
    filled = [(row[0], read_day(row[1])) for row in rows[1:] if row[1]]
    assert [(item, abs((day - dt.date.today()).days) < 2) for item, day in filled] == [("読んだ日", True)]
    headings = [row[0].strip("【】") for row in rows if row[0].startswith("【")]
    assert headings == ["資料", "制度", "枠", "枠", "経費", "公募"]


def test_how_a_row_is_written_stands_where_it_comes_first_and_is_short() -> None:
    rows = rows_of(empty_form(DAY))[1:]
    for section in sections().values():
        starts = [number for number, row in enumerate(rows) if row[0] == f"【{section.name}】"]
        first = rows[starts[0] + 1 : starts[0] + 1 + len(section.rows)]
        assert {row[0] for row in first if row[3]} == set(section.rows)
        assert max(len(item.how) for item in section.items.values() if item.must) <= 25


def test_every_row_with_figures_or_reasons_for_exclusion_is_printed() -> None:
    printed = {name for section in sections().values() for name in section.rows}
    figures = {"補助率", "補助額の上限", "従業員数ごとの上限", "補助額の下限", "対象外の経費", "始まり", "締め切り"}
    assert {*figures, "いつでも申し込めるか", "先に済ませる手続きと期限", "対象の会社の規模", "要件の条件"} <= printed


@pytest.mark.parametrize("path", ["docs/catalog.md", "docs/catalog.ja.md"])
def test_the_document_lists_every_row_that_can_be_added(path: str) -> None:
    text = (EXAMPLES.parents[1] / path).read_text("utf-8")
    listed = {
        (section, re.split("[ （]", item)[0])
        for sections_of, item in re.findall(r"^\| ((?:【..?】)+) \| (.*?) \|", text, re.M)
        for section in re.findall("【(.*?)】", sections_of)
    }
    assert listed == {(s.name, name) for s in sections().values() for name in s.items if name not in s.rows}


def test_a_form_is_no_workbook(tmp_path: Path) -> None:
    assert (main(["new", "sheet", str(tmp_path / "form.xlsx")]), [*tmp_path.iterdir()]) == (2, [])


def test_a_form_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text("mine", "utf-8")
    assert (main(["new", "sheet", str(path)]), path.read_text("utf-8")) == (2, "mine")


def test_the_form_of_the_example_is_the_empty_form_filled_in() -> None:
    empty, filled = rows_of(empty_form(DAY)), rows_of(FILLED.read_text("utf-8-sig"))
    assert [[row[0], row[3]] for row in filled] == [[row[0], row[3]] for row in empty]


def test_the_example_comes_out_as_it_is_written_by_hand(clerk: Clerk) -> None:
    status, wrong, told = clerk.hands_in()
    assert (status, wrong) == (0, [])
    assert below_the_heading(clerk.text()) == below_the_heading((EXAMPLES / "shoene_demo.yml").read_text("utf-8"))
    sources = (clerk.folder / "sources.yml").read_text("utf-8")
    before = (DEFAULT_FOLDER / "sources.yml").read_text("utf-8")
    assert sources == before + (EXAMPLES / "demo_source.yml").read_text("utf-8")
    assert "設備投資: 設備投資=はい（計画のこと）" in told
    assert "python -m subsidy explain shoene_demo" in told


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8", ","), ("cp932", ","), ("utf-16", "\t"), ("utf-8", "\t")])
def test_it_does_not_matter_how_the_spreadsheet_saved_it(encoding: str, separator: str, clerk: Clerk) -> None:
    assert clerk.hands_in(encoding=encoding, separator=separator)[0] == 0
    assert below_the_heading(clerk.text()) == below_the_heading((EXAMPLES / "shoene_demo.yml").read_text("utf-8"))


@pytest.mark.parametrize("change", [with_notes, with_gaps, with_breaks])
def test_columns_rows_and_line_breaks_may_be_added(change: Change, clerk: Clerk) -> None:
    assert clerk.hands_in(change)[0] == 0
    assert below_the_heading(clerk.text()) == below_the_heading((EXAMPLES / "shoene_demo.yml").read_text("utf-8"))


def band(low: int, high: int | None, yen: int) -> dict[str, int | None]:
    return {"employees_from": low, "employees_to": high, "yen": yen}


def second_round(rows: Rows, opens: str, closes: str) -> Rows:
    at = next(number for number, row in enumerate(rows) if row[0] == "【公募】")
    copied = [[*row] for row in rows[at:]]
    for row in copied:
        row[1] = {"公募の名前": "2次公募", "始まり": opens, "締め切り": closes}.get(row[0], row[1])
    return [*rows, *copied]


def test_more_rounds_follow_and_one_without_dates_is_not_settled(clerk: Clerk) -> None:
    assert clerk.hands_in(lambda rows: second_round(rows, "未定", "未定"))[0] == 0
    second = yaml.safe_load(clerk.text())["rounds"][1]
    assert (second["id"], second["opens"], second["closes"], second["certainty"]) == ("round2", None, None, "unknown")


def test_rounds_at_the_same_time_are_told_and_written(clerk: Clerk) -> None:
    status, _, told = clerk.hands_in(lambda rows: second_round(rows, "2026/12/1", "2027/1/31"))
    assert (status, "期間が重なっています" in told) == (0, True)


def test_an_empty_frame_and_an_empty_call_are_left_out(clerk: Clerk) -> None:
    def emptied(rows: Rows) -> Rows:
        at = [number for number, row in enumerate(rows) if row[0].startswith("【")]
        kept = range(at[3], at[4]), range(at[5], len(rows))
        return [[row[0], "", "", ""] if any(n in part for part in kept) else row for n, row in enumerate(rows)]

    assert clerk.hands_in(emptied)[0] == 0
    written = yaml.safe_load(clerk.text())
    assert (len(written["frames"]), "rounds" in written) == (1, False)


@pytest.mark.parametrize(
    ("changes", "tariff"),
    [
        ([put("補助額の上限", "不明")], {"cap_unknown": True}),
        ([put("補助率", "定額"), put("補助額の下限", "")], {"rate": {"value": None, "text": "定額"}}),
        ([put("補助率", "10分の10")], {"rate": {"value": 1}}),
        ([put("補助額の下限", "50万円")], {"floor": {"yen": 500_000}}),
        (
            [put("補助額の上限", ""), put("従業員数ごとの上限", "20人以下 100万円、21人以上 200万円")],
            {"cap_bands": [band(0, 20, 1_000_000), band(21, None, 2_000_000)]},
        ),
    ],
)
def test_amounts_are_written_as_the_catalogue_has_them(
    changes: Sequence[Change], tariff: dict[str, object], clerk: Clerk
) -> None:
    assert clerk.hands_in(*changes)[0] == 0
    text = re.sub(r"(, )?source: \{[^}]*\}", "", clerk.text())
    written = yaml.safe_load(text)["frames"][0]["amount"]["tariffs"][0]
    assert {key: written[key] for key in tariff} == tariff
    load_catalog(clerk.folder)


def test_every_item_belongs_to_one_key_of_its_section() -> None:
    for section in sections().values():
        keys = [item.key for item in section.items.values()]
        assert sorted(set(keys)) == sorted(keys), section.name
