"""Buttons of earlier messages are still there on the page, and are pressed."""

from __future__ import annotations

from collections.abc import Callable

from tests.bot.conversations.judging import MAKER, statuses
from tests.bot.conversations.owner import Owner


def press_old(owner: Owner, choice: str) -> Owner:
    """Press a button by its id."""
    owner.visitor.choose_id(choice)
    return owner


def test_an_old_answer_button_corrects_that_answer(owner: Owner) -> None:
    old = owner.visitor.choice("小売業")
    owner.presses("製造業").says("1000万円")
    press_old(owner, old)
    assert owner.stored == {"industry": "小売業", "capital_yen": 10_000_000}
    assert owner.asked == "employees"


def test_the_same_button_twice_stores_once(owner: Owner) -> None:
    old = owner.visitor.choice("製造業")
    press_old(press_old(owner, old), old)
    assert owner.stored == {"industry": "製造業"}
    assert owner.asked == "capital_yen"


def test_an_old_dont_know_takes_the_answer_back(owner: Owner) -> None:
    old = owner.visitor.choice("わからない")
    owner.presses("製造業").says("1000万円")
    press_old(owner, old)
    assert owner.stored == {"capital_yen": 10_000_000}
    assert "industry" in owner.unanswered


def test_an_old_why_explains_without_losing_the_open_question(owner: Owner) -> None:
    old = owner.visitor.choice("なぜ聞くの？")
    owner.presses("製造業").says("1000万円")
    press_old(owner, old)
    assert owner.stored == {"industry": "製造業", "capital_yen": 10_000_000}
    assert owner.asked == "employees"
    assert "業種" in owner.said_back


def test_the_consent_button_pressed_again_loses_nothing(new_owner: Callable[[], Owner]) -> None:
    owner = new_owner()
    owner.visitor.start()
    consent = owner.visitor.choice("同意して始める")
    press_old(owner, consent).says("製造業です")
    press_old(owner, consent)
    assert owner.stored == {"industry": "製造業"}
    assert owner.asked == "capital_yen"


def test_a_button_of_a_settled_ask_back_corrects_the_value(owner: Owner) -> None:
    owner.says("製造業です", "300")
    old = owner.visitor.choice("300万円")
    owner.says("500万円")
    press_old(owner, old)
    assert owner.stored["capital_yen"] == 3_000_000
    assert owner.asked == "employees"


def test_the_no_of_a_settled_ask_back_does_not_deny_the_open_question(maker: Owner) -> None:
    maker.says("2割減", "機械を入れたい", "300")
    old = maker.visitor.choice("どれでもない")
    maker.says("300万円").leaves_open_until("plans.contactless")
    press_old(maker, old)
    assert "plans.contactless" not in maker.stored


def test_an_answer_button_pressed_after_the_verdict_judges_again(owner: Owner) -> None:
    trade = owner.visitor.choice("小売業")
    owner.says("栃木県で製造業をやっている株式会社です。資本金1000万円、従業員15人です")
    owner.says("15%減です", "新しい機械を入れたい", "300万円", "この内容で判定して").accepts()
    press_old(owner, trade)
    assert owner.judged == statuses(MAKER | {"industry": "小売業"})


def test_an_accept_button_of_an_old_summary_does_not_hide_the_newer_answers(maker: Owner) -> None:
    maker.says("15%減です", "新しい機械を入れたい", "300万円", "この内容で判定して")
    accept = maker.visitor.choice("この内容で判定する")
    maker.says("従業員は25人でした")
    press_old(maker, accept)
    assert maker.judged == statuses(MAKER | {"employees": 25})


def test_an_old_more_button_shows_its_part_of_the_list_again(judged: Owner) -> None:
    more = judged.visitor.choice("ほかも見る")
    judged.presses("ほかも見る")
    second = judged.shown
    judged.presses("ほかも見る")
    press_old(judged, more)
    assert judged.shown == second


def test_a_button_of_nobody_is_refused_and_the_next_one_works(owner: Owner) -> None:
    assert owner.visitor.post({"choice": "never-offered"}).status == 400
    owner.presses("製造業")
    assert owner.stored == {"industry": "製造業"}


def test_a_button_of_another_conversation_is_refused(new_owner: Callable[[], Owner]) -> None:
    first, second = new_owner().begins(), new_owner().begins()
    foreign = first.visitor.choice("製造業")
    assert second.visitor.post({"choice": foreign}).status == 400
    assert second.stored == {}


def test_old_buttons_are_dead_after_a_restart_or_answer_their_question(maker: Owner) -> None:
    maker.says("入力内容を確認")
    old = maker.visitor.choice("従業員数を直す")
    maker.says("やり直す")
    press_old(maker, old)
    assert maker.stored == {}
    assert maker.asked in ("employees", "industry")
