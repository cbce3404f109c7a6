"""People counted by job and by site, numbers weighed or brought up to date, names that are not of employees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy.quantity import read_quantities
from tests.subsidy.quantity.answers import answer

JOBS = ["溶接", "組立", "事務", "旋盤", "板前", "仲居", "左官", "受付", "デザイナー", "運転手", "第一工場", "若い衆"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("旋盤4人、フライス3人、事務1人", 8),
        ("若いもん三人と事務一人", 4),
        ("本店5人、2号店3人、3号店3人", 11),
        ("調理師2、ホール3、洗い場1", 6),
        ("製造5名、派遣3名", 5),
        ("本店に12名、ほか2支店に7名ずつ在籍しております。", 26),
        ("3店舗に4人ずつ", 12),
        ("2人ずつ交代で", None),
        ("社長と専務のほかは、事務員の私と営業3名です。", 4),
        ("役員のほかは私と事務の2名", None),
        ("正社員→3 業務委託→4", 3),
        ("派遣6、直雇い17", 17),
        ("We have 12 employees.", 12),
        ("5 people including me", 4),
        ("just me", 0),
        ("ぼっち経営です", 0),
    ],
)
def test_people_are_counted_by_job_site_and_contract(text: str, expected: int | None) -> None:
    assert answer(text, "employees") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("社員18人にパートが6人、あ、先月1人辞めたから社員は17人か", 17),
        ("社員20人、先月2人辞めて18人", 18),
        ("社員20人、先月2人辞めて19人", None),
        ("3人か4人か…いや4人だな", 4),
        ("3人か4人か…5人だな", None),
        ("5人か6人か", None),
        ("6人。ん、7人だわ", 7),
    ],
)
def test_a_number_brought_up_to_date_stands_where_it_adds_up(text: str, expected: int | None) -> None:
    assert answer(text, "employees") == expected


@pytest.mark.parametrize(
    "text",
    [
        "おれとかあちゃんの二人っきりだ",
        "うちらふたりだけ",
        "相方と2人でやってます",
        "弟子が3人",
        "社員は七人。うち二人は役員",
    ],
)
def test_people_who_may_not_be_employees_are_asked_about(text: str) -> None:
    reading = read_quantities(text, "employees")
    assert (reading.slots, "employees" in reading.confirm) == ({}, True)


@pytest.mark.parametrize("text", ["二十人はいねえ", "20人もおらん", "二十人はおらへん", "20人はいません"])
def test_a_denied_count_is_an_upper_bound(text: str) -> None:
    assert answer(text, "employees") == (None, 19)


@pytest.mark.parametrize(
    "text",
    [
        "主力商品に限れば4割減でございます。",
        "受注件数で言うたら3割減",
        "一店舗だけで言うと40%減",
        "数量ベースで15%減",
        "夜の売上だけなら6割減",
        "2号店の売上が3割減",
        "通販のほうは2割増えて、店は4割減",
    ],
)
def test_the_change_of_a_part_is_not_that_of_sales(text: str) -> None:
    assert read_quantities(text, "sales_change_pct").slots == {}


@pytest.mark.parametrize("text", ["昨対で言うと2割減", "ざっくり言うと2割減", "全体で見ると2割減", "うちの場合は2割減"])
def test_words_for_the_whole_do_not_hide_a_change(text: str) -> None:
    assert answer(text, "sales_change_pct") == -20


@pytest.mark.parametrize(
    ("text", "asked", "slot", "expected"),
    [
        ("資本金の桁を一つ間違えておりました。正しくは3,000万円です。", "employees", "capital_yen", 30_000_000),
        ("さっき十人って言ったけど九人だった", "sales_change_pct", "employees", 9),
        ("2000、いや3000かな。万円だよもちろん", "capital_yen", "capital_yen", 30_000_000),
        ("そんなに知りたいのかね。9800万円だよ、端数なし", "capital_yen", "capital_yen", 98_000_000),
    ],
)
def test_a_value_is_found_behind_a_remark_or_a_slip(text: str, asked: str, slot: str, expected: int) -> None:
    assert answer(text, slot, asked) == expected


@given(st.lists(st.sampled_from(JOBS), min_size=2, max_size=5, unique=True), st.data())
def test_a_list_of_jobs_is_their_sum_or_asked_about(jobs: list[str], data: st.DataObject) -> None:
    counts = [data.draw(st.integers(1, 60)) for _ in jobs]
    text = "、".join(f"{job}{count}人" for job, count in zip(jobs, counts, strict=True))
    assert answer(text, "employees") in (sum(counts), None)
