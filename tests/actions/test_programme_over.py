"""What is told of a programme: whether it is over, what followed it, for which frame, and whose page it names."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest

from actions.naming import Naming
from actions.pages import official_page
from actions.successors import Successors
from actions.texts import texts
from subsidy import Engine, Profile
from subsidy.model import Programme

from .conftest import DAY_OF_2021, TODAY, Talk

OVER = "受付は終わっていて、今は申請できません"
TOPICS = ("ask_program", "ask_amount", "ask_eligibility", "ask_documents")
Ask = Callable[..., list[str]]


@pytest.fixture
def lines(talk: Talk, talk_today: Talk) -> Ask:
    """The answer to a question on a programme, or on one of its frames, line by line."""

    talk.starts()
    talk_today.starts()

    def ask(act: str, programme: str, today: bool = True, **slots: str) -> list[str]:
        messages = (talk_today if today else talk).does(act, slots={"programme": programme, **slots})
        return next(text for text in (message.text for message in messages) if text).splitlines()

    return ask


@pytest.fixture
def programmes(engine: Engine) -> dict[str, Programme]:
    return {one.id: one for one in engine.catalog.programmes}


@pytest.mark.parametrize("act", TOPICS)
@pytest.mark.parametrize("programme", ["saikouchiku", "it", "monodukuri_23", "shinjigyo_old"])
def test_a_programme_that_is_over_is_told_so_first(lines: Ask, act: str, programme: str) -> None:
    assert OVER in lines(act, programme)[1]


def test_every_programme_of_the_old_edition_is_told_to_be_over_with_its_edition(engine: Engine, lines: Ask) -> None:
    old = next(one for one in engine.catalog.editions if one.id == "2021")
    for programme in engine.catalog.programmes:
        if programme.edition == old.id:
            line = lines("ask_amount", programme.id)[1]
            assert OVER in line, programme.id
            assert old.title in line, programme.id


def test_a_call_that_is_closed_for_now_is_told_with_what_is_not_known(lines: Ask) -> None:
    line = lines("ask_amount", "shinmono")[1]
    assert line.startswith("※ 受付は終わっています。")
    assert "確かめられていません" in line


def test_only_the_frames_that_take_no_applications_are_named(lines: Ask) -> None:
    line = lines("ask_documents", "digital_ai_2026")[1]
    assert line.startswith("※ 受付の状況は確かめられていません（通常枠、")
    assert "インボイス対応類型" not in line


@pytest.mark.parametrize("act", TOPICS)
def test_nothing_is_said_of_a_call_that_is_open(lines: Ask, act: str) -> None:
    assert not any(line.startswith("※ 受付") for line in lines(act, "safetynet_5"))
    assert OVER not in "".join(lines(act, "saikouchiku", today=False))


def told(engine: Engine, programme: Programme, *frames: str, at: dt.datetime = TODAY) -> str:
    return "\n".join(Successors(texts(), engine).told(programme, frames, at))


def test_what_followed_is_named_and_told_for_its_own_frames_only(
    engine: Engine, programmes: dict[str, Programme]
) -> None:
    usual = told(engine, programmes["saikouchiku"], "saikouchiku_tsujo")
    large = told(engine, programmes["saikouchiku"], "saikouchiku_sotsugyo")
    assert "「新事業進出・ものづくり補助金 新事業進出枠」との違い：売上10%" in usual
    assert "成長加速化補助金" not in usual
    assert "「成長加速化補助金」「新事業進出・ものづくり補助金 グローバル枠」" in large
    assert "750万円" not in large


def test_a_successor_that_is_over_itself_is_told_so(engine: Engine, programmes: dict[str, Programme]) -> None:
    name, note = "「新事業進出補助金（旧）」", "（受付は終わっています）"
    assert name + note in told(engine, programmes["saikouchiku"], "saikouchiku_tsujo")
    assert note not in told(engine, programmes["saikouchiku"], "saikouchiku_tsujo", at=DAY_OF_2021)


def test_of_several_frames_each_succession_names_its_own(lines: Ask) -> None:
    about = lines("ask_program", "saikouchiku")
    assert any(line.startswith("通常枠・緊急事態宣言特別枠：後に続いた制度「") for line in about)
    assert any(line.startswith("卒業枠・グローバルV字回復枠：近い制度「") for line in about)


def test_what_is_no_direct_successor_is_never_told_to_have_followed(
    engine: Engine, programmes: dict[str, Programme]
) -> None:
    """A succession that is not sure says how the two are related."""
    for programme in programmes.values():
        for one in programme.succession:
            line = told(engine, programme, *(one.frames or [programme.frames[0].id]))
            sure = one.confidence == "high"
            assert sure or f"：{one.relation}違い：{one.difference}" in line
            assert ("確かさが低い" in line) == (one.confidence == "low")


def test_every_successor_of_a_verdict_is_named(talk_today: Talk, engine: Engine) -> None:
    talk_today.starts().answers_base().finishes()
    items = {item["id"]: item["successors"] for item in talk_today.part("recommendations")["items"]}
    for programme in engine.catalog.programmes:
        for one in programme.succession:
            for frame in set(items) & set(one.frames or [frame.id for frame in programme.frames]):
                line = next(text for text in items[frame] if one.difference in text)
                assert "後に続いた制度「" in line or "近い制度「" in line


def test_what_to_prepare_for_one_frame_only_names_it(lines: Ask) -> None:
    both = lines("ask_documents", "kodo_renkei")
    assert any(line.startswith("・企業間連携型：一緒に取り組む会社すべての事業計画") for line in both)
    assert any(line.startswith("・サプライチェーン効率化型：事業計画を作ってください") for line in both)


def test_what_to_prepare_for_another_frame_is_left_out(lines: Ask) -> None:
    one = "\n".join(lines("ask_documents", "kodo_renkei", frame="kodo_renkei_supply"))
    assert "幹事企業" in one
    assert "会社すべての事業計画" not in one


def test_a_search_for_advisers_is_nobodys_official_page(lines: Ask) -> None:
    about = "\n".join(lines("ask_program", "saikouchiku"))
    assert "公式のページ：経済産業省（" in about
    assert "nintei" not in about


def test_no_official_page_is_told_of_a_programme_without_one(
    engine: Engine, programmes: dict[str, Programme], lines: Ask
) -> None:
    assert "公式のページ" not in "\n".join(lines("ask_program", "gotech"))
    search = programmes["saikouchiku"].links[1]
    only_search = dataclasses.replace(programmes["saikouchiku"], links=(search,))
    assert official_page(only_search, Naming(engine)) is None


def test_a_verdict_names_no_page_that_is_not_the_programmes_own(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    items = {item["id"]: item["official_url"] for item in talk_today.part("recommendations")["items"]}
    assert items["gotech_normal"] is None
    assert items["shinmono_innovative"] == "https://shinjigyou-monodukuri.smrj.go.jp/"
    detail = talk_today.does("detail", slots={"frame": "gotech_normal"})
    assert "公式のページ：" not in "".join(message.text or "" for message in detail)


def test_the_first_page_of_a_programme_is_its_official_one(engine: Engine) -> None:
    naming = Naming(engine)
    found = [(official_page(one, naming), one.links) for one in engine.catalog.programmes]
    assert all(page is links[0] for page, links in found if page is not None)


def test_the_other_way_in_is_told_with_the_requirement_that_is_not_met(engine: Engine) -> None:
    profile = Profile({"plans.data_sharing": False})
    verdict = engine.assess(profile, DAY_OF_2021).verdicts["kodo_renkei_kigyokan"]
    result = next(one for one in verdict.criteria if one.id == "data_sharing")
    assert result.state.word == "unmet"
    assert "地域経済牽引事業計画の承認" in result.text
    assert "窓口" in result.text
