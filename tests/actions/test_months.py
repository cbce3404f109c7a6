"""Monthly sales: pasted or one by one, with the months that count."""

from __future__ import annotations

import pytest

from actions.months import months_in
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
    ],
)
def test_months_are_read_with_their_years(text: str, months: dict[str, int]) -> None:
    assert months_in(text, 2026, 11) == months


@pytest.mark.parametrize(
    "text", ["10月に3人辞めた", "12月10日まで", "1月から2割減", "電話は028-123-4567", "9月30日", "9月 120"]
)
def test_dates_and_people_are_no_sales(text: str) -> None:
    assert months_in(text, 2026, 11) == {}


def test_pasted_months_give_the_declines_and_replace_the_rough_figure(talk_today: Talk) -> None:
    talk_today.starts().answers_base(sales_change_pct=0).finishes()
    talk_today.does("inform", text=PASTED)
    assert "27.27%" in talk_today.said[0]
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
