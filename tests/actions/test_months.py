"""Monthly sales: pasted or one by one, with the months that count."""

from __future__ import annotations

import pytest

from actions.month_list import months_told
from tests.actions.conftest import Talk

PASTED = "2025年8月 120万 9月 110万 10月 100万\n2026年8月 90万 9月 80万 10月 70万"


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("9月は80万、10月は70万円", {"2026-09": 800_000, "2026-10": 700_000}),
        ("去年の12月 1,200,000円 今年の1月 900,000円", {"2025-12": 1_200_000, "2026-01": 900_000}),
        ("２０２５年１２月：１２０万円", {"2025-12": 1_200_000}),
        ("令和7年11月 1.5億", {"2025-11": 150_000_000}),
        ("12月 50万", {"2025-12": 500_000}),
        ("8月 30万、9月は0円、10月はゼロでした", {"2026-08": 300_000, "2026-09": 0, "2026-10": 0}),
        ("2026/8 1000000円、2026/9 900000円", {"2026-08": 1_000_000, "2026-09": 900_000}),
        ("先月は80万円、先々月は90万円", {"2026-10": 800_000, "2026-09": 900_000}),
        ("9月は80万円、10月は99999999999999999999999999999999円", {"2026-09": 800_000}),
        ("8月から順に90,80,100万円です", {"2026-08": 900_000, "2026-09": 800_000, "2026-10": 1_000_000}),
    ],
)
def test_months_are_read_with_their_years(text: str, months: dict[str, int]) -> None:
    assert months_told(text, 2026, 11).sales == months


@pytest.mark.parametrize(
    "text", ["10月に3人辞めた", "12月10日まで", "1月から2割減", "電話は028-123-4567", "9月30日", "9月 120"]
)
def test_dates_and_people_are_no_sales(text: str) -> None:
    assert months_told(text, 2026, 11).sales == {}


def test_pasted_months_give_the_declines_and_replace_the_rough_figure(talk_today: Talk) -> None:
    talk_today.starts().answers_base(sales_change_pct=0).finishes()
    talk_today.does("inform", text=PASTED)
    assert "27.27%（比べた月：2026年8月（2025年8月）" in talk_today.said[0]
    talk_today.finishes()
    items = {item["id"]: item for item in talk_today.part("recommendations")["items"]}
    assert items["safetynet_5_g5"]["status"] == "eligible"


def test_one_month_more_is_added_to_those_there_are(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    talk_today.does("inform", text="9月は80万、10月は70万")
    talk_today.does("inform", text="8月は90万")
    assert len(talk_today.state.answers["monthly_sales"]) == 3


def test_the_open_question_comes_again_after_monthly_figures(talk_today: Talk) -> None:
    talk_today.starts().tells(industry="製造業")
    asked = talk_today.asked
    talk_today.does("inform", text=PASTED)
    assert talk_today.asked == asked


@pytest.mark.parametrize("pasted", [PASTED, "2019年4月が800万で2020年4月は560万でした"])
def test_monthly_figures_stand_in_the_summary_and_in_the_memo(talk_today: Talk, pasted: str) -> None:
    talk_today.starts().tells(industry="製造業")
    talk_today.does("inform", text=pasted)
    talk_today.does("show_summary")
    months = len(talk_today.state.answers["monthly_sales"])
    assert any(f"月ごとの売上：{months}か月分" in str(message.text) for message in talk_today.messages)
    talk_today.does("memo")
    assert talk_today.part("report")


@pytest.mark.parametrize("text", ["8月 300万円", "去年9月 410万円", "10月の売上はゼロでした"])
def test_one_month_told_after_the_verdict_is_no_capital(talk_today: Talk, text: str) -> None:
    talk_today.starts().answers_base().finishes()
    talk_today.does("correct", text=text, slots={"capital_yen": 3_000_000})
    assert talk_today.state.answers["capital_yen"] == 30_000_000
    assert len(talk_today.state.answers["monthly_sales"]) == 1


def test_an_amount_in_a_month_that_is_no_sales_stays_what_it_is(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    talk_today.does("correct", text="設備投資は8月 300万円", slots={"investment_yen": 3_000_000})
    assert "monthly_sales" not in talk_today.state.answers


def test_a_month_without_sales_counts_as_none_and_no_month_is_dropped_silently(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    talk_today.does("inform", text="2025年8月 100万、9月 100万、10月 100万、2026年8月 30万、9月 40万、10月 0万")
    assert "76.66%" in talk_today.said[0]
    talk_today.does("inform", text="2026年10月 20万、9月")
    assert "9月の分は、金額を読み取れませんでした" in talk_today.said[0]


def test_a_decline_with_months_missing_is_told_as_the_least(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("inform", text="2020年1月 100万、2021年1月 60万")
    assert "少なくとも" in talk.said[0]
    assert "100%" not in talk.said[0]


def test_who_wants_to_give_monthly_sales_is_told_how(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    talk_today.does("help", text="月ごとの売上を入れたい")
    assert talk_today.said[0] == "utter_months_how"


def test_monthly_figures_that_are_to_be_put_right_are_taken_back_and_told_anew(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    talk_today.does("inform", text=PASTED)
    talk_today.does("show_summary")
    talk_today.presses("月ごとの売上を直す")
    assert "utter_months_how" in talk_today.said
    assert "monthly_sales" not in talk_today.state.answers
    talk_today.does("inform", text="9月は80万、10月は70万")
    assert talk_today.state.answers["monthly_sales"] == {"2026-09": 800_000, "2026-10": 700_000}


def test_months_with_impossible_sales_are_said_to_be_unread(talk_today: Talk) -> None:
    talk_today.starts().does("inform", text="9月は80万円、10月は70万円、8月は9999999999999999999999999円")
    assert "8月の分は、金額を読み取れませんでした" in talk_today.said[0]
    assert talk_today.state.answers["monthly_sales"] == {"2026-09": 800_000, "2026-10": 700_000}


def test_the_button_for_monthly_figures_can_be_pressed_again_when_they_are_gone(talk_today: Talk) -> None:
    talk_today.starts().does("inform", text=PASTED)
    button = {"type": "act", "act": "edit", "slot": "monthly_sales"}
    talk_today.does("choose", choice=button)
    asked = talk_today.asked
    talk_today.does("choose", choice=button)
    assert "utter_months_how" in talk_today.said
    assert talk_today.asked == asked
