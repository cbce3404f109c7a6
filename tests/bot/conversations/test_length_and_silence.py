"""Very long, empty and wordless messages."""

from __future__ import annotations

import pytest

from tests.bot.conversations.owner import Owner

FILLER = "うちは父の代からずっとこの土地で商売を続けてきまして、いろいろと苦労もありました。"


@pytest.mark.parametrize("text", ["", " ", "　　", "\n\n", "\t", "\u200b", "\u3000\u200d", "\ufeff"])
def test_a_blank_text_is_refused_and_the_next_message_works(owner: Owner, text: str) -> None:
    reply = owner.visitor.post({"text": text})
    assert reply.status == 400
    assert reply.json["message"]
    owner.says("製造業です")
    assert owner.stored == {"industry": "製造業"}


def test_501_characters_are_refused_and_nothing_of_them_is_stored(owner: Owner) -> None:
    reply = owner.visitor.post({"text": "製造業です。" + "あ" * 495})
    assert reply.status == 413
    assert owner.stored == {}
    owner.says("小売業です")
    assert owner.stored == {"industry": "小売業"}


def test_500_characters_are_read_to_their_end(owner: Owner) -> None:
    head, tail = "栃木県の金属加工の会社です。", "従業員は12人で、資本金は1000万円です。"
    text = head + (FILLER * 20)[: 500 - len(head) - len(tail)] + tail
    assert len(text) == 500
    owner.says(text)
    stored = owner.stored
    assert stored["industry"] == "製造業"
    assert stored["prefecture"] == "栃木県"
    assert stored["employees"] == 12
    assert stored["capital_yen"] == 10_000_000


def test_a_long_complaint_without_facts_stores_nothing(owner: Owner) -> None:
    owner.says((FILLER * 20)[:499] + "。")
    assert owner.stored == {}
    assert owner.asked == "industry"


@pytest.mark.parametrize("text", ["…", "。", "、、、", "ー", "・・・", "？", "♪", "💦", "m(_ _)m"])
def test_signs_alone_store_nothing_and_the_question_comes_again(maker: Owner, text: str) -> None:
    before = maker.stored
    maker.says(text)
    assert maker.stored == before
    assert maker.asked == "sales_change_pct"


@pytest.mark.parametrize(("text", "answer"), [("👍", True), ("⭕", True), ("❌", False), ("🙅", False)])
def test_a_sign_answers_a_yes_no_question(maker: Owner, text: str, answer: bool) -> None:
    maker.says("2割減", "機械を入れたい", "300万円").leaves_open_until("plans.contactless").says(text)
    assert maker.stored["plans.contactless"] is answer


def test_an_emoji_beside_an_answer_does_not_hide_it(owner: Owner) -> None:
    owner.says("ラーメン屋🍜です😊✨")
    assert owner.stored["industry"] == "飲食店"


def test_one_character_answers_where_it_is_an_answer(owner: Owner) -> None:
    owner.says("製造業", "1000万円", "８")
    assert owner.stored["employees"] == 8


def test_line_breaks_between_words_do_not_matter(owner: Owner) -> None:
    owner.says("うちの従業員は\n12人です")
    assert owner.stored["employees"] == 12
