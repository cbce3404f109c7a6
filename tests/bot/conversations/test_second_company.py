"""A second company in one session: its verdict rests on its own answers alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bot.conversations.judging import statuses
from tests.bot.conversations.owner import VERDICT_NOW, Owner

WISHES = [
    "別の会社の分もお願いします",
    "もう一社やってるんですが、そっちも見てもらえますか",
    "嫁の会社のほうも調べたいんだけど",
]


@pytest.mark.parametrize("text", WISHES)
def test_the_wish_for_another_company_begins_anew_or_says_how(judged: Owner, text: str) -> None:
    judged.says(text)
    began_anew = judged.asked == "industry"
    assert began_anew or "やり直" in judged.said_back or "やり直す" in judged.visitor.buttons()


def test_the_second_company_is_judged_by_its_own_answers(judged: Owner) -> None:
    judged.says(
        "やり直す", "小売業の合同会社で、群馬です", "100万円", "3人です", "売上は2割減", "チラシを作りたい", "40万円"
    )
    judged.says(VERDICT_NOW).accepts()
    profile = {
        "industry": "小売業",
        "legal_form": "合同会社",
        "prefecture": "群馬県",
        "capital_yen": 1_000_000,
        "employees": 3,
        "sales_decline": {"any_3_of_last_6_months_vs_precovid_pct": 20},
        "planned_investment_yen": 400_000,
        "plans": {"sales_promotion": True},
    }
    assert judged.judged == statuses(profile)
    assert judged.judged["jizokuka_tsujo"] == "eligible"


def test_a_sole_proprietor_after_a_company_has_no_capital_of_that_company(judged: Owner) -> None:
    judged.says("やり直す", "個人で居酒屋をやってます")
    assert judged.stored.get("capital_yen") in (None, 0)
    assert judged.stored["legal_form"] == "個人事業主"
    assert judged.asked == "employees"


def test_two_owners_at_once_do_not_mix(new_owner: Callable[[], Owner]) -> None:
    first, second = new_owner().begins(), new_owner().begins()
    first.says("製造業です")
    second.says("小売業です")
    first.says("1000万円")
    second.says("300万円")
    assert first.stored == {"industry": "製造業", "capital_yen": 10_000_000}
    assert second.stored == {"industry": "小売業", "capital_yen": 3_000_000}


def test_a_button_of_the_first_company_does_not_carry_its_other_answers_over(owner: Owner) -> None:
    old = owner.visitor.choice("建設業")
    owner.says("製造業です", "1000万円", "やり直す", "小売業です")
    owner.visitor.choose_id(old)
    assert owner.stored == {"industry": "建設業"}
