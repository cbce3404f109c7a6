"""Which programmes and frames words mean: the longest name counts, and a frame's own name stands for the frame."""

from __future__ import annotations

import pytest

from actions.naming import Naming
from subsidy import Engine
from tests.actions.conftest import Talk


@pytest.fixture(scope="session")
def naming(engine: Engine) -> Naming:
    return Naming(engine)


@pytest.mark.parametrize(
    ("text", "heard", "frames"),
    [
        ("カタログ注文型はいつまで", "省力化投資補助金", ["shoryokuka_catalog_catalog"]),
        ("カタログ型の補助率は", "省力化投資補助金", ["shoryokuka_catalog_catalog"]),
        ("省力化のカタログはいくら", "省力化投資補助金", ["shoryokuka_catalog_catalog"]),
        ("省力化投資補助金の一般型はいくら", "省力化投資補助金", ["shoryokuka_general_general"]),
        ("新事業進出枠の上限は", "新事業進出補助金", ["shinmono_new_business"]),
        (
            "新事業進出・ものづくり補助金の新事業進出枠はいくら",
            "新事業進出・ものづくり補助金",
            ["shinmono_new_business"],
        ),
        ("新事業進出補助金（旧）はいつまで", "新事業進出補助金", ["shinjigyo_old_main"]),
        ("持続化補助金の一般型", "持続化補助金", ["jizokuka_general_normal"]),
        ("小規模補助金の通常枠は", "持続化補助金", ["jizokuka_general_normal"]),
        ("インボイス枠（電子取引類型）は", "デジタル化・AI導入補助金", ["digital_ai_2026_etransaction"]),
        ("C類型の締切", "IT導入補助金", ["it_c"]),
        ("新事業進出の枠はいくら", "新事業進出補助金", ["shinmono_new_business"]),
        ("持続化の低感染型、第1回いつ締切", "持続化補助金", ["jizokuka_teikansen"]),
        ("デューデリジェンスの費用はいくら出ますか", None, ["shokei_ma_experts"]),
        ("会社を売るときはいくらもらえますか", None, ["shokei_ma_experts"]),
        ("M&Aで会社を買うときの補助率は", "事業承継・M&A補助金", ["shokei_ma_experts"]),
    ],
)
def test_words_mean_the_one_frame_that_they_name(
    naming: Naming, text: str, heard: str | None, frames: list[str]
) -> None:
    assert naming.frames({"program": heard} if heard else {}, text, "2026") == frames


@pytest.mark.parametrize(
    ("text", "heard", "programmes"),
    [
        ("新事業進出・ものづくり補助金の対象経費は", "新事業進出・ものづくり補助金", {"shinmono"}),
        ("もの補助はいつまで", "ものづくり補助金", {"monodukuri_23"}),
        ("小規模持続化補助金とは", "持続化補助金", {"jizokuka_general", "jizokuka_startup", "jizokuka_other"}),
        ("セーフティネットとは", "セーフティネット保証", {"safetynet_4", "safetynet_5", "jfc_safetynet"}),
        ("一般型はいつまで", None, {"jizokuka_general", "shoryokuka_general"}),
    ],
)
def test_words_mean_the_programmes_that_they_name(
    naming: Naming, text: str, heard: str | None, programmes: set[str]
) -> None:
    slots = {"program": heard} if heard else {}
    assert {one.id for one in naming.about(slots, text, "2026")} == programmes


def test_a_frame_of_two_programmes_stands_for_both_whatever_programme_was_heard(naming: Naming) -> None:
    heard = {"program": "持続化補助金"}
    found = naming.frames(heard, "低感染リスク型ビジネス枠はいつまで", "2021")
    assert set(found) == {"jizokuka_teikansen", "monozukuri_teikansen"}
    assert naming.frames(heard, "持続化の低感染枠はいつまで", "2021") == ["jizokuka_teikansen"]


def test_a_programme_heard_only_in_the_name_of_a_frame_is_not_meant_beside_the_one_that_is_named(
    naming: Naming,
) -> None:
    heard = {"program": ["ものづくり補助金", "持続化補助金"]}
    found = naming.frames(heard, "ものづくり補助金の低感染リスク型ビジネス枠はいくら", "2021")
    assert found == ["monozukuri_teikansen"]


@pytest.mark.parametrize("name", ["ものづくり補助金", "もの補助", "もの補"])
def test_a_frame_that_only_an_older_edition_has_is_found_there(naming: Naming, name: str) -> None:
    found = naming.frames({"program": "ものづくり補助金"}, f"{name}の通常枠はいくら", "2026")
    assert found == ["monozukuri_tsujo"]


def said_to(talk: Talk, act: str, text: str, heard: str | None = None) -> str:
    talk.does(act, text=text, slots={"program": heard} if heard else {})
    return "\n".join(message.text or "" for message in talk.messages)


@pytest.mark.parametrize("act", ["ask_deadline", "ask_amount", "ask_documents", "ask_eligibility", "ask_program"])
def test_a_question_on_the_catalogue_type_is_not_answered_with_the_general_one(talk_today: Talk, act: str) -> None:
    said = said_to(talk_today.starts(), act, "カタログ注文型は", "省力化投資補助金")
    assert "■ 省力化投資補助金（カタログ注文型）" in said
    assert "一般型" not in said


def test_the_edition_that_was_asked_for_comes_first_while_its_questions_are_asked(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    talk_today.presses("「2021年（令和2年度第3次補正・令和3年度予算）の制度」で判定する")
    said = said_to(talk_today, "ask_amount", "持続化補助金はいくら", "持続化補助金")
    assert "「2021年（令和2年度第3次補正・令和3年度予算）の制度」の資料による" in said
    assert "低感染リスク型ビジネス枠" in said
    said = said_to(talk_today, "ask_amount", "ものづくり補助金の通常枠はいくらもらえる", "ものづくり補助金")
    assert "◇ 通常枠" in said
    assert "高付加価値化枠" not in said


def test_of_a_frame_that_two_programmes_have_both_are_told(talk: Talk) -> None:
    said = said_to(talk.starts(), "ask_deadline", "低感染リスク型ビジネス枠はいつまで", "持続化補助金")
    assert "■ 持続化補助金の受付" in said
    assert "■ ものづくり補助金の受付" in said


def test_of_a_frame_that_more_programmes_have_it_is_asked_which(talk_today: Talk) -> None:
    said = said_to(talk_today.starts(), "ask_deadline", "通常枠はいつまで")
    assert "どれでしょうか" in said
    titles = {button.title for button in talk_today.messages[0].buttons}
    assert titles == {"デジタル化・AI導入補助金", "Go-Tech事業", "持続化補助金（一般型）"}


def test_of_a_frame_that_several_programmes_have_the_one_spoken_of_is_meant(talk_today: Talk) -> None:
    said_to(talk_today.starts(), "ask_program", "Go-Tech事業とは", "Go-Tech事業")
    assert "■ Go-Tech事業の補助額" in said_to(talk_today, "ask_amount", "通常枠はいくら")


@pytest.mark.parametrize("programme", ["持続化補助金", "IT導入補助金", "ものづくり補助金"])
def test_what_is_needed_is_told_whatever_the_words_are_taken_for(talk: Talk, programme: str) -> None:
    said = said_to(talk.starts(), "ask_program", f"{programme}の必要なもの", programme)
    assert f"■ {programme}で準備するもの" in said


@pytest.mark.parametrize("text", ["今申し込めますか", "まだ使えますか", "は今も応募できるの"])
@pytest.mark.parametrize("act", ["ask_program", "ask_eligibility"])
def test_whether_a_programme_can_be_had_now_is_answered_with_its_call(talk: Talk, act: str, text: str) -> None:
    said = said_to(talk.starts(), act, f"持続化補助金の通常枠は{text}", "持続化補助金")
    assert "■ 持続化補助金の受付\n・通常枠：" in said


def test_how_long_a_certificate_holds_is_a_question_on_dates(talk_today: Talk) -> None:
    said = said_to(talk_today.starts(), "ask_documents", "5号の認定書は何日有効ですか", "セーフティネット保証5号")
    assert "発行から30日" in said


def test_a_frame_named_beside_another_of_one_name_is_compared_with_that_of_its_own_programme(talk_today: Talk) -> None:
    talk_today.starts().answers_base(plan=["新規事業"], investment_yen=20_000_000).finishes()
    talk_today.does("compare", text="新事業進出枠とグローバル枠を比べて", slots={"program": "新事業進出補助金"})
    frames = [frame["id"] for frame in talk_today.part("comparison")["frames"]]
    assert frames == ["shinmono_new_business", "shinmono_global"]


def test_a_part_in_brackets_is_compared_with_its_sibling(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    talk_today.does("compare", text="省力化のカタログと一般型を比べて", slots={"program": "省力化投資補助金"})
    frames = [frame["id"] for frame in talk_today.part("comparison")["frames"]]
    assert frames == ["shoryokuka_catalog_catalog", "shoryokuka_general_general"]


def test_what_selling_the_company_brings_is_told_of_the_frame_for_it(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    talk_today.does("detail", slots={"frame": "shokei_ma_succession"})
    said = said_to(talk_today, "ask_amount", "会社を売るときはいくらもらえますか")
    assert "■ 事業承継・M&A補助金 専門家活用枠" in said
    assert "事業承継促進枠" not in said


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("持続化補助金の低感染枠はいつまで", "■ 持続化補助金の受付"),
        ("IT導入補助金のC類型の締め切りは", "■ IT導入補助金の受付"),
        ("ものづくり補助金の通常枠はいくら", "■ ものづくり補助金の補助額"),
        ("高度連携補助金の上限は", "■ 高度連携促進補助金の補助額"),
    ],
)
def test_what_the_words_ask_counts_more_than_a_question_on_the_programme(talk: Talk, text: str, head: str) -> None:
    assert said_to(talk.starts(), "ask_program", text).startswith(head)


def test_why_a_frame_does_not_fit_is_answered_in_short(talk_today: Talk) -> None:
    talk_today.starts().answers_base(plan=["新規事業"], investment_yen=2_000_000).finishes()
    said = said_to(talk_today, "ask_why", "新事業進出枠はなぜ対象外", "新事業進出補助金")
    assert said.startswith("■ 新事業進出・ものづくり補助金 新事業進出枠：要件に合いません\n×")
    assert "窓口や審査で人が判断すること" not in said


def test_two_programmes_heard_at_once_are_compared(talk_today: Talk) -> None:
    talk_today.starts()
    heard = {"program": ["セーフティネット保証4号", "セーフティネット保証5号"]}
    talk_today.does("help", text="4号と5号はどう違うの", confirm=heard)
    frames = {frame["id"] for frame in talk_today.part("comparison")["frames"]}
    assert frames == {"safetynet_4_g4", "safetynet_5_g5"}


def test_of_two_programmes_of_one_name_both_are_told(talk_today: Talk) -> None:
    said = said_to(talk_today.starts(), "ask_deadline", "省力化投資補助金はいつまで", "省力化投資補助金")
    assert said.startswith("■ 省力化投資補助金（カタログ注文型）の受付")
    assert "■ 省力化投資補助金（一般型）の受付" in said


def test_two_programmes_heard_at_once_are_both_told(talk_today: Talk) -> None:
    heard = {"program": ["セーフティネット保証4号", "セーフティネット保証5号"]}
    talk_today.starts().does("ask_deadline", text="4号と5号はいつまで", confirm=heard)
    said = "".join(message.text or "" for message in talk_today.messages)
    assert "■ セーフティネット保証4号の受付" in said
    assert "■ セーフティネット保証5号の受付" in said


def test_beside_the_answer_on_one_of_several_the_others_of_its_name_are_offered(talk_today: Talk) -> None:
    said = said_to(talk_today.starts(), "ask_amount", "持続化補助金はいくら", "持続化補助金")
    assert said.startswith("■ 持続化補助金（一般型）の補助額")
    talk_today.presses("持続化補助金（創業型）")
    assert (talk_today.messages[0].text or "").startswith("■ 持続化補助金（創業型）の補助額")


def test_how_much_sales_must_have_fallen_is_answered_with_the_requirements(talk_today: Talk) -> None:
    heard = "セーフティネット保証5号"
    said = said_to(talk_today.starts(), "ask_program", "五号は何%減ったら使える", heard)
    assert "5%以上減った" in said
