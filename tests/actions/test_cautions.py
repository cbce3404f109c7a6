"""What an owner is warned of beside a verdict that stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from actions.memo_verdicts import MemoVerdicts
from actions.texts import texts
from tests.actions.conftest import Talk

GENERAL, WAGES = "jizokuka_general_normal", "gyomu_kaizen_c90"
NOT_OPEN = "開業日（2027年1月10日）がまだ来ていません"
LOCAL = "栃木県の事業場の受付は、2026年9月30日で終わったとみられます"
TOO_MANY = "引き上げる人数（10人）が従業員数（3人）より多いので、3人として見ています"


def judged(talk: Talk, **told: Any) -> Talk:
    base = {"employees": 3, "plan": ["販路開拓", "賃上げ"], "company.below_new_minimum_wage": True}
    talk.starts().answers_base(**base, **told)
    return talk.finishes()


def text_of(talk: Talk) -> str:
    return "\n".join(message.text or message.response or "" for message in talk.messages)


def after(talk: Talk, act: str, frame: str) -> str:
    talk.does("choose", choice={"type": "act", "act": act, "frame": frame})
    return text_of(talk)


@pytest.fixture
def unopened(talk_today: Talk) -> Talk:
    return judged(talk_today, **{"company.founded_on": "2027-01-10"})


def test_who_opens_after_the_day_judged_for_is_warned_in_the_list(unopened: Talk) -> None:
    cards = text_of(unopened).split("■")
    assert NOT_OPEN in next(card for card in cards if "一般型" in card)
    assert not any(NOT_OPEN in card for card in cards if "カタログ" in card or "公庫" in card)


def test_a_frame_that_needs_an_opened_business_is_not_counted_as_one_to_apply_for_now(unopened: Talk) -> None:
    before = unopened.messages
    opened = judged(Talk(unopened.dialogue), **{"company.founded_on": "2020-01-10"})
    counts = [int(str(said[0].text).split("今申し込めるのは")[1].split("枠")[0]) for said in (before, opened.messages)]
    assert counts[0] == counts[1] - 1


@pytest.mark.parametrize("act", ["detail", "ask_amount", "ask_deadline", "next_steps"])
def test_who_has_not_opened_is_warned_wherever_the_frame_is_told(unopened: Talk, act: str) -> None:
    assert NOT_OPEN in after(unopened, act, GENERAL)


def test_the_verdict_of_a_business_not_opened_stays(unopened: Talk) -> None:
    assert unopened.dialogue.judge.assess(unopened.state).verdicts[GENERAL].status.value == "eligible"


def test_who_has_opened_is_warned_of_nothing(talk_today: Talk) -> None:
    judged(talk_today, **{"company.founded_on": "2026-11-22"})
    assert "まだ来ていません" not in after(talk_today, "detail", GENERAL)


@pytest.mark.parametrize("act", ["detail", "ask_amount", "ask_deadline", "next_steps"])
def test_a_call_that_is_over_in_the_owners_prefecture_is_told_so(talk_today: Talk, act: str) -> None:
    judged(talk_today)
    assert LOCAL in after(talk_today, act, WAGES)


def test_the_end_of_another_prefecture_is_no_warning(talk_today: Talk) -> None:
    judged(talk_today, prefecture="沖縄県")
    assert "事業場の受付は" not in after(talk_today, "detail", WAGES)


def test_the_end_in_a_prefecture_is_told_with_its_doubt(talk_today: Talk) -> None:
    judged(talk_today)
    told = after(talk_today, "ask_deadline", WAGES)
    assert "栃木県は2026年9月30日までとされています。" in told
    assert "終わったとみられます（確かめきれていない日付です）" in told


def test_the_memo_warns_as_the_list_does(unopened: Talk) -> None:
    assessment = unopened.dialogue.judge.assess(unopened.state)
    cards = MemoVerdicts(texts(), unopened.dialogue.judge.engine, unopened.dialogue.verdicts).groups(assessment)[0]
    assert NOT_OPEN in str([card for card in cards["cards"] if "一般型" in card["name"]])


def test_before_the_end_in_the_prefecture_its_day_is_told(talk_today: Talk) -> None:
    judged(talk_today)
    talk_today.does("inform", text="2026年9月20日時点で判定して")
    assert "栃木県の事業場の締め切りは、2026年9月30日とされています" in after(talk_today, "ask_deadline", WAGES)


@pytest.mark.parametrize("act", ["detail", "ask_amount"])
def test_more_raised_people_than_employees_are_questioned(talk_today: Talk, act: str) -> None:
    judged(talk_today, **{"plans.raised_employees": 10, "plans.wage_raise_yen": 90})
    assert TOO_MANY in after(talk_today, act, WAGES)
    talk_today.tells(**{"plans.raised_employees": 3})
    assert "として見ています" not in after(talk_today, act, WAGES)
