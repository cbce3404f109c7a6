"""The result of the checklist: counts, patterns, advice, programmes; and what the channels make of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from actions.checklist_words import reading_words
from bot.channels.outbound import Answer, draw, read_asked
from subsidy.reference import ChecklistLimits
from tests.actions.checklist_talk import (
    CHECKLIST,
    QUESTION,
    RESULT,
    SECTIONS,
    counts_of,
    fills,
    listed_on,
    says,
    text_of,
)
from tests.actions.conftest import Talk


@pytest.fixture
def listed(talk: Talk) -> Talk:
    return listed_on(talk)


def test_our_wordings_are_those_of_the_items_of_the_catalogue_and_marked_as_ours() -> None:
    assert CHECKLIST.own.source.document == "convention_v1"
    ids = [{item.id for item in section.items} for section in CHECKLIST.own.sections]
    points = {point.id for point in CHECKLIST.management_points}
    assert ids == [points, *({item.id for item in section.items} for section in CHECKLIST.sections[1:])]
    assert [len(section.items) for section in SECTIONS] == [9, 3, 4, 1, 2]
    assert set(reading_words()["names"]) == {name for section in ids for name in section}


def test_the_mapping_is_about_the_stages_that_have_a_name() -> None:
    assert {row.stage for row in CHECKLIST.own.programmes} == {stage.id for stage in CHECKLIST.stages if stage.name}


def test_the_limits_in_words_are_those_in_numbers() -> None:
    own = CHECKLIST.own
    assert own.limits == ChecklistLimits(Fraction(1, 3), Fraction(1, 2), Fraction(1, 3), Fraction(1, 2))
    assert own.limits_text.count("3分の1") == 2
    assert own.limits_text.count("半分") == 2


def test_the_checklist_opens_with_its_length_and_the_first_section(listed: Talk) -> None:
    assert listed.said[:2] == ["utter_start_checklist", "utter_checklist_how"]
    assert listed.messages[0].params == {"sections": 5, "items": 19, "minutes": 5}
    question = listed.part(QUESTION)
    assert question["section"] == {"id": "management", "number": 1, "name": "経営"}
    assert (question["of"], question["input"], len(question["items"])) == (5, "multi", 9)
    assert question["progress"] == {"answered": 0, "remaining_at_most": 5}


def test_a_section_of_one_item_is_a_plain_choice(listed: Talk) -> None:
    fills(listed, 0, 0, 0)
    assert listed.part(QUESTION)["input"] == "choice"
    listed.presses("当てはまる")
    assert listed.state.checklist["ticks"]["data"] == ["data_analysis"]


@pytest.mark.parametrize(
    ("counts", "patterns"),
    [
        ((2, 1, 1, 0, 0), ["few_checks"]),
        ((2, 3, 3, 1, 1), ["digital_ahead_of_vision"]),
        ((7, 3, 3, 0, 0), ["ready_to_connect"]),
        ((0, 2, 2, 0, 0), ["digital_ahead_of_vision", "few_checks"]),
        ((0, 0, 0, 0, 0), ["few_checks"]),
        ((9, 3, 4, 1, 2), []),
        ((6, 1, 1, 1, 1), []),
    ],
)
def test_every_pattern_and_mixture_is_told_with_its_counts(
    listed: Talk, counts: tuple[int, ...], patterns: list[str]
) -> None:
    fills(listed, *counts)
    result = listed.part(RESULT)
    assert [one["id"] for one in result["patterns"]] == patterns
    assert counts_of(listed) == list(counts)
    assert result["pattern"] == (result["patterns"][0]["text"] if patterns else None)
    assert result["thresholds"] in text_of(listed)


def test_the_advice_is_the_catalogues_with_its_place(listed: Talk) -> None:
    fills(listed, 7, 3, 3, 0, 0)
    advice = next(pattern.advice for pattern in CHECKLIST.patterns if pattern.id == "ready_to_connect")
    told = listed.part(RESULT)["advice"]
    assert [one["text"] for one in told] == [note.text for note in advice]
    assert [one["source"]["place"] for one in told] == [note.source.place for note in advice]


@pytest.mark.parametrize(
    ("counts", "stages"), [((0, 0, 0, 0, 0), [1]), ((2, 3, 3, 1, 1), [1, 3]), ((7, 3, 3, 0, 0), [4, 1])]
)
def test_the_stage_is_one_that_the_source_names(listed: Talk, counts: tuple[int, ...], stages: list[int]) -> None:
    fills(listed, *counts)
    assert [one["number"] for one in listed.part(RESULT)["stages"]] == stages
    assert listed.part(RESULT)["stage"] == listed.part(RESULT)["stages"][0]["name"] is not None


@pytest.mark.parametrize(
    ("counts", "warns"), [((0, 0, 0, 0, 0), True), ((2, 3, 3, 1, 1), True), ((7, 3, 3, 0, 0), False)]
)
def test_what_not_to_buy_yet_is_told_where_the_vision_is_missing(
    listed: Talk, counts: tuple[int, ...], warns: bool
) -> None:
    fills(listed, *counts)
    assert bool(listed.part(RESULT)["not_yet"]) is warns
    assert {one["text"] for one in listed.part(RESULT)["not_yet"]} <= {note.text for note in CHECKLIST.pitfalls}
    assert ("道具を買うのは" in text_of(listed)) is warns


def test_everything_ticked_is_said_to_be_no_pattern_of_the_source(listed: Talk) -> None:
    fills(listed, 9, 3, 4, 1, 2)
    assert "この場合の型はありません" in text_of(listed)
    assert listed.part(RESULT)["stages"] == listed.part(RESULT)["programmes"] == []


def test_without_a_pattern_the_section_with_the_fewest_ticks_is_named(listed: Talk) -> None:
    fills(listed, 6, 3, 0, 1, 2)
    assert "一番低いのは「開発・設計・製造現場」です" in text_of(listed)


def test_before_the_verdict_a_programme_has_no_status(listed: Talk) -> None:
    fills(listed, 2, 3, 3, 1, 1)
    assert {one["status"] for one in listed.part(RESULT)["programmes"]} == {None}
    assert listed.asked == "industry"


def test_after_the_verdict_fitting_programmes_come_first_and_closed_ones_are_said_closed(talk_today: Talk) -> None:
    talk = talk_today
    talk.starts().answers_base(plan=["IT導入"]).tells(**{"plans.invoice_software": True})
    talk.finishes().does("start_checklist")
    fills(talk, 2, 3, 3, 1, 1)
    rows = talk.part(RESULT)["programmes"]
    assert (rows[0]["id"], rows[0]["status"], rows[0]["call"]) == ("digital_ai_2026", "eligible", "open")
    verdicts = talk.dialogue.judge.assess(talk.state).verdicts
    assert all(one["status"] == verdicts[one["frame"]].status.value for one in rows)
    assert all(one["call"] == verdicts[one["frame"]].call.state.value for one in rows)
    assert any(one["call"] == "closed" for one in rows)
    assert "受付は終わっています" in text_of(talk)


def drawn(talk: Talk) -> Answer:
    """The messages of the last turn as a channel gets them."""
    collected = [
        {
            "text": message.text or message.response,
            "buttons": [{"title": button.title, "payload": button.payload} for button in message.buttons],
            "custom": message.custom,
        }
        for message in talk.messages
    ]
    return draw(collected)


def test_while_a_section_is_open_the_interpreter_is_told_that_a_choice_was_asked(listed: Talk) -> None:
    assert read_asked(drawn(listed).asked) == {"asked": "choice", "about": "choice"}


def test_after_the_result_or_a_pause_no_choice_is_open_any_more(talk: Talk) -> None:
    talk.starts().answers_base().finishes().does("start_checklist")
    says(talk, "中断する", "deny")
    assert (drawn(talk).asked, drawn(talk).settled) == (None, True)
    says(talk, "チェックリストの続き", "start_checklist")
    fills(talk, 1, 1, 1, 1, 1)
    assert (drawn(talk).asked, drawn(talk).settled) == (None, True)


def test_a_question_of_the_interview_that_follows_is_the_one_asked(listed: Talk) -> None:
    fills(listed, 1, 1, 1, 1, 1)
    assert drawn(listed).asked == "industry"
