"""Conditions and companies in the words that people have for them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from subsidy.catalog import load_catalog
from subsidy.errors import ProfileError, words_of
from subsidy.form.company import read_company
from subsidy.form.conditions import Conditions
from subsidy.form.layout import sections
from subsidy.form.slips import Unreadable
from subsidy.profile import parse_profile

CATALOG = load_catalog()
READER = Conditions(CATALOG.fields, [one.id for one in CATALOG.definitions.classes], "2026")
EQUIPMENT, SALES = {"is_true": "plans.equipment"}, {"is_true": "plans.sales_promotion"}
FEW = {"at_most": {"field": "employees", "value": 20}}
APRIL = dt.date(2026, 4, 1)


@pytest.mark.parametrize(
    ("text", "kind", "test"),
    [
        ("設備投資=はい", "project", EQUIPMENT),
        ("設備投資：する", "project", EQUIPMENT),
        ("plans.equipment＝はい", "project", EQUIPMENT),
        ("設備投資=いいえ", "project", {"is_false": "plans.equipment"}),
        ("従業員数 20人以下", "company", FEW),
        ("従業員数が２０人以下。", "company", FEW),
        ("従業員数≦20", "company", FEW),
        ("従業員数 20名まで", "company", FEW),
        ("投資予定額 50万円以上", "project", {"at_least": {"field": "planned_investment_yen", "value": 500_000}}),
        ("資本金 5,000万円未満", "company", {"less_than": {"field": "capital_yen", "value": 50_000_000}}),
        ("投資額 50万円以上", "project", {"at_least": {"field": "planned_investment_yen", "value": 500_000}}),
        ("業種=製造業・建設業", "company", {"one_of": {"field": "industry", "values": ["製造業", "建設業"]}}),
        ("業種=製造業、建設業", "company", {"one_of": {"field": "industry", "values": ["製造業", "建設業"]}}),
        (
            "業種=ソフトウェア業・情報処理サービス業／製造業",
            "company",
            {"one_of": {"field": "industry", "values": ["ソフトウェア業・情報処理サービス業", "製造業"]}},
        ),
        ("設備投資=はい、従業員数 20人以下", "project", {"all": [EQUIPMENT, FEW]}),
        ("設備投資=はい または 販路開拓=はい", "project", {"any": [EQUIPMENT, SALES]}),
        (
            "従業員数 6人以上20人以下",
            "company",
            {"all": [{"at_least": {"field": "employees", "value": 6}}, FEW]},
        ),
        (
            "開業日・設立日 令和8年4月1日以降",
            "company",
            {"date_from": {"field": "company.founded_on", "date": dt.date(2026, 4, 1)}},
        ),
        *(
            (f"開業日・設立日{said}", "company", {"not": {"date_from": {"field": "company.founded_on", "date": APRIL}}})
            for said in (" 2026年3月31日以前", "=令和8年3月31日まで", "が2026年4月1日より前", " 2026/3/31まで")
        ),
        (
            "事業承継・M&Aの予定=M&Aで買う",
            "project",
            {
                "codes_at_least": {
                    "field": "plans.business_transfer",
                    "count_field": None,
                    "count": 1,
                    "among": ["M&Aで買う"],
                }
            },
        ),
        ("規模=小規模事業者", "company", {"class_in": {"definition": "small_2026", "classes": ["small"]}}),
        ("約束：GビズIDプライムの取得=はい", "commitment", {"is_true": "plans.gbiz_id"}),
        ("約束 SECURITY ACTIONの宣言=はい", "commitment", {"is_true": "plans.security_action"}),
        ("人が判断", "human", None),
    ],
)
def test_a_condition_is_read_with_its_kind(text: str, kind: str, test: dict[str, Any] | None) -> None:
    found = READER.read(text)
    assert (found.kind, found.test) == (kind, test)


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("設備の導入=はい", "other_label", "設備投資"),
        ("売上の減少 10%以上", "other_label", "最近3か月の売上の減少"),
        ("プラン=はい", "no_label", "プラン"),
        ("窓口で確認", "no_label", "窓口で確認"),
        ("機械=はい", "other_label", "設備投資"),
        ("従業員 20人以下", "other_label", "従業員数"),
        ("連携=はい", "other_label", "連携型ソフトウェア"),
        ("設備投資", "no_operator", "設備投資"),
        ("設備投資=たぶん", "not_a_flag", "たぶん"),
        ("従業員数=20", "no_bound", "従業員数"),
        ("従業員数 20人", "no_bound", "20人"),
        ("従業員数は20人", "no_bound", "20人"),
        ("従業員数20", "no_bound", "20"),
        ("投資額が100万円", "no_bound", "100万円"),
        ("設備投資 はい", "no_equal_sign", "はい"),
        ("設備投資=はい、都道府県 長野県", "no_equal_sign", "長野県"),
        ("都道府県 長野", "unknown_value", "長野県"),
        ("規模 中小企業", "no_equal_sign", "規模"),
        ("開業日・設立日 2026年3月31日", "no_since", "2026年3月31日"),
        ("資本金 20人以下", "other_unit", "円"),
        ("従業員数 10%以上", "other_unit", "人"),
        ("資本金 5000以下", "yen_without_unit", "5000以下"),
        ("都道府県=栃木", "unknown_value", "栃木県"),
        ("業種の詳しい内容=パン", "no_test", "業種の詳しい内容"),
        ("開業日・設立日=2026年", "no_since", "2026年"),
        ("設備投資=はい または 販路開拓=はい、従業員数 5人以下", "mixed", ""),
        ("規模=大企業", "not_a_choice", "中小企業"),
        ("約束：", "no_operator", "約束"),
    ],
)
def test_a_condition_that_nobody_can_tell_is_told(text: str, code: str, told: str) -> None:
    with pytest.raises(Unreadable) as caught:
        READER.read(text)
    assert caught.value.code == code
    assert told in "".join(caught.value.params.values())


def test_every_example_of_a_condition_can_be_read() -> None:
    shown = re.sub("^例 ", "", sections()["枠"].items["要件の条件"].how.partition("。")[0]).split(" ／ ")
    document = (Path(__file__).resolve().parents[2] / "docs" / "catalog.md").read_text("utf-8")
    table = document.partition("### Conditions in words")[2].partition("###")[0]
    rows = re.findall(r"^\| (.*?) \|", table, re.M)[1:]
    assert (len(shown), len(rows)) == (4, 11)
    assert all(READER.read(text).read for text in (*shown, *rows))


def test_the_fields_that_are_proposed_for_an_unknown_word_exist() -> None:
    from subsidy.form.labels import Labels

    listed = re.findall(r"よく使うのは (.*?) です", words_of("form")["no_label"])[0].split("・")
    assert len({Labels(CATALOG.fields).find(word).key for word in listed}) == 7


def test_every_field_is_found_by_its_label_and_its_key() -> None:
    from subsidy.form.labels import Labels

    labels = Labels(CATALOG.fields)
    assert [f.key for f in CATALOG.fields if labels.find(f.label) != f or labels.find(f.key) != f] == []


def test_no_label_holds_what_parts_conditions() -> None:
    assert [f.label for f in CATALOG.fields if set(f.label) & set("、；=:") or "または" in f.label] == []


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "業種=製造業 資本金=1000万円 従業員数=12 投資額=400万円 設備投資=はい",
            {
                "industry": "製造業",
                "capital_yen": 10_000_000,
                "employees": 12,
                "planned_investment_yen": 4_000_000,
                "plans": {"equipment": True},
            },
        ),
        ("業種＝製造業、従業員数＝１２人", {"industry": "製造業", "employees": 12}),
        ("設備投資=しない；販路開拓=はい", {"plans": {"equipment": False, "sales_promotion": True}}),
        ("SECURITY ACTIONの宣言=はい 従業員数=5〜20", {"plans": {"security_action": True}, "employees": [5, 20]}),
        ("業種=不明", {"industry": None}),
        ("開業日・設立日=令和8年4月1日", {"company": {"founded_on": "2026-04-01"}}),
        ("", {}),
    ],
)  # fmt: skip
def test_a_company_is_read_from_a_line(text: str, facts: dict[str, Any]) -> None:
    found = read_company(text, CATALOG.fields)
    assert found == facts
    parse_profile(found, CATALOG.fields)


@pytest.mark.parametrize(
    "text", ["業種", "業種=製造業 従業員", "従業員数=多い", "業種=農業", "設備の導入=はい", "=はい"]
)
def test_a_company_that_cannot_be_read_is_told_in_a_line(text: str) -> None:
    with pytest.raises(ProfileError) as caught:
        read_company(text, CATALOG.fields)
    assert len(str(caught.value).splitlines()) == 1
