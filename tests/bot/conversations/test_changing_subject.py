"""Somebody talks of something else: it is answered or declined, and the way back is open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bot.conversations.owner import ACCEPT, Owner


@pytest.mark.parametrize(
    "text",
    [
        "それより雇用調整助成金のこと聞きたいんですが",
        "持続化給付金はもう終わりました？",
        "時短の協力金まだ入らんのやけど",
        "コロナのワクチンはいつ打てますか",
        "うちの息子の就職のことで相談が",
        "住宅ローン減税について教えて",
        "電気代の補助はありますか",
    ],
)
def test_another_subject_stores_nothing_and_the_question_comes_again(maker: Owner, text: str) -> None:
    before = maker.stored
    maker.says(text)
    assert maker.stored == before
    assert maker.asked == "sales_change_pct"


def test_talk_on_programmes_before_any_fact_leads_back_to_the_interview(owner: Owner) -> None:
    owner.says("IT導入補助金のA類型って何", "B類型との違いは？", "ふーん。じゃあ始めます")
    assert owner.asked == "industry"
    assert owner.stored == {}


def test_a_fact_after_a_change_of_subject_is_taken(maker: Owner) -> None:
    maker.says("それより雇用調整助成金のこと聞きたいんですが", "まあいいや、売上は2割減です")
    assert maker.stored["sales_change_pct"] == -20
    assert maker.asked == "plan"


def test_another_topic_of_the_interview_is_taken_out_of_turn(owner: Owner) -> None:
    owner.says("製造業です").says("話変わるけど従業員は8人ね")
    assert owner.stored["employees"] == 8
    assert owner.asked == "capital_yen"


def test_the_offices_are_told_in_the_middle(maker: Owner) -> None:
    maker.says("栃木で相談できるとこある？")
    assert maker.visitor.customs("offices") or "028" in maker.said_back
    assert maker.asked == "sales_change_pct"


@pytest.mark.parametrize(
    "text",
    [
        "この内容で判定して",
        "もういいから結果を教えて",
        "もう判定して",
        "とりあえず今の分で結果出して",
        "結果だけ早よ見せて",
    ],
)
def test_somebody_in_a_hurry_gets_the_verdict(maker: Owner, text: str) -> None:
    maker.says(text)
    assert maker.may_confirm
    maker.presses(ACCEPT)
    assert maker.judged


def test_a_hurried_verdict_counts_nothing_unknown_as_a_yes(maker: Owner) -> None:
    maker.says("結果だけ早よ見せて").presses(ACCEPT)
    assert "eligible" not in maker.judged.values()


def test_a_programme_named_first_is_explained_and_the_interview_begins(new_owner: Callable[[], Owner]) -> None:
    owner = new_owner()
    owner.says("ものづくり補助金に興味があるんですが")
    owner.presses("同意して始める")
    assert owner.asked == "industry"
    assert "ものづくり" in owner.said_back


@pytest.mark.parametrize("text", ["個人情報はどうなりますか", "この会話は残りますか"])
def test_privacy_is_answered_in_the_middle(maker: Owner, text: str) -> None:
    before = maker.stored
    maker.says(text)
    assert maker.stored == before
    assert maker.asked == "sales_change_pct"


def test_a_wish_to_erase_asks_first_and_the_interview_goes_on_if_it_is_dropped(maker: Owner) -> None:
    before = maker.stored
    maker.says("やっぱり全部消してください").presses("消さない")
    assert maker.stored == before
    assert maker.asked == "sales_change_pct"
