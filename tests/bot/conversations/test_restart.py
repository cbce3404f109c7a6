"""Starting again: the answers go, the consent stays, and only a clear wish does it."""

from __future__ import annotations

import pytest

from tests.bot.conversations.owner import Owner


@pytest.mark.parametrize(
    "text", ["最初からやり直したい", "リセットして", "やり直す", "はじめっからにして", "もう一回最初からお願いします"]
)
def test_a_wish_to_start_again_clears_the_answers_but_not_the_consent(maker: Owner, text: str) -> None:
    maker.says(text)
    assert maker.asked == "industry"
    assert maker.stored == {}
    assert not maker.visitor.customs("notice")


@pytest.mark.parametrize("text", ["やり直しってできますか？", "最初からやり直したらさっきの答えは消えるの？"])
def test_asking_about_starting_again_erases_nothing(maker: Owner, text: str) -> None:
    before = maker.stored
    maker.says(text)
    assert maker.stored == before


def test_starting_again_in_the_middle_of_an_ask_back_drops_it(owner: Owner) -> None:
    owner.says("製造業です", "300", "最初からやり直したい")
    assert owner.asked == "industry"
    assert owner.candidates is None
    owner.says("小売業です")
    assert owner.stored == {"industry": "小売業"}
    assert owner.asked == "capital_yen"
    assert owner.candidates is None


def test_starting_again_after_the_verdict_begins_a_new_interview(judged: Owner) -> None:
    judged.says("やり直す")
    assert judged.asked == "industry"
    assert judged.stored == {}
    assert not judged.judged


def test_what_was_refused_before_is_asked_again_after_a_restart(owner: Owner) -> None:
    owner.says("言いたくない", "最初からやり直したい")
    assert owner.asked == "industry"
    owner.says("製造業")
    assert owner.asked == "capital_yen"


def test_going_back_does_not_reach_behind_a_restart(maker: Owner) -> None:
    maker.says("やり直す", "一つ戻る")
    assert maker.asked == "industry"
    assert maker.stored == {}
