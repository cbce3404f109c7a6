"""What is told of every slip of a hand or a spreadsheet: its row, what is wrong, what could be written."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest

import subsidy.form
from subsidy.catalog import DEFAULT_FOLDER
from subsidy.errors import words_of
from tests.subsidy.clerk import FILLED, Change, Clerk, Rows, add, put, rows_of, with_breaks, with_gaps, without


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog"))


@pytest.fixture
def clerk(folder: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(folder, capsys)


GATE = "先に済ませる手続きと期限"
GAP = "5人以下 100万円、8人以上 200万円"
LONG_LABEL = "2021年1〜3月のいずれかの月の売上の減少 30%以上"


def without_second_heading(rows: Rows) -> Rows:
    second = [row for row in rows if row[0] == "【枠】"][1]
    return [row for row in rows if row is not second]


def both(first: Change, second: Change) -> Change:
    return lambda rows: second(first(rows) or rows) or rows


def heading_above_the_condition(text: str) -> Change:
    """A heading for the requirement of the first frame."""

    def change(rows: Rows) -> Rows:
        at = next(number for number, row in enumerate(rows) if row[0] == "要件の文" and row[1])
        return [*rows[:at], ["要件の見出し", text, "", ""], *rows[at:]]

    return change


def with_extract(rows: Rows) -> None:
    put("資料の題名", "公開リポジトリの要領の抽出（2026年2月）")(rows)
    put("発行元", "番地の記録なし")(rows)


# What is changed, where that shows, and what is told of it.
SLIPS: list[tuple[Change, str, str]] = [
    (put("補助率", "1月2日"), "補助率", "「2分の1」のように"),
    (put("補助率", "66%", 2), "補助率", "「3分の2」のように"),
    (put("補助率", "3/2"), "補助率", "1以下"),
    (put("補助額の上限", "300"), "補助額の上限", "単位"),
    (put("補助額の上限", "たくさん"), "補助額の上限", "300万円"),
    (put("補助額の上限", ""), "補助額の上限", "不明"),
    (put("補助額の上限", "なし"), "補助額の上限", "資料にないときは 不明"),
    (put("補助額の上限", "三百万円"), "補助額の上限", "漢数字"),
    (put("従業員数ごとの上限", "五人以下 100万円、6人以上 200万円"), "従業員数ごとの上限", "漢数字"),
    (put("補助率", "三分の二"), "補助率", "漢数字"),
    (put("要件の条件", "資本金 三千万円以下", 2), "要件の条件", "「三千万円」は漢数字"),
    (put("要件の条件", "従業員数=二十人以下", 2), "要件の条件", "漢数字"),
    (put("要件の文", "お客さまのための新しい販路を開拓する計画", 2), "要件の文", "「…新しい販路を開拓する計画」"),
    (without("枠の名前"), "【枠】", "「枠の名前」の行がありません"),
    (put("従業員数ごとの上限", GAP), "従業員数ごとの上限", "「5人以下」の次が「8人以上」"),
    (put("従業員数ごとの上限", "5人以下 100万円、6人以上 200万円"), "従業員数ごとの上限", "両方"),
    (put("補助額の下限", "400万円"), "補助額の下限", "上限（3,000,000円）より大きく"),
    (put("要件の条件", "設備の導入=はい", 2), "要件の条件", "「設備投資」"),
    (put("要件の条件", "設備投資", 2), "要件の条件", "何と比べるのか"),
    (put("要件の条件", "", 2), "要件の文", "「要件の条件」がありません"),
    (put("要件の条件", "人が判断", 4), "要件の条件", "「要件の文」の行に"),
    (put("要件の条件", "設備投資=いいえ", 4), "要件の条件", "「要件の文」の行に"),
    (put("要件の条件", "約束：GビズIDプライムの取得=はい", 4), "要件の条件", "「要件の文」の行に"),
    (put("要件の条件", "設備投資=はい、従業員数 20人以下", 4), "要件の条件", "「要件の文」の行に"),
    (put("要件の条件", "開業日・設立日 2026年3月31日", 4), "要件の条件", "以降・以前・より前"),
    (put("要件の条件", "従業員数 20人", 4), "要件の条件", "以上・以下・未満・超"),
    (put("要件の条件", "投資予定額が100万円", 4), "要件の条件", "以上・以下・未満・超"),
    (put("要件の条件", "業種 石工業", 4), "要件の条件", "「業種」の選べる値"),
    (put("要件の条件", "業種 製造業", 4), "要件の条件", "「業種=製造業」のように"),
    (put("要件の条件", LONG_LABEL, 4), "要件の条件", "「要件の見出し」の行を足して"),
    (put("要件の文", "従業員が20人以下です。", 4), "要件の文", "「従業員が20人以下であること」のことでしょうか"),
    (heading_above_the_condition("省エネの設備を新しく入れるかどうか"), "要件の見出し", "17文字"),
    (put("対象の会社の規模", "大企業"), "対象の会社の規模", "中小企業・小規模事業者・なし"),
    (put("読んだ日", "11月22日"), "読んだ日", "年がありません"),
    (add("資料", "読み方", "ざっと"), "読み方", "全文を読んだ"),
    (put("資料のURL", "example.com"), "資料のURL", "https://"),
    (add("資料", "資料のID", "Guide 1"), "資料のID", "英小文字"),
    (add("資料", "資料のID", "kanto_2021"), "資料のID", "もう使われています"),
    (with_extract, "資料の題名", "出典にできない"),
    (put("所管", ""), "所管", "まだ書かれていません"),
    (put("いつでも申し込めるか", "はい"), "【公募】", "いつでも"),
    (put("いつでも申し込めるか", "たぶん"), "いつでも申し込めるか", "いいえ"),
    (add("枠", "枠のID", "main", 2), "枠のID", "「main」（目録では shoene_demo_main）は、15行めの枠"),
    (put("枠の名前", "通常枠", 2), "枠の名前", "同じ名前"),
    (lambda rows: [*rows, *rows[-5:]], "公募の名前", "同じ名前"),
    (put("始まり", "2026/2/30"), "始まり", "暦にない"),
    (put("締め切り", "2026年9月1日"), "締め切り", "始まり（2026年10月1日）より前"),
    (put("締め切り", ""), "締め切り", "未定"),
    (put("締め切り", "2026年12月18日（木）17時"), "締め切り", "（木）ではなく（金）"),
    (put(GATE, "2026年12月4日"), GATE, "手続きの名前"),
    (put(GATE, "説明会 2026年12月19日"), GATE, "（2026年12月18日17時）より後"),
    (put(GATE, "説明会 12月4日"), GATE, "手続きの名前"),
    (both(put(GATE, "説明会 2026年12月4日"), put("締め切り", "未定")), GATE, "未定 の公募"),
    (add("公募", "日程の確かさ", "未定"), "日程の確かさ", "日付があるとき"),
    (put("【経費】", "", column=2), "【経費】", "5ページ「対象経費」"),
    (put("【経費】", "【費用】", column=0), "【費用】", "この節は用紙にありません"),
    (put("【枠】", "通常枠"), "【枠】", "下の行に移して"),
    (put("対象の経費", "対象経費", column=0), "対象経費", "「対象の経費」のことでしょうか"),
    (put("対象の経費", "", 1, 0), "", "「項目」が空です"),
    (without("【公募】"), "公募の名前", "【公募】に書くもの"),
    (without("【枠】"), "枠の名前", "【枠】に書くもの"),
    (without_second_heading, "枠の名前", "見出しの行から写して"),
    (lambda rows: [*rows, rows[1], *rows[2:6]], "【資料】", "二つあります"),
    (lambda rows: [rows[0], ["呼び名", "何か", "", ""], *rows[1:]], "呼び名", "【制度】に書くもの"),
]  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=[f"{number}_{slip[1]}" for number, slip in enumerate(SLIPS)])
def test_a_slip_is_told_with_its_row_and_nothing_is_written(slip: tuple[Change, str, str], clerk: Clerk) -> None:
    change, item, words = slip
    status, wrong, _ = clerk.hands_in(change)
    pattern = rf"[0-9]+行め {re.escape(item)}: .*{re.escape(words)}" if item else rf"[0-9]+行め: .*{re.escape(words)}"
    assert status == 2
    assert [line for line in wrong if re.match(pattern, line)], wrong
    assert clerk.is_untouched()


def test_the_row_is_that_of_the_spreadsheet(clerk: Clerk) -> None:
    rows = with_breaks(with_gaps(rows_of(FILLED.read_text("utf-8-sig"))))
    number = next(n for n, row in enumerate(rows, 1) if row[0] == "補助率")
    _, wrong, _ = clerk.hands_in(with_gaps, with_breaks, put("補助率", "1月2日"))
    assert [line.split("行め")[0] for line in wrong] == [str(number)]


def test_all_slips_are_told_at_once_in_the_order_of_the_rows(clerk: Clerk) -> None:
    changes = [
        put("始まり", "秋"),
        put("補助率", "半分", 2),
        put("読んだ日", "昨日"),
        put("要件の条件", "社員=はい", 2),
    ]
    status, wrong, told = clerk.hands_in(*changes)
    numbers = [int(line.split("行め")[0]) for line in wrong]
    assert (status, len(numbers), numbers) == (2, 4, sorted(numbers))
    assert told.startswith("4か所")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04", "xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".xls"),
        (b"\xff\x81\x00", "CSV UTF-8"),
        ("項目,記入,出典の場所\n呼び名,\0,\n".encode(), "CSV UTF-8"),
        ("項目;記入;出典の場所;書き方\n".encode(), "セミコロン"),
        ("呼び名,省エネ\n".encode(), "見出し"),
        (b"", "見出し"),
        ("項目,記入,出典の場所,書き方\n".encode(), "【制度】の見出しの行も"),
        ("項目,記入,出典の場所\n【制度】,,\n".encode(), "【制度】に何も書かれていません"),
    ],
)
def test_a_file_that_is_no_form_is_told(content: bytes, words: str, clerk: Clerk) -> None:
    status, wrong, _ = clerk.hands_in_as_it_is(content)
    assert (status, any(words in line for line in wrong), clerk.is_untouched()) == (2, True, True)


def constants(node: ast.AST) -> set[str]:
    """The texts in a part of a module."""
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def codes_in(tree: ast.AST) -> set[str]:
    """The code of every call that reports a slip."""
    position = {"_check_names": 2, "Unreadable": 0, "report": 1, "report_empty": 1, "Slip": 2}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            arguments = node.args[position[name] : position[name] + 1] if name in position else []
            found |= {text for argument in arguments for text in constants(argument)}
    return found


def test_every_code_of_the_form_has_a_message_and_every_message_is_used() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in Path(subsidy.form.__file__).parent.glob("*.py")]
    codes = {code for tree in trees for code in codes_in(tree)}
    assert len(codes) > 40
    assert sorted(codes - words_of("form").keys()) == []
    assert sorted(words_of("form").keys() - {text for tree in trees for text in constants(tree)}) == []
