"""What a form says by itself: sentences of requirements, and what a programme and a frame are."""

from __future__ import annotations

import re
from typing import Any

import pytest

from subsidy.catalog import load_catalog
from subsidy.form.company import read_company, wanted
from subsidy.form.conditions import Conditions
from subsidy.form.labels import WORD
from subsidy.form.summaries import frame_summary, programme_summary

CATALOG = load_catalog()
FIELDS = {field.key: field for field in CATALOG.fields}
READER = Conditions(CATALOG.fields, [one.id for one in CATALOG.definitions.classes], "2026")
# Their question is about the days of another frame, points back to another question, or is never asked.
SILENT = {
    "company.startup_support_in_period",
    "company.disaster_damage",
    "plans.hardware_rental_only",
    "plans.investment_is_single_year",
}


@pytest.mark.parametrize(
    ("condition", "label", "sentence"),
    [
        ("従業員数 20人以下", "従業員数", "従業員数が20人以下であること"),
        ("従業員数≦1000", "従業員数", "従業員数が1,000人以下であること"),
        ("従業員数 6人以上20人以下", "従業員数", "従業員数が6人以上20人以下であること"),
        ("従業員数=6〜20人", "従業員数", "従業員数が6人以上20人以下であること"),
        ("従業員数 6人以上20人未満", "従業員数", "従業員数が6人以上20人未満であること"),
        ("資本金 5,000万円未満", "資本金", "資本金が5,000万円未満であること"),
        ("資本金 3億円を超える", "資本金", "資本金が3億円を超えること"),
        ("投資額 50万円以上", "投資予定額", "投資予定額（補助対象経費・税抜）が50万円以上であること"),
        ("最近3か月の売上の減少 9.5%以上", "最近3か月の売上の減少", "最近3か月の売上の減少が9.5%以上であること"),
        ("一緒に取り組む相手の数 2社以上", "一緒に取り組む相手の数", "一緒に取り組む相手の数が2社以上であること"),
        ("一緒に取り組む相手の数 2以上", "一緒に取り組む相手の数", "一緒に取り組む相手の数が2以上であること"),
        ("業種=製造業", "業種", "業種が製造業であること"),
        ("業種=製造業・建設業", "業種", "業種が製造業か建設業であること"),
        ("業種=製造業・建設業・小売業", "業種", "業種が製造業、建設業、小売業のどれかであること"),
        ("開業日・設立日 令和8年4月1日以降", "開業日・設立日", "開業日・設立日が2026年4月1日以降であること"),
        ("開業日・設立日 2026年3月31日以前", "開業日・設立日", "開業日・設立日が2026年3月31日以前であること"),
        ("開業日・設立日が2026年4月1日より前", "開業日・設立日", "開業日・設立日が2026年3月31日以前であること"),
        ("規模=小規模事業者", "会社の規模", "従業員数が業種ごとの基準以下の小規模事業者であること"),
        ("設備投資=はい", "設備投資", "機械や設備、システムを新しく入れる計画があること"),
        ("設備投資=いいえ", "設備投資", ""),
        ("1年以内の創業支援=はい", "1年以内の創業支援", ""),
        ("事業承継・M&Aの予定=M&Aで買う", "事業承継・M&Aの予定", ""),
        ("設備投資=はい、従業員数 20人以下", "設備投資・従業員数", ""),
        ("設備投資=はい または 販路開拓=はい", "設備投資・販路開拓", ""),
        ("約束：GビズIDプライムの取得=はい", "GビズIDプライムの取得", ""),
        ("2021年1〜3月のいずれかの月の売上の減少 30%以上", "", None),
        ("人が判断", "", ""),
    ],
)
def test_a_condition_that_is_one_comparison_has_a_heading_and_a_sentence(
    condition: str, label: str, sentence: str | None
) -> None:
    found = READER.read(condition)
    assert found.label == label
    assert sentence is None or found.sentence == sentence


def test_every_flag_whose_question_stands_alone_has_a_statement() -> None:
    without = {key for key, field in FIELDS.items() if field.kind == "flag" and field.statement is None}
    assert without == SILENT


@pytest.mark.parametrize("key", sorted(key for key, field in FIELDS.items() if field.statement))
def test_a_statement_says_no_more_than_its_question(key: str) -> None:
    field = FIELDS[key]
    asked = f"{field.question}{field.label}".replace("御社", "自社")
    assert [word for word in WORD.findall(field.statement or "") if word not in asked] == []
    assert re.findall("[0-9]+", field.statement or "") == re.findall("[0-9]+", field.question or "")


RATE: dict[str, Any] = {"rate": {"value": "1/2"}}


@pytest.mark.parametrize(
    ("tariff", "summary"),
    [
        ({**RATE, "cap": {"yen": 3_000_000}}, "対象の経費の2分の1を、300万円まで補助する枠です。"),
        ({**RATE, "cap_unknown": True}, "対象の経費の2分の1を補助する枠です。上限の額は分かっていません。"),
        ({"rate": {"value": 1}, "cap": {"yen": 500_000}}, "対象の経費の全額を、50万円まで補助する枠です。"),
        ({"rate": {"value": None}, "cap": {"yen": 500_000}}, "定額で、50万円まで補助する枠です。"),
        ({"rate": {"value": None}, "cap_unknown": True}, "定額で補助する枠です。上限の額は分かっていません。"),
        (
            {
                **RATE,
                "cap_bands": [
                    {"employees_from": 0, "employees_to": 5, "yen": 1_000_000},
                    {"employees_from": 6, "employees_to": None, "yen": 2_000_000},
                ],
            },
            "対象の経費の2分の1を補助する枠です。上限は従業員数で変わります（5人以下 100万円、6人以上 200万円）。",
        ),
    ],
)
def test_a_frame_is_told_by_its_figures(tariff: dict[str, Any], summary: str) -> None:
    assert frame_summary(tariff) == summary


def test_a_programme_is_told_by_what_it_pays_for_and_more_than_three_are_not_all() -> None:
    assert programme_summary(["設備の購入費", "工事費。"]) == "補助の対象は、設備の購入費、工事費です。"
    assert programme_summary(["一", "二", "三", "四"]) == "補助の対象は、一、二、三などです。"


def test_the_company_of_the_next_command_does_what_the_requirements_ask() -> None:
    either = {"any": [{"is_true": "plans.sales_promotion"}, {"is_true": "plans.equipment"}]}
    few = {"at_most": {"field": "employees", "value": 20}}
    criteria = [{"test": {"is_true": "plans.equipment"}}, {"test": few}, {}]
    found = wanted({"criteria": criteria, "frames": [{"criteria": [{"test": either}]}]}, CATALOG.fields)
    assert found == ["設備投資=はい", "販路開拓=はい"]
    assert read_company(" ".join(found), CATALOG.fields) == {"plans": {"equipment": True, "sales_promotion": True}}


def test_every_flag_of_the_next_command_can_be_read() -> None:
    for key, field in FIELDS.items():
        if field.kind == "flag":
            (said,) = wanted({"frames": [{"criteria": [{"test": {"is_true": key}}]}]}, CATALOG.fields)
            assert str(read_company(f"従業員数=12 {said}", CATALOG.fields)).count("True") == 1, field.label
