"""What a newcomer stumbles over: places and values that would be lost, and doubts that are told, not refused."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
import yaml

from subsidy import keeping
from subsidy.catalog import DEFAULT_FOLDER, load_catalog
from subsidy.engine import Engine
from subsidy.form.agreement import contradicts
from subsidy.form.cells import items_in
from subsidy.form.requirements import beginning_of
from subsidy.form.rounds import odd_days
from subsidy.profile import parse_profile
from subsidy.render import render_assessment
from tests.subsidy.clerk import Change, Clerk, Rows, add, put

PLACE, HOW = 2, 3
SALES, SHOP = "販路開拓=はい", "県内に本店または主な事業所がある会社であること"


@pytest.fixture
def clerk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog")), capsys)


def in_section(section: int, item: str, column: int, value: str, nth: int = 1) -> Change:
    """A change of one cell in the nth row of an item of a frame, the frames counted from 1."""

    def change(rows: Rows) -> None:
        at = [number for number, row in enumerate(rows) if row[0] == "【枠】"][section - 1]
        [row for row in rows[at:] if row[0] == item][nth - 1][column] = value

    return change


def without_places(rows: Rows) -> None:
    for row in rows[1:]:
        row[PLACE] = ""


def doubts(told: str) -> list[str]:
    return [line.removeprefix("確かめてください: ") for line in told.splitlines() if line.startswith("確かめて")]


def test_a_row_above_the_first_place_of_its_section_does_not_take_that_of_a_row_below(clerk: Clerk) -> None:
    changes = put("【枠】", "", column=PLACE), in_section(1, "補助額の上限", PLACE, "4ページ")
    status, wrong, _ = clerk.hands_in(*changes)
    assert (status, len(wrong), clerk.is_untouched()) == (2, 2, True)
    assert [line.split(": ")[0].split("行め ")[1] for line in wrong] == ["枠の名前", "補助率"]
    assert all("下の行の場所は使いません" in line for line in wrong)


def test_a_place_on_the_document_holds_for_all_that_names_none(clerk: Clerk) -> None:
    changes = without_places, put("【資料】", "ちらしの1ページ", column=PLACE)
    status, wrong, _ = clerk.hands_in(*changes, in_section(2, "補助率", PLACE, "裏面"))
    assert (status, wrong) == (0, [])
    tree = yaml.safe_load(clerk.text())
    first, second = tree["frames"]
    places = [part["source"]["place"] for part in (tree, *tree["criteria"], first, second, *tree["rounds"])]
    assert set(places) == {"ちらしの1ページ"}
    tariff = second["amount"]["tariffs"][0]
    assert [tariff[key]["source"]["place"] for key in ("rate", "cap")] == ["裏面", "裏面"]


def test_a_value_that_was_put_into_another_column_is_told_and_is_nobodys_place(clerk: Clerk) -> None:
    changes = in_section(1, "補助額の下限", PLACE, "50万円"), in_section(2, "補助額の下限", HOW, "30万円")
    status, _, told = clerk.hands_in(*changes)
    assert status == 0
    assert [("「出典の場所」に「50万円」" in line, "「書き方」に「30万円」" in line) for line in doubts(told)] == [
        (True, False),
        (False, True),
    ]
    assert "50万円" not in clerk.text()


def test_the_place_beside_an_empty_sentence_is_that_of_its_condition(clerk: Clerk) -> None:
    assert clerk.hands_in(in_section(2, "要件の文", PLACE, "7ページ"))[0] == 0
    assert yaml.safe_load(clerk.text())["frames"][1]["criteria"][0]["source"]["place"] == "7ページ"


@pytest.mark.parametrize(
    ("text", "condition", "otherwise"),
    [
        ("従業員が20人以下であること", "従業員数=20人以下", False),
        ("従業員が30人以下であること", "従業員数=20人以下", True),
        ("従業員が20人未満であること", "従業員数=20人以下", True),
        ("従業員が21人未満であること", "従業員数=20人以下", False),
        ("従業員が20人を超えないこと", "従業員数=20以下", False),
        ("従業員が20名までの会社であること", "従業員数=20人以下", False),
        ("従業員が5人以上20人以下であること", "従業員数=20人以下", True),
        ("従業員が5〜20人であること", "従業員数=5人以上20人以下", False),
        ("小さな会社であること", "従業員数=20人以下", False),
        ("県内で1年以上事業を続け、従業員が20人以下であること", "従業員数=20人以下", False),
        ("従業員1人当たりの給与を上げること", "従業員数=20人以下", False),
        ("資本金が3千万円以下であること", "資本金=3,000万円以下", False),
        ("資本金が5,000万円以下であること", "資本金=3,000万円以下", True),
        ("資本金が3億円を超えること", "資本金=3億円超", False),
        ("売上が3割以上減ったこと", "最近3か月の売上の減少=30%以上", False),
        ("売上が前の年より20%以上減ったこと", "最近3か月の売上の減少=30%以上", True),
        ("売上が減ったこと", "2021年1〜3月のいずれかの月の売上の減少=30%以上", False),
        ("令和8年4月1日以降に開業したこと", "開業日・設立日=2026年4月1日以降", False),
        ("令和8年4月1日までに開業したこと", "開業日・設立日=2026年4月1日以降", True),
        ("2026年4月1日より前に開業したこと", "開業日・設立日=2026年3月31日以前", False),
        ("100万円以上の設備を入れる計画であること", "設備投資=はい", False),
        ("従業員が20人以下で、設備を入れること", "設備投資=はい、従業員数=20人以下", False),
        ("2社以上で取り組むこと", "一緒に取り組む相手の数=3社以上", True),
        ("2社以上で取り組むこと", "一緒に取り組む相手の数=2以上", False),
    ],
)
def test_a_sentence_that_tells_other_numbers_than_its_condition_is_found(
    text: str, condition: str, otherwise: bool
) -> None:
    assert contradicts(text, condition) == otherwise


def test_a_sentence_and_its_condition_are_told_where_they_differ(clerk: Clerk) -> None:
    status, _, told = clerk.hands_in(put("要件の文", "従業員が30人以下であること", 4))
    assert (status, len(doubts(told))) == (0, 1)
    assert all(words in doubts(told)[0] for words in ("従業員数=20人以下", "従業員が30人以下であること"))


def test_a_frame_that_people_alone_decide_is_told(clerk: Clerk) -> None:
    changes = put("対象の会社の規模", "なし"), put("要件の条件", "人が判断", 2)
    status, _, told = clerk.hands_in(*changes)
    assert (status, [("「通常枠」" in line, "都道府県=" in line) for line in doubts(told)]) == (0, [(True, True)])
    (clerk.folder / "2026/programmes/shoene_demo.yml").unlink()
    assert doubts(clerk.hands_in(put("要件の条件", "人が判断", 2))[2]) == []


def test_a_long_sentence_for_people_is_its_own_heading(clerk: Clerk) -> None:
    status, wrong, told = clerk.hands_in(put("要件の文", SHOP, 2), put("要件の条件", "人が判断", 2))
    assert (status, wrong, "要件の見出し「県内に本店または主な…」" in told) == (0, [], True)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("県内に店があること", "県内に店があること"),
        (SHOP, "県内に本店または主な…"),
        ("県税を滞納していないこと、または分割で納めていること", "県税を滞納していないこと…"),
        ("省力化設備導入計画認定申請済事業者であること", "省力化設備導入計画認定申請済…"),
    ],
)
def test_a_heading_is_the_beginning_of_a_sentence_up_to_a_word(text: str, heading: str) -> None:
    assert (beginning_of(text), len(heading) <= 15) == (heading, True)


def test_a_requirement_of_all_frames_is_told_where_a_frame_has_it_again(clerk: Clerk) -> None:
    status, _, told = clerk.hands_in(put("要件の条件", "従業員数 20人以下"))
    assert (status, len(doubts(told)), "枠「小規模枠」" in doubts(told)[0]) == (0, 1, True)


def test_a_requirement_on_size_is_told_where_a_frame_has_it_again(clerk: Clerk) -> None:
    told = clerk.hands_in(put("要件の条件", "規模=中小企業", 2))[2]
    assert [("会社の規模" in line, "通常枠" in line) for line in doubts(told)] == [(True, True)]


@pytest.mark.parametrize("closes", ["", "来月"])
def test_a_closing_that_cannot_be_read_is_one_mistake(closes: str, clerk: Clerk) -> None:
    changes = put("締め切り", closes), put("先に済ませる手続きと期限", "説明会 2026年12月4日")
    status, wrong, _ = clerk.hands_in(*changes)
    assert (status, [": ".join(line.split(": ")[:1]).split()[-1] for line in wrong]) == (2, ["締め切り"])


@pytest.mark.parametrize("day", ["締め切り", "始まり", "読んだ日"])
def test_a_day_in_a_column_too_narrow_for_it_says_so(day: str, clerk: Clerk) -> None:
    status, wrong, _ = clerk.hands_in(put(day, "########"))
    assert (status, len(wrong), "列の幅を広げ" in wrong[0]) == (2, 1, True)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("設備の購入費", ["設備の購入費"]),
        ("・設備の購入費", ["設備の購入費"]),
        ("設備の購入費\n据え付けの費用", ["設備の購入費", "据え付けの費用"]),
        ("・設備の\n購入費\n・据え付けの費用\n", ["設備の購入費", "据え付けの費用"]),
        ("ソフト・機器の購入費", ["ソフト・機器の購入費"]),
    ],
)
def test_a_cell_with_a_list_is_several_items(text: str, items: list[str]) -> None:
    assert items_in(text) == items


def test_costs_that_were_put_into_one_cell_are_written_one_by_one(clerk: Clerk) -> None:
    assert clerk.hands_in(put("対象の経費", "・設備の購入費\n・据え付けの費用"))[0] == 0
    costs = yaml.safe_load(clerk.text())["costs"]["eligible"]
    assert [cost["text"] for cost in costs] == ["設備の購入費", "据え付けの費用"]


def test_nothing_was_read_on_a_day_to_come(clerk: Clerk) -> None:
    status, wrong, _ = clerk.hands_in(put("読んだ日", "2099年1月1日"))
    assert (status, len(wrong), "まだ来ていない日" in wrong[0]) == (2, 1, True)


def test_a_clock_that_is_behind_the_catalogue_does_not_count(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    write = keeping.file_programme
    monkeypatch.setattr(keeping, "file_programme", lambda *words: write(*words[:-1], dt.date(2020, 1, 1)))
    assert clerk.hands_in()[:2] == (0, [])


def test_a_call_that_is_over_or_far_away_is_told(clerk: Clerk) -> None:
    changes = put("始まり", "2025年10月1日"), put("締め切り", "2025年12月18日")
    _, _, told = clerk.hands_in(*changes)
    assert ["もう終わって" in line for line in doubts(told)] == [True]


@pytest.mark.parametrize(
    ("closes", "told"),
    [
        (None, 0),
        (dt.date(2026, 11, 21), 1),
        (dt.date(2026, 11, 22), 0),
        (dt.datetime(2026, 11, 22, 17), 0),
        (dt.date(2029, 11, 22), 0),
        (dt.date(2029, 11, 23), 1),
    ],
)
def test_the_days_of_a_call_are_looked_at_from_the_day_it_was_read(closes: dt.date | None, told: int) -> None:
    call = {"label": "1次公募", "opens": None, "closes": closes}
    assert len([*odd_days(call, dt.date(2026, 11, 22))]) == told


@pytest.mark.parametrize(
    ("opens", "gate", "told"),
    [
        (dt.date(2026, 11, 2), dt.date(2026, 12, 11), []),
        (dt.date(2025, 11, 2), dt.date(2026, 12, 11), ["1年より長く"]),
        (dt.date(2026, 11, 2), dt.date(2026, 10, 11), ["もう過ぎています"]),
    ],
)
def test_a_call_of_more_than_a_year_and_a_step_that_is_over_are_doubtful(
    opens: dt.date, gate: dt.date, told: list[str]
) -> None:
    gates = [{"label": "確認書", "closes": gate}]
    call = {"label": "1次公募", "opens": opens, "closes": dt.date(2026, 12, 25), "gates": gates}
    found = [*odd_days(call, dt.date(2026, 11, 22))]
    assert [part for part, line in zip(told, found, strict=True) if part in line] == told


@pytest.mark.parametrize("name", ["なし", "省エネ改修補助金（見本）"])
def test_a_frame_has_a_name_of_its_own(name: str, clerk: Clerk) -> None:
    status, wrong, _ = clerk.hands_in(put("枠の名前", name))
    assert (status, len(wrong), "一般枠" in wrong[0]) == (2, 1, True)


def test_rows_that_were_added_with_hints_of_their_own_are_no_doubt(clerk: Clerk) -> None:
    assert doubts(clerk.hands_in(add("制度", "担当", ""))[2]) == []


@pytest.mark.parametrize(
    ("founded", "status"), [("2026-03-31", "eligible"), ("2026-04-01", "ineligible"), (None, "undetermined")]
)
def test_a_day_that_has_to_be_earlier_is_judged_and_unknown_where_it_is_not_told(
    founded: str | None, status: str, clerk: Clerk
) -> None:
    assert clerk.hands_in(put("要件の条件", "開業日・設立日 2026年3月31日以前", 4))[0] == 0
    catalog = load_catalog(clerk.folder)
    facts = {"industry": "製造業", "capital_yen": 10_000_000, "employees": 12, "planned_investment_yen": 4_000_000}
    profile = parse_profile(facts | {"company": {"founded_on": founded}}, catalog.fields)
    found = Engine(catalog).assess(profile, dt.datetime(2026, 11, 22, 12), ["2026"])
    assert render_assessment(found)["shoene_demo_frame2"]["status"] == status


@pytest.mark.parametrize(
    ("where", "status"), [("長野県", "eligible"), ("東京都", "ineligible"), (None, "undetermined")]
)
def test_a_frame_for_one_prefecture_is_judged_by_it(where: str | None, status: str, clerk: Clerk) -> None:
    assert clerk.hands_in(put("要件の条件", "都道府県=長野県", 4))[0] == 0
    catalog = load_catalog(clerk.folder)
    facts = {"industry": "製造業", "capital_yen": 10_000_000, "employees": 12, "prefecture": where}
    found = Engine(catalog).assess(parse_profile(facts, catalog.fields), dt.datetime(2026, 11, 22, 12), ["2026"])
    assert render_assessment(found)["shoene_demo_frame2"]["status"] == status


def test_the_command_for_the_cards_has_a_company_from_the_prefecture(clerk: Clerk) -> None:
    assert '都道府県=長野県"' in clerk.hands_in(put("要件の条件", "都道府県=長野県", 4))[2]
