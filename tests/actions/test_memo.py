from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.dialogue import Dialogue
from actions.memo_words import memo_words
from actions.offices import name_of
from actions.slots import BASE_TOPICS
from actions.state import State
from actions.texts import texts
from subsidy import Engine, Status, load_catalog
from tests.actions.conftest import Talk

NOON_2021 = dt.datetime(2021, 4, 15, 12)
ENGINE = Engine(load_catalog())
DIALOGUE = Dialogue(ENGINE, texts(), lambda: NOON_2021)


@pytest.fixture
def owner() -> Talk:
    """Somebody who has agreed and told the usual facts."""
    return Talk(DIALOGUE).starts().answers_base()


def talk_with(**slots: Any) -> Talk:
    talk = Talk(DIALOGUE).starts()
    talk.tells(**slots)
    return talk


def memo_of(talk: Talk) -> dict[str, Any]:
    talk.does("memo")
    memo: dict[str, Any] = talk.part("report")["memo"]
    return memo


def part(memo: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in memo["parts"] if one["heading"] == memo_words()[name])


def fact(memo: dict[str, Any], label: str) -> dict[str, Any]:
    return next(one for one in part(memo, "facts")["facts"] if one["label"] == label)


def cards(memo: dict[str, Any]) -> list[dict[str, Any]]:
    return [card for group in part(memo, "verdicts")["groups"] for card in group["cards"]]


def line(card: dict[str, Any], name: str) -> str | None:
    label = memo_words()["lines"][name]
    return next((one["text"] for one in card["lines"] if one["label"] == label), None)


def test_facts_are_told_back_as_they_were_told(owner: Talk) -> None:
    memo = memo_of(owner)
    assert fact(memo, "資本金") == {"label": "資本金", "value": "3,000万円", "open": False}
    assert fact(memo, "従業員数")["value"] == "15人"


def test_what_was_not_answered_is_said_to_be_unanswered() -> None:
    memo = memo_of(talk_with(employees=5))
    assert fact(memo, "資本金")["open"]
    assert "未回答" in fact(memo, "資本金")["value"]


def test_an_answer_that_was_refused_is_told_apart_from_one_that_is_unknown() -> None:
    talk = talk_with(industry="製造業", employees=5)
    assert talk.asked == "capital_yen"
    talk.does("skip")
    talk.does("dont_know")
    memo = memo_of(talk)
    words = memo_words()["unanswered"]
    assert fact(memo, "資本金")["value"] == words["refused"]
    assert fact(memo, "売上の変化")["value"] == words["unknown"]


def test_a_sole_proprietor_is_not_asked_for_capital_in_the_memo() -> None:
    memo = memo_of(talk_with(legal_form="個人事業主", employees=2))
    assert "資本金" not in [one["label"] for one in part(memo, "facts")["facts"]]


def test_every_verdict_told_is_the_engines(owner: Talk) -> None:
    memo = memo_of(owner)
    verdicts = DIALOGUE.judge.assess(owner.state).verdicts.values()
    counts = [sum(one.status is status for one in verdicts) for status in Status]
    by_status = dict(zip([status.value for status in Status], counts, strict=True))
    headings = [group["heading"] for group in part(memo, "verdicts")["groups"]]
    assert headings == [
        memo_words()["groups"][name].format(count=by_status[name])
        for name in ("eligible", "undetermined", "ineligible")
    ]


def test_every_card_has_a_source_with_the_day_it_was_read(owner: Talk) -> None:
    found = cards(memo_of(owner))
    assert found
    for card in found:
        assert "2026-11-22に確認" in (line(card, "source") or "")


def test_the_best_frame_of_each_programme_is_told_in_the_order_of_the_verdict(owner: Talk) -> None:
    ranked = DIALOGUE.verdicts.ranked(DIALOGUE.judge.assess(owner.state))
    for group, status in zip(part(memo_of(owner), "verdicts")["groups"], ("eligible", "undetermined"), strict=False):
        best: dict[str, str] = {}
        for verdict in ranked:
            if verdict.status.value == status:
                best.setdefault(verdict.programme.id, name_of(verdict))
        told = [card["name"] for card in group["cards"]]
        assert told[: len(best)] == list(best.values())[: len(told)]


def test_an_amount_comes_with_its_working(owner: Talk) -> None:
    card = next(one for one in cards(memo_of(owner)) if one["name"] == "ものづくり補助金 通常枠")
    amount = line(card, "amount") or ""
    assert "300万円×2/3＝200万円" in amount
    assert "負担100万円" in amount


def test_a_frame_that_is_open_names_what_is_missing(owner: Talk) -> None:
    engine_says = {
        verdict.programme.name + " " + verdict.frame.name: verdict
        for verdict in DIALOGUE.judge.assess(owner.state).verdicts.values()
    }
    group = part(memo_of(owner), "verdicts")["groups"][1]
    assert group["cards"]
    for card in group["cards"]:
        verdict = engine_says[card["name"]]
        for key in verdict.missing:
            assert ENGINE.fields[key].label in (line(card, "missing") or "")


def test_no_amount_is_told_of_a_frame_that_does_not_fit_yet(owner: Talk) -> None:
    for group in part(memo_of(owner), "verdicts")["groups"][1:]:
        assert all(line(card, "amount") is None for card in group["cards"])


def test_there_are_three_questions_for_the_office(owner: Talk) -> None:
    questions = part(memo_of(owner), "ask")["items"]
    assert len(questions) == len(set(questions)) == 3


def test_the_memo_promises_no_grant(owner: Talk) -> None:
    assert any("約束するものではありません" in note for note in memo_of(owner)["notes"])


def test_the_day_judged_on_is_told(owner: Talk) -> None:
    assert "2021年4月15日" in memo_of(owner)["dates"][0]


def test_without_any_answer_there_is_no_memo_but_a_hint() -> None:
    talk = Talk(DIALOGUE).starts()
    talk.does("memo")
    assert "report" not in talk.kinds
    assert talk.asked == "industry"


def test_the_open_question_comes_again_after_the_memo() -> None:
    talk = talk_with(industry="製造業")
    asked = talk.asked
    talk.does("memo")
    assert talk.asked == asked


@pytest.mark.parametrize(
    "text",
    [
        "相談メモを作って",
        "メモください",
        "印刷したいんだけど",
        "ＰＤＦでください",
        "報告書を作って",
        "窓口に持っていける紙がほしい",
        "紙で欲しい",
        "メモ",
    ],
)
def test_words_that_ask_for_the_memo_bring_it(text: str, owner: Talk) -> None:
    owner.does("out_of_scope", text=text)
    assert "report" in owner.kinds


@pytest.mark.parametrize(
    "text",
    [
        "印刷会社です",
        "印刷機を入れたい",
        "PDFの見積書を作るソフトを入れたい",
        "実績報告書って何？",
        "ペーパーレスにしたい",
    ],
)
def test_words_that_only_sound_like_it_do_not(text: str, owner: Talk) -> None:
    owner.does("inform", text=text, slots={})
    assert "report" not in owner.kinds


def test_facts_told_with_the_word_memo_are_stored(owner: Talk) -> None:
    owner.does("inform", text="印刷できる機械に500万円", slots={"investment_yen": 5_000_000})
    assert owner.state.answers["investment_yen"] == 5_000_000
    assert "report" not in owner.kinds


def test_the_memo_is_offered_with_the_verdict(owner: Talk) -> None:
    owner.finishes()
    assert "recommendations" in owner.kinds
    owner.presses("相談メモを作る")
    assert "report" in owner.kinds


def test_links_are_revoked_on_request(owner: Talk) -> None:
    owner.does("memo")
    owner.presses("メモのリンクを無効にする")
    assert owner.part("notice")["topic"] == "report_revoked"
    owner.does("delete_data", text="メモを消して")
    assert owner.part("notice")["topic"] == "report_revoked"


AMOUNTS = st.one_of(st.none(), st.integers(0, 10**12), st.just([1, None]), st.just([None, 10**7]))
STATES = st.fixed_dictionaries(
    {
        "industry": st.sampled_from([None, "製造業", "飲食店", "情報通信業", "医療・福祉"]),
        "capital_yen": AMOUNTS,
        "employees": AMOUNTS,
        "investment_yen": AMOUNTS,
        "sales_change_pct": st.one_of(st.none(), st.integers(-100, 100)),
        "prefecture": st.sampled_from([None, "栃木県", "沖縄県"]),
        "legal_form": st.sampled_from([None, "株式会社", "個人事業主", "医療法人"]),
        "plan": st.one_of(st.none(), st.lists(st.sampled_from(["設備投資", "IT導入", "その他"]), unique=True)),
    }
)


@pytest.mark.property
@settings(max_examples=25, deadline=None)
@given(answers=STATES)
def test_whatever_was_told_there_is_a_memo_with_every_part(answers: dict[str, Any]) -> None:
    ranged = {name: f"{name.rsplit('_', 1)[0]}_range" for name in ("capital_yen", "investment_yen")}
    ranged["employees"] = "employees_range"
    told = {
        ranged[name] if isinstance(value, list) and name in ranged else name: value
        for name, value in answers.items()
        if value is not None
    }
    memo = DIALOGUE.memos.memo(State(consent=True, answers=told))
    facts = part(memo, "facts")["facts"]
    if told.get("legal_form") == "個人事業主":
        told = {name: value for name, value in told.items() if not name.startswith("capital")}
    assert sum(not one["open"] for one in facts) == len(told)
    assert len(facts) >= len(BASE_TOPICS) - 1
    assert len(part(memo, "ask")["items"]) == 3
    assert all(one.get("items") or one.get("facts") or one.get("groups") for one in memo["parts"])


def test_a_memo_without_a_checklist_has_no_part_on_it(owner: Talk) -> None:
    headings = [part["heading"] for part in memo_of(owner)["parts"]]
    assert memo_words()["checklist"] not in headings


def test_the_checklist_is_told_section_by_section_also_where_it_was_left_half_way() -> None:
    left = State(consent=True, checklist={"ticks": {"management": ["point_vision"], "data": []}, "at": 2})
    parts = DIALOGUE.memos.memo(left)["parts"]
    (part,) = [part for part in parts if part["heading"] == memo_words()["checklist"]]
    assert [(row["count"], row["of"]) for row in part["chart"]] == [(1, 9), (0, 3), (0, 4), (0, 1), (0, 2)]
    told = [row["told"] for row in part["chart"]]
    assert told[0] == "9項目のうち1"
    assert [text.startswith("お答えなし") for text in told] == [False, True, True, False, True]
    assert memo_words()["checklist_own"] in part["items"]
