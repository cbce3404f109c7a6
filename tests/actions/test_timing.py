"""Questions on when: the period of a project, the results, a raise of wages ahead of time, a business not yet open."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

GENERAL = "jizokuka_general_normal"
DEADLINE = "12月15日"
PERIOD = "交付決定日から2028年3月31日までです"
UNKNOWN_PERIOD = "この案内では確かめられていません"


@pytest.fixture
def judged(talk_today: Talk) -> Talk:
    talk_today.starts().answers_base(employees=5, plan=["販路開拓"], investment_yen=900_000)
    return talk_today.finishes()


def text_of(talk: Talk) -> str:
    return "\n".join(message.text or message.response or "" for message in talk.messages)


def looks_at(talk: Talk, frame: str) -> None:
    talk.does("choose", choice={"type": "act", "act": "detail", "frame": frame})


@pytest.mark.parametrize(
    "words",
    [
        "事業期間は？",
        "補助事業の期間はいつまでですか",
        "いつまでにお金を使えばいい？",
        "いつまでに買えばいいですか",
        "補助金の使い道の期限は？",
        "設備はいつまでに入れればいいの？",
        "支払いの期限は",
        "実績報告はいつまでですか",
        "いつまでに工事を終わらせればいいですか",
    ],
)
def test_the_period_of_the_project_is_told_and_not_the_deadline_of_the_call(judged: Talk, words: str) -> None:
    looks_at(judged, GENERAL)
    judged.does("ask_deadline", text=words)
    assert PERIOD in text_of(judged)
    assert "出典" in text_of(judged)
    assert DEADLINE not in text_of(judged)


@pytest.mark.parametrize("act", ["ask_deadline", "ask_amount", "out_of_scope", "help"])
def test_where_no_period_is_known_that_is_said(judged: Talk, act: str) -> None:
    looks_at(judged, "gyomu_kaizen_c90")
    judged.does(act, text="事業期間は？")
    assert UNKNOWN_PERIOD in text_of(judged)
    assert "11月30日" not in text_of(judged)


def test_the_period_of_a_programme_named_before_the_verdict_is_told(talk_today: Talk) -> None:
    talk_today.starts().does("ask_program", slots={"program": "持続化補助金"}, text="持続化補助金の一般型って何")
    talk_today.does("ask_deadline", text="事業期間は？")
    assert PERIOD in text_of(talk_today)
    assert talk_today.asked == "industry"


def test_the_period_told_for_2021_is_that_of_its_notes(talk: Talk) -> None:
    talk.starts().answers_base(plan=["IT導入"]).finishes()
    looks_at(talk, "it_c")
    talk.does("ask_deadline", text="事業期間は？")
    assert "交付決定のあと約6か月です" in text_of(talk)


@pytest.mark.parametrize(
    "words",
    [
        "結果発表はいつ？",
        "結果はいつ分かりますか",
        "採択発表はいつですか",
        "いつ結果が出ますか",
        "採択はいつ決まるの？",
    ],
)
def test_the_day_of_the_results_is_told_and_not_the_deadline(judged: Talk, words: str) -> None:
    looks_at(judged, GENERAL)
    judged.does("ask_deadline", text=words)
    assert "第20回公募の結果は、2027年3月頃の予定とされています" in text_of(judged)
    assert DEADLINE not in text_of(judged)


def test_results_that_nobody_knows_of_are_said_to_be_unknown(judged: Talk) -> None:
    looks_at(judged, "digital_ai_2026_invoice")
    judged.does("ask_deadline", text="結果発表はいつ？")
    assert "7次公募の結果がいつ出るかは、この案内では確かめられていません" in text_of(judged)
    assert "6次公募は、交付決定は2026年12月10日の予定とされています" in text_of(judged)
    assert "12月1日" not in text_of(judged)


def test_the_results_of_a_call_that_is_over_are_those_of_its_last_round(judged: Talk) -> None:
    judged.does("ask_deadline", text="新事業進出・ものづくり補助金の結果発表はいつ？", slots={
        "program": "新事業進出・ものづくり補助金"})  # fmt: skip
    assert "第1回公募は、2027年1月頃の予定とされています" in text_of(judged)


def test_the_results_of_this_guidance_are_no_results_of_a_programme(talk_today: Talk) -> None:
    talk_today.starts().does("help", text="結果はいつ出ますか")
    assert "予定とされています" not in text_of(talk_today)


@pytest.mark.parametrize(
    "words",
    [
        "申請はいつまで？",
        "締め切りはいつですか",
        "様式4はいつまでに出せばいいですか",
        "いつまでに申し込めばいい",
        "この補助金はいつまで使えますか",
    ],
)
def test_the_deadline_is_told_as_ever(judged: Talk, words: str) -> None:
    looks_at(judged, GENERAL)
    judged.does("ask_deadline", text=words)
    assert DEADLINE in text_of(judged)
    assert "2028年" not in text_of(judged)


@pytest.mark.parametrize(
    "words",
    [
        "先に時給を上げてもいいですか",
        "賃上げは先にしてもいい？",
        "もう時給を上げてしまっても大丈夫ですか",
        "申請の前に賃金を引き上げたらだめですか",
        "時給はいつ上げればいいですか",
        "もう時給を上げてしまいました",
        "賃上げしてからでも申請できますか",
        "給料先に上げといていい？",
    ],
)
def test_a_raise_before_the_application_is_answered_like_an_early_order(talk_today: Talk, words: str) -> None:
    talk_today.starts().answers_base(plan=["賃上げ"]).tells(**{"company.below_new_minimum_wage": True})
    talk_today.finishes().does("out_of_scope", text=words)
    assert "業務改善助成金" in text_of(talk_today)
    assert "引き上げるのは、交付申請の後です。" in text_of(talk_today)


def test_a_raise_in_a_programme_that_says_nothing_of_its_day_is_not_judged(judged: Talk) -> None:
    looks_at(judged, "shoryokuka_general_general")
    judged.does("out_of_scope", text="先に給料を上げてもいいですか")
    assert "確かめられていません" in text_of(judged)
    assert "交付申請の後" not in text_of(judged)


def test_a_special_case_that_counts_on_an_announcement_says_when(judged: Talk) -> None:
    looks_at(judged, GENERAL)
    judged.does("out_of_scope", text="先に給料を上げてもいいですか")
    assert "賃金引上げ特例：" in text_of(judged)
    assert "採択から交付決定までに従業員に表明します" in text_of(judged)


@pytest.mark.parametrize("words", ["賃上げをしたい", "時給を50円上げます", "もし時給を90円上げたら？"])
def test_a_plan_to_raise_wages_is_no_question_whether_to_do_so_early(judged: Talk, words: str) -> None:
    judged.does("inform", text=words)
    assert "交付申請の後" not in text_of(judged)


@pytest.mark.parametrize(
    "words",
    [
        "まだ開業していませんが使えますか",
        "来年開業する予定ですが申し込めますか",
        "開業前でも申請できますか",
        "これから創業するのですが対象になりますか",
        "開業前でもいけるんか",
    ],
)
@pytest.mark.parametrize("act", ["ask_eligibility", "out_of_scope", "inform"])
def test_who_has_not_opened_yet_is_told_which_programmes_need_it(talk_today: Talk, words: str, act: str) -> None:
    talk_today.starts().does(act, text=words)
    assert "持続化補助金（一般型）：「すでに開業していること」" in text_of(talk_today)
    assert "持続化補助金（創業型）：「開業日" in text_of(talk_today)
    assert "会社の規模の見方" not in text_of(talk_today)
    assert talk_today.asked == "industry"


@pytest.mark.parametrize("words", ["まだです", "これから開業します", "開業届を出していませんが大丈夫ですか"])
def test_what_asks_nothing_of_a_business_not_open_is_left_to_others(talk_today: Talk, words: str) -> None:
    talk_today.starts().does("inform", text=words)
    assert "すでに開業していること" not in text_of(talk_today)


@pytest.mark.parametrize("words", ["IT導入補助金の締め切りは？", "デジタル化・AI導入補助金はいつまでですか"])
def test_a_programme_named_after_what_is_brought_in_is_asked_for_its_deadline(judged: Talk, words: str) -> None:
    judged.does("ask_deadline", text=words, slots={"program": "デジタル化・AI導入補助金"})
    assert "お金を使い終える期間" not in text_of(judged)


def test_the_day_of_the_verdict_is_no_question_on_results(judged: Talk) -> None:
    judged.does("help", text="この判定結果はいつの時点ですか")
    assert "審査の結果の時期" not in text_of(judged)
