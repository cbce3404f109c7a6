"""Side questions at any point: they store nothing, and the interrupted question comes again."""

from __future__ import annotations

import pytest

from tests.bot.conversations.owner import Owner


@pytest.fixture
def asked_for_capital(owner: Owner) -> Owner:
    """A maker who is asked for the capital."""
    owner.says("製造業です")
    assert owner.asked == "capital_yen"
    return owner


@pytest.mark.parametrize(
    "text",
    [
        "持続化補助金って何ですか",
        "で、なんぼもらえるん？",
        "締め切りいつ？",
        "うちみたいな小さいとこでも使えるんですか？",
        "書類は何がいるの",
        "GビズIDって何",
        "ほじょりつってどういう意味ですか",
        "採択されるのは難しいですか",
        "どこに相談したらええですか",
        "なんでそんなこと聞くんですか",
        "この会話、誰かに見られますか",
        "ごめん客きた、ちょっと待って",
        "ありがとう助かるわ",
        "あとどんくらいかかります？",
        "IT導入補助金は450万円まで出るんですか",
        "補助金もらったら税金かかる？",
        "今日はあったかいですねえ",
        "資本金ってどこ見たら書いてありますか",
    ],
)
def test_a_side_remark_stores_nothing_and_the_question_comes_again(asked_for_capital: Owner, text: str) -> None:
    asked_for_capital.says(text)
    assert asked_for_capital.asked == "capital_yen"
    assert asked_for_capital.candidates is None
    assert asked_for_capital.stored == {"industry": "製造業"}


def test_several_side_questions_in_a_row_do_not_lose_the_question(asked_for_capital: Owner) -> None:
    asked_for_capital.says("ものづくり補助金って？", "いくら出るの", "いつまで？", "じゃあ持続化は？", "なるほどねえ")
    assert asked_for_capital.asked == "capital_yen"
    asked_for_capital.says("2000万円")
    assert asked_for_capital.stored == {"industry": "製造業", "capital_yen": 20_000_000}


def test_an_ask_back_comes_again_with_its_candidates(asked_for_capital: Owner) -> None:
    asked_for_capital.says("300")
    candidates = asked_for_capital.candidates
    assert candidates
    asked_for_capital.says("そもそも資本金って何のことですか")
    assert asked_for_capital.asked == "capital_yen"
    assert asked_for_capital.candidates == candidates
    assert "capital_yen" not in asked_for_capital.stored


def test_an_answer_with_a_question_behind_it_is_stored(asked_for_capital: Owner) -> None:
    asked_for_capital.says("3000万です。ところで持続化補助金って何ですか？")
    assert asked_for_capital.stored["capital_yen"] == 30_000_000
    assert asked_for_capital.asked == "employees"


def test_what_is_said_of_another_company_is_not_stored(asked_for_capital: Owner) -> None:
    asked_for_capital.says("隣の会社は社員50人いるけど持続化もらったって聞いたよ")
    assert asked_for_capital.stored == {"industry": "製造業"}
    assert asked_for_capital.asked == "capital_yen"


@pytest.mark.parametrize("text", ["販路開拓ってどういう意味？", "何を選んだら得ですか", "ちょっと電話出てくる"])
def test_the_question_on_plans_comes_again(maker: Owner, text: str) -> None:
    maker.says("2割減")
    assert maker.asked == "plan"
    maker.says(text)
    assert maker.asked == "plan"
    assert "plan" not in maker.stored


@pytest.mark.parametrize(
    "text",
    [
        "非対面ってどういうことですか",
        "それ答えないとだめなん？",
        "持続化補助金の締切は？",
    ],
)
def test_a_yes_no_question_of_the_engine_comes_again(maker: Owner, text: str) -> None:
    maker.says("2割減", "機械を入れたい", "300万円").leaves_open_until("plans.contactless")
    maker.says(text)
    assert maker.asked == "plans.contactless"
    assert "plans.contactless" not in maker.stored


def test_asking_why_tells_how_many_verdicts_the_answer_decides(asked_for_capital: Owner) -> None:
    asked_for_capital.says("1000万円")
    decides = asked_for_capital.visitor.customs("question")[-1]["decides"]
    asked_for_capital.says("なんで従業員の数がいるの？")
    assert asked_for_capital.asked == "employees"
    assert decides > 0
    assert f"{decides}件" in asked_for_capital.said_back
