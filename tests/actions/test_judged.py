"""Questions after the verdict: they are answered from the verdicts, and the list is not shown again."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

SMALL_MAKER = {"employees": 10, "plan": ["販路開拓"], "investment_yen": 900_000}


@pytest.fixture
def judged(talk: Talk) -> Talk:
    return talk.starts().answers_base(**SMALL_MAKER).finishes()


def text_of(talk: Talk) -> str:
    return "\n".join(message.text or message.response or "" for message in talk.messages)


def test_how_much_is_answered_with_the_working_and_the_own_share(judged: Talk) -> None:
    judged.does("ask_amount", text="いくらもらえるの")
    text = text_of(judged)
    assert "90万円 × 2/3 ＝ 60万円" in text
    assert "上限があるので50万円" in text
    assert "ご自身の負担は40万円" in text


def test_a_question_after_the_verdict_does_not_bring_the_list_again(judged: Talk) -> None:
    judged.does("ask_deadline", text="いつまで")
    assert "recommendations" not in judged.kinds


def test_the_frame_looked_at_last_is_the_one_asked_about(judged: Talk) -> None:
    judged.does("choose", choice={"type": "act", "act": "detail", "frame": "jizokuka_tsujo"})
    judged.does("ask_documents", text="何を準備したらいい")
    assert "持続化" in text_of(judged)
    assert "ものづくり" not in text_of(judged)


def test_why_something_does_not_fit_names_the_failed_criteria(talk: Talk) -> None:
    talk.starts().answers_base(employees=50, sales_change_pct=-5).finishes()
    talk.does("ask_program", text="なんで持続化補助金は対象外なの", slots={"program": "持続化補助金"})
    text = text_of(talk)
    assert "×" in text
    assert "20人" in text


def test_why_not_before_the_verdict_leaves_the_open_question_open(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    asked = talk.asked
    talk.does("ask_eligibility", text="なんで対象外なの")
    assert talk.asked == asked


def test_frames_are_compared_side_by_side_by_button(judged: Talk) -> None:
    judged.presses("並べて比べる")
    table = judged.part("comparison")
    assert 2 <= len(table["frames"]) <= 4
    assert all(len(row["cells"]) == len(table["frames"]) for row in table["rows"])


def test_two_programmes_named_in_the_middle_are_compared_and_the_question_comes_again(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    asked = talk.asked
    talk.does("ask_program", text="IT導入補助金のA類型とB類型はどう違うの", slots={"program": "IT導入補助金"})
    assert [frame["id"] for frame in talk.part("comparison")["frames"]] == ["it_a", "it_b"]
    assert talk.asked == asked


def test_a_comparison_says_how_the_frames_relate(talk: Talk) -> None:
    talk.starts().does("choose", choice={"type": "act", "act": "compare", "frames": ["it_a", "it_b"]})
    assert any("B類型" in note for note in talk.part("comparison")["notes"])


def test_one_frame_alone_is_not_compared(talk: Talk) -> None:
    talk.starts().does("choose", choice={"type": "act", "act": "compare", "frames": ["it_a"]})
    assert talk.said[0] == "utter_nothing_to_compare"


def test_facts_told_in_a_comparing_sentence_are_still_stored(judged: Talk) -> None:
    judged.does("inform", text="去年と比べたら従業員は12人に増えた", slots={"employees": 12})
    assert judged.state.answers["employees"] == 12


def test_an_owner_whom_nothing_fits_is_told_so_when_asking_for_amounts(talk: Talk) -> None:
    talk.starts().answers_base(employees=2000, capital_yen=5_000_000_000).finishes()
    talk.does("ask_amount", text="いくら")
    assert talk.said[0] != ""
    assert "×" not in text_of(talk)


def test_programmes_called_by_their_short_names_are_compared_by_their_best_frames(judged: Talk) -> None:
    judged.does("ask_program", text="ものづくりと持続化どっちがええの", slots={"program": "持続化補助金"})
    programmes = {frame["id"].split("_")[0] for frame in judged.part("comparison")["frames"]}
    assert programmes == {"monozukuri", "jizokuka"}


def test_frames_are_compared_by_what_stands_in_their_brackets(talk_today: Talk) -> None:
    talk_today.starts().answers_base(plan=["IT導入"]).finishes()
    said = {"program": "デジタル化・AI導入補助金"}
    talk_today.does("ask_program", text="デジタル化・AI導入補助金の通常枠と電子取引類型の違いは", slots=said)
    frames = {frame["id"] for frame in talk_today.part("comparison")["frames"]}
    assert frames == {"digital_ai_2026_normal", "digital_ai_2026_etransaction"}


def test_of_programmes_of_one_name_the_one_with_its_part_in_brackets_is_meant(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    talk_today.does("ask_program", text="持続化補助金の一般型と省力化投資補助金の一般型を比べて")
    frames = {frame["id"] for frame in talk_today.part("comparison")["frames"]}
    assert frames == {"jizokuka_general_normal", "shoryokuka_general_general"}


def test_what_is_the_same_for_several_frames_is_told_once(talk_today: Talk) -> None:
    talk_today.starts().answers_base(employees=50).finishes()
    talk_today.does("ask_program", text="持続化補助金はなんでだめなの", slots={"program": "持続化補助金"})
    assert text_of(talk_today).count("小規模事業者であること") < 4
    talk_today.does("ask_eligibility", text="業務改善助成金の要件は", slots={"program": "業務改善助成金"})
    assert text_of(talk_today).count("雇用保険の被保険者") == 1


def test_why_something_is_not_settled_names_what_is_missing(talk: Talk) -> None:
    talk.starts().answers_base(plan=["販路開拓"]).finishes()
    talk.does("ask_why", text="なんで決まらないの")
    assert "まだ分からない点" in text_of(talk)


def test_a_verdict_that_no_answer_settles_says_what_the_office_settles(talk: Talk) -> None:
    talk.starts().answers_base(plan=["IT導入"], investment_yen=3_000_000).is_asked("plans.it_tool_process_codes")
    talk.does("choose", choice={"type": "answer", "slot": "plans.it_tool_process_codes", "value": ["P-04"]})
    talk.finishes()
    assert any("窓口で確かめる点：補助額の上限" in message for message in talk.said)


def test_why_a_body_is_not_settled_is_told_though_its_plans_are_not_known(talk_today: Talk) -> None:
    talk_today.starts().answers_base(legal_form="NPO法人", employees=3, plan=["販路開拓"], investment_yen=None)
    talk_today.finishes()
    talk_today.does("ask_eligibility", text="持続化補助金の一般型はなぜ決まらないの")
    assert "小規模事業者" in talk_today.said[0]
    assert "投資予定額" not in talk_today.said[0]


@pytest.mark.parametrize("text", ["インボイス特例を使うといくら？", "特例だといくら？", "上限は250万円ですか"])
def test_who_asks_for_a_special_case_hears_of_it_beside_the_estimate(talk_today: Talk, text: str) -> None:
    talk_today.starts().answers_base(industry="小売業", employees=3, plan=["販路開拓"], investment_yen=1_000_000)
    talk_today.finishes()
    talk_today.does("ask_amount", text=text)
    assert "この見込みは特例を使わない額です。" in talk_today.said[0]
    assert "※ 特例（インボイス特例）：" in talk_today.said[0]


def test_who_does_not_ask_for_it_is_told_the_estimate_alone(talk_today: Talk) -> None:
    talk_today.starts().answers_base(industry="小売業", employees=3, plan=["販路開拓"], investment_yen=1_000_000)
    talk_today.finishes()
    talk_today.does("ask_amount", text="いくら")
    assert "特例" not in talk_today.said[0]
