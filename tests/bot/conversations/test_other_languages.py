"""Words in other languages: an answer comes, nothing false is stored, and Japanese works afterwards."""

from __future__ import annotations

import pytest

from tests.bot.conversations.owner import Owner


@pytest.mark.parametrize(
    "text",
    [
        "Hello, can you speak English?",
        "How much money can I get?",
        "你好，请问可以用中文吗",
        "我想申请补助金",
        "안녕하세요",
        "Não falo japonês",
        "Xin chào",
        "Здравствуйте",
        "नमस्ते",
        "مرحبا",
    ],
)
def test_another_language_stores_nothing_and_the_question_comes_again(owner: Owner, text: str) -> None:
    owner.says("製造業です").says(text)
    assert owner.asked == "capital_yen"
    assert owner.stored == {"industry": "製造業"}


def test_a_trade_in_english_is_that_trade_or_none(owner: Owner) -> None:
    owner.says("We run a small restaurant in Utsunomiya")
    stored = owner.stored
    assert stored.get("industry") in (None, "飲食店")
    assert stored.get("prefecture") in (None, "栃木県")
    assert set(stored) <= {"industry", "prefecture"}


def test_japanese_works_after_another_language(owner: Owner) -> None:
    owner.says("Hello, can you speak English?", "製造業です", "1000万円")
    assert owner.stored == {"industry": "製造業", "capital_yen": 10_000_000}


def test_numbers_with_english_words_are_never_taken_for_another_fact(owner: Owner) -> None:
    owner.says("製造業です", "1000万円").says("We have 12 employees")
    assert owner.stored.get("employees") in (None, 12)
    assert owner.stored["capital_yen"] == 10_000_000


def test_japanese_in_roman_letters_stores_nothing_false(owner: Owner) -> None:
    owner.says("seizougyou desu")
    assert owner.stored.get("industry") in (None, "製造業")
