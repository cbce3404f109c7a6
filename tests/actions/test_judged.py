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
