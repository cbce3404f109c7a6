"""The owner answers what he is asked, in his own way, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.coaching.data import data
from bot.coaching.figures import left_open, rounded
from bot.coaching.persona import Persona, shuffled
from bot.coaching.talk import MOST_LINES, Talk, replay
from subsidy import Engine


@pytest.fixture
def press(personas: Mapping[str, Persona], engine: Engine) -> Talk:
    return Talk(personas["press"], engine)


def voice(talk: Talk) -> dict[str, str]:
    return data("voices")["voices"][talk.persona.voice]


def test_he_tells_only_what_he_is_asked(press: Talk) -> None:
    answer = press.say("従業員は何人ですか")
    assert "人" in answer
    assert "万円" not in answer
    assert {*press.record.knowledge.rough} == {"employees"}


def test_a_rough_figure_becomes_exact_when_it_is_asked_exactly(press: Talk) -> None:
    assert press.say("従業員さんは何人ですか") == "30人くらいです。"
    assert press.say("正確には何人ですか") == "28人です。"
    assert press.record.knowledge.exact["employees"] == 28


def test_a_rough_figure_becomes_exact_when_it_is_asked_again(press: Talk) -> None:
    press.say("資本金はいくらですか")
    assert press.say("資本金はいくらでしたか") == "1,200万円です。"


def test_who_asks_exactly_at_once_gets_it_exactly(press: Talk) -> None:
    assert press.say("登記簿の資本金はいくらですか") == "1,200万円です。"


def test_exactly_is_about_what_was_just_said(press: Talk) -> None:
    press.say("従業員は何人ですか")
    press.say("資本金はいくらですか")
    assert press.say("正確にはいくらですか") == "1,200万円です。"
    assert "employees" in press.record.knowledge.rough


def test_several_questions_are_each_answered_and_named(press: Talk) -> None:
    answer = press.say("資本金と従業員数を教えてください")
    assert answer == "資本金は、1,000万円くらいです。従業員は、30人くらいです。"


def test_an_unclear_question_is_asked_back_in_character(
    press: Talk, personas: Mapping[str, Persona], engine: Engine
) -> None:
    assert press.say("あれはどうですか") == voice(press)["unclear"]
    bar = Talk(personas["bar"], engine)
    assert bar.say("ほげほげですか") == voice(bar)["unclear"]
    assert "へん" in voice(bar)["unclear"]
    assert not press.record.asked


def test_small_talk_is_answered_and_costs_nothing(press: Talk) -> None:
    assert press.say("はじめまして、よろしくお願いします") == voice(press)["chat"]
    assert not press.record.asked


def test_what_he_holds_back_he_tells_when_he_is_told_why(personas: Mapping[str, Persona], engine: Engine) -> None:
    talk = Talk(personas["angry_diner"], engine)
    assert talk.say("従業員は何人ですか") == voice(talk)["refuse"]
    assert "employees" not in talk.record.knowledge.rough
    assert "人" in talk.say("失礼しました。人数が制度の要件になっているので、お聞きしました。")
    assert "employees" in talk.record.knowledge.rough


def test_what_he_holds_back_he_tells_at_the_second_time(personas: Mapping[str, Persona], engine: Engine) -> None:
    talk = Talk(personas["midsize"], engine)
    assert talk.say("資本金はいくらですか") == voice(talk)["refuse"]
    assert "億円" in talk.say("資本金はいくらですか")


def test_who_tells_why_at_once_is_not_refused(personas: Mapping[str, Persona], engine: Engine) -> None:
    talk = Talk(personas["midsize"], engine)
    assert "億円" in talk.say("中小企業かどうかの判定に必要なので、資本金を教えてください")


def test_a_wish_that_he_keeps_to_himself_is_told_when_asked_for(
    personas: Mapping[str, Persona], engine: Engine
) -> None:
    talk = Talk(personas["bar"], engine)
    talk.say("今回はどんな計画をお考えですか")
    assert "plans.contactless" not in talk.record.knowledge.exact
    talk.say("非対面の取り組みになりますか")
    assert talk.record.knowledge.exact["plans.contactless"] is True


def test_a_sole_proprietor_has_no_capital(personas: Mapping[str, Persona], engine: Engine) -> None:
    talk = Talk(personas["bar"], engine)
    assert data("answers")["no_capital"] in talk.say("資本金はいくらですか")
    assert talk.record.knowledge.exact["legal_form"] == "個人事業主"


def test_sales_in_general_are_told_in_general(personas: Mapping[str, Persona], engine: Engine) -> None:
    talk = Talk(personas["inn"], engine)
    assert "月ごとの数字" in talk.say("売上は減りましたか")
    assert "monthly_sales" not in talk.record.knowledge.exact
    assert "2021年2月が910万円" in talk.say("月ごとの売上を教えてください")
    assert "monthly_sales" in talk.record.knowledge.exact


def test_a_programme_without_its_frame_is_asked_back(press: Talk) -> None:
    assert "どの枠" in press.say("ものづくり補助金がおすすめです。")
    press.say("通常枠です。")
    assert press.say("通常枠です。補助額は1,000万円くらいです") == voice(press)["listens"]
    assert press.record.claims["monozukuri_tsujo"].yen == 10_000_000


@pytest.mark.parametrize(
    "text",
    ["ものづくり補助金の通常枠はいかがでしょうか", "ものづくり補助金の通常枠を検討されてはどうですか？"],
)
def test_a_recommendation_may_be_put_as_a_question(press: Talk, text: str) -> None:
    assert press.say(text) == voice(press)["listens"]
    assert press.record.claims["monozukuri_tsujo"].stance == "fits"
    assert not press.record.asked


def test_what_he_said_before_he_says_he_said_before(press: Talk) -> None:
    press.say("正確な従業員数を教えてください")
    assert press.say("従業員は何人ですか").startswith(voice(press)["again"])


def test_the_opening_bears_the_figures_of_its_seed(personas: Mapping[str, Persona], engine: Engine) -> None:
    for one in personas.values():
        for seed in range(5):
            talk = Talk(shuffled(one, seed), engine)
            assert "{" not in talk.opening
            assert {*one.tells} == {*talk.record.knowledge.exact}


def test_every_fact_of_every_owner_can_be_asked_for_and_is_told(
    personas: Mapping[str, Persona], engine: Engine
) -> None:
    for one in personas.values():
        for key in one.facts:
            field = engine.fields[key]
            if field.question is None:
                continue
            talk = Talk(one, engine)
            answers: list[str] = []
            while key not in talk.record.knowledge.exact and len(answers) < 3:
                answers.append(talk.say(field.question))
            assert all("{" not in answer and answer for answer in answers), (one.id, key)
            assert key in talk.record.knowledge.exact, (one.id, key, answers)


def test_the_same_lines_give_the_same_talk(personas: Mapping[str, Persona], engine: Engine) -> None:
    lines = ["従業員は何人ですか", "正確には", "何をしたいですか", "こんにちは"]
    assert replay(personas["inn"], engine, lines)[1] == replay(personas["inn"], engine, lines)[1]


def test_a_talk_without_end_ends(personas: Mapping[str, Persona], engine: Engine) -> None:
    assert len(replay(personas["inn"], engine, ["はい"] * (MOST_LINES + 50))[1]) == MOST_LINES


@pytest.mark.parametrize("value", [1, 7, 15, 28, 95, 160, 12_000_000, 949_999_999])
def test_a_rounded_figure_leaves_open_a_range_around_the_true_one(value: int, engine: Engine) -> None:
    low, high = left_open(engine.fields["employees"], value)
    assert low <= value <= high
    assert low <= rounded(value) <= high
    assert low < high
