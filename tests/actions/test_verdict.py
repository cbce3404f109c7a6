"""The verdict: confirmed facts first, then what fits, with reasons; corrections afterwards show what flips."""

from __future__ import annotations

import json
from collections.abc import Callable

from subsidy import load_catalog
from tests.actions.conftest import Talk

PROGRAMMES = load_catalog().programmes
FRAMES = [frame.id for programme in PROGRAMMES for frame in programme.frames]
OF_2021 = [frame.id for programme in PROGRAMMES for frame in programme.frames if programme.edition == "2021"]


def test_no_verdict_is_given_before_the_summary_is_accepted(talk: Talk) -> None:
    talk.starts().answers_base()
    while talk.asked is not None and len(talk.state.unanswered) < 60:
        assert "recommendations" not in talk.kinds
        talk.does("dont_know")
    assert talk.kinds[-1] == "profile_summary"
    assert talk.part("profile_summary")["confirm"] == 0
    talk.does("affirm")
    assert "recommendations" in talk.kinds


def test_every_frame_is_in_the_recommendations_and_a_few_are_shown(talk: Talk) -> None:
    talk.starts().answers_base().finishes()
    items = talk.part("recommendations")["items"]
    assert sorted(item["id"] for item in items) == sorted(OF_2021)
    assert 3 <= sum(item["shown"] for item in items) <= 5


def test_a_card_tells_that_physicians_may_be_shut_out(talk: Talk) -> None:
    clinic = {"industry": "医療・福祉", "legal_form": "個人事業主", "employees": 3}
    talk.starts().answers_base(**clinic, plan=["販路開拓"]).finishes()
    assert any("窓口や審査で決まる点：医師など対象外の方" in said for said in talk.said)


def test_what_does_not_fit_comes_last_and_open_calls_first(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    items = talk_today.part("recommendations")["items"]
    order = ["open", "upcoming", "unknown", "closed"]
    places = [
        (item["status"] == "ineligible", item["edition"] != "2026", order.index(item["call_status"])) for item in items
    ]
    assert places == sorted(places)


def test_both_editions_are_judged_today_the_newest_first(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    verdicts = talk_today.part("recommendations")
    assert verdicts["edition"] == "2026"
    assert sorted(item["id"] for item in verdicts["items"]) == sorted(FRAMES)
    assert verdicts["items"][0]["call_status"] == "open"


def test_before_its_year_an_edition_is_not_judged(talk: Talk) -> None:
    talk.starts().answers_base().finishes()
    assert {item["edition"] for item in talk.part("recommendations")["items"]} == {"2021"}


def test_the_programmes_of_the_document_are_asked_about_only_on_request(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    assert "plans.contactless" not in talk_today.state.unanswered
    edition = next(b for m in talk_today.messages for b in m.buttons if b.payload.get("edition") == "2021")
    talk_today.does("choose", choice=edition.payload)
    assert talk_today.asked is not None
    talk_today.finishes()
    assert talk_today.part("recommendations")["edition"] == "2021"


def test_a_decline_of_sales_leads_to_loans_and_guarantees_today(talk_today: Talk) -> None:
    talk_today.starts().answers_base(sales_change_pct=-20).finishes()
    found = {item["id"]: item for item in talk_today.part("recommendations")["items"]}
    assert found["safetynet_5_g5"]["status"] == "eligible"
    assert found["jfc_safetynet_kokumin"]["call_status"] == "open"
    assert found["safetynet_5_g5"]["support"] == "guarantee"


def test_a_rough_figure_of_sales_is_to_be_confirmed(talk_today: Talk) -> None:
    talk_today.starts().answers_base(sales_change_pct=-20).finishes()
    found = {item["id"]: item for item in talk_today.part("recommendations")["items"]}
    assert "月ごとの売上" in found["safetynet_5_g5"]["next_steps"][0]
    assert not any("月ごとの売上で" in step for step in found["jizokuka_general_normal"]["next_steps"])


def test_every_item_carries_what_the_contract_asks_for(talk: Talk) -> None:
    talk.starts().answers_base().finishes()
    for item in talk.part("recommendations")["items"]:
        assert {"status", "call_status", "criteria", "missing", "todo", "shown", "name", "frame"} <= item.keys()
        assert {"next_steps", "official_url", "checked_on", "successors"} <= item.keys()
        assert all(criterion["source"]["place"] for criterion in item["criteria"])
    json.dumps(talk.part("recommendations"))


def test_all_frames_can_be_seen_by_asking_for_more(talk: Talk) -> None:
    talk.starts().answers_base().finishes()
    shown = [item["id"] for item in talk.part("recommendations")["items"] if item["shown"]]
    while any(button.title == "ほかも見る" for message in talk.messages for button in message.buttons):
        talk.presses("ほかも見る")
        shown += [item["id"] for item in talk.part("recommendations")["items"] if item["shown"]]
    assert sorted(shown) == sorted(OF_2021)


def test_the_detail_of_a_frame_lists_every_criterion(talk: Talk) -> None:
    talk.starts().answers_base().finishes()
    button = next(b for m in talk.messages for b in m.buttons if b.title.endswith("をくわしく"))
    talk.does("choose", choice=button.payload)
    assert any(mark in talk.said[0] for mark in ("○ 満たす", "× 満たさない", "？ 未確認"))
    assert "出典" in talk.said[-1]


WEBSITE = "経費ごとの上限があるので、内容によっては見込みより少なくなります。広報費（上限30万円）、ウェブサイト関連費"


def test_a_cost_with_a_largest_sum_of_its_own_is_told_beside_an_estimate_above_it(talk_today: Talk) -> None:
    talk_today.starts().answers_base(industry="小売業", employees=3, plan=["販路開拓"], investment_yen=1_000_000)
    talk_today.finishes()
    assert any(WEBSITE in text for text in talk_today.said)
    talk_today.does("ask_amount", text="いくら")
    assert WEBSITE in talk_today.said[0]


def test_it_is_not_told_beside_an_estimate_below_it(talk_today: Talk) -> None:
    talk_today.starts().answers_base(industry="小売業", employees=3, plan=["販路開拓"], investment_yen=300_000)
    talk_today.finishes()
    assert not any("経費ごとの上限" in text for text in talk_today.said)


def test_a_closed_edition_is_said_to_be_closed(talk: Talk) -> None:
    talk.starts().answers_base().finishes()
    talk.does("inform", text="2025年12月時点で判定して")
    assert any("受付を終えています" in said for said in talk.said)
    assert all(item["call_status"] == "closed" for item in talk.part("recommendations")["items"])


def test_a_correction_after_the_verdict_shows_what_flips_and_the_new_verdict(talk: Talk) -> None:
    talk.starts().answers_base(capital_yen=400_000_000).finishes()
    talk.does("correct", slots={"employees": 500})
    assert "直しました" in talk.said[0]
    assert "→" in talk.said[1]
    assert "recommendations" in talk.kinds


def test_a_second_company_starts_afresh(talk: Talk) -> None:
    talk.starts().answers_base().finishes()
    talk.does("restart")
    assert talk.asked == "industry"
    talk.answers_base(industry="小売業", capital_yen=None).finishes()
    assert talk.state.answers["industry"] == "小売業"
    assert "capital_yen" not in talk.state.answers


def test_coming_back_continues_where_it_was(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("start")
    assert talk.said[0] == "utter_welcome_back"
    assert talk.asked == "capital_yen"


def test_the_same_answers_in_another_order_give_the_same_verdict(new_talk: Callable[[], Talk]) -> None:
    first, second = new_talk().starts(), new_talk().starts()
    first.answers_base().finishes()
    for slot, value in reversed(list(first.state.answers.items())):
        second.tells(**{slot: value})
    second.finishes()
    items = [talk.part("recommendations")["items"] for talk in (first, second)]
    assert items[0] == items[1]


def test_an_owner_who_fits_nothing_is_told_why_and_where_to_go(talk: Talk) -> None:
    talk.starts().answers_base(capital_yen=5_000_000_000, employees=5000).finishes()
    assert "相談窓口" in talk.said[0]
    assert any("合わない点" in text for text in talk.said)


def test_what_ends_within_fourteen_days_is_said_to_end_soon(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    found = {item["id"]: item for item in talk_today.part("recommendations")["items"]}
    assert "あと9日" in found["digital_ai_2026_invoice"]["closing"]
    assert "様式4" in found["jizokuka_general_normal"]["closing"]
    assert found["shoryokuka_catalog_catalog"]["closing"] is None
