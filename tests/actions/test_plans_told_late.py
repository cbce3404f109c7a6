"""Plans told beside another answer, in a correction, beside a question, or after the verdict."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


@pytest.fixture
def asked_for_capital(talk: Talk) -> Talk:
    return talk.starts().tells(industry="製造業") and talk


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("新しい機械を入れたいんですけど", ["設備投資"]),
        ("来年から新しい分野の部品も作るつもりです", ["新規事業"]),
        ("会計ソフトも入れたいし、展示会にも出たい", ["IT導入", "販路開拓"]),
        ("給料を上げる予定です、研修も考えてます", ["賃上げ", "人材育成"]),
        ("新しい技術の開発をするつもり", ["研究開発"]),
    ],
)
def test_plans_told_while_another_question_is_open_are_taken(
    asked_for_capital: Talk, text: str, plans: list[str]
) -> None:
    asked_for_capital.does("inform", confirm={"capital_yen": []}, text=text)
    assert asked_for_capital.state.answers["plan"] == plans
    assert asked_for_capital.asked == "capital_yen"


def test_plans_beside_a_number_are_taken_with_it(asked_for_capital: Talk) -> None:
    asked_for_capital.does("inform", slots={"capital_yen": 5_000_000}, text="500万です、あと展示会にも出たい")
    assert asked_for_capital.state.answers["capital_yen"] == 5_000_000
    assert asked_for_capital.state.answers["plan"] == ["販路開拓"]


@pytest.mark.parametrize(
    "text",
    [
        "機械は古いです",
        "新しい機械を入れる予定はありません",
        "機械を入れたいとは思っていない",
        "ホームページでできますか",
        "広告の補助金について教えていただきたい",
        "機械のことを知りたい",
        "設備が使える補助金を聞きたい",
    ],
)
def test_words_that_mean_no_plan_store_none(asked_for_capital: Talk, text: str) -> None:
    asked_for_capital.does("inform", text=text)
    assert "plan" not in asked_for_capital.state.answers


def test_a_plan_beside_a_question_is_taken_and_the_question_answered(asked_for_capital: Talk) -> None:
    asked_for_capital.does("ask_program", text="新しい機械を入れたいんですが、使える補助金ありますか")
    assert asked_for_capital.state.answers["plan"] == ["設備投資"]
    assert any("案内できる制度" in said for said in asked_for_capital.said)
    assert asked_for_capital.asked == "capital_yen"


def test_a_plan_that_is_added_leaves_the_other_plans_and_their_answers(talk: Talk) -> None:
    talk.starts().answers_base(plan=["IT導入"]).is_asked("plans.it_tool_process_codes")
    talk.does("choose", choice={"type": "answer", "slot": "plans.it_tool_process_codes", "value": ["P-04"]})
    talk.finishes().does("inform", text="あと展示会にも出たい")
    assert "「販路開拓」を加えました" in talk.said[0]
    assert talk.state.answers["plan"] == ["IT導入", "販路開拓"]
    assert talk.state.answers["plans.it_tool_process_codes"] == ["P-04"]


def test_only_one_plan_is_all_there_are(talk: Talk) -> None:
    talk.starts().answers_base(plan=["設備投資", "販路開拓"], investment_yen=None)
    talk.does("correct", text="あ、やりたいことは設備投資だけです")
    assert talk.state.answers["plan"] == ["設備投資"]
    assert talk.state.ticked


def test_a_plan_given_up_for_another_is_replaced(talk: Talk) -> None:
    talk.starts().answers_base(plan=["IT導入"], investment_yen=None)
    talk.does("correct", text="やっぱりIT導入はやめて設備投資にします")
    assert talk.state.answers["plan"] == ["設備投資"]


def test_a_plan_told_after_the_verdict_is_judged_at_once(talk: Talk) -> None:
    talk.starts().answers_base(investment_yen=30_000_000).finishes()
    talk.does("inform", text="そういえば新規事業も考えています")
    assert talk.state.answers["plan"] == ["設備投資", "新規事業"]
    found = {item["id"]: item["status"] for item in talk.part("recommendations")["items"]}
    assert found["saikouchiku_tsujo"] == "eligible"


def test_a_refused_line_of_a_list_gives_way_to_a_plan_told_later(talk: Talk) -> None:
    talk.starts().answers_base(plan=["設備投資"]).goes_on_to("plans.sales_promotion")
    talk.presses("どれも当てはまらない")
    assert talk.state.answers["plans.sales_promotion"] is False
    talk.does("correct", text="やっぱり展示会にも出ることにしました")
    assert talk.state.answers["plan"] == ["設備投資", "販路開拓"]
    assert "plans.sales_promotion" not in talk.state.answers
    assert talk.state.answers["plans.consortium_size"] == 1


def test_a_plan_given_up_is_not_asked_about_again(talk: Talk) -> None:
    talk.starts().answers_base(plan=["設備投資", "IT導入"]).is_asked("plans.it_tool_process_codes")
    talk.does("deny", text="やっぱりシステムはやめます")
    assert talk.state.answers["plan"] == ["設備投資"]
    assert talk.state.answers["plans.it_tool_process_codes"] == []
    assert talk.asked != "plans.it_tool_process_codes"
