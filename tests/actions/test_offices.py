from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from actions.dialogue import Dialogue
from actions.texts import texts
from subsidy import Engine, load_catalog
from tests.actions.conftest import Talk

ENGINE = Engine(load_catalog())
NOW = Dialogue(ENGINE, texts(), lambda: dt.datetime(2026, 11, 22, 12))
THEN = Dialogue(ENGINE, texts(), lambda: dt.datetime(2021, 4, 15, 12))
STAFF = "HOJO_NAVI_STAFF_PASSWORD_HASH"


def contact(dialogue: Dialogue, **facts: Any) -> Talk:
    talk = Talk(dialogue).starts()
    if facts:
        talk.tells(**facts)
    talk.does("ask_contact")
    return talk


def names(talk: Talk) -> list[str]:
    return [item["name"] for item in talk.part("offices")["items"]]


def test_offices_of_the_prefecture_are_told() -> None:
    assert "栃木県よろず支援拠点" in names(contact(NOW, prefecture="栃木県"))


def test_offices_of_another_prefecture_are_not_told() -> None:
    assert not any("栃木" in name or "とちぎ" in name for name in names(contact(NOW, prefecture="沖縄県")))


@pytest.mark.parametrize("facts", [{}, {"prefecture": "沖縄県"}])
def test_without_a_known_office_that_is_said_and_a_nationwide_one_is_named(facts: dict[str, Any]) -> None:
    talk = contact(NOW, **facts)
    text = next(message.text for message in talk.messages if (message.custom or {}).get("kind") == "offices") or ""
    assert "まだ登録がありません" in text
    assert "よろず支援拠点" in text


@pytest.mark.parametrize("dialogue", [NOW, THEN])
def test_a_telephone_number_is_told_only_where_it_was_checked(dialogue: Dialogue) -> None:
    told = {item["id"]: item["phone"] for item in contact(dialogue, prefecture="栃木県").part("offices")["items"]}
    assert told
    checked = {office.id: office.phone for office in ENGINE.catalog.offices if office.checked}
    assert all(phone is None or phone == checked[key] for key, phone in told.items())


@pytest.mark.parametrize("dialogue", [NOW, THEN])
def test_no_old_number_is_in_any_text(dialogue: Dialogue) -> None:
    talk = contact(dialogue, prefecture="栃木県")
    talk.does("memo")
    said = repr(talk.messages) + repr(contact(dialogue, prefecture="栃木県").messages)
    numbers = [one.old_phone or one.phone for one in ENGINE.catalog.offices if one.old_phone or not one.checked]
    assert not [number for number in numbers if number and number in said]


def test_each_entry_says_how_old_it_is_and_whether_it_was_checked() -> None:
    for item in contact(NOW, prefecture="栃木県").part("offices")["items"]:
        assert item["as_of"] == "2026-11"
        assert isinstance(item["checked"], bool)


def test_an_entry_of_2021_is_not_told_beside_those_of_today() -> None:
    told = names(contact(NOW, prefecture="栃木県"))
    assert len(told) == len(set(told))
    assert "関東経済産業局（高付加価値化専門家メンバー）" not in told


def test_in_2021_nothing_is_told_that_was_found_out_later() -> None:
    assert {item["as_of"] for item in contact(THEN, prefecture="栃木県").part("offices")["items"]} == {"2021-03"}


def test_offices_that_were_checked_come_first() -> None:
    checked = [item["checked"] for item in contact(NOW, prefecture="栃木県").part("offices")["items"]]
    assert checked == sorted(checked, reverse=True)


def test_the_office_for_the_need_comes_first() -> None:
    wages = contact(NOW, prefecture="栃木県", plan=["賃上げ"])
    assert names(wages).index("栃木労働局") < names(wages).index("栃木県信用保証協会")
    computers = contact(NOW, prefecture="栃木県", plan=["IT導入"])
    assert names(computers).index("栃木県よろず支援拠点") < names(computers).index("栃木労働局")


def test_the_questions_are_about_what_is_open_in_the_best_frames() -> None:
    talk = Talk(THEN).starts().answers_base()
    talk.does("ask_contact")
    questions = talk.part("offices")["ask"]
    assert len(questions) == len(set(questions)) == 3
    requirements = [
        result.criterion.text.partition("。")[0]
        for verdict in THEN.judge.assess(talk.state).verdicts.values()
        for result in verdict.criteria
        if result.state.value in ("unknown", "human")
    ]
    assert all(any(text in question for text in requirements) for question in questions)


def test_without_facts_there_are_three_questions_all_the_same() -> None:
    questions = contact(NOW).part("offices")["ask"]
    assert len(set(questions)) == 3


def test_the_memo_is_offered_beside_the_offices_once_something_was_told() -> None:
    def titles(talk: Talk) -> list[str]:
        return [button.title for message in talk.messages for button in message.buttons]

    assert "相談メモを作る" in titles(contact(NOW, prefecture="栃木県"))
    assert "相談メモを作る" not in titles(contact(NOW))


def test_without_staff_a_wish_for_a_human_brings_offices_and_memo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STAFF, raising=False)
    talk = Talk(NOW).starts()
    talk.tells(prefecture="栃木県")
    talk.does("handoff")
    assert {"offices", "report"} <= set(talk.kinds)


@pytest.fixture
def with_staff(monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Somebody who asks for staff where there is some."""
    monkeypatch.setenv(STAFF, "set")
    talk = Talk(NOW).starts()
    talk.tells(industry="製造業")
    talk.does("handoff")
    assert talk.part("notice")["topic"] == "handoff"
    return talk


def topics(talk: Talk) -> list[str]:
    return [message.custom["topic"] for message in talk.messages if message.custom and "topic" in message.custom]


def test_with_staff_consent_is_asked_before_anything_is_passed_on(with_staff: Talk) -> None:
    assert topics(with_staff) == ["handoff"]


@pytest.mark.parametrize("act", ["affirm"])
def test_a_yes_passes_the_case_on_with_its_memo(act: str, with_staff: Talk) -> None:
    with_staff.does(act)
    notice = next(m.custom for m in with_staff.messages if m.custom and m.custom.get("topic") == "handed_over")
    assert notice is not None
    assert notice["memo"]["parts"]
    assert with_staff.asked == "capital_yen"


def test_the_button_passes_the_case_on(with_staff: Talk) -> None:
    with_staff.presses("渡して相談する")
    assert "handed_over" in topics(with_staff)


@pytest.mark.parametrize("act", ["deny", "skip", "dont_know"])
def test_anything_like_a_no_passes_nothing_on_and_tells_the_offices(act: str, with_staff: Talk) -> None:
    with_staff.does(act)
    assert topics(with_staff) == []
    assert "offices" in with_staff.kinds
    assert not with_staff.state.unanswered


def test_a_yes_to_the_hand_off_accepts_no_summary(with_staff: Talk) -> None:
    with_staff.does("affirm")
    assert not with_staff.state.accepted


def test_a_yes_later_passes_nothing_on(with_staff: Talk) -> None:
    with_staff.tells(capital_yen=10_000_000)
    with_staff.does("affirm")
    assert topics(with_staff) == []


def test_why_asks_again(with_staff: Talk) -> None:
    with_staff.does("ask_why")
    assert topics(with_staff) == ["handoff"]
    with_staff.does("affirm")
    assert "handed_over" in topics(with_staff)
