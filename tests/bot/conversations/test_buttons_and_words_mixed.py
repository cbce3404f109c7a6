"""Buttons and words in any mixture mean the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bot.conversations.judging import statuses
from tests.bot.conversations.owner import TOGETHER, VERDICT_NOW, Owner
from tests.bot.visitor import Json

SHOP: Json = {
    "industry": "小売業",
    "legal_form": "有限会社",
    "prefecture": "栃木県",
    "capital_yen": 3_000_000,
    "employees": 4,
    "sales_decline": {"any_3_of_last_6_months_vs_precovid_pct": 20},
    "planned_investment_yen": 600_000,
    "plans": {"sales_promotion": True},
}


def shop_in_words(owner: Owner) -> Owner:
    """Everything typed."""
    owner.says(
        "小売業です", "300万円", "4人", "2割減", "栃木です", "有限会社", "チラシを作って販路を広げたい", "60万円"
    )
    return owner.says(VERDICT_NOW).accepts()


def shop_by_buttons(owner: Owner) -> Owner:
    """Buttons wherever there are some."""
    owner.presses("小売業").says("300万円", "4人").presses("2割減").says("栃木です").presses("有限会社")
    owner.says("チラシを作って販路を広げたい", "60万円")
    return owner.says(VERDICT_NOW).accepts()


def test_words_and_buttons_lead_to_the_same_verdict(new_owner: Callable[[], Owner]) -> None:
    typed, pressed = shop_in_words(new_owner().begins()), shop_by_buttons(new_owner().begins())
    assert typed.judged == pressed.judged == statuses(SHOP)
    assert typed.stored == pressed.stored


def test_a_title_typed_instead_of_pressed_means_the_same(owner: Owner) -> None:
    owner.says("宿泊業").says("わからない").says("8人").says("減っていない")
    assert owner.stored["industry"] == "宿泊業"
    assert owner.stored["sales_change_range"] == [0, None]
    assert "capital_yen" in owner.unanswered


def test_plans_ticked_together_are_all_there_are(maker: Owner) -> None:
    maker.says("2割減")
    maker.visitor.choose_several("設備投資", "販路開拓")
    assert maker.stored["plan"] == ["設備投資", "販路開拓"]
    maker.says("300万円")
    seen = set()
    while maker.asked is not None:
        seen.add(maker.asked)
        maker.says("わからない")
    assert not seen & {"plans.new_business_shift", "plans.it_tool_process_codes", "plans.equipment"}


def test_plans_told_in_words_leave_the_others_open(maker: Owner) -> None:
    maker.says("2割減", "機械を入れたい", "300万円").leaves_open_until_offered("販路を広げる")
    assert maker.stored["plan"] == ["設備投資"]
    assert "plans.sales_promotion" not in maker.stored


@pytest.mark.parametrize("none", ["どれも当てはまらない", "いいえ", "どれも違います", "特にない"])
def test_none_of_a_list_is_a_no_to_every_line(maker: Owner, none: str) -> None:
    maker.says("2割減", "機械を入れたい", "300万円").leaves_open_until_offered(TOGETHER).says(none)
    stored = maker.stored
    assert (stored["plans.sales_promotion"], stored["plans.new_business_shift"]) == (False, False)
    assert (stored["plans.it_tool_process_codes"], stored["plans.consortium_size"]) == ([], 1)


def test_lines_of_a_list_are_named_in_words_or_ticked(new_owner: Callable[[], Owner]) -> None:
    stored = []
    for by_button in (True, False):
        owner = new_owner().begins()
        owner.says("栃木県の製造業の株式会社で資本金1000万円、従業員15人", "2割減", "機械を入れたい", "300万円")
        owner.leaves_open_until_offered(TOGETHER)
        if by_button:
            owner.visitor.choose_several("販路を広げる", "新しい事業に乗り出す")
        else:
            owner.says("チラシで販路を広げるのと、新しい事業です")
        stored.append({key: value for key, value in owner.stored.items() if key.startswith("plans.")})
    assert stored[0] == stored[1]
    assert stored[0]["plans.sales_promotion"] is stored[0]["plans.new_business_shift"] is True


def test_the_number_of_companies_is_asked_of_those_who_join_with_others(maker: Owner) -> None:
    maker.says("2割減", "機械を入れたい", "300万円").leaves_open_until_offered(TOGETHER).presses(TOGETHER)
    assert "plans.consortium_size" not in maker.stored
    assert maker.leaves_open_until("plans.consortium_size").says("3社です").stored["plans.consortium_size"] == 3


def test_a_word_after_ticks_replaces_them(maker: Owner) -> None:
    maker.says("2割減")
    maker.visitor.choose_several("設備投資", "販路開拓")
    maker.says("あ、やりたいことは設備投資だけです")
    assert maker.stored["plan"] == ["設備投資"]
    assert maker.asked == "investment_yen"


def test_why_by_button_and_then_an_answer_in_words(owner: Owner) -> None:
    owner.presses("なぜ聞くの？")
    assert owner.asked == "industry"
    owner.says("建設業です")
    assert owner.stored == {"industry": "建設業"}


def test_dont_know_by_button_and_the_answer_in_words_later(owner: Owner) -> None:
    owner.presses("製造業").presses("わからない").says("8人", "思い出した、資本金は800万です")
    assert owner.stored["capital_yen"] == 8_000_000
    assert owner.asked == "sales_change_pct"


@pytest.mark.parametrize(("title", "word"), [("はい", "はい、そうです"), ("いいえ", "いや、してないです")])
def test_yes_and_no_by_button_or_word_store_the_same(new_owner: Callable[[], Owner], title: str, word: str) -> None:
    stored = []
    for answer in ("press", "say"):
        owner = new_owner().begins()
        owner.says("栃木県の製造業の株式会社で資本金1000万円、従業員15人", "2割減", "機械を入れたい", "300万円")
        owner.leaves_open_until("plans.contactless")
        owner = owner.presses(title) if answer == "press" else owner.says(word)
        stored.append(owner.stored["plans.contactless"])
    assert stored[0] is stored[1]


def test_a_button_of_the_summary_opens_one_answer_again(maker: Owner) -> None:
    maker.says("入力内容を確認").presses("従業員数を直す")
    assert maker.asked == "employees"
    maker.says("18人です")
    assert maker.stored["employees"] == 18
    assert maker.asked == "sales_change_pct"


@pytest.mark.parametrize(
    "text",
    [
        "うちだけです",
        "自社だけです",
        "一緒にやる会社はありません",
    ],
)
def test_working_alone_is_told_in_words(maker: Owner, text: str) -> None:
    maker.says("2割減", "機械を入れたい", "300万円").leaves_open_until_offered(TOGETHER).says(text)
    assert maker.stored["plans.consortium_size"] == 1


def test_works_chosen_for_a_tool_by_words_and_by_buttons_are_the_same_codes(new_owner: Callable[[], Owner]) -> None:
    stored = []
    for by_button in (True, False):
        owner = new_owner().begins()
        owner.says("栃木県の小売業の株式会社で資本金1000万円、従業員15人", "2割減", "ITツールを入れたい", "100万円")
        owner.leaves_open_until("plans.it_tool_process_codes")
        if by_button:
            owner.visitor.choose_several("会計・財務・経営", "調達・供給・在庫・物流")
        else:
            owner.says("会計と在庫の管理に使いたい")
        stored.append(sorted(owner.stored["plans.it_tool_process_codes"]))
    assert stored == [["P-03", "P-04"], ["P-03", "P-04"]]
