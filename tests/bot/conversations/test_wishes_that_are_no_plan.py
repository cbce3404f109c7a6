"""Wishes that name none of the plans, and answers that are neither yes nor no: nothing may be made of them."""

from __future__ import annotations

import pytest

from tests.bot.conversations.owner import TOGETHER, Owner


@pytest.mark.parametrize(
    "text",
    [
        "お金かけずにやりたい",
        "特に何も考えてない",
        "とにかく生き残りたい",
        "補助金がほしいだけです",
        "借金を返したい",
        "家賃の足しにしたい",
        "おすすめは何ですか",
        "なんでもいい",
        "儲かることがしたい",
        "従業員の給料を払いたい",
        "店を続けたい",
    ],
)
def test_a_wish_that_names_no_plan_stores_none(maker: Owner, text: str) -> None:
    maker.says("2割減").says(text)
    assert maker.stored.get("plan") in (None, ["その他"])


@pytest.mark.parametrize(
    "text",
    [
        "たぶん",
        "どちらとも言えない",
        "場合によります",
        "半々かな",
        "うーん、微妙",
        "業者に聞かないとわからない",
        "これから考えます",
    ],
)
def test_neither_yes_nor_no_is_stored_as_neither(maker: Owner, text: str) -> None:
    maker.says("2割減", "機械を入れたい", "300万円").leaves_open_until("plans.contactless").says(text)
    assert "plans.contactless" not in maker.stored


@pytest.mark.parametrize(
    "text",
    [
        "どちらとも言えない",
        "まだ相手を探してるとこ",
        "何社か声はかけてる",
        "相手次第です",
    ],
)
def test_an_unsettled_number_of_partners_is_not_stored(maker: Owner, text: str) -> None:
    maker.says("2割減", "機械を入れたい", "300万円").leaves_open_until_offered(TOGETHER).says(text)
    assert "plans.consortium_size" not in maker.stored


@pytest.mark.parametrize(
    "text", ["まだ決めてない", "よくわからん", "どういう意味？", "パソコン", "全部", "うちには関係ないやろ"]
)
def test_words_that_name_no_work_choose_no_work_for_a_tool(maker: Owner, text: str) -> None:
    maker.says("2割減", "ITツールを入れたい", "300万円").leaves_open_until("plans.it_tool_process_codes").says(text)
    assert not maker.stored.get("plans.it_tool_process_codes")
