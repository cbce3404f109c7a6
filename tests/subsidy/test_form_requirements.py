"""Which heading and sentence belong to which condition: never one to a wrong one."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from subsidy.catalog import DEFAULT_FOLDER, load_catalog
from tests.subsidy.clerk import Change, Clerk, Rows, add, put

NAMES = {"L": "要件の見出し", "T": "要件の文", "C": "要件の条件"}
SALES, FEW = "販路開拓=はい", "従業員数 20人以下"
OWN, OTHER = "見本市に出ること", "店があること"
OF_SALES, OF_FEW = "チラシやウェブサイト、展示会などで販路を広げる計画があること", "従業員数が20人以下であること"


@pytest.fixture
def clerk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog")), capsys)


def requirements(*written: tuple[str, str]) -> Change:
    """The rows on requirements of the first frame, instead of those of the example."""

    def change(rows: Rows) -> Rows:
        starts = [number for number, row in enumerate(rows) if row[0].startswith("【枠】")]
        kept = [row for row in rows[starts[0] : starts[1]] if row[0] not in NAMES.values()]
        own = [[NAMES[kind], text, "", ""] for kind, text in written]
        return [*rows[: starts[0]], *kept, *own, *rows[starts[1] :]]

    return change


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ([("C", SALES)], [("販路開拓", OF_SALES)]),
        ([("C", SALES), ("C", FEW)], [("販路開拓", OF_SALES), ("従業員数", OF_FEW)]),
        ([("T", ""), ("C", SALES), ("T", ""), ("C", FEW)], [("販路開拓", OF_SALES), ("従業員数", OF_FEW)]),
        ([("T", ""), ("C", SALES), ("T", OTHER), ("C", FEW)], [("販路開拓", OF_SALES), ("従業員数", OTHER)]),
        ([("T", OWN), ("C", SALES), ("C", FEW)], [("販路開拓", OWN), ("従業員数", OF_FEW)]),
        ([("L", "販路"), ("T", OWN), ("C", SALES), ("L", ""), ("T", ""), ("C", "")], [("販路", OWN)]),
        ([("L", "販路"), ("C", SALES), ("T", OTHER), ("C", "人が判断")], [("販路", OF_SALES), (OTHER, OTHER)]),
        ([("T", ""), ("C", ""), ("T", OTHER), ("C", "人が判断")], [(OTHER, OTHER)]),
        ([], []),
    ],
)
def test_a_heading_and_a_sentence_belong_to_the_condition_below_them(
    written: Sequence[tuple[str, str]], told: Sequence[tuple[str, str]], clerk: Clerk
) -> None:
    status, wrong, _ = clerk.hands_in(requirements(*written))
    assert (status, wrong) == (0, [])
    criteria = yaml.safe_load(clerk.text())["frames"][0]["criteria"]
    assert [(one["label"], one["text"]) for one in criteria] == told
    load_catalog(clerk.folder)


@pytest.mark.parametrize(
    ("written", "item", "words"),
    [
        ([("C", SALES), ("T", OWN)], "要件の文", "「要件の条件」がありません"),
        ([("T", ""), ("C", SALES), ("T", OWN), ("C", "")], "要件の文", "「要件の条件」がありません"),
        ([("C", SALES), ("T", OWN), ("C", FEW)], "要件の文", "上の条件のものか、下の条件のものか"),
        ([("C", SALES), ("L", "販路"), ("T", OWN), ("C", FEW)], "要件の見出し", "上の条件のものか"),
        ([("T", OWN), ("T", OTHER), ("C", SALES)], "要件の文", "「要件の条件」がありません"),
        ([("T", OWN), ("L", "従業員"), ("C", FEW)], "要件の文", "「要件の条件」がありません"),
        ([("L", "販路"), ("L", "従業員"), ("C", FEW)], "要件の見出し", "「要件の条件」がありません"),
    ],
)
def test_what_may_belong_to_another_condition_is_told_with_its_row(
    written: Sequence[tuple[str, str]], item: str, words: str, clerk: Clerk
) -> None:
    status, wrong, _ = clerk.hands_in(requirements(*written))
    assert (status, len(wrong), clerk.is_untouched()) == (2, 1, True)
    assert f"行め {item}: " in wrong[0]
    assert words in wrong[0]


def test_rows_that_were_added_are_written_instead_of_what_is_made(clerk: Clerk) -> None:
    changes = (
        add("資料", "読み方", "一部だけ読んだ"),
        add("制度", "正式な名前", "架空の省エネ改修支援補助金"),
        add("制度", "どんな制度か", "見本です。"),
        add("制度", "何のための制度か", "練習のための制度です。"),
        add("制度", "担当", "見本の担当"),
        add("制度", "公式のページ", "https://example.com/shoene/"),
        add("枠", "どんな枠か", "見本の枠です。"),
        add("枠", "枠のID", "small", 2),
        add("公募", "日程の確かさ", "報道"),
    )
    status, wrong, told = clerk.hands_in(*changes)
    assert (status, wrong) == (0, [])
    programme = next(p for p in load_catalog(clerk.folder).programmes if p.id == "shoene_demo")
    assert (programme.official_name, programme.summary, programme.owner, programme.confidence) == (
        "架空の省エネ改修支援補助金",
        "見本です。",
        "見本の担当",
        "medium",
    )
    assert (programme.purpose, programme.links[0].url) == ("練習のための制度です。", "https://example.com/shoene/")
    assert (programme.frames[0].summary, programme.frames[1].id) == ("見本の枠です。", "shoene_demo_small")
    assert programme.rounds[0].certainty == "reported"
    made = [line for line in told.splitlines() if "空だったので" in line]
    assert [line for line in made if "名前「" in line or "制度か「" in line or "見本の枠" in line] == []


def test_a_programme_without_a_purpose_has_none(clerk: Clerk) -> None:
    assert clerk.hands_in(put("呼び名", "別の名前"))[0] == 0
    programme = next(p for p in load_catalog(clerk.folder).programmes if p.id == "shoene_demo")
    assert (programme.purpose, programme.official_name) == (None, "別の名前")


def test_the_next_commands_have_the_id_and_the_company_that_fits(clerk: Clerk) -> None:
    status, wrong, told = clerk.hands_in(put("要件の条件", "GビズIDプライムの取得=はい", 2))
    assert (status, wrong) == (0, [])
    lines = [line.strip() for line in told.splitlines() if line.startswith("    .venv")]
    assert [line.split()[2:5] for line in lines] == [
        ["bot.preview", "shoene_demo", "--channel"],
        ["subsidy", "explain", "shoene_demo"],
        ["subsidy", "new", "round"],
    ]
    assert '投資額=400万円 GビズIDプライムの取得=はい"' in lines[0]
    assert lines[2].count('"【記入】"') == 4
    assert all(line.endswith(f" --catalog {clerk.folder}") for line in lines)
