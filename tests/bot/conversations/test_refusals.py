"""What somebody cannot or will not say: it stays unknown, is not asked again, and never counts as a yes."""

from __future__ import annotations

import pytest

from tests.bot.conversations.judging import MAKER, statuses
from tests.bot.conversations.owner import VERDICT_NOW, Owner


@pytest.mark.parametrize(
    "text",
    [
        "言いたくないです",
        "それは勘弁して",
        "ノーコメントで",
        "パス",
        "教えたくないなあ",
        "わからん",
        "さあ…どうだったかな",
        "税理士に任せとるけん知らん",
        "ちょっと今手元に資料がなくて",
        "飛ばして",
    ],
)
def test_a_question_left_open_is_passed_over_and_stays_unanswered(owner: Owner, text: str) -> None:
    owner.says("製造業です").says(text)
    assert owner.asked == "employees"
    assert owner.stored == {"industry": "製造業"}
    assert "capital_yen" in owner.unanswered


def test_a_refused_question_is_never_asked_again(owner: Owner) -> None:
    owner.says("製造業です", "答えたくない", "8人", "言いたくない")
    seen = []
    while owner.asked is not None:
        seen.append(owner.asked)
        owner.says("わからない")
    assert not {"capital_yen", "sales_change_pct"} & set(seen)
    assert owner.may_confirm


def test_what_was_refused_can_be_told_later(owner: Owner) -> None:
    owner.says("製造業です", "言いたくない").says("やっぱり言います、資本金は500万円です")
    assert owner.stored["capital_yen"] == 5_000_000
    assert "capital_yen" not in owner.unanswered
    assert owner.asked == "employees"


def test_whoever_tells_nothing_is_told_that_nothing_is_decided(owner: Owner) -> None:
    owner.leaves_the_rest_open().accepts()
    assert set(owner.judged.values()) == {"undetermined"}


def test_refused_sales_leave_only_the_programmes_open_that_need_them(maker: Owner) -> None:
    maker.says("売上は内緒です", "新しい事業を始めたいのと機械を入れたい", "300万円", VERDICT_NOW).accepts()
    profile = {key: value for key, value in MAKER.items() if key != "sales_decline"}
    assert maker.judged == statuses(profile | {"plans": {"equipment": True, "new_business_shift": True}})
    assert maker.judged["saikouchiku_tsujo"] == "undetermined"
    assert maker.judged["monozukuri_tsujo"] == "eligible"


def test_an_engine_question_left_open_is_not_taken_for_a_no(maker: Owner) -> None:
    maker.says("2割減", "機械を入れたい", "300万円").leaves_open_until("plans.contactless").says("まだ決めてない")
    assert maker.asked != "plans.contactless"
    assert "plans.contactless" not in maker.stored


def test_an_open_ask_back_can_be_left_open_too(owner: Owner) -> None:
    owner.says("製造業です", "300").says("わからないです")
    assert owner.asked == "employees"
    assert "capital_yen" not in owner.stored


def test_a_refused_trade_still_lets_the_interview_go_on(owner: Owner) -> None:
    owner.says("業種は言いたくない")
    assert owner.asked == "capital_yen"
    assert "industry" in owner.unanswered
