"""Conversations on the programmes of 2026: what if, months and dates, money, side by side."""

from __future__ import annotations

import pytest

from tests.bot.conversations.judging import TODAY, judged_by_engine
from tests.bot.conversations.owner import Owner
from tests.bot.server import Server
from tests.bot.visitor import Json, Visitor

MAKER: Json = {
    "industry": "製造業",
    "capital_yen": 10_000_000,
    "employees": 15,
    "prefecture": "栃木県",
    "legal_form": "株式会社",
    "sales_decline": {"recent_3_months_vs_prev_year_pct": 8},
    "planned_investment_yen": 6_000_000,
    "plans": {"equipment": True},
}


def on_today(profile: Json) -> dict[str, str]:
    """Status of every frame of 2026 by the engine itself."""
    return {frame: status for frame, (status, _) in judged_by_engine(profile, TODAY.date()).items()}


@pytest.fixture
def newcomer(today_server: Server) -> Owner:
    """An owner who was asked the first question today."""
    return Owner(Visitor(today_server.port).open()).begins()


@pytest.fixture
def maker(newcomer: Owner) -> Owner:
    """A maker with 15 people whose sales fell by 8 %, with the verdict on machines for six million yen."""
    newcomer.says("栃木県で製造業をやっている株式会社です。資本金1000万円、従業員15人です")
    return newcomer.says("8%減です", "新しい機械を入れたい", "600万円").wants_the_verdict()


def frames_of_today(owner: Owner) -> dict[str, str]:
    """The verdict of the last answer on the frames of 2026."""
    return {frame: status for frame, status in owner.judged.items() if frame in on_today({})}


def test_todays_verdict_is_that_of_the_engine_and_open_calls_come_first(maker: Owner) -> None:
    assert frames_of_today(maker) == on_today(MAKER)
    (part,) = maker.visitor.customs("recommendations")
    assert (part["on"], part["edition"]) == ("2026-11-22", "2026")
    assert {item["call_status"] for item in part["items"] if item["shown"]} == {"open"}


def test_a_supposed_headcount_says_what_flips_and_what_is_paid_then(maker: Owner) -> None:
    """6 million yen: 2/3 for a 小規模事業者, 1/2 from 21 people on."""
    maker.says("もし従業員が21人になったらどうなりますか")
    assert "持続化補助金（一般型） 通常枠：「要件に合いそうです」→「要件に合いません」" in maker.said_back
    assert "省力化投資補助金（一般型） 一般型の見込み：400万円 → 300万円" in maker.said_back
    assert maker.stored["employees"] == 15


def test_a_supposed_cost_is_reckoned_and_taken_over_by_its_button_only(maker: Owner) -> None:
    maker.says("もし投資が800万円だったら？")
    assert "400万円 → 533万3,333円" in maker.said_back
    assert maker.stored["investment_yen"] == 6_000_000
    maker.presses("この内容に直す")
    assert frames_of_today(maker) == on_today(MAKER | {"planned_investment_yen": 8_000_000})


def test_a_greater_decline_opens_the_guarantee_of_number_four_only(maker: Owner) -> None:
    maker.says("もし売上が25%減だったら？")
    assert "セーフティネット保証4号" in maker.said_back
    assert "持続化" not in maker.said_back


def test_how_many_people_more_names_the_limit_and_advises_nothing(maker: Owner) -> None:
    maker.says("あと何人まで増やせますか")
    assert "21人になると" in maker.said_back
    assert "お勧めするものではありません" in maker.said_back


def test_how_much_shows_the_working_the_cap_and_the_own_share(maker: Owner) -> None:
    maker.says("いくらもらえますか")
    assert "600万円 × 2/3 ＝ 400万円。上限があるので50万円です。" in maker.said_back
    assert "ご自身の負担は550万円" in maker.said_back


def test_a_guarantee_is_no_money_to_be_received(maker: Owner) -> None:
    maker.says("自分の負担はいくら？")
    assert "借り入れの保証なので、もらえるお金ではありません" in maker.said_back


def test_until_when_names_the_close_and_the_gate_before_it(maker: Owner) -> None:
    maker.says("いつまでに申し込めばいいですか")
    assert "2026年12月15日17時まで" in maker.said_back
    assert "様式4の発行の受付）の期限は2026年12月4日" in maker.said_back


def test_an_end_that_depends_on_the_prefecture_is_told_with_its_rule(maker: Owner) -> None:
    maker.says("業務改善助成金はいつまで？")
    assert "都道府県ごとに違い" in maker.said_back
    assert "栃木県は2026年9月30日まで" in maker.said_back


def test_another_day_is_judged_by_its_own_edition_and_today_comes_back(maker: Owner) -> None:
    before = maker.judged
    maker.says("2021年3月時点で判定して")
    (part,) = maker.visitor.customs("recommendations")
    assert (part["on"], part["edition"]) == ("2021-03-31", "2021")
    maker.says("今日に戻して")
    assert maker.judged == before


def test_the_frames_that_fit_are_put_side_by_side_with_the_own_share(maker: Owner) -> None:
    maker.presses("並べて比べる")
    (table,) = maker.visitor.customs("comparison")
    assert 2 <= len(table["frames"]) <= 4
    assert "ご自身の負担：550万円" in maker.said_back


def test_a_correction_today_says_what_flips_and_judges_again(maker: Owner) -> None:
    maker.says("従業員は25人でした")
    assert "持続化補助金（一般型）" in maker.said_back
    assert maker.stored["employees"] == 25
    assert frames_of_today(maker) == on_today(MAKER | {"employees": 25})


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026年12月20日時点で判定して", "2026-12-20"),
        ("12月5日時点で判定して", "2026-12-05"),
    ],
)
def test_a_day_to_come_is_judged_on_that_day(maker: Owner, words: str, day: str) -> None:
    maker.says(words)
    assert [part["on"] for part in maker.visitor.customs("recommendations")] == [day]


def test_a_name_of_both_editions_means_todays_programme(maker: Owner) -> None:
    maker.says("持続化補助金はいつまでですか")
    assert "2026年12月15日" in maker.said_back


def test_two_programmes_of_today_are_compared_in_words(maker: Owner) -> None:
    maker.says("持続化補助金の一般型と省力化投資補助金の一般型を比べて")
    (table,) = maker.visitor.customs("comparison")
    assert {frame["id"] for frame in table["frames"]} >= {"jizokuka_general_normal", "shoryokuka_general_general"}


def test_the_title_of_a_button_typed_after_the_verdict_loses_nothing(maker: Owner) -> None:
    maker.says("いくらもらえますか", "一覧に戻る")
    assert maker.asked is None
    assert maker.judged


@pytest.mark.parametrize("words", ["4人です", "4名", "4"])
def test_people_with_a_rise_are_not_the_headcount(newcomer: Owner, words: str) -> None:
    newcomer.says("栃木県で製造業をやっている株式会社です。資本金1000万円、従業員15人です", "8%減です")
    newcomer.says("新しい機械を入れたい", "600万円").leaves_open_until("company.below_new_minimum_wage")
    newcomer.says("はい").leaves_open_until("plans.raised_employees").says(words)
    assert newcomer.stored["employees"] == 15
    assert newcomer.stored["plans.raised_employees"] == 4
