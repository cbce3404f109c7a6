"""The interview: order of questions, answers, refusals, moving about, side questions."""

from __future__ import annotations

import pytest

from actions.slots import BASE_TOPICS
from tests.actions.conftest import Talk


def test_the_greeting_says_what_is_covered_and_asks_consent_before_any_question(talk: Talk) -> None:
    talk.does("start")
    assert talk.kinds == ["text", "notice", "text", "notice"]
    assert talk.part("notice")["topic"] == "data_age"
    assert talk.messages[-1].custom == {"kind": "notice", "version": 1, "topic": "consent", "accept": 0}


def test_text_sent_before_consent_is_answered_after_it(talk: Talk) -> None:
    talk.does("start")
    talk.tells(industry="小売業")
    assert talk.state.answers == {}
    talk.does("affirm")
    assert talk.state.answers == {"industry": "小売業"}
    assert talk.asked == "capital_yen"


def test_a_first_word_without_a_start_event_brings_greeting_and_consent(talk: Talk) -> None:
    talk.does("ask_program", slots={"program": "IT導入補助金"})
    assert "notice" in talk.kinds
    talk.presses("同意して始める")
    assert any("IT導入補助金" in text for text in talk.said)


def test_nothing_is_asked_of_somebody_who_does_not_consent(talk: Talk) -> None:
    talk.does("start")
    talk.presses("同意しない")
    assert talk.asked is None
    assert talk.said == ["utter_declined"]


def test_the_base_topics_come_in_their_order(talk: Talk) -> None:
    talk.starts()
    seen = []
    for _ in BASE_TOPICS:
        seen.append(talk.asked)
        talk.does("dont_know")
    assert tuple(seen) == BASE_TOPICS


def test_several_facts_in_one_sentence_are_taken_at_once_and_not_asked_again(talk: Talk) -> None:
    talk.starts().tells(industry="卸売業", employees=12, prefecture="栃木県")
    assert talk.asked == "capital_yen"
    talk.tells(capital_yen=10_000_000)
    assert talk.asked == "sales_change_pct"


def test_capital_is_not_asked_of_a_sole_proprietor(talk: Talk) -> None:
    talk.starts().tells(industry="飲食店", legal_form="個人事業主")
    assert talk.asked == "employees"


def test_a_range_is_kept_as_a_range(talk: Talk) -> None:
    talk.starts().tells(industry="製造業", capital_yen=400_000_000)
    talk.tells(employees_range=[10, 20])
    assert talk.state.answers["employees_range"] == [10, 20]
    assert talk.asked == "sales_change_pct"


def test_an_exact_number_replaces_a_range(talk: Talk) -> None:
    talk.starts().tells(employees_range=[10, 20])
    talk.tells(employees=18)
    assert talk.state.answers == {"employees": 18}


def test_every_question_shows_progress_and_how_many_verdicts_it_decides(talk: Talk) -> None:
    talk.starts()
    question = talk.part("question")
    assert question["slot"] == "industry"
    assert question["progress"]["answered"] == 0
    assert question["progress"]["remaining_at_most"] >= len(BASE_TOPICS)
    assert question["decides"] == 16


def test_an_ask_back_offers_its_candidates_and_stores_nothing(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("inform", confirm={"capital_yen": [3_000_000, 300]})
    assert talk.part("question")["confirm"] == [3_000_000, 300]
    assert "capital_yen" not in talk.state.answers
    talk.presses("300万円")
    assert talk.state.answers["capital_yen"] == 3_000_000


def test_yes_to_an_ask_back_with_one_candidate_takes_it(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("inform", confirm={"capital_yen": [3_000_000]})
    talk.does("affirm")
    assert talk.state.answers["capital_yen"] == 3_000_000


def test_no_to_an_ask_back_asks_the_question_again(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("inform", confirm={"capital_yen": [3_000_000]})
    talk.does("deny")
    assert talk.asked == "capital_yen"
    assert "confirm" not in talk.part("question")


def test_a_plain_answer_to_an_ask_back_wins_over_its_candidates(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("inform", confirm={"capital_yen": [3_000_000]})
    talk.tells(capital_yen=5_000_000)
    assert talk.state.answers["capital_yen"] == 5_000_000
    assert talk.asked == "employees"


def test_an_ask_back_without_candidates_asks_for_the_value(talk: Talk) -> None:
    talk.starts().tells(industry="飲食店", legal_form="個人事業主")
    talk.does("inform", confirm={"employees": []})
    assert talk.said == ["utter_again_employees"]
    assert talk.asked == "employees"


@pytest.mark.parametrize(("act", "why"), [("dont_know", "unknown"), ("skip", "refused")])
def test_a_question_left_open_is_not_asked_again(talk: Talk, act: str, why: str) -> None:
    talk.starts().does(act)
    assert talk.state.unanswered == {"industry": why}
    assert talk.asked == "capital_yen"


def test_an_answer_given_later_fills_what_was_left_open(talk: Talk) -> None:
    talk.starts().does("dont_know")
    talk.tells(industry="製造業")
    assert talk.state.unanswered == {}
    assert talk.state.answers == {"industry": "製造業"}


def test_a_correction_says_old_and_new_and_returns_to_the_open_question(talk: Talk) -> None:
    talk.starts().tells(industry="製造業", capital_yen=3_000_000, employees=8)
    talk.does("correct", slots={"employees": 5})
    assert "8人" in talk.said[0]
    assert "5人" in talk.said[0]
    assert talk.asked == "sales_change_pct"
    assert talk.state.answers["employees"] == 5


def test_a_correction_that_names_no_fact_means_the_answer_given_last(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.tells(capital_yen=3_000_000)
    talk.does("correct", text="ごめんなさい、300万は私の分だけでした。親の分も合わせると500万です")
    assert talk.state.answers["capital_yen"] == 5_000_000
    assert talk.asked == "employees"


def test_a_correction_without_a_value_shows_what_was_entered(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("correct")
    assert "profile_summary" in talk.kinds


def test_a_button_offered_earlier_corrects_its_answer(talk: Talk) -> None:
    talk.starts()
    early = next(b for m in talk.messages for b in m.buttons if b.title == "小売業")
    talk.presses("製造業")
    talk.does("choose", choice=early.payload)
    assert talk.state.answers == {"industry": "小売業"}
    assert talk.asked == "capital_yen"


def test_several_ticked_plans_are_one_answer(talk: Talk) -> None:
    talk.starts()
    talk.does(
        "choose", choice={"multi": [{"type": "answer", "slot": "plan", "value": [v]} for v in ("設備投資", "販路開拓")]}
    )
    assert talk.state.answers == {"plan": ["設備投資", "販路開拓"]}


def test_ticks_beside_another_button_count_alone(talk: Talk) -> None:
    talk.starts()
    other = {"type": "act", "act": "dont_know", "slot": "plan"}
    talk.does("choose", choice={"multi": [other, {"type": "answer", "slot": "plan", "value": ["設備投資"]}]})
    assert talk.state.answers == {"plan": ["設備投資"]}


def test_plans_told_in_words_say_nothing_of_other_plans(talk: Talk) -> None:
    talk.starts().answers_base(plan=["販路開拓"]).goes_on_to("plans.equipment")
    assert "plans.equipment" not in talk.state.answers


def test_plans_chosen_from_the_list_are_all_there_are(talk: Talk) -> None:
    talk.starts().answers_base(plan=None)
    talk.does("choose", choice={"multi": [{"type": "answer", "slot": "plan", "value": ["販路開拓"]}]})
    while talk.asked is not None:
        assert talk.asked not in ("plans.equipment", "plans.it_tool_process_codes", "plans.new_business_shift")
        talk.does("dont_know")


def test_no_tool_at_all_is_an_answer_to_the_question_on_tools(talk: Talk) -> None:
    talk.starts().answers_base(plan=["IT導入"])
    talk.is_asked("plans.it_tool_process_codes")
    talk.presses("ITツールは入れない")
    assert talk.state.answers["plans.it_tool_process_codes"] == []


def test_yes_and_no_answer_a_yes_no_question_of_the_engine(talk: Talk) -> None:
    talk.starts().answers_base()
    talk.is_asked("plans.contactless")
    talk.does("affirm")
    assert talk.state.answers["plans.contactless"] is True


def test_a_plain_number_answers_a_counting_question_of_the_engine(talk: Talk) -> None:
    talk.starts().answers_base().goes_on_to("plans.consortium_size")
    talk.presses("ほかの会社と一緒に取り組む")
    talk.is_asked("plans.consortium_size")
    talk.does("inform", text="3社です")
    assert talk.state.answers["plans.consortium_size"] == 3


def test_tyres_keep_the_detail_of_their_trade_and_lose_it_with_another_trade(talk: Talk) -> None:
    talk.starts().tells(industry="ゴム製品製造業", industry_detail="タイヤ")
    assert talk.state.answers["industry_detail"] == "タイヤ"
    talk.does("correct", slots={"industry": "小売業"})
    assert "industry_detail" not in talk.state.answers


@pytest.mark.parametrize(("detail", "status"), [("娯楽業", "eligible"), (None, "ineligible")])
def test_amusement_is_told_and_counts_as_small_up_to_twenty_people(
    talk_today: Talk, detail: str | None, status: str
) -> None:
    talk_today.starts().answers_base(industry="サービス業", industry_detail=detail, plan=["販路開拓"]).finishes()
    items = {item["id"]: item["status"] for item in talk_today.part("recommendations")["items"]}
    assert items["jizokuka_general_normal"] == status
    talk_today.does("show_summary")
    assert ("娯楽業" in talk_today.said[0]) is (detail is not None)


def test_who_chose_service_and_may_be_in_amusement_is_told_so_and_judged_anew_by_a_button(talk_today: Talk) -> None:
    talk_today.starts().answers_base(industry="サービス業", employees=12, plan=["販路開拓"]).finishes()
    assert any("娯楽業でしたら" in text for text in talk_today.said)
    talk_today.presses("娯楽業です")
    assert talk_today.said[0] == "業種の詳しい内容は「娯楽業」ですね。"
    assert "・持続化補助金（一般型） 通常枠：「要件に合いません」→「要件に合いそうです」" in talk_today.said[1]
    assert not any("娯楽業でしたら" in text for text in talk_today.said)


@pytest.mark.parametrize(("industry", "employees"), [("サービス業", 5), ("サービス業", 21), ("小売業", 12)])
def test_nothing_is_said_of_amusement_where_it_would_change_nothing(
    talk_today: Talk, industry: str, employees: int
) -> None:
    talk_today.starts().answers_base(industry=industry, employees=employees, plan=["販路開拓"]).finishes()
    assert not any("娯楽業" in text for text in talk_today.said)


def test_work_named_in_own_words_answers_the_question_on_tools_whatever_it_sounds_like(talk: Talk) -> None:
    talk.starts().answers_base(plan=["IT導入"])
    talk.is_asked("plans.it_tool_process_codes")
    talk.does("ask_eligibility", text="予約管理とか在庫とか")
    assert talk.state.answers["plans.it_tool_process_codes"] == ["P-01", "P-03"]


def test_a_question_with_such_a_word_is_still_a_question(talk: Talk) -> None:
    talk.starts().answers_base(plan=["IT導入"])
    talk.is_asked("plans.it_tool_process_codes")
    talk.does("ask_eligibility", text="在庫管理のソフトは対象になりますか？")
    assert "plans.it_tool_process_codes" not in talk.state.answers


def test_the_plans_say_how_many_verdicts_they_decide(talk: Talk) -> None:
    talk.starts().tells(industry="製造業", capital_yen=10_000_000, employees=5, sales_change_pct=-15)
    talk.tells(prefecture="栃木県", legal_form="株式会社")
    assert talk.asked == "plan"
    assert talk.part("question")["decides"] > 5
