"""The reader of scenario sheets: cells, rows that build on rows, errors with their place, differences by name."""

import csv
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from subsidy import Engine, ProfileError
from subsidy.interval import Interval
from subsidy.scenario import HEADER, Scenario, ScenarioError, differences, read_scenarios

Sheet = Callable[..., list[Scenario]]
FIRST = {
    "番号": "A-1",
    "枠": "it_a",
    "確かめること": "対象",
    "業種": "小売業",
    "法人形態": "株式会社",
    "資本金": "1000万円",
    "従業員数": "30",
    "投資額": "200万円",
    "計画": "ITツールの業務の種類=P-01・P-04；IT導入支援事業者との共同申請=はい",
    "判定": "対象",
    "補助率": "1/2",
    "上限額": "1,499,999円",
    "見込額": "100万円",
}
NEXT = {"判定": "対象", "番号": "A-2", "枠": "it_a", "もとの行": "A-1"}


def line(cells: dict[str, str]) -> list[str]:
    assert set(cells) <= set(HEADER)
    return [cells.get(column, "") for column in HEADER]


@pytest.fixture
def sheet(tmp_path: Path, engine: Engine) -> Sheet:
    """A function that writes rows to `sheet.csv` and reads them back."""

    def read(*rows: dict[str, str], header: tuple[str, ...] = HEADER, encoding: str = "utf-8") -> list[Scenario]:
        path = tmp_path / "sheet.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows([header, *map(line, rows)])
        return read_scenarios(path, engine.catalog.fields)

    return read


def test_a_row_holds_its_facts_its_frame_and_its_expectation(sheet: Sheet) -> None:
    (row,) = sheet(FIRST)
    assert (row.number, row.frame, row.purpose) == ("A-1", "it_a", "対象")
    assert row.profile.values["capital_yen"] == Interval(10_000_000, 10_000_000)
    assert row.profile.values["plans.it_tool_process_codes"] == frozenset({"P-01", "P-04"})
    assert row.profile.values["plans.it_vendor_partner"] is True
    assert (row.expected["判定"], row.expected["金融機関"]) == ("対象", "")


def test_a_row_is_judged_at_noon_of_its_day(sheet: Sheet) -> None:
    days = [row.at for row in sheet(FIRST, {**NEXT, "判定日": "2022-06-01"})]
    assert days == [dt.datetime(2021, 4, 15, 12), dt.datetime(2022, 6, 1, 12)]


def test_an_empty_cell_takes_the_fact_of_the_row_it_builds_on(sheet: Sheet) -> None:
    plans = "IT導入支援事業者との共同申請=不明；設備投資=いいえ"
    first, second, third = sheet(
        FIRST,
        {**NEXT, "従業員数": "31", "資本金": "不明", "計画": plans},
        {**NEXT, "番号": "A-3", "もとの行": "A-2", "資本金": "3億円"},
    )
    kept = {"industry", "legal_form", "planned_investment_yen", "plans.it_tool_process_codes"}
    assert {key: second.profile.values[key] for key in kept} == {key: first.profile.values[key] for key in kept}
    assert second.profile.values["employees"] == Interval(31, 31)
    assert second.profile.values["plans.equipment"] is False
    assert second.profile.values.keys() == kept | {"employees", "plans.equipment"}
    assert dict(third.profile.values) == {**second.profile.values, "capital_yen": Interval(3 * 10**8, 3 * 10**8)}


def test_a_row_without_a_base_takes_nothing_over(sheet: Sheet) -> None:
    _, alone = sheet(FIRST, {"番号": "A-2", "枠": "it_a", "従業員数": "5", "判定": "対象"})
    assert set(alone.profile.values) == {"employees"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_byte_order_mark_may_stand_in_front(sheet: Sheet, encoding: str) -> None:
    assert [row.number for row in sheet(FIRST, encoding=encoding)] == ["A-1"]


WRONG = [
    ("業種", "農業", "農業"),
    ("法人形態", "財団", "財団"),
    ("資本金", "たくさん", "たくさん"),
    ("投資額", "-1円", "-1円"),
    ("従業員数", "3.5", "employees"),
    ("従業員数", "50〜40", "employees"),
    ("従業員数", "-1", "employees"),
    ("緊急事態の影響", "yes", "yes"),
    ("計画", "そんな計画=はい", "そんな計画"),
    ("計画", "設備投資=はあ", "はあ"),
    ("計画", "ITツールの業務の種類=P-99", "P-99"),
    ("計画", "ITツールの契約日=1月8日", "「1月8日」は読めません。2026-04-01、2026/4/1、"),
    ("計画", "設備投資いい=はい", "「設備投資」のことでしょうか"),
    ("計画", "設備投資", "半角の = がありません"),
    ("補助率", "1月3日", "2/3 のような分数"),
    ("補助率", "0.5", "2/3 のような分数"),
    ("月ごとの売上", "2021-13=5", "2021-13"),
    ("月ごとの売上", "2021-01=少し", "少し"),
    ("判定日", "4月", "「4月」は読めません。2026-04-01、2026/4/1、"),
    ("もとの行", "Z-9", "「Z-9」が、この行より上にありません"),
    ("番号", "A-1", "「A-1」は、上の行でもう使われています"),
]


@pytest.mark.parametrize(("column", "cell", "named"), WRONG)
def test_a_cell_that_cannot_be_read_is_reported_with_file_line_and_row(
    sheet: Sheet, column: str, cell: str, named: str
) -> None:
    row = {**NEXT, column: cell}
    with pytest.raises(ScenarioError) as caught:
        sheet(FIRST, row)
    message = str(caught.value)
    assert message.startswith(f"sheet.csv:3: {row['番号']}: ")
    assert named in message.removeprefix(f"sheet.csv:3: {row['番号']}: ")


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("計画", "設備投資"),
        ("月ごとの売上", "2021-01"),
        ("従業員数", "三十人"),
        ("従業員数", "Infinity"),
        ("3か月の売上減少", "abc"),
        ("3か月の売上減少", "NaN"),
        ("3か月の売上減少", "%"),
    ],
)
def test_a_cell_of_a_wrong_shape_is_reported_with_file_line_and_row(sheet: Sheet, column: str, cell: str) -> None:
    with pytest.raises(ScenarioError, match=r"^sheet\.csv:2: A-1: "):
        sheet({**FIRST, column: cell})


@pytest.mark.parametrize(
    ("column", "cell"), [("判定", "合格"), ("判定", ""), ("金融機関", "はい"), ("加点", "5"), ("見込額", "たくさん")]
)
def test_an_expectation_that_cannot_be_compared_is_reported_with_its_column(
    sheet: Sheet, column: str, cell: str
) -> None:
    with pytest.raises(ScenarioError, match=rf"^sheet\.csv:3: A-2: {column}: 「{cell}」は読めません。.+$"):
        sheet(FIRST, {**NEXT, column: cell})


def test_a_sheet_in_an_encoding_of_no_spreadsheet_is_refused(sheet: Sheet) -> None:
    with pytest.raises(ScenarioError, match=r"^sheet\.csv:1: "):
        sheet(FIRST, encoding="euc_jp")


def test_a_row_builds_only_on_rows_above_it(sheet: Sheet) -> None:
    with pytest.raises(ScenarioError, match=r"^sheet\.csv:2: A-2: .*A-1"):
        sheet(NEXT, FIRST)


def test_a_row_without_a_number_is_refused(sheet: Sheet) -> None:
    with pytest.raises(ScenarioError, match=r"^sheet\.csv:2: "):
        sheet({**FIRST, "番号": ""})


@pytest.mark.parametrize("cells", ["A-1,it_a,対象", "A-1,it_a" + "," * len(HEADER)])
def test_a_row_with_too_few_or_too_many_cells_is_refused(tmp_path: Path, engine: Engine, cells: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(",".join(HEADER) + f"\n{cells}\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"^sheet\.csv:2: A-1: "):
        read_scenarios(path, engine.catalog.fields)


def test_a_column_that_is_unknown_or_missing_is_named(sheet: Sheet) -> None:
    with pytest.raises(ScenarioError, match=r"^sheet\.csv:1: .*会社名"):
        sheet(FIRST, header=(*HEADER, "会社名"))
    with pytest.raises(ScenarioError, match=r"^sheet\.csv:1: .*判定日"):
        sheet(FIRST, header=tuple(column for column in HEADER if column != "判定日"))
    with pytest.raises(ScenarioError, match=r"^sheet\.csv:1: "):
        sheet(FIRST, header=HEADER[::-1])


def found(sheet: Sheet, engine: Engine, **changes: str) -> list[str]:
    return differences(sheet({**FIRST, **changes})[0], engine)


def test_a_row_that_comes_out_as_expected_has_no_differences(sheet: Sheet, engine: Engine) -> None:
    assert found(sheet, engine) == []


@pytest.mark.parametrize(
    ("column", "expected", "told"),
    [
        ("判定", "対象外", "対象外 / 判定：対象"),
        ("判定", "未確定", "未確定 / 判定：対象"),
        ("補助率", "2/3", "2/3 / 判定：1/2"),
        ("上限額", "150万円", "150万円 / 判定：149万9,999円"),
        ("見込額", "100万1円", "100万1円 / 判定：100万円"),
        ("見込額", "なし", "なし / 判定：100万円"),
        ("金融機関", "要", "要 / 判定：不要"),
        ("加点", "あり", "あり / 判定：決まらないか、この枠にない"),
        ("満たさない要件", "size", "会社の規模 / 判定：なし"),
        ("満たさない要件", "会社の規模", "会社の規模 / 判定：なし"),
        ("未確認の要件", "processes", " / 判定：なし"),
        ("これからの準備", "共同での申請", " / 判定：なし"),
        (
            "満たさない要件",
            "会社の規模s",
            "この枠にありません。「会社の規模」のことでしょうか。",
        ),
    ],
)
def test_a_wrong_expectation_is_reported_with_what_differs(
    sheet: Sheet, engine: Engine, column: str, expected: str, told: str
) -> None:
    (difference,) = found(sheet, engine, **{column: expected})
    assert difference.startswith(f"{column}は、期待：")
    assert told in difference
    assert not re.search("set|Status|None|True|False|[{}<>]", difference)


def test_bank_and_bonus_are_compared_where_the_row_says_something_of_them(sheet: Sheet, engine: Engine) -> None:
    row = {
        "枠": "saikouchiku_tsujo",
        "3か月の売上減少": "10",
        "2021年1〜3月の売上減少": "0",
        "緊急事態の影響": "いいえ",
        "投資額": "300万円",
        "計画": "新しい事業への転換=はい",
        "補助率": "2/3",
        "上限額": "6000万円",
        "見込額": "200万円",
        "これからの準備": "認定支援機関との計画・value_added_growth_pct",
    }
    assert found(sheet, engine, **row) == []
    assert found(sheet, engine, **row, 金融機関="不要", 加点="なし") == []
    assert len(found(sheet, engine, **row, 金融機関="要", 加点="あり")) == 2


def test_a_criterion_that_fails_unexpectedly_is_named(sheet: Sheet, engine: Engine) -> None:
    text = "\n".join(found(sheet, engine, 従業員数="51", 資本金="6000万円", 計画="ITツールの業務の種類=不明"))
    named = (
        "満たさない要件は、期待：なし / 判定：会社の規模",
        "未確認の要件は、期待：なし / 判定：",
        "これからの準備は、",
    )
    assert [part for part in named if part not in text] == []


def test_a_frame_that_does_not_exist_is_reported(sheet: Sheet, engine: Engine) -> None:
    with pytest.raises(ProfileError, match="it_z"):
        found(sheet, engine, 枠="it_z")
