"""The checklist through the served product: ticks as choices, as words, and what comes after."""

from __future__ import annotations

from tests.bot.visitor import Visitor


def test_the_checklist_is_ticked_paused_and_finished_over_http(visitor: Visitor) -> None:
    visitor.start()
    visitor.choose_id(visitor.customs("notice")[-1]["accept"])
    visitor.say("チェックリストをやりたい")
    titles = [button["title"] for button in visitor.last[-1]["buttons"]]
    visitor.choose_several(titles[0], titles[2])
    assert "1、3" in visitor.last[0]["text"]
    assert visitor.customs("checklist_question")[0]["section"]["number"] == 2
    visitor.say("1と3")
    visitor.say("うちは15人です")
    assert visitor.customs("checklist_question")[0]["section"]["number"] == 3
    visitor.say("中断")
    assert visitor.customs("question")[0]["slot"] == "industry"
    visitor.say("製造業です")
    visitor.say("チェックリストの続き")
    visitor.say("全部")
    visitor.choose("当てはまらない")
    visitor.say("なし")
    counts = [section["count"] for section in visitor.customs("checklist_result")[0]["sections"]]
    assert counts == [2, 2, 4, 0, 0]
    visitor.say("1000万円")
    visitor.say("入力内容を確認")
    profile = visitor.customs("profile_summary")[0]["profile"]
    assert (profile["industry"], profile["employees"], profile["capital_yen"]) == ("製造業", 15, 10_000_000)
