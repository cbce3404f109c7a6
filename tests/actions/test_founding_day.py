"""The founding day: told roughly, beside something else, or put right."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

FOUNDED = "company.founded_on"


def test_a_year_alone_is_said_to_stand_for_its_first_day(talk_today: Talk) -> None:
    talk_today.starts().answers_base().is_asked(FOUNDED)
    talk_today.does("inform", text="2020年")
    assert talk_today.state.answers[FOUNDED] == "2020-01-01"
    assert talk_today.said[1] == "月と日は伺っていないので、2020年1月1日として判定します。どの日でも判定は同じです。"


def test_a_month_alone_is_said_to_stand_for_its_first_day(talk_today: Talk) -> None:
    talk_today.starts().answers_base().is_asked(FOUNDED)
    talk_today.does("inform", text="2026年3月です")
    assert talk_today.said[1] == "何日かは伺っていないので、2026年3月1日として判定します。どの日でも判定は同じです。"


@pytest.mark.parametrize(
    ("rough", "then", "day"),
    [
        ("2025年12月", "16日", "2025-12-16"),
        ("令和7年12月", "12月10日です", "2025-12-10"),
        ("去年", "12月16日です", "2025-12-16"),
        ("2025年", "12/16", "2025-12-16"),
        ("2025年12月", "2025年12月3日でした", "2025-12-03"),
        ("2025年12月", "2012年4月5日の間違いです", "2012-04-05"),
    ],
)
def test_the_day_alone_is_enough_behind_its_month(talk_today: Talk, rough: str, then: str, day: str) -> None:
    talk_today.starts().answers_base().is_asked(FOUNDED)
    talk_today.does("inform", text=rough)
    talk_today.does("inform", text=then)
    assert talk_today.state.answers[FOUNDED] == day


TOLD_BESIDE = [
    ("開業日は2025年12月20日です", "2025-12-20"),
    ("2026年5月に開業しました", "2026-05-01"),
    ("令和2年4月1日設立です", "2020-04-01"),
    ("創業は昭和48年です", "1973-01-01"),
    ("今年の3月に店を開業したばかりです", "2026-03-01"),
]


@pytest.mark.parametrize(("text", "day"), TOLD_BESIDE)
@pytest.mark.parametrize("act", ["nlu_fallback", "ask_deadline", "inform", "chitchat"])
def test_a_founding_day_is_taken_whenever_it_is_told(talk_today: Talk, act: str, text: str, day: str) -> None:
    talk_today.starts().tells(industry="サービス業")
    talk_today.does(act, text=text)
    assert talk_today.state.answers[FOUNDED] == day
    assert talk_today.asked == "capital_yen"


@pytest.mark.parametrize(("text", "day"), TOLD_BESIDE)
def test_a_founding_day_is_taken_beside_other_facts(talk_today: Talk, text: str, day: str) -> None:
    talk_today.starts().does("inform", slots={"industry": "サービス業", "employees": 3}, text=f"美容室で3人、{text}")
    assert talk_today.state.answers[FOUNDED] == day
    assert talk_today.state.answers["employees"] == 3


@pytest.mark.parametrize(
    "text",
    [
        "もし開業日が2025年12月10日だったら",
        "2025年12月に開業しました",
        "設備は2026年4月に入れます",
        "2021年3月の売上は100万円です",
    ],
)
def test_what_tells_no_founding_day_well_enough_stores_none(talk_today: Talk, text: str) -> None:
    talk_today.starts().tells(industry="サービス業")
    talk_today.does("inform", text=text)
    assert FOUNDED not in talk_today.state.answers


def test_a_supposed_founding_day_moves_no_day_that_is_judged_at(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    talk_today.does("inform", text="もし開業日が2025年12月10日だったら")
    assert talk_today.state.as_of is None


def test_the_founding_day_is_put_right_on_request(talk_today: Talk) -> None:
    talk_today.starts().answers_base().is_asked(FOUNDED)
    talk_today.does("inform", text="2020年4月1日")
    talk_today.finishes()
    talk_today.does("correct", text="開業日を直したい")
    assert talk_today.asked == FOUNDED
    talk_today.does("inform", text="2025年11月1日です")
    assert talk_today.state.answers[FOUNDED] == "2025-11-01"
    assert talk_today.said[0] == "開業日・設立日を「2020年4月1日」から「2025年11月1日」に直しました。"


@pytest.mark.parametrize(
    "text", ["2025年12月", "令和7年12月です", "令和7年", "去年", "R7", "1年前です", "2026年12月の予定"]
)
def test_a_month_or_year_within_which_the_verdict_turns_is_not_taken_for_its_first_day(
    talk_today: Talk, text: str
) -> None:
    talk_today.starts().answers_base().is_asked(FOUNDED)
    talk_today.does("inform", text=text)
    assert FOUNDED not in talk_today.state.answers
    assert talk_today.said[0].startswith("そのうちの何日かで判定が変わります。")
    talk_today.is_asked(FOUNDED)
    talk_today.does("inform", text="2025年12月20日です")
    assert talk_today.state.answers[FOUNDED] == "2025-12-20"


@pytest.mark.parametrize(
    ("text", "day"), [("今年の3月", "2026-03-01"), ("今年です", "2026-01-01"), ("2025年11月", "2025-11-01")]
)
def test_a_month_or_year_within_which_nothing_turns_is_enough(talk_today: Talk, text: str, day: str) -> None:
    talk_today.starts().answers_base().is_asked(FOUNDED)
    talk_today.does("inform", text=text)
    assert talk_today.state.answers[FOUNDED] == day
