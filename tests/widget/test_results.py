"""Results as their reader sees them: cards, comparison, checklist, offices, report."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from subsidy.wording import format_yen
from tests.widget.chat import Chat
from tests.widget.conftest import MESSAGES
from tests.widget.stage import Stage


def card(chat: Chat, place: int) -> Locator:
    return chat.page.get_by_role("article").nth(place)


def test_a_card_tells_its_status_by_text_and_by_shape(shown: Any) -> None:
    chat = shown("recommendations")
    statuses = [card(chat, place).locator(".status") for place in range(3)]
    assert [one.inner_text() for one in statuses] == ["要件に合いそうです", "まだ決まりません", "要件に合いません"]
    assert len({one.locator("path").get_attribute("d") for one in statuses}) == 3
    assert chat.page.get_by_role("article").count() == 3


def test_a_card_says_without_unfolding_what_stands_in_the_way(shown: Any) -> None:
    chat = shown("recommendations")
    items = MESSAGES["recommendations"]["custom"]["items"]
    for place, state in ((1, "unknown"), (2, "unmet")):
        todo = items[place]["todo"]
        texts = [c["text"] for c in items[place]["criteria"] if c["state"] == state and c["id"] not in todo]
        assert texts
        for text in texts:
            expect(card(chat, place).get_by_text(text).first).to_be_visible()


def test_every_criterion_has_its_state_and_its_source_once_unfolded(shown: Any) -> None:
    chat = shown("recommendations")
    first = card(chat, 0)
    expect(first.get_by_text("出典：").first).not_to_be_visible()
    first.get_by_text("判定の理由").click()
    for criterion in MESSAGES["recommendations"]["custom"]["items"][0]["criteria"]:
        row = first.get_by_role("listitem").filter(has_text=criterion["text"])
        expect(row).to_contain_text({"met": "満たす", "human": "人が判断"}[criterion["state"]])
        expect(row).to_contain_text(f"出典：{criterion['source']['document']}、{criterion['source']['place']}")


def test_the_amount_is_worked_out_step_by_step(shown: Any) -> None:
    chat = shown("recommendations")
    first = card(chat, 0)
    assert first.locator("dl").inner_text().split() == ["補助率", "2/3", "上限", "1,000万円", "見込み額", "200万円"]
    first.get_by_text("見込み額の計算").click()
    expect(first).to_contain_text("300万円 × 2/3 ＝ 200万円")
    expect(first).to_contain_text("補助額が100万円を超える部分は1/3")
    expect(first).to_contain_text("上限などにより 150万円")
    expect(first).to_contain_text("採択を約束するものではありません")


def test_only_frames_that_fit_show_an_amount(shown: Any) -> None:
    chat = shown("recommendations")
    assert card(chat, 1).locator("dl").count() == card(chat, 2).locator("dl").count() == 0


def test_amounts_are_written_as_the_bot_writes_them(shown: Any) -> None:
    amounts = [0, 1, 9999, 10000, 15000, 500000, 10000000, 99999999, 150000000, 123456789012]
    item = MESSAGES["recommendations"]["custom"]["items"][0]
    items = [{**item, "est_subsidy_yen": amount} for amount in amounts]
    chat = shown({"custom": {"kind": "recommendations", "items": items}})
    written = chat.page.locator("dl div:last-child dd").all_inner_texts()
    assert written == [format_yen(amount) for amount in amounts]


def test_links_lead_out_safely_and_to_web_addresses_only(shown: Any) -> None:
    chat = shown("recommendations")
    link = card(chat, 0).get_by_role("link", name="公式の案内")
    expect(link).to_have_attribute("href", "https://www.example.jp/monozukuri")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(card(chat, 0)).to_contain_text("資料の確認日：")


def test_the_same_result_again_is_folded(shown: Any) -> None:
    chat = shown("recommendations", "recommendations")
    expect(chat.page.get_by_role("article")).to_have_count(3)
    chat.page.get_by_text("判定の結果（前と同じ・3件）").click()
    expect(chat.page.get_by_role("article")).to_have_count(6)


def test_a_comparison_is_a_table_with_headings(shown: Any) -> None:
    chat = shown("comparison")
    table = chat.page.get_by_role("table", name="制度の比較")
    assert table.get_by_role("columnheader").all_inner_texts() == ["通常枠", "低感染リスク型"]
    assert table.get_by_role("rowheader").all_inner_texts() == ["補助率", "上限"]
    assert table.get_by_role("row").all_inner_texts()[2].split() == ["上限", "50万円"]
    expect(chat.last()).to_contain_text("同時には申請できません。")


def test_no_line_of_the_bot_gets_lost_beside_a_drawing(shown: Any) -> None:
    item = MESSAGES["recommendations"]["custom"]["items"][0]
    name = f"{item['name']} {item['frame']}"
    lines = (f"■ {name}：要件に合いそうです", "補助率2/3、上限1,000万円", "受付：受付中", "確かさ：未確認の点あり")
    result = "\n".join(("先に一言。", *lines, "■ 終わりに", "一言。"))
    offices = MESSAGES["offices"] | {
        "text": "・みほん拠点（経営）電話\n・名前のない窓口\n■ 窓口で聞くこと\n1. 要件のこと"
    }
    comparison = MESSAGES["comparison"] | {
        "text": "比べます。\n■ 通常枠\n・補助率：2/3\n補足：同時には申請できません。\n大事な点。"
    }
    chat = shown(MESSAGES["recommendations"] | {"text": result}, offices, comparison)
    for text in (
        "先に一言。",
        "■ 終わりに",
        "一言。",
        "・名前のない窓口",
        "■ 窓口で聞くこと",
        "1. 要件のこと",
        "比べます。",
        "大事な点。",
    ):
        expect(chat.log).to_contain_text(text)
    expect(card(chat, 0)).to_contain_text("確かさ：未確認の点あり")
    assert "■ 通常枠" not in chat.log.inner_text()
    assert f"■ {name}" not in chat.log.inner_text()


@pytest.mark.parametrize("support", ["loan", "guarantee"])
def test_what_is_no_grant_shows_the_bot_s_own_line_instead_of_a_rate(shown: Any, support: str) -> None:
    item = MESSAGES["recommendations"]["custom"]["items"][0] | {"support": support}
    name = f"{item['name']} {item['frame']}"
    text = f"■ {name}：要件に合いそうです\n（補助金ではなく、融資です）\n条件基準金利、限度額1,000万円\n受付：受付中"
    chat = shown({"text": text, "custom": {"kind": "recommendations", "items": [item]}})
    expect(card(chat, 0)).to_contain_text("（補助金ではなく、融資です）")
    expect(card(chat, 0)).to_contain_text("条件基準金利、限度額1,000万円")
    assert card(chat, 0).locator("dl").count() == 0
    assert "補助率" not in card(chat, 0).inner_text()


def test_of_a_list_to_tick_only_its_items_are_boxes_and_old_ticks_stay(shown: Any, stage: Stage) -> None:
    question = MESSAGES["checklist_question"]
    items = [
        {"id": "a", "text": "見積もりを比べている", "ticked": True},
        {"id": "b", "text": "値上げを話し合った", "ticked": False},
    ]
    aside = {"title": "中断する", "choice": "pause"}
    message = question | {"buttons": [*question["buttons"], aside], "custom": question["custom"] | {"items": items}}
    chat = shown(message)
    assert chat.last().get_by_role("checkbox").count() == 2
    expect(chat.page.get_by_label("見積もりを比べている")).to_be_checked()
    expect(chat.page.get_by_label("値上げを話し合った")).not_to_be_checked()
    chat.press("中断する").answered()
    assert stage.received[-1]["choice"] == "pause"


def test_many_offices_show_the_first_and_fold_the_rest(shown: Any) -> None:
    rows = [{"name": f"窓口{number}", "phone": "03-0000-0000"} for number in range(7)]
    chat = shown({"text": "窓口です。", "custom": {"kind": "offices", "items": rows}})
    expect(chat.page.get_by_text("窓口3", exact=True)).to_be_visible()
    expect(chat.page.get_by_text("窓口4", exact=True)).not_to_be_visible()
    chat.page.get_by_text("ほかの窓口（3か所）").click()
    expect(chat.page.get_by_text("窓口6", exact=True)).to_be_visible()


def test_the_checklist_is_ticked_and_its_result_is_drawn(shown: Any, stage: Stage) -> None:
    chat = shown("checklist_question")
    expect(chat.last()).to_contain_text("価格")
    chat.page.get_by_label("値上げを話し合った").check()
    chat.press("これで決定").answered()
    assert stage.received[-1]["choices"] == ["q2"]
    chat = shown("checklist_result")
    assert "お答えなし" not in chat.last().inner_text()
    widths = [bar.get_attribute("width") for bar in chat.page.locator(".part").all()]
    assert widths == ["50", "0"]
    for text in ("2 / 4", "0 / 3", "商品の型", "始まり", "値段の決め方を書き出しましょう。", "IT導入を調べる"):
        expect(chat.last()).to_contain_text(text)


def test_only_a_plain_number_becomes_a_telephone_link(shown: Any) -> None:
    chat = shown("offices")
    links = [link.get_attribute("href") for link in chat.last().get_by_role("link").all()]
    assert links == ["tel:0300000000", "https://www.example.jp/office"]
    expect(chat.last()).to_contain_text("電話 03-0000-0000 または 06-0000-0000")
    expect(chat.last()).to_contain_text("2021年2月の資料による（今も同じか未確認）")


def test_a_report_is_a_link_to_the_bot(shown: Any, stage: Stage) -> None:
    chat = shown("report")
    expect(chat.page.get_by_role("link", name="相談メモを開く")).to_have_attribute("href", f"{stage.url}/reports/abc")
    expect(chat.last()).to_contain_text("2026年12月1日まで")


def test_dated_steps_are_offered_as_a_calendar_file(shown: Any) -> None:
    chat = shown("steps")
    with chat.page.expect_download() as saved:
        chat.page.get_by_role("link", name="カレンダーに入れる（.ics）").click()
    assert saved.value.suggested_filename == "hojo-navi.ics"
    assert saved.value.path().read_text("utf-8").startswith("BEGIN:VCALENDAR")


def test_the_text_above_a_checklist_says_only_what_the_sheet_does_not(shown: Any) -> None:
    lines = ["結果です。", "■ 印の数", "・(1) 価格：4項目のうち2", "・(2) 人材：3項目のうち0", "■ 助言"]
    lines += ["・値段の決め方を書き出しましょう。", "■ 次にすること", "・IT導入を調べる", "出典：見本"]
    chat = shown({**MESSAGES["checklist_result"], "text": "\n".join(lines)})
    expect(chat.last().locator(".bubble")).to_have_text("結果です。\n出典：見本", use_inner_text=True)
    expect(chat.last().get_by_text("値段の決め方を書き出しましょう。")).to_have_count(1)
