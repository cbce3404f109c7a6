"""What the catalogue notes beside its figures: every note is told once, and what bears on dates with the dates."""

from __future__ import annotations

import pytest

from actions.date_notes import untold
from actions.dialogue import Dialogue
from actions.memo_words import memo_words
from actions.verdicts import MOST_NOTES
from tests.actions.conftest import Talk

EXPERTS, PMI, CATALOGUED = "shokei_ma_experts", "shokei_ma_pmi", "shoryokuka_catalog_catalog"
FIVE, FOUR = "safetynet_5_g5", "safetynet_4_g4"
VALID = "認定書の有効期間は、発行から30日です。"
CITY = "八代市の指定期間は2026年12月17日までです。"


@pytest.fixture
def judged(talk_today: Talk) -> Talk:
    return talk_today.starts().answers_base(sales_change_pct=-25).finishes()


def of(talk: Talk, frame: str, act: str = "detail") -> str:
    talk.does("choose", choice={"type": "act", "act": act, "frame": frame})
    return "\n".join(talk.said)


@pytest.mark.parametrize("act", ["detail", "ask_deadline", "next_steps"])
@pytest.mark.parametrize(("frame", "note"), [(FIVE, VALID), (FOUR, CITY)])
def test_a_note_on_dates_is_told_once_wherever_dates_are(judged: Talk, act: str, frame: str, note: str) -> None:
    assert of(judged, frame, act).count(note) == 1


def test_a_note_on_dates_is_told_of_a_programme_before_any_verdict(talk_today: Talk) -> None:
    talk_today.starts().does("ask_deadline", text="5号はいつまで", slots={"programme": "safetynet_5"})
    assert VALID in "\n".join(talk_today.said)


def test_what_is_noted_on_a_round_is_told_with_its_days(judged: Talk) -> None:
    assert "予算や製品の登録の状況は公式サイトで確かめてください。" in of(judged, CATALOGUED, "ask_deadline")


def test_a_note_on_dates_goes_into_the_memo(judged: Talk) -> None:
    judged.does("memo")
    assert VALID.removesuffix("。") in str(judged.part("report")["memo"])


def test_every_note_of_a_programme_that_has_a_few_is_told_with_its_frames(judged: Talk) -> None:
    for verdict in judged.dialogue.judge.assess(judged.state).verdicts.values():
        said = of(judged, verdict.frame.id).replace("、", "")
        notes = [note.text for note in verdict.programme.notes]
        times = {said.count(text.replace("、", "")) for text in notes}
        assert times <= ({1} if len(notes) <= MOST_NOTES else {0, 1}), verdict.frame.id


def test_a_few_notes_are_told_with_the_programme_itself(talk_today: Talk) -> None:
    talk_today.starts().does("ask_program", text="5号ってどんな制度", slots={"programme": "safetynet_5"})
    assert VALID in "\n".join(talk_today.said)


def test_a_project_period_is_told_as_such(judged: Talk) -> None:
    assert "事業の期間：交付決定日から2028年3月31日までです。" in of(judged, "jizokuka_general_normal")


def test_what_is_noted_on_a_requirement_is_told_with_it(judged: Talk) -> None:
    said = of(judged, FOUR)
    assert "（比べ方は3通りあります。市区町村の案内で確かめてください。）" in said
    assert "創業者などは、最近1か月と直前3か月の月平均を比べます。" in of(judged, FIVE)


def test_who_is_of_the_size_asked_for_hears_nothing_of_other_legal_forms(judged: Talk) -> None:
    assert "医療法人" not in of(judged, FIVE)


def test_a_note_that_only_differs_in_its_signs_is_told_already() -> None:
    assert untold(["期間は30日です", "期間は、30日です。", "別のこと"], ["前に、別のことを言いました"]) == [
        "期間は30日です"
    ]


def test_a_frame_that_is_not_decided_is_shown_with_its_rate_and_cap_before_its_specials(judged: Talk) -> None:
    said = of(judged, EXPERTS)
    assert "補助額（要件に合う場合）\n・補助率は未確認、上限600万円\n※ 特例（デューデリジェンス）" in said
    assert "上限 +" not in said


def test_a_frame_that_fits_is_shown_with_what_the_answers_bring(judged: Talk) -> None:
    said = of(judged, "jizokuka_general_normal")
    assert "要件に合う場合" not in said
    assert "補助率2/3、上限50万円、見込み50万円" in said
    assert "特例（インボイス特例）" in said
    assert "（上限に50万円を足した額）" in said


def test_what_a_frame_pays_is_told_though_it_is_not_decided(judged: Talk) -> None:
    said = of(judged, PMI, "ask_amount")
    assert "まだ決まりません" in said
    assert "・補助率1/2、上限800万円" in said


def test_many_undecided_frames_at_once_are_told_without_their_figures(talk_today: Talk) -> None:
    talk_today.starts().tells(industry="製造業")
    talk_today.does("show_result", text="結果を見る")
    talk_today.does("ask_amount", text="いくらもらえますか")
    assert "要件に合う場合" not in "\n".join(talk_today.said)


def test_a_step_of_the_rate_that_is_not_sure_is_said_to_be_so(talk_today: Talk) -> None:
    talk_today.starts().answers_base(investment_yen=30_000_000).finishes()
    said = of(talk_today, "shoryokuka_general_general", "ask_amount")
    assert "（補助額が1,500万円を超える部分は1/3とする資料がありますが、今も同じかどうかは未確認です）" in said


def test_a_day_that_is_not_sure_is_said_to_be_so_in_the_steps(talk: Talk) -> None:
    talk.starts().answers_base(plan=["IT導入"]).finishes()
    of(talk, "it_b", "next_steps")
    assert talk.part("steps")["items"][-1]["when"] == ("2021年5月14日まで。公的なページでは確かめられていない日付です")


def test_a_memo_for_a_day_long_past_says_that_the_calls_are_over_today(dialogue_today: Dialogue) -> None:
    talk = Talk(dialogue_today).starts()
    talk.does("inform", text="2021年3月時点で判定して")
    talk.answers_base().does("memo")
    memo = talk.part("report")["memo"]
    assert "の受付は、2026年11月22日の時点ではどれも終わっています" in memo["dates"][-1]
    offices = next(one for one in memo["parts"] if one["heading"] == memo_words()["offices"])["items"]
    assert not [line for line in offices if "第20回" in line]


def test_a_memo_for_today_tells_what_offices_do_by_a_day(judged: Talk) -> None:
    judged.does("memo")
    memo = judged.part("report")["memo"]
    assert not [line for line in memo["dates"] if "終わっています" in line]
    offices = next(one for one in memo["parts"] if one["heading"] == memo_words()["offices"])["items"]
    assert "第20回は2026年12月4日まで" in str(offices)
