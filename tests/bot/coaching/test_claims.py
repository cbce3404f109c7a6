"""What is said of programmes is taken for what it is."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.coaching.claims import Claim, Reader, Said, names_of
from bot.coaching.hear import hear
from subsidy import Engine


def read(engine: Engine, text: str, edition: str = "2021") -> Said:
    reader = Reader(names_of(engine, edition), int(edition))
    return reader.read([one.text for one in hear(text).sentences if not one.asks])


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("事業再構築補助金の通常枠がおすすめです。", [("saikouchiku_tsujo", "fits", None)]),
        ("再構築の通常枠が使えます。2,000万円ほど見込めます。", [("saikouchiku_tsujo", "fits", 20_000_000)]),
        ("ものづくり補助金の通常枠で1,000万円もらえる見込みです。", [("monozukuri_tsujo", "fits", 10_000_000)]),
        ("ものづくり補助金の通常枠の上限は1,000万円です。", []),
        (
            "投資額2,400万円の3分の2で、事業再構築補助金の通常枠は1,600万円の見込みです。",
            [("saikouchiku_tsujo", "fits", 16_000_000)],
        ),
        ("持続化補助金の通常枠は対象外です。", [("jizokuka_tsujo", "fails", None)]),
        ("持続化の通常枠はおすすめできません。", [("jizokuka_tsujo", "fails", None)]),
        (
            "ものづくり補助金の通常枠がおすすめですが、持続化補助金の通常枠は使えません。",
            [("monozukuri_tsujo", "fits", None), ("jizokuka_tsujo", "fails", None)],
        ),
        (
            "ものづくり補助金の通常枠と低感染リスク型ビジネス枠がおすすめです。",
            [("monozukuri_tsujo", "fits", None), ("monozukuri_teikansen", "fits", None)],
        ),
        ("IT導入補助金のA類型は窓口での確認が必要です。", [("it_a", "open", None)]),
        ("卒業枠も候補になります。", [("saikouchiku_sotsugyo", "fits", None)]),
        ("サポインは使えますか。", []),
        ("売上の減少が要件になっています。", []),
        ("サポインの公募は終わっています。", [("sapoin", "fails", None)]),
    ],
)
def test_claims_are_read(text: str, claims: list[tuple[str, str, int | None]], engine: Engine) -> None:
    assert {*read(engine, text).claims} == {Claim(*claim) for claim in claims}


def test_a_programme_with_several_frames_is_vague_without_one(engine: Engine) -> None:
    said = read(engine, "持続化補助金がおすすめです。", "2026")
    assert said.claims == ()
    assert {"jizokuka_general", "jizokuka_startup"} <= {*said.vague}


def test_a_type_in_brackets_names_its_programme(engine: Engine) -> None:
    said = read(engine, "持続化補助金の創業型がおすすめです。", "2026")
    assert [claim.frame for claim in said.claims] == ["jizokuka_startup_startup"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("締め切りは12月15日です。", [dt.date(2026, 12, 15)]),
        ("期限は2026年12月4日、締め切りは12月15日です。", [dt.date(2026, 12, 4), dt.date(2026, 12, 15)]),
        ("締め切りは令和8年12月15日です。", [dt.date(2026, 12, 15)]),
        ("締め切りは2月30日です。", []),
        ("12月15日に来てください。", []),
    ],
)
def test_the_days_of_deadlines_are_read(text: str, days: list[dt.date], engine: Engine) -> None:
    assert [*read(engine, text, "2026").days] == days


def test_every_frame_can_be_named_by_its_programme_and_itself(engine: Engine) -> None:
    for edition in ("2021", "2026"):
        for rule in engine.rules((edition,)):
            said = read(engine, f"{rule.programme.name}の{rule.frame.name}がおすすめです。", edition)
            assert [claim.frame for claim in said.claims] == [rule.frame.id]
