"""Answers corrected later: the new one counts, the old one is gone, the open question comes again."""

from __future__ import annotations

import pytest

from tests.bot.conversations.judging import MAKER, statuses
from tests.bot.conversations.owner import VERDICT_NOW, Owner


@pytest.mark.parametrize(
    "text",
    [
        "やっぱり5人です",
        "すみません、5人の間違いでした",
        "あ、8人じゃなくて5人やわ",
        "ごめん5人だった",
        "訂正 従業員5名",
        "さっきの8人はパートも入ってました。社員だけだと5人です",
    ],
)
def test_a_headcount_given_a_turn_ago_is_replaced_in_any_voice(owner: Owner, text: str) -> None:
    owner.says("製造業", "300万円", "8人です").says(text)
    assert owner.stored["employees"] == 5
    assert owner.asked == "sales_change_pct"


def test_a_correction_that_names_its_fact_leaves_the_open_question_open(owner: Owner) -> None:
    owner.says("建設業です", "300万円", "12人", "2割減").says("資本金、さっき300万って言ったけど500万の間違いでした")
    assert owner.stored["capital_yen"] == 5_000_000
    assert owner.stored["employees"] == 12
    assert owner.asked == "prefecture"


def test_another_trade_replaces_the_first(owner: Owner) -> None:
    owner.says("製造業です").says("すいません、うちは製造じゃなくて卸売業でした")
    assert owner.stored == {"industry": "卸売業"}
    assert owner.asked == "capital_yen"


def test_a_decline_that_was_a_rise_is_no_decline_any_more(maker: Owner) -> None:
    maker.says("3割減りました").says("違う違う、減ったんじゃなくて売上は増えたの")
    stored = maker.stored
    assert stored.get("sales_change_pct") is None
    assert stored["sales_change_range"] == [0, None]


def test_an_exact_number_replaces_a_range(owner: Owner) -> None:
    owner.says("製造業", "1000万円", "10人から15人くらいです").says("数えたら従業員は12人でした")
    assert owner.stored["employees"] == 12
    assert "employees_range" not in owner.stored


def test_another_prefecture_replaces_the_first(maker: Owner) -> None:
    maker.says("あ、本社は栃木じゃなくて群馬です")
    assert maker.stored["prefecture"] == "群馬県"
    assert maker.asked == "sales_change_pct"


def test_a_sole_proprietor_who_is_a_company_after_all_is_asked_for_the_capital(owner: Owner) -> None:
    owner.says("小売業です", "個人です")
    assert owner.stored["legal_form"] == "個人事業主"
    owner.says("ごめんなさい、去年法人にして今は合同会社です")
    assert owner.stored["legal_form"] == "合同会社"
    assert owner.stored.get("capital_yen") is None
    assert owner.asked == "capital_yen"


def test_a_number_taken_back_without_another_is_not_kept(owner: Owner) -> None:
    owner.says("製造業です", "1000万円").says("さっきの資本金は取り消してください。正確にはわかりません")
    assert owner.stored.get("capital_yen") is None


def test_a_correction_at_the_summary_brings_the_summary_again(maker: Owner) -> None:
    maker.says("15%減", "機械を入れたい", "300万円", VERDICT_NOW)
    assert maker.may_confirm
    maker.says("従業員、やっぱり21人です")
    assert maker.may_confirm
    assert maker.stored["employees"] == 21


def test_a_correction_after_the_verdict_judges_again(judged: Owner) -> None:
    before = statuses(MAKER)
    judged.says("すみません、従業員は15人じゃなくて25人でした")
    after = statuses(MAKER | {"employees": 25})
    assert judged.judged == after
    assert {frame for frame in after if after[frame] != before[frame]} == {"jizokuka_teikansen", "jizokuka_tsujo"}


def test_the_bot_says_the_old_and_the_new_number(owner: Owner) -> None:
    owner.says("製造業", "300万円", "8人です", "やっぱり5人です")
    assert "8人" in owner.said_back
    assert "5人" in owner.said_back


def test_a_recount_that_names_no_fact_but_its_unit_replaces_the_headcount(maker: Owner) -> None:
    maker.says("2割減", "機械を入れたい").says("ごめん、数え直したら18人で合ってた")
    assert maker.stored["employees"] == 18
    assert maker.asked == "investment_yen"


def test_two_corrections_of_one_answer_leave_the_last(maker: Owner) -> None:
    maker.says("2割減", "やっぱり3割減", "いや、25%減が正しいです")
    assert maker.stored["sales_change_pct"] == -25


def test_going_back_and_answering_anew_replaces_the_answer(owner: Owner) -> None:
    owner.says("製造業", "300万円").says("一つ戻って")
    assert owner.asked == "capital_yen"
    owner.says("800万円")
    assert owner.stored == {"industry": "製造業", "capital_yen": 8_000_000}
    assert owner.asked == "employees"
