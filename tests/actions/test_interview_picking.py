"""What is picked from the open question by words: titles typed, candidates counted off, items named."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

TOGETHER, TRANSFER = "plans.consortium_size", "plans.business_transfer"
CODES = "plans.it_tool_process_codes"


@pytest.fixture
def torn(talk: Talk) -> Talk:
    """Asked which of two trades is meant."""
    talk.starts()
    talk.does("inform", confirm={"industry": ["飲食店", "小売業"]}, text="飲食店と小売")
    return talk


@pytest.fixture
def listed(talk: Talk) -> Talk:
    return talk.starts().answers_base().goes_on_to(TOGETHER)


@pytest.fixture
def listed_today(talk_today: Talk) -> Talk:
    return talk_today.starts().answers_base().goes_on_to(TRANSFER)


@pytest.fixture
def tooled(talk: Talk) -> Talk:
    return talk.starts().answers_base(plan=["IT導入"]).is_asked(CODES)


@pytest.mark.parametrize("text", ["前者", "最初の", "1番目", "一つ目です", "最初のほう", "飲食店"])
@pytest.mark.parametrize("act", ["restart", "skip", "inform"])
def test_the_first_candidate_is_picked_by_its_place_whatever_it_sounds_like(torn: Talk, act: str, text: str) -> None:
    torn.does(act, text=text)
    assert torn.state.answers["industry"] == "飲食店"


@pytest.mark.parametrize("text", ["後者", "あとの", "2番", "二番目の", "最後のほう", "小売業"])
def test_the_last_candidate_is_picked_by_its_place(torn: Talk, text: str) -> None:
    torn.does("skip", text=text)
    assert torn.state.answers["industry"] == "小売業"
    assert torn.asked == "capital_yen"


@pytest.mark.parametrize("text", ["どれでもない", "どっちでもないです", "どちらも違います"])
def test_none_of_the_candidates_asks_the_question_again(torn: Talk, text: str) -> None:
    torn.does("deny", text=text)
    assert "industry" not in torn.state.answers
    assert torn.said == ["utter_ask_exactly", "utter_ask_industry"]


def test_a_place_beyond_the_candidates_picks_none(torn: Talk) -> None:
    torn.does("inform", text="5番")
    assert "industry" not in torn.state.answers


def test_the_plan_of_no_kind_is_no_trade(talk: Talk) -> None:
    talk.starts().tells(industry="飲食店", capital_yen=0, employees=5, sales_change_pct=-30)
    talk.tells(prefecture="大阪府", legal_form="株式会社")
    assert talk.asked == "plan"
    talk.does("correct", slots={"industry": "その他"}, text="その他")
    assert talk.state.answers["plan"] == ["その他"]
    assert talk.state.answers["industry"] == "飲食店"


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("1と3", ["設備投資", "販路開拓"]),
        ("２番です", ["IT導入"]),
        ("全部", ["設備投資", "IT導入", "販路開拓", "新規事業", "研究開発", "賃上げ", "人材育成"]),
        ("DX", ["IT導入"]),
        ("M&A", ["その他"]),
        ("車を買いたい", ["設備投資"]),
        ("息子に継がせたい", ["その他"]),
    ],
)
def test_the_question_for_plans_takes_numbers_and_owners_words(talk: Talk, text: str, plans: list[str]) -> None:
    talk.starts().tells(industry="飲食店", capital_yen=0, employees=5, sales_change_pct=-30)
    talk.tells(prefecture="大阪府", legal_form="株式会社")
    talk.does("chitchat", text=text)
    assert talk.state.answers["plan"] == plans
    assert talk.asked == "investment_yen"


def test_a_new_product_is_asked_back_about(talk: Talk) -> None:
    talk.starts().tells(industry="飲食店", capital_yen=0, employees=5, sales_change_pct=-30)
    talk.tells(prefecture="大阪府", legal_form="株式会社")
    talk.does("inform", confirm={"plan": []}, text="新しい商品を作りたい")
    assert talk.part("question")["confirm"] == [["新規事業"], ["研究開発"]]
    talk.does("inform", text="後者")
    assert talk.state.answers["plan"] == ["研究開発"]


def test_lines_of_a_list_are_ticked_by_their_numbers_and_said_back(listed: Talk) -> None:
    titles = [button.title for button in listed.messages[-1].buttons]
    listed.does("inform", text="1と2")
    assert listed.said[0] == f"「{titles[0]}」、「{titles[1]}」ですね。"


@pytest.mark.parametrize("text", ["どれも当てはまらない", "どれでもない", "ありません"])
def test_none_of_the_lines_is_a_no_to_all_of_them(listed_today: Talk, text: str) -> None:
    listed_today.does("deny", text=text)
    assert listed_today.state.answers[TRANSFER] == []
    assert listed_today.state.answers["plans.overseas"] is False


def test_the_plan_told_already_being_all_is_a_no_to_the_list(listed: Talk) -> None:
    listed.does("affirm", text="設備投資だけです")
    assert listed.state.answers[TOGETHER] == 1
    assert listed.state.answers["plan"] == ["設備投資"]


@pytest.mark.parametrize("act", ["delete_data", "restart", "dont_know"])
def test_a_line_named_in_bare_words_is_ticked_whatever_it_is_taken_for(listed_today: Talk, act: str) -> None:
    offered = listed_today.state.options
    assert "plans.it_tool_process_codes" in offered
    listed_today.does(act, text="ITツール")
    assert listed_today.said[0] == "「ソフト・IT・セキュリティを入れる」ですね。"
    assert listed_today.state.answers["plans.overseas"] is False


@pytest.mark.parametrize(("act", "text"), [("dont_know", "海外はわからない"), ("delete_data", "海外のデータを消して")])
def test_a_move_that_names_a_line_is_a_move(listed_today: Talk, act: str, text: str) -> None:
    listed_today.does(act, text=text)
    assert listed_today.state.answers.get("plans.overseas") is None


def test_a_line_that_may_be_is_ticked_and_not_denied(listed_today: Talk) -> None:
    listed_today.does("deny", text="海外かもしれない")
    assert listed_today.state.answers["plans.overseas"] is True


def test_a_line_that_is_named_without_a_no_is_ticked_though_it_looks_like_one(listed_today: Talk) -> None:
    listed_today.does("deny", text="海外")
    assert listed_today.state.answers["plans.overseas"] is True


@pytest.mark.parametrize("text", ["あるかもしれない", "いるかも", "一応", "いいえではない", "まだ"])
@pytest.mark.parametrize("act", ["deny", "affirm"])
def test_a_vague_answer_to_a_list_denies_no_line(listed: Talk, act: str, text: str) -> None:
    offered = listed.state.options
    listed.does(act, text=text)
    assert not set(offered) & set(listed.state.answers)
    assert listed.state.options == offered


def test_a_ticked_line_with_a_question_of_its_own_is_said_back_and_stands_in_the_summary(listed: Talk) -> None:
    listed.presses("ほかの会社と一緒に取り組む")
    assert listed.said[0] == "「ほかの会社と一緒に取り組む」ですね。"
    if listed.asked == TOGETHER:
        listed.does("show_summary")
    else:
        listed.does("inform", text="判定して")
    summary = next(text for text in listed.said if "お答えです。" in text)
    assert "・ほかの会社と一緒に取り組む：予定あり" in summary


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("会計ソフト", ["P-04"]),
        ("freee", ["P-04"]),
        ("会計かレジ", ["P-01", "P-04"]),
        ("会計じゃなくて給与", ["P-05"]),
    ],
)
@pytest.mark.parametrize("act", ["dont_know", "deny", "inform"])
def test_work_of_a_tool_is_read_whatever_it_sounds_like(tooled: Talk, act: str, text: str, codes: list[str]) -> None:
    tooled.does(act, text=text)
    assert tooled.state.answers[CODES] == codes


@pytest.mark.parametrize("text", ["会計以外", "会計ソフトはもう入れた", "会計はいらない"])
def test_work_that_is_not_meant_is_not_stored(tooled: Talk, text: str) -> None:
    tooled.does("inform", text=text)
    assert CODES not in tooled.state.answers
    assert tooled.asked == CODES


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("会社を買う", "M&Aで買う"),
        ("売る", "M&Aで売る"),
        ("たたむ", "廃業と再挑戦"),
        ("会社を継ぐ", "親族や従業員への承継"),
        ("息子に継がせる", "親族や従業員への承継"),
        ("廃業", "廃業と再挑戦"),
    ],
)
def test_a_succession_is_read_in_owners_words(listed_today: Talk, text: str, item: str) -> None:
    listed_today.presses("事業を引き継ぐ・M&A")
    listed_today.is_asked(TRANSFER)
    assert listed_today.messages[-1].buttons[0].title == "予定はない"
    listed_today.does("chitchat", text=text)
    assert listed_today.state.answers[TRANSFER] == [item]
