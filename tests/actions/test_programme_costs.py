"""What may be paid from a subsidy: a list that holds for one frame only is headed by that frame."""

from __future__ import annotations

import pytest

from .conftest import Talk


@pytest.fixture
def judged(talk: Talk) -> Talk:
    return talk.starts().answers_base().finishes()


def headings(talk: Talk, text: str, **slots: str) -> list[str]:
    """The headings of the lists of costs, with the lists."""
    messages = talk.does("ask_eligibility", text=text, slots=slots)
    return "".join(message.text or "" for message in messages).split("■ ")[1:]


def test_costs_of_one_frame_only_are_told_with_the_frame(judged: Talk) -> None:
    lists = headings(judged, "高度連携促進補助金のサプライチェーン効率化型の対象経費は？", program="高度連携促進補助金")
    own = next(one for one in lists if "共通のシステム" in one)
    assert own.startswith("高度連携促進補助金 サプライチェーン効率化型\n")


def test_costs_of_every_frame_are_told_of_the_programme(judged: Talk) -> None:
    lists = headings(judged, "サビサポ事業の対象経費は？", program="サビサポ事業")
    assert lists[0].startswith("サビサポ事業\n")


@pytest.fixture
def judged_today(talk_today: Talk) -> Talk:
    return talk_today.starts().answers_base().finishes()


def told(talk: Talk, text: str, act: str = "ask_eligibility", **slots: str) -> str:
    messages = talk.does(act, text=text, slots=slots)
    return "\n".join(message.text or "" for message in messages)


def test_the_list_of_a_programme_tells_the_costs_of_each_frame_by_its_name(judged_today: Talk) -> None:
    said = told(judged_today, "新事業進出・ものづくり補助金の対象経費は", program="新事業進出・ものづくり補助金")
    assert (
        "新事業進出枠、グローバル枠で対象になる経費：機械装置・システム構築費 または 建物費（どちらかが必須）" in said
    )
    assert "グローバル枠で対象になる経費：海外旅費（対象経費の合計の5分の1まで）" in said
    assert "革新的新製品・サービス枠で対象になる経費は、この案内では確かめられていません" in said


def test_the_list_of_a_programme_leaves_no_frame_out(judged_today: Talk) -> None:
    said = told(judged_today, "事業承継・M&A補助金の対象経費は", program="事業承継・M&A補助金")
    assert "専門家活用枠で対象になる経費：FA・仲介の費用" in said
    assert "PMI推進枠、廃業・再チャレンジ枠で対象になる経費は、この案内では確かめられていません" in said


def test_what_all_frames_pay_comes_before_what_one_pays(judged: Talk) -> None:
    said = told(judged, "高度連携促進補助金の対象経費は？", program="高度連携促進補助金")
    assert said.index("どの枠でも対象になる経費：") < said.index("サプライチェーン効率化型で対象になる経費：")


def test_a_cost_of_one_frame_is_said_to_be_paid_there_and_not_in_the_others(judged_today: Talk) -> None:
    said = told(
        judged_today, "海外旅費は新事業進出・ものづくり補助金の対象ですか", program="新事業進出・ものづくり補助金"
    )
    assert "グローバル枠：対象になる経費に挙がっています：海外旅費（対象経費の合計の5分の1まで）" in said
    assert "新事業進出枠：対象になる経費に挙がっていません" in said
    assert "革新的新製品・サービス枠：この案内では確かめられていません" in said


def test_a_rental_that_only_some_frames_pay_is_told_for_each_of_them(judged: Talk) -> None:
    said = told(judged, "パソコンのレンタルはIT導入補助金の対象ですか", program="IT導入補助金")
    assert "A類型（通常枠）、B類型（通常枠）：対象になりません：ハードウェアの費用" in said
    both = "C類型（低感染リスク型ビジネス類型）、D類型（テレワーク対応類型）：対象になる経費に挙がっています"
    assert f"{both}：ハードウェア（パソコン、タブレットなど）のレンタル費" in said


@pytest.mark.parametrize("thing", ["空調設備", "エアコン", "キャッシュレス端末", "自動精算機"])
def test_a_thing_ruled_out_by_its_name_is_not_taken_for_equipment(judged: Talk, thing: str) -> None:
    said = told(judged, f"{thing}はものづくり補助金の対象ですか", program="ものづくり補助金")
    assert "低感染リスク型ビジネス枠：対象になりません：キャッシュレス端末" in said
    assert "通常枠：この案内では確かめられていません" in said
    assert "設備の導入" not in said


def test_an_item_that_a_list_does_not_name_is_told_with_how_complete_the_list_is(judged: Talk) -> None:
    said = told(judged, "広告費はものづくり補助金の対象ですか", program="ものづくり補助金")
    assert "・通常枠：対象になる経費に挙がっていません" in said
    assert "※ 対象になる経費の細かい一覧は資料にありません" in said


def test_hardware_is_a_cost_of_its_own(judged: Talk) -> None:
    said = told(judged, "ハードウェアはIT導入補助金のC類型の対象ですか", program="IT導入補助金")
    assert "IT導入補助金 C類型（低感染リスク型ビジネス類型）\n・対象になりません：ハードウェアの購入費用" in said


def test_measures_against_infection_are_told_for_the_frame_that_pays_them(judged: Talk) -> None:
    said = told(judged, "感染防止対策の費用は持続化補助金の対象ですか", program="持続化補助金")
    assert "低感染リスク型ビジネス枠：対象になる経費に挙がっています" in said
    assert "4分の1が上限" in said


def test_the_notes_on_costs_are_told_with_them(judged: Talk) -> None:
    said = told(judged, "IT導入補助金の対象経費は？", program="IT導入補助金")
    assert "ハードウェアのレンタルだけの導入では申請できません" in said
    assert said.count("C・D類型でも") == 1


def test_a_note_on_another_frame_is_left_out(judged_today: Talk) -> None:
    said = told(
        judged_today, "新事業進出・ものづくり補助金のグローバル枠の対象経費は", program="新事業進出・ものづくり補助金"
    )
    assert "革新的新製品・サービス枠の経費の一覧" not in said


def test_a_cost_is_understood_beside_a_long_name(judged_today: Talk) -> None:
    said = told(judged_today, "仲介手数料は事業承継・M&A補助金の対象ですか", program="事業承継・M&A補助金")
    assert "専門家活用枠" in said
    assert "対象になる経費に挙がっています：FA・仲介の費用" in said


def test_a_cost_that_also_names_a_frame_is_still_asked_about_as_a_cost(judged_today: Talk) -> None:
    said = told(judged_today, "デューデリジェンスは対象ですか", act="ask_program")
    assert "対象になる経費に挙がっています：デューデリジェンスなどの専門家の費用" in said
