"""Questions after the verdict: answered from it, nothing stored, the verdict itself unchanged."""

from __future__ import annotations

import pytest

from tests.bot.conversations.judging import MAKER, statuses
from tests.bot.conversations.owner import Owner

ALL_FRAMES = 16


def test_the_verdict_is_that_of_the_engine_for_the_same_profile(judged: Owner) -> None:
    assert judged.judged == statuses(MAKER)


def test_the_verdict_says_the_day_and_the_edition(judged: Owner) -> None:
    (part,) = judged.visitor.customs("recommendations")
    assert (part["on"], part["edition"]) == ("2021-04-15", "2021")


def test_what_fits_is_shown_before_what_does_not(judged: Owner) -> None:
    ranks = ["eligible", "undetermined", "ineligible"]
    order = [ranks.index(status) for status in judged.judged.values()]
    assert order == sorted(order)


def test_every_frame_is_shown_once_on_the_way_through_the_list(judged: Owner) -> None:
    seen = list(judged.shown)
    while "ほかも見る" in judged.visitor.buttons():
        judged.presses("ほかも見る")
        seen += judged.shown
    assert len(seen) == len(set(seen)) == ALL_FRAMES


@pytest.mark.parametrize(
    "text",
    [
        "いくらもらえるの",
        "いつまでに申し込めばいい？",
        "何を準備したらええの",
        "なんで持続化の低感染は対象外なん？",
        "ものづくりと持続化どっちがいい？",
        "もし投資が500万円だったら？",
        "あと何人まで雇っても小規模のままですか",
        "自分の負担はどれくらい",
        "必要書類を教えて",
        "ありがとうございました",
        "これで絶対もらえるんですか",
        "つなぎ資金って何",
    ],
)
def test_a_question_after_the_verdict_stores_nothing_and_asks_nothing(judged: Owner, text: str) -> None:
    before = judged.stored
    judged.says(text)
    assert judged.said_back
    assert judged.asked is None
    assert not judged.judged
    assert judged.stored == before


def test_how_much_names_the_subsidy_and_the_own_share(judged: Owner) -> None:
    """A small maker: 3 million yen at 2/3."""
    judged.says("ものづくり補助金だといくらもらえますか")
    assert "200万円" in judged.said_back


def test_why_not_names_the_unmet_criterion(judged: Owner) -> None:
    judged.says("従業員は25人でした").says("なんで持続化補助金は対象外なの")
    assert "×" in judged.said_back
    assert "20人" in judged.said_back


def test_a_supposed_cost_shows_what_it_would_change(judged: Owner) -> None:
    judged.says("もし投資が500万円だったら？")
    assert "333万" in judged.said_back
    assert judged.stored["investment_yen"] == 3_000_000


def test_a_supposed_cost_is_taken_over_by_its_button_only(judged: Owner) -> None:
    judged.says("もし投資が500万円だったら？").presses("この内容に直す")
    assert judged.stored["investment_yen"] == 5_000_000
    assert judged.judged == statuses(MAKER | {"planned_investment_yen": 5_000_000})


def test_a_supposition_about_people_flips_what_the_engine_flips(judged: Owner) -> None:
    judged.says("もし従業員が21人になったらどうなりますか")
    before, after = statuses(MAKER), statuses(MAKER | {"employees": 21})
    assert before != after
    assert "持続化" in judged.said_back
    assert judged.stored["employees"] == 15


def test_how_many_people_more_names_the_limit(judged: Owner) -> None:
    judged.says("あと何人まで増やせますか")
    assert "21人" in judged.said_back or "20人" in judged.said_back


def test_a_frame_in_full_shows_every_kind_of_criterion(judged: Owner) -> None:
    title = next(title for title in judged.visitor.buttons() if title.endswith("をくわしく"))
    judged.presses(title)
    assert "○" in judged.said_back
    assert "出典" in judged.said_back
    assert judged.stored["employees"] == 15


@pytest.mark.parametrize(
    "text", ["ものづくり補助金をくわしく", "ものづくりについてもっと詳しく教えて", "1番目をくわしく"]
)
def test_a_frame_is_opened_in_words_too(judged: Owner, text: str) -> None:
    judged.says(text)
    assert "ものづくり" in judged.said_back
    assert not judged.judged


def test_programmes_are_compared_by_button(judged: Owner) -> None:
    judged.presses("並べて比べる")
    (table,) = judged.visitor.customs("comparison")
    assert len(table["frames"]) >= 2


def test_the_summary_after_the_verdict_does_not_ask_for_acceptance_again(judged: Owner) -> None:
    judged.says("入力内容を確認")
    assert not judged.may_confirm
    assert judged.visitor.customs("profile_summary")[0]["profile"]["capital_yen"] == 10_000_000


def test_a_fact_told_after_the_verdict_is_judged_at_once(judged: Owner) -> None:
    judged.says("そういえば来年から新しい分野の部品も作るつもりです、新規事業です")
    assert judged.judged["saikouchiku_tsujo"] == "eligible"


def test_nothing_fits_a_giant_and_it_is_told_where_to_go(owner: Owner) -> None:
    owner.says("東京都で製造業の株式会社です", "資本金は50億円", "従業員は5000人です")
    owner.says("3割減", "機械を入れたい", "3000万円").leaves_the_rest_open().accepts()
    assert set(owner.judged.values()) == {"ineligible"}
    assert "窓口" in owner.said_back


def test_the_verdict_never_promises_adoption(judged: Owner) -> None:
    judged.says("これで絶対もらえるんですか")
    assert "必ずもらえ" not in judged.said_back
    assert "保証します" not in judged.said_back


@pytest.mark.parametrize("text", ["これで絶対もらえるんですか", "これで必ずもらえるんですか"])
def test_whether_it_is_certain_is_answered_with_the_selection(judged: Owner, text: str) -> None:
    judged.says(text)
    assert "採択" in judged.said_back or "審査" in judged.said_back
