"""「次にやること」 in a conversation: for which frame, how it is told, what is ticked off."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from actions.calendar import ics
from actions.dialogue import Dialogue
from actions.steps_words import done_in, leads, steps_words
from actions.texts import texts
from subsidy import Engine, load_catalog
from tests.actions.conftest import Talk

FRAME = "jizokuka_general_normal"
STEPS = ["GビズIDプライムを取る", "見積書を用意する", "様式4の発行を頼む"]


@pytest.fixture
def judged(talk_today: Talk) -> Talk:
    return talk_today.starts().answers_base(employees=10, plan=["販路開拓"], investment_yen=900_000).finishes()


def of_frame(talk: Talk, frame: str) -> dict[str, Any]:
    talk.does("choose", choice={"type": "act", "act": "next_steps", "frame": frame})
    return talk.part("steps")


def text_of(talk: Talk) -> str:
    return "\n".join(message.text or message.response or "" for message in talk.messages)


def item(talk: Talk, word: str) -> dict[str, Any]:
    return next(one for one in talk.part("steps")["items"] if word in one["text"])


def test_the_detail_of_a_frame_leads_to_its_steps(judged: Talk) -> None:
    judged.does("choose", choice={"type": "act", "act": "detail", "frame": FRAME})
    judged.presses("次にやること")
    assert judged.part("steps")["frame"] == FRAME


def test_every_step_is_in_the_text_with_its_day_or_its_urgency(judged: Talk) -> None:
    of_frame(judged, FRAME)
    items = judged.part("steps")["items"]
    assert all(one["text"] in text_of(judged) and one["when"] in text_of(judged) for one in items)
    assert item(judged, "GビズID")["when"] == "至急"
    assert item(judged, "様式4の発行")["by"] == "2026-12-04"
    assert items[-1]["when"] == "2026年12月15日17時まで"


def test_every_step_of_the_catalogue_carries_its_source(judged: Talk) -> None:
    documents = {document.title for document in load_catalog().documents}
    of_frame(judged, FRAME)
    sources = [one["source"] for one in judged.part("steps")["items"] if one["source"]]
    assert sources
    assert all(one["document"] in documents and one["place"] in text_of(judged) for one in sources)


def test_the_warning_not_to_order_early_is_the_catalogues(judged: Talk) -> None:
    of_frame(judged, FRAME)
    assert "「交付決定前の発注・契約・支払」は補助の対象になりません" in text_of(judged)


def test_where_the_catalogue_says_nothing_of_orders_the_warning_claims_nothing(talk: Talk) -> None:
    talk.starts().answers_base().finishes()
    of_frame(talk, "monozukuri_tsujo")
    assert "対象外になることがあります" in text_of(talk)


def test_wages_are_not_to_be_raised_before_the_application(talk_today: Talk) -> None:
    talk_today.starts().answers_base(plan=["賃上げ"]).tells(**{"company.below_new_minimum_wage": True})
    of_frame(talk_today.finishes(), "gyomu_kaizen_c90")
    *_, apply, raised = talk_today.part("steps")["items"]
    assert apply["text"] == "申請を出す（令和8年度の募集）"
    assert "引き上げること" in raised["text"]
    assert raised["when"] == "先に行わず、交付申請の後に"
    assert "引き上げるのは、交付申請の後です。" in text_of(talk_today)


def test_what_is_to_be_ordered_waits_for_the_grant_in_the_list_too(talk_today: Talk) -> None:
    of_frame(talk_today.starts().answers_base(plan=["IT導入"]).finishes(), "digital_ai_2026_invoice")
    *_, apply, ordered = talk_today.part("steps")["items"]
    assert "申請を出す" in apply["text"]
    assert (ordered["text"], ordered["when"]) == (
        "会計・受発注・決済のどれかのソフトを入れること",
        "先に行わず、交付決定の後に",
    )


def test_the_detail_of_a_frame_says_what_has_to_wait(talk_today: Talk) -> None:
    talk_today.starts().answers_base(plan=["IT導入"]).finishes()
    talk_today.does("choose", choice={"type": "act", "act": "detail", "frame": "digital_ai_2026_invoice"})
    software = "・会計・受発注・決済のどれかのソフトを入れること（先に行わず、交付決定の後に："
    assert software in text_of(talk_today)


def test_what_is_promised_is_to_be_decided_by_the_application(talk: Talk) -> None:
    talk.starts().answers_base(employees=30).finishes()
    day = Talk(Dialogue(talk.dialogue.judge.engine, texts(), lambda: dt.datetime(2026, 10, 1, 12))).starts()
    of_frame(day.answers_base(employees=30).finishes(), "shinmono_innovative")
    assert item(day, "30円以上高く")["when"] == "できるかどうかを、申請までに決める"


def test_what_takes_longer_than_is_left_says_that_it_may_be_too_late(talk_today: Talk) -> None:
    of_frame(talk_today.starts().answers_base(plan=["IT導入"]).finishes(), "digital_ai_2026_invoice")
    assert "締め切りまであと9日です" in text_of(talk_today)
    assert "間に合わないことがあります" in item(talk_today, "GビズID")["late"]


def test_a_known_exception_is_told_with_its_source(talk: Talk) -> None:
    talk.starts().answers_base(plan=["IT導入"]).finishes()
    of_frame(talk, "it_d")
    assert "【例外】2021年1月8日の緊急事態宣言の日以降に契約したものも" in text_of(talk)
    of_frame(talk, "it_a")
    assert "【例外】" not in text_of(talk)


def test_a_loan_brings_no_warning_about_grants(judged: Talk) -> None:
    of_frame(judged, "jfc_safetynet_kokumin")
    assert "交付決定" not in text_of(judged)


def test_a_closed_call_brings_no_steps_but_says_what_followed(judged: Talk) -> None:
    assert of_frame(judged, "jizokuka_tsujo")["items"] == []
    assert "受付が終わっている" in text_of(judged)


def test_a_frame_that_does_not_fit_brings_the_reasons_instead(talk_today: Talk) -> None:
    talk_today.starts().answers_base(employees=50).finishes()
    talk_today.does("choose", choice={"type": "act", "act": "next_steps", "frame": FRAME})
    assert talk_today.said == ["utter_steps_none"]
    talk_today.presses("合わない理由")
    assert "×" in text_of(talk_today)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("次に何をすればいい", "help"),
        ("次にやることは", "skip"),
        ("何から始めればいいですか", "help"),
        ("申請までの段取りを教えて", "ask_documents"),
        ("やることリストをください", "out_of_scope"),
    ],
)
def test_the_steps_of_the_frame_spoken_of_are_had_by_words(judged: Talk, text: str, act: str) -> None:
    judged.does("choose", choice={"type": "act", "act": "detail", "frame": FRAME})
    judged.does(act, text=text)
    assert judged.part("steps")["frame"] == FRAME


def test_a_programme_that_is_named_is_the_one_meant(judged: Talk) -> None:
    judged.does(
        "ask_program",
        text="デジタル化・AI導入補助金は次に何をすればいい",
        slots={"program": "デジタル化・AI導入補助金"},
    )
    assert judged.part("steps")["frame"].startswith("digital_ai_2026")


def test_where_several_may_be_meant_it_is_asked_which(judged: Talk) -> None:
    judged.does("help", text="次に何をすればいい")
    assert judged.said == ["utter_steps_which"]
    judged.presses(judged.messages[0].buttons[0].title)
    assert judged.part("steps")["items"]


def test_before_the_verdict_the_words_are_no_wish_for_steps(talk: Talk) -> None:
    talk.starts().does("help", text="次に何をすればいい")
    assert talk.asked == "industry"


def test_steps_are_ticked_off_and_back_by_button_and_stay_so(judged: Talk) -> None:
    of_frame(judged, FRAME)
    judged.presses("2番を済みにする")
    assert [one["done"] for one in judged.part("steps")["items"]][:3] == [False, True, False]
    judged.does("ask_amount", text="いくら")
    assert [one["done"] for one in of_frame(judged, FRAME)["items"]][:3] == [False, True, False]
    judged.presses("2番を戻す")
    assert not any(one["done"] for one in judged.part("steps")["items"])


@pytest.mark.parametrize(("text", "act"), [("1と3は済みました", "chitchat"), ("1、3終わった", "correct")])
def test_steps_are_ticked_off_by_their_numbers(judged: Talk, text: str, act: str) -> None:
    of_frame(judged, FRAME)
    judged.does(act, text=text)
    assert [one["done"] for one in judged.part("steps")["items"]][:4] == [True, False, True, False]


def test_a_step_is_ticked_off_by_its_name(judged: Talk) -> None:
    of_frame(judged, FRAME)
    judged.does("help", text="GビズIDはもう持ってる")
    assert [one["done"] for one in judged.part("steps")["items"] if "GビズID" in one["text"]] == [True]


@pytest.mark.parametrize(
    "text", ["1はまだです", "見積は取ってない", "GビズIDって何ですか", "1は終わりましたか?", "20は済んだ"]
)
def test_what_is_not_told_done_stays_open(judged: Talk, text: str) -> None:
    of_frame(judged, FRAME)
    judged.does("help", text=text)
    assert judged.state.steps[FRAME] == []


def test_nothing_is_ticked_off_where_no_list_was_shown(judged: Talk) -> None:
    judged.does("correct", text="見積は取りました")
    assert judged.state.steps == {}


def test_ticks_of_one_frame_are_not_those_of_another(judged: Talk) -> None:
    of_frame(judged, FRAME)
    judged.presses("1番を済みにする")
    assert not any(one["done"] for one in of_frame(judged, "jizokuka_startup_startup")["items"])


def test_starting_again_forgets_what_was_ticked(judged: Talk) -> None:
    of_frame(judged, FRAME)
    judged.presses("1番を済みにする")
    judged.does("restart")
    assert judged.state.steps == {}


def test_the_list_goes_into_a_calendar_without_what_is_done(judged: Talk) -> None:
    of_frame(judged, FRAME)
    whole = ics(judged.part("steps"), dt.datetime(2026, 11, 22, 3))
    judged.presses("1番を済みにする")
    rest = ics(judged.part("steps"), dt.datetime(2026, 11, 22, 3))
    assert whole.count("BEGIN:VEVENT") == rest.count("BEGIN:VEVENT") + 1 == 3


def test_no_list_of_any_frame_shows_a_day_that_is_past() -> None:
    engine = Engine(load_catalog())
    for day in (dt.datetime(2021, 4, 15, 12), dt.datetime(2026, 3, 10, 12), dt.datetime(2026, 11, 22, 12)):
        talk = Talk(Dialogue(engine, texts(), lambda day=day: day)).starts()
        talk.answers_base(employees=3, sales_change_pct=-40).finishes()
        for frame in talk.dialogue.judge.assess(talk.state).verdicts:
            talk.does("choose", choice={"type": "act", "act": "next_steps", "frame": frame})
            items = (talk.messages[0].custom or {}).get("items", [])
            assert all(one["by"] is None or one["by"] >= day.date().isoformat() for one in items)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1は済みました", [0]),
        ("1と2は終わった", [0, 1]),
        ("様式4はもらいました", [2]),
        ("1", []),
        ("4は済んだ", []),
        ("まだです", []),
        ("", []),
    ],
)
def test_what_is_told_done_is_read_from_numbers_and_names(text: str, places: list[int]) -> None:
    assert done_in(text, STEPS) == places


def test_durations_are_those_of_documents_of_the_catalogue() -> None:
    documents = {document.id for document in load_catalog().documents}
    assert {lead.source.document for lead in leads()} <= documents
    assert all(lead.months or lead.days for lead in leads())
    assert len(leads()) == len(steps_words()["leads"])
