"""Questions and suppositions while something is asked: whatever their last word, they answer nothing."""

from __future__ import annotations

import pytest

from bot.nlu.acts import QUESTIONS
from bot.nlu.asking import asks_why, asks_with_a_no
from bot.understand import Understanding

LIST, FLAG = "plans.business_transfer", "plans.contactless"


@pytest.mark.parametrize(
    "text",
    [
        "なぜカタログ注文型は使えないの",
        "新事業進出枠はなぜ決まらないの",
        "事業再構築補助金の通常枠はなぜ決まらない",
        "なんで個人は使えないの",
        "どうして緊急事態宣言の影響を受けていないとだめなの",
        "何でうちは対象じゃないんですか",
    ],
)
@pytest.mark.parametrize("asked", [LIST, FLAG, "company.below_new_minimum_wage"])
def test_why_is_a_question_and_no_answer(understanding: Understanding, asked: str, text: str) -> None:
    understood = understanding.understand(text, asked)
    assert understood["act"] in QUESTIONS
    assert not understood["slots"].keys() - {"program"}


@pytest.mark.parametrize(
    "text", ["なぜ設備投資だけなの", "どうして機械を買わないともらえないの", "なんで新規事業だと使えないの"]
)
def test_why_names_no_plan(understanding: Understanding, text: str) -> None:
    parsed = understanding.parse(text, "plan")
    assert parsed["intent"]["name"] in QUESTIONS
    assert "plan" not in {entity["entity"] for entity in parsed["entities"]}


@pytest.mark.parametrize(
    "text",
    [
        "カタログ注文型は使えないの",
        "持続化補助金は使えない？",
        "省力化投資補助金はもらえないんですか",
        "ITを入れないともらえない？",
        "銀行はいりませんか",
        "担保は必要ないですか",
    ],
)
@pytest.mark.parametrize("asked", [LIST, FLAG])
def test_a_question_whether_a_grant_is_out_of_reach_is_no_no(
    understanding: Understanding, asked: str, text: str
) -> None:
    assert understanding.understand(text, asked)["act"] in QUESTIONS


@pytest.mark.parametrize(
    "text",
    [
        "なぜか売上が20%減りました",
        "どうしても機械を入れたい",
        "飲食店なんで個人です",
        "何でもやっています",
        "いろいろな仕事をこなしています",
        "利益が減ったのはなぜかというと材料費です",
        "どうもこうもない",
    ],
)
def test_words_that_only_look_like_why_ask_nothing(text: str) -> None:
    assert not asks_why(text)


@pytest.mark.parametrize(
    "text", ["いいえ、使えないです", "使っていないの", "どれも当てはまらないの", "まだ決まっていません"]
)
def test_a_plain_no_is_no_question(text: str) -> None:
    assert not asks_with_a_no(text)


def test_an_answer_before_a_question_why_counts(understanding: Understanding) -> None:
    understood = understanding.understand("従業員は5人です。なんで聞くの", "employees")
    assert understood["slots"] == {"employees": 5}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("もし売上が20%減だったら", "plan"),
        ("もし従業員が21人だったら", "confirm"),
        ("もし従業員が21人だったらどうなりますか", "sales_change_pct"),
        ("仮に投資が500万円だったら", "investment_yen"),
        ("売上が20%減だったらどうなる", "plan"),
        ("もし資本金が5000万円で従業員が201人だったら", "plan"),
        ("もし東京に移ったら", "plan"),
        ("もし機械に500万円かけたらいくらもらえる", "plan"),
        ("もし新規事業もやったらどうなりますか", "plan"),
    ],
)
def test_a_supposition_answers_no_open_question(understanding: Understanding, text: str, asked: str) -> None:
    parsed = understanding.parse(text, asked)
    entities = {entity["entity"]: entity["value"] for entity in parsed["entities"]}
    assert parsed["intent"]["name"] in QUESTIONS
    assert not entities.keys() - {"supposed"}


@pytest.mark.parametrize(
    ("text", "asked", "slot", "value"),
    [
        ("もし補助金が出るなら、機械を入れたい", "plan", "plan", ["設備投資"]),
        ("もし使えるなら、機械を入れる予定です", "plan", "plan", ["設備投資"]),
        ("300万円だったら", "investment_yen", "confirm", {"investment_yen": [3_000_000]}),
        ("飲食店の場合は、従業員5人です", "employees", "employees", 5),
    ],
)
def test_an_answer_with_a_condition_stays_one(
    understanding: Understanding, text: str, asked: str, slot: str, value: object
) -> None:
    parsed = understanding.parse(text, asked)
    entities = {entity["entity"]: entity["value"] for entity in parsed["entities"]}
    assert entities[slot] == value


@pytest.mark.parametrize("asked", ["industry", "capital_yen", "investment_yen"])
def test_what_was_read_of_a_grant_is_no_fact_of_the_company(understanding: Understanding, asked: str) -> None:
    understood = understanding.understand("資料に400万円超は1/3とありますが", asked)
    assert understood == {"act": "ask_amount", "slots": {}, "confirm": {}}


def test_what_the_books_of_the_company_say_is_told(understanding: Understanding) -> None:
    understood = understanding.understand("決算書に資本金1000万円とありますが", "capital_yen")
    assert understood["slots"] == {"capital_yen": 10_000_000}
