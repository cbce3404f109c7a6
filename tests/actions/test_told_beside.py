"""Words explained, results wished for, disasters and support told beside the open question."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


@pytest.fixture
def judged(talk_today: Talk) -> Talk:
    talk_today.starts().answers_base(industry="小売業", plan=["販路開拓"], employees=3, prefecture="栃木県")
    talk_today.tells(plan=["販路開拓", "IT導入"])
    return talk_today.finishes()


def text_of(talk: Talk) -> str:
    return "\n".join(message.text or message.response or "" for message in talk.messages)


def asks(talk: Talk, text: str, act: str = "ask_eligibility", **slots: object) -> str:
    talk.does(act, text=text, slots=dict(slots))
    return text_of(talk)


@pytest.mark.parametrize(
    ("text", "act", "told"),
    [
        ("税抜ってなに", "help", "消費税を含めない"),
        ("様式4って何ですか", "ask_documents", "事業支援計画書"),
        ("特定創業支援って何ですか", "help", "証明書"),
        ("娯楽業とは何ですか", "help", "映画館"),
        ("みなし大企業の意味は？", "help", "大企業の支配"),
    ],
)
def test_a_word_is_explained_whatever_is_asked_at_the_time(talk_today: Talk, text: str, act: str, told: str) -> None:
    talk_today.starts().answers_base(investment_yen=None)
    assert talk_today.asked == "investment_yen"
    said = asks(talk_today, text, act)
    assert told in said
    assert "投資予定額とは" not in said
    assert talk_today.asked == "investment_yen"


def test_a_word_that_nobody_explains_is_called_so(judged: Talk) -> None:
    assert "その言葉の説明は、この案内にはありません" in asks(judged, "事業場内最高賃金って何ですか", "help")


def test_hard_words_are_no_answer(talk_today: Talk) -> None:
    talk_today.starts().tells(industry="製造業")
    said = asks(talk_today, "難しい言葉ばかりで分かりません", "dont_know")
    assert "分からない言葉は" in said
    assert talk_today.asked == "capital_yen"
    assert "capital_yen" not in talk_today.state.unanswered


@pytest.mark.parametrize("text", ["けっか", "けっか見せて", "結果出せ", "それでは判定をお願いいたします。"])
@pytest.mark.parametrize("act", ["complain", "show_summary", "affirm"])
def test_the_results_are_shown_however_they_are_asked_for(judged: Talk, text: str, act: str) -> None:
    asks(judged, text, act)
    assert "recommendations" in judged.kinds


@pytest.mark.parametrize("text", ["けっか", "それでは判定をお願いいたします。"])
def test_asked_for_during_the_interview_the_results_end_the_questions(talk_today: Talk, text: str) -> None:
    talk_today.starts().answers_base(investment_yen=None)
    asks(talk_today, text, "affirm")
    assert "profile_summary" in talk_today.kinds


@pytest.mark.parametrize(
    "text",
    ["市役所の創業セミナーを受けました", "商工会議所の創業塾に今年の5月に行きました", "今年の5月に受けました"],
)
def test_support_of_any_kind_is_asked_back_about_with_what_counts(talk_today: Talk, text: str) -> None:
    talk_today.starts().answers_base(industry="小売業", employees=2, plan=["販路開拓"])
    talk_today.is_asked("company.startup_support_in_period")
    said = asks(talk_today, text, "chitchat")
    assert "証明書" in said
    assert talk_today.asked == "company.startup_support_in_period"
    assert "company.startup_support_in_period" not in talk_today.state.answers


@pytest.mark.parametrize("text", ["地震で建物が壊れました", "台風で店がやられた", "大雨で工場が浸水しました"])
def test_who_was_hit_by_a_disaster_gets_sympathy_and_the_question_on_the_area(talk_today: Talk, text: str) -> None:
    talk_today.starts().answers_base(industry="小売業", employees=2, plan=["販路開拓"], prefecture="熊本県").finishes()
    said = asks(talk_today, text, "chitchat")
    assert "お見舞い申し上げます" in said
    assert talk_today.asked == "company.in_disaster_area"
    assert talk_today.state.answers.get("company.disaster_damage") is (None if "台風" in text else True)


def test_a_disaster_is_heard_during_the_interview_too(talk_today: Talk) -> None:
    talk_today.starts().tells(industry="小売業", employees=2, prefecture="熊本県")
    said = asks(talk_today, "地震で建物が壊れました", "chitchat")
    assert "お見舞い申し上げます" in said
    assert talk_today.asked == "company.in_disaster_area"


@pytest.mark.parametrize(
    "text", ["台風で壊れた機械を買い替えたい", "台風の被害はありません", "地震で壊れないように備えています"]
)
def test_a_plan_or_a_disaster_that_spared_one_gets_no_sympathy(talk_today: Talk, text: str) -> None:
    talk_today.starts().tells(industry="小売業", employees=2, prefecture="熊本県")
    assert "お見舞い" not in asks(talk_today, text, "chitchat")


def test_a_fire_is_no_disaster_that_the_state_names_an_area_for(talk_today: Talk) -> None:
    talk_today.starts().tells(industry="小売業", employees=2, prefecture="熊本県")
    assert "お見舞い申し上げます" in asks(talk_today, "火事で店が焼けました", "chitchat")
    assert talk_today.asked == "capital_yen"


def test_a_disaster_that_no_open_question_turns_on_is_left_to_the_office(judged: Talk) -> None:
    judged.tells(**{"company.in_guarantee_area": False})
    said = asks(judged, "台風で店がやられて営業できない", "chitchat")
    assert "お見舞い申し上げます" in said
    assert "窓口で確かめてください" in said
    assert judged.asked is None


@pytest.mark.parametrize("text", ["息子に店ば継がせたい", "息子に会社を継がせたい"])
def test_a_shop_that_is_to_be_handed_on_is_a_plan(judged: Talk, text: str) -> None:
    judged.does("out_of_scope", text=text)
    assert judged.state.answers["plans.business_transfer"] == ["親族や従業員への承継"]


def test_no_disaster_is_stored_of_who_asks_or_was_spared(judged: Talk) -> None:
    before = judged.state.answers
    assert "お見舞い" not in asks(judged, "地震で壊れたら使えますか")
    assert "お見舞い" not in asks(judged, "台風の被害はありません", "chitchat")
    assert judged.state.answers == before


def test_without_a_word_of_the_catalogue_two_applications_are_called_unknown(talk: Talk) -> None:
    talk.starts().answers_base().finishes()
    assert "併用できるかどうかは、この案内では確かめられていません" in asks(talk, "両方申し込めますか")


@pytest.mark.parametrize("asked", ["company.in_disaster_area", "company.disaster_damage"])
def test_a_damage_told_at_the_questions_on_disasters_is_heard_too(talk_today: Talk, asked: str) -> None:
    talk_today.starts().answers_base(industry="小売業", employees=2, plan=["販路開拓"], prefecture="熊本県")
    talk_today.is_asked("company.in_disaster_area")
    if asked.endswith("damage"):
        talk_today.does("choose", choice={"type": "answer", "slot": "company.in_disaster_area", "value": True})
        talk_today.is_asked(asked)
    said = asks(talk_today, "地震で建物が壊れました", "chitchat")
    assert "お見舞い申し上げます" in said
    assert talk_today.state.answers["company.disaster_damage"] is True
    assert "company.in_disaster_area" in talk_today.state.answers or talk_today.asked == "company.in_disaster_area"
