"""Wishes beside the interview: the verdict now, another company, when the money comes, what was pointed at."""

from __future__ import annotations

import pytest

from actions.money import is_near
from subsidy.near_miss import NearMiss
from tests.actions.conftest import Talk


@pytest.mark.parametrize("act", ["handoff", "ask_contact", "complain", "correct"])
@pytest.mark.parametrize("text", ["この内容で判定して", "この内容で判定する", "とりあえず今の分で結果出して"])
def test_a_wish_for_the_verdict_is_none_for_staff(talk: Talk, act: str, text: str) -> None:
    talk.starts().tells(industry="製造業")
    talk.does(act, text=text)
    assert talk.said[0] == "utter_hurried"
    assert talk.kinds[-1] == "profile_summary"


def test_a_wish_to_show_the_result_to_staff_is_one_for_staff(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("handoff", text="担当者に結果を見せたい")
    assert not talk.state.hurried


def test_asked_for_at_the_summary_the_verdict_comes_at_once(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("handoff", text="この内容で判定して")
    talk.does("handoff", text="この内容で判定する")
    assert "recommendations" in talk.kinds


def test_a_verdict_on_too_little_names_what_is_missing_and_no_outcome(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("affirm", text="もう判定して")
    talk.presses("この内容で判定する")
    introduction = talk.said[0]
    assert "まだ決まらない枠が16あります" in introduction
    assert "分かると、判定が進みます" in introduction
    assert "見つかりませんでした" not in introduction


def test_who_leaves_question_after_question_open_hears_that_it_may_end(talk: Talk) -> None:
    talk.starts().answers_base()
    for _ in range(30):
        talk.does("skip")
        if "utter_may_stop" in talk.said:
            break
    talk.presses("ここまでで判定する")
    assert talk.kinds[-1] == "profile_summary"


@pytest.mark.parametrize(
    "text",
    [
        "もう一社やってるんですが、そっちも見てもらえますか",
        "嫁の会社のほうも調べたいんだけど",
        "別の会社の分もお願いします",
        "2社目も診断してほしい",
        "別の会社もやってるんだけど、そっちも見て",
    ],
)
@pytest.mark.parametrize("act", ["restart", "start_checklist", "inform", "deny"])
def test_another_company_is_offered_a_fresh_start_and_nothing_is_erased_unasked(
    talk: Talk, act: str, text: str
) -> None:
    talk.starts().tells(industry="製造業")
    talk.does(act, text=text)
    assert talk.said == ["utter_other_company"]
    assert talk.state.answers == {"industry": "製造業"}
    talk.presses("やり直す")
    assert talk.state.answers == {}


def test_partners_are_no_other_company(talk: Talk) -> None:
    talk.starts().answers_base().goes_on_to("plans.consortium_size")
    talk.does("inform", text="ほかの会社と一緒にやります")
    assert "utter_other_company" not in talk.said


def test_a_question_about_starting_again_erases_nothing(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("restart", text="最初からやり直したらさっきの答えは消えるの？")
    assert talk.said == ["utter_restart_erases"]
    assert talk.state.answers == {"industry": "製造業"}


@pytest.mark.parametrize(
    "text", ["お金はいつもらえますか", "補助金は前払いですか", "先に立て替えるの？", "いつお金入る？"]
)
def test_when_the_money_comes_is_told_by_the_catalogue_with_its_source(talk_today: Talk, text: str) -> None:
    talk_today.starts().does("ask_amount", text=text)
    assert "あと払い" in talk_today.said[0]
    assert "出典：" in talk_today.said[0]
    assert talk_today.asked == "industry"


def test_what_no_document_tells_of_the_payment_is_said_to_be_unknown(talk: Talk) -> None:
    talk.starts().does("ask_amount", text="お金はいつもらえますか")
    assert "手元の資料に書かれていません" in talk.said[0]


def test_a_question_on_all_programmes_at_once_is_answered_shortly(talk_today: Talk) -> None:
    talk_today.starts().does("ask_amount", text="いくらもらえるの")
    assert "制度ごとに違います" in talk_today.said[0]
    assert len(talk_today.said[0]) <= 120
    assert talk_today.asked == "industry"


def test_the_first_of_the_list_is_opened_by_its_place(talk: Talk) -> None:
    talk.starts().answers_base().finishes()
    first = talk.part("recommendations")["items"][0]
    talk.does("ask_program", text="一番上のをくわしく")
    assert f"{first['name']} {first['frame']}" in talk.said[0]
    assert talk.state.frame == first["id"]


def test_a_place_that_the_page_does_not_have_opens_nothing(talk: Talk) -> None:
    talk.starts().does("ask_program", text="4番目をくわしく")
    assert talk.state.frame is None


@pytest.mark.parametrize("act", ["privacy", "nlu_fallback", "chitchat"])
def test_the_title_of_a_button_typed_means_the_button(talk: Talk, act: str) -> None:
    talk.starts().answers_base().finishes()
    before = [item["id"] for item in talk.part("recommendations")["items"] if item["shown"]]
    talk.does(act, text="ほかも見る")
    after = [item["id"] for item in talk.part("recommendations")["items"] if item["shown"]]
    assert after
    assert not set(before) & set(after)


def test_frames_for_what_nobody_spoke_of_come_after_those_that_were(talk_today: Talk) -> None:
    talk_today.starts().answers_base(plan=["販路開拓"]).finishes()
    items = [item["id"] for item in talk_today.part("recommendations")["items"]]
    assert items.index("jizokuka_general_normal") < items.index("digital_ai_2026_invoice")


def test_a_frame_nobody_spoke_of_is_shown_as_such_and_without_an_estimate(talk_today: Talk) -> None:
    talk_today.starts().answers_base(plan=["販路開拓"]).finishes()
    card = card_of(talk_today, "電子取引類型")
    assert "まだ伺っていない取り組みです" in card
    assert "見込み" not in card


def card_of(talk: Talk, name: str) -> str:
    """The card of a frame, as it is told, from the list that goes on behind its button."""
    for _ in range(8):
        card = next((part for said in talk.said for part in said.split("■") if name in part.partition("：")[0]), "")
        if card:
            return card
        talk.presses("ほかも見る")
    raise AssertionError(f"no card of {name}")


def test_a_card_that_fits_tells_what_people_decide(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    assert "窓口や審査で決まる点：指定業種" in card_of(talk_today, "セーフティネット保証5号")


def test_an_estimate_that_a_smaller_software_would_not_reach_says_so(talk_today: Talk) -> None:
    talk_today.starts().answers_base(plan=["IT導入"], investment_yen=3_000_000)
    talk_today.is_asked("plans.it_tool_process_codes")
    talk_today.does("choose", choice={"type": "answer", "slot": "plans.it_tool_process_codes", "value": ["P-04"]})
    talk_today.finishes()
    card = card_of(talk_today, "インボイス対応類型")
    assert "見込み208万3,333円" in card
    assert "1つの機能だけのソフトは、上限が50万円です" in card
    talk_today.does("correct", slots={"investment_yen": 500_000})
    talk_today.finishes()
    assert "1つの機能だけ" not in card_of(talk_today, "インボイス対応類型")


def test_a_list_left_without_software_answers_for_every_kind_of_it(talk_today: Talk) -> None:
    talk_today.starts().answers_base(plan=["販路開拓"]).goes_on_to("plans.it_tool_process_codes")
    talk_today.presses("どれも当てはまらない")
    answers = talk_today.state.answers
    assert answers["plans.it_tool_process_codes"] == []
    software = ("plans.invoice_software", "plans.etransaction", "plans.security_service")
    assert [answers[field] for field in software] == [False, False, False]


def test_software_that_nobody_chose_from_the_list_is_not_planned(talk_today: Talk) -> None:
    talk_today.starts().answers_base()
    talk_today.does("choose", choice={"type": "answer", "slot": "plan", "value": ["販路開拓"]})
    talk_today.finishes()
    status = {item["id"]: item["status"] for item in talk_today.part("recommendations")["items"]}
    assert (status["digital_ai_2026_invoice"], status["digital_ai_2026_security"]) == ("ineligible", "ineligible")


@pytest.mark.parametrize("topic", ["何人まで雇えますか", "資本金いくらまでなら使えますか"])
def test_no_limit_is_told_that_fewer_people_or_less_capital_would_meet(talk: Talk, topic: str) -> None:
    talk.starts().answers_base(employees=40, capital_yen=400_000_000).finishes()
    talk.does("ask_eligibility", text=topic)
    assert "判定が変わ" in talk.said[0] or "変わる判定" in talk.said[0]
    assert "◇ 0" not in talk.said[0]
    assert "◇ 20人" not in talk.said[0]


def test_a_cap_one_yen_short_of_a_round_sum_is_said_as_less_than_that(talk: Talk) -> None:
    talk.starts().answers_base(plan=["IT導入"], investment_yen=2_000_000).is_asked("plans.it_tool_process_codes")
    talk.does("choose", choice={"type": "answer", "slot": "plans.it_tool_process_codes", "value": ["P-04"]})
    talk.finishes()
    item = next(item for item in talk.part("recommendations")["items"] if item["id"] == "it_a")
    assert item["max_subsidy_yen"] == 1_499_999
    talk.does("ask_program", slots={"program": "IT導入補助金"}, text="IT導入補助金のA類型をくわしく")
    talk.does("choose", choice={"type": "act", "act": "detail", "frame": "it_a"})
    assert any("150万円未満" in said for said in talk.said)
    assert not any("9,999円" in said for said in talk.said)
    assert not any("P-0" in said for said in talk.said)


@pytest.mark.parametrize(
    ("value", "bound", "changeable", "near"),
    [(5, 10, True, True), (4, 10, True, False), (24, 20, False, True), (30, 20, False, False), (10, 10, True, False)],
)
def test_only_near_misses_are_told_as_such(value: int, bound: int, changeable: bool, near: bool) -> None:
    assert is_near(NearMiss("c", "f", "at_least", value, bound, changeable)) is near
