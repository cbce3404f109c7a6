"""Judging on another day: the words that ask for it, and those that do not."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年3月時点で判定して", "2021-03-31"),
        ("2021年3月時点で", "2021-03-31"),
        ("２０２１年４月１６日の時点でどうなりますか", "2021-04-16"),
        ("令和3年2月だとどうですか", "2021-02-28"),
        ("2022年だったら使えましたか", "2022-12-31"),
    ],
)
def test_a_day_that_is_named_is_judged_on(talk: Talk, text: str, day: str) -> None:
    talk.starts().answers_base().finishes()
    talk.does("inform", text=text)
    assert talk.state.as_of == day
    assert talk.part("recommendations")["on"] == day


@pytest.mark.parametrize(
    "text", ["2019年3月の売上は80万でした", "2015年に創業しました", "2021年3月時点の従業員は5人です", "いつまでですか"]
)
def test_a_date_in_a_fact_moves_nothing(talk: Talk, text: str) -> None:
    talk.starts().answers_base().finishes()
    talk.does("inform", text=text)
    assert talk.state.as_of is None


def test_today_comes_back_by_words(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    talk_today.does("inform", text="2021年4月20日時点で")
    assert talk_today.part("recommendations")["edition"] == "2021"
    talk_today.does("inform", text="今日の時点で判定して")
    assert talk_today.part("recommendations")["on"] == "2026-11-22"


def test_on_a_day_of_its_time_a_programme_is_open(talk: Talk) -> None:
    talk.starts().answers_base().finishes()
    talk.does("inform", text="2021年4月20日時点で")
    calls = {item["id"]: item["call_status"] for item in talk.part("recommendations")["items"]}
    assert calls["saikouchiku_tsujo"] == "open"


def test_another_day_in_the_middle_of_the_interview_keeps_the_question(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    asked = talk.asked
    talk.does("inform", text="2021年3月時点で")
    assert talk.asked == asked
