"""Coming back to the page: nothing is lost, and the conversation goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bot.conversations.owner import SUMMARY, Owner
from tests.bot.visitor import Visitor


def comes_back(owner: Owner) -> Owner:
    """The same session on a page that was opened anew."""
    visitor = Visitor(owner.visitor.port, owner.visitor.token)
    visitor.start()
    return Owner(visitor)


def test_the_open_question_comes_again(maker: Owner) -> None:
    again = comes_back(maker)
    assert again.asked == "sales_change_pct"
    assert again.stored == maker.stored


def test_consent_is_not_asked_a_second_time(maker: Owner) -> None:
    again = comes_back(maker)
    assert not [notice for notice in again.visitor.customs("notice") if notice["topic"] == "consent"]


def test_an_open_ask_back_comes_again(owner: Owner) -> None:
    owner.says("製造業です", "300")
    again = comes_back(owner)
    assert again.asked == "capital_yen"
    assert again.candidates == owner.candidates
    again.says("300万円です")
    assert again.stored["capital_yen"] == 3_000_000


def test_the_history_holds_the_words_of_both_sides(maker: Owner) -> None:
    again = comes_back(maker)
    senders = [entry["from"] for entry in again.visitor.history()]
    assert senders.count("user") >= 2
    assert senders.count("bot") >= 3


def test_the_verdict_is_shown_again(judged: Owner) -> None:
    verdict = judged.judged
    assert comes_back(judged).judged == verdict


def test_a_refusal_is_remembered(owner: Owner) -> None:
    owner.says("製造業です", "言いたくない")
    again = comes_back(owner)
    assert again.asked == "employees"


def test_the_summary_to_accept_comes_again(maker: Owner) -> None:
    maker.says("2割減", "機械を入れたい", "300万円").leaves_the_rest_open()
    again = comes_back(maker)
    assert again.may_confirm
    again.accepts()
    assert again.judged


@pytest.mark.parametrize(
    "text", ["こんにちは", "昨日の続きなんですけど", "ただいま", "おはようございます、続きお願いします"]
)
def test_a_greeting_on_the_next_day_goes_on_with_the_open_question(maker: Owner, text: str) -> None:
    before = maker.stored
    maker.says(text)
    assert maker.asked == "sales_change_pct"
    assert maker.stored == before


def test_a_goodbye_keeps_the_answers_for_later(maker: Owner) -> None:
    before = maker.stored
    maker.says("今日はこのへんで。また明日来ます")
    again = comes_back(maker)
    assert again.stored == before
    assert again.asked == "sales_change_pct"


def test_somebody_who_never_agreed_is_asked_again(new_owner: Callable[[], Owner]) -> None:
    owner = new_owner()
    owner.visitor.start()
    again = comes_back(owner)
    assert [notice["topic"] for notice in again.visitor.customs("notice")][-1] == "consent"


def test_erased_answers_do_not_come_back(maker: Owner) -> None:
    maker.says("データを削除").presses("データを消す")
    reply = maker.visitor.post({"text": SUMMARY})
    known = reply.status == 200 and any(part.get("custom", {}).get("profile") for part in reply.json["messages"])
    assert not known
