"""What is told of a form that was read: every figure, and every row that was lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from subsidy.catalog import DEFAULT_FOLDER, load_catalog
from subsidy.describe import describe
from tests.subsidy.clerk import Clerk, Rows, put, without

BANDS = "5名以下 100万円、6〜20名 150万円、21名以上 300万円"
TOLD = "5人以下 100万円、6〜20人 150万円、21人以上 300万円"
GATES = "様式4の発行の受付 2026年12月4日、説明会への参加：2026/11/30 9:00"


@pytest.fixture
def clerk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog")), capsys)


def test_everything_that_was_read_is_told_frame_by_frame(clerk: Clerk) -> None:
    changes = (put("補助額の上限", ""), put("従業員数ごとの上限", BANDS), put("補助額の下限", "50万円", 2))
    _, _, told = clerk.hands_in(*changes, put("先に済ませる手続きと期限", GATES))
    lines = told.splitlines()
    start = lines.index("  資料を読んだ日: 2026年11月22日、対象の会社の規模: 中小企業")
    assert lines[start + 1 : start + 15] == [
        "  空だったので、こう書きました：読み方「全文を読んだ」、正式な名前「省エネ改修補助金（見本）」、"
        "どんな制度か「補助の対象は、省エネの設備の購入費と据え付けの費用です。」、担当「制度データ担当」",
        f"  枠「通常枠」: 補助率 1/2、上限 {TOLD}、下限 なし",
        "    空だったので、こう書きました：どんな枠か「対象の経費の2分の1を補助する枠です。"
        f"上限は従業員数で変わります（{TOLD}）。」",
        "    設備投資: 設備投資=はい（計画のこと）",
        "      文「省エネの設備を新しく入れる計画であること」",
        "      空だったので、こう書きました：要件の見出し「設備投資」",
        "  枠「小規模枠」: 補助率 2/3、上限 100万円、下限 50万円",
        "    空だったので、こう書きました：どんな枠か「対象の経費の3分の2を、100万円まで補助する枠です。」",
        "    従業員数: 従業員数=20人以下（会社のこと）",
        "      空だったので、こう書きました：要件の見出し「従業員数」、要件の文「従業員数が20人以下であること」",
        "  対象の経費（1件）: 省エネの設備の購入費と据え付けの費用",
        "  公募「1次公募」: 2026年10月1日から2026年12月18日17時まで、日程は公式で確認",
        "    先に済ませる手続き: 様式4の発行の受付（2026年12月4日まで）",
        "    先に済ませる手続き: 説明会への参加（2026年11月30日9時まで）",
    ]


def test_what_has_to_be_done_first_is_written_and_explained(clerk: Clerk) -> None:
    assert clerk.hands_in(put("先に済ませる手続きと期限", GATES))[0] == 0
    catalog = load_catalog(clerk.folder)
    call = next(p for p in catalog.programmes if p.id == "shoene_demo").rounds[0]
    assert [(gate.label, str(gate.closes)) for gate in call.gates] == [
        ("様式4の発行の受付", "2026-12-04"),
        ("説明会への参加", "2026-11-30 09:00:00"),
    ]
    text = describe(catalog, "shoene_demo") or ""
    assert "先に済ませる手続き（説明会への参加）の期限は2026年11月30日9時です。" in text


@pytest.mark.parametrize("nothing", ["なし", "", "－"])
def test_no_lower_limit_is_none(nothing: str, clerk: Clerk) -> None:
    status, _, told = clerk.hands_in(put("補助額の下限", nothing))
    assert (status, "300万円、下限 なし" in told, "floor" in clerk.text()) == (0, True, False)


def test_a_row_that_may_be_empty_but_is_gone_is_told(clerk: Clerk) -> None:
    status, _, told = clerk.hands_in(without("補助額の下限"))
    lost = [line for line in told.splitlines() if "の行がありません" in line]
    assert (status, len(lost)) == (0, 2)
    assert all(line.startswith("確かめてください: ") and "「補助額の下限」" in line for line in lost)


def test_a_whole_form_has_lost_nothing(clerk: Clerk) -> None:
    assert "確かめてください" not in clerk.hands_in()[2]


def test_a_section_that_is_gone_says_how_to_get_it_back(clerk: Clerk) -> None:
    def without_costs(rows: Rows) -> Rows:
        names = [row[0] for row in rows]
        return [*rows[: names.index("【経費】")], *rows[names.index("【公募】") :]]

    _, wrong, _ = clerk.hands_in(without_costs)
    assert len(wrong) == 1
    assert "new sheet" in wrong[0]
    assert "【経費】" in wrong[0]


def test_a_last_day_by_the_postmark_is_told_because_it_is_not_written(clerk: Clerk) -> None:
    status, _, told = clerk.hands_in(put("締め切り", "2026年12月18日（金）消印有効"))
    assert (status, "行め 締め切り の「消印」" in told) == (0, True)


def test_what_is_not_paid_is_told_with_its_number(clerk: Clerk) -> None:
    _, _, told = clerk.hands_in(put("対象外の経費", "交付決定の前の注文"))
    assert "  対象外の経費（1件）: 交付決定の前の注文" in told.splitlines()


def test_a_copy_of_the_catalogue_is_said_to_be_one(clerk: Clerk) -> None:
    assert "目録の写しです" in clerk.hands_in()[2].splitlines()[0]
