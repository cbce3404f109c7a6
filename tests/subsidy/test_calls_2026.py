"""The calls of the 2026 edition: hand-made lists of what is open, the sheet, every minute at which a state turns."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy import Call, Engine, Profile
from subsidy.calls import Calls, deadlines, end_of, noon_of, start_of
from subsidy.catalog import load_catalog
from subsidy.model import Programme
from subsidy.render import call_reason
from subsidy.schedule import Round

CATALOG = load_catalog()
SHEET = Path(__file__).resolve().parents[2] / "data" / "scenarios" / "calls" / "2026_calls.csv"
STATES = {"受付前": Call.UPCOMING, "受付中": Call.OPEN, "終了": Call.CLOSED, "不明": Call.UNKNOWN}
STANDING = "safetynet_5_g5 jfc_safetynet_kokumin jfc_safetynet_chusho"
MINUTE = dt.timedelta(minutes=1)
# Worked out from the lists of calls in the facts of both editions, not from the catalogue.
OPEN_ON = {
    # 再構築 1回 (to 5/7), ものづくり 6次 (5/13), 一般型 5回 (6/4), 低感染 1回 (from 4/16), IT 1次 (from 4/7).
    "2021-04-20": "saikouchiku_tsujo saikouchiku_sotsugyo saikouchiku_global_v saikouchiku_kinkyu monozukuri_tsujo "
    "monozukuri_teikansen jizokuka_tsujo jizokuka_teikansen it_a it_b it_c it_d",
    # 再構築 4回 (10/28 to 12/21), ものづくり 9次 (to 2022-02-08), 一般型 7回 and 低感染 5回, IT 5次 (to 12/22).
    "2021-12-01": "saikouchiku_tsujo saikouchiku_sotsugyo saikouchiku_global_v saikouchiku_kinkyu monozukuri_tsujo "
    "monozukuri_teikansen jizokuka_tsujo jizokuka_teikansen it_a it_b it_c it_d",
    # 再構築 13回 (from 2025-01-10 to March).
    "2025-02-01": "saikouchiku_tsujo",
    # The list at the top of the facts.
    "2026-11-22": "jizokuka_general_normal jizokuka_startup_startup digital_ai_2026_invoice shoryokuka_catalog_catalog",
    # 持続化 20回 and 創業型 4回 ended on 12/15, invoice 7次 on 12/1; the catalogue type lasts to the end of March.
    "2026-12-16": "shoryokuka_catalog_catalog",
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(CATALOG)


def state(engine: Engine, frame: str, at: dt.datetime) -> Call:
    verdict = engine.assess_frame(Profile({}), at, frame)
    assert verdict is not None
    return verdict.call.state


@pytest.mark.parametrize(("day", "frames"), OPEN_ON.items())
def test_what_is_open_on_a_day_is_what_the_facts_list(engine: Engine, day: str, frames: str) -> None:
    assessment = engine.assess(Profile({}), noon_of(dt.date.fromisoformat(day)))
    found = {name for name, verdict in assessment.verdicts.items() if verdict.call.state is Call.OPEN}
    listed = {*frames.split(), *STANDING.split()}
    assert found == listed, (
        f"受付中の枠が、このファイルの OPEN_ON の {day} の行と違います。資料を見て直してください"
        f"（行にない枠: {sorted(found - listed)}、受付中でない枠: {sorted(listed - found)}）"
    )


def sheet_rows() -> list[dict[str, str]]:
    with SHEET.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", sheet_rows(), ids=lambda row: row["番号"])
def test_the_row_of_the_sheet_is_in_its_state(engine: Engine, row: dict[str, str]) -> None:
    assert state(engine, row["枠"], dt.datetime.fromisoformat(row["判定日時"])) is STATES[row["受付"]], row["根拠"]


def test_the_sheet_names_every_frame_of_the_edition() -> None:
    frames = {frame.id for programme in CATALOG.programmes if programme.edition == "2026" for frame in programme.frames}
    named = {row["枠"] for row in sheet_rows()}
    assert named == frames, (
        f"data/scenarios/calls/2026_calls.csv の枠が目録と違います"
        f"（行を足す枠: {sorted(frames - named)}、目録にない枠: {sorted(named - frames)}）"
    )


def dated_rounds() -> list[tuple[Programme, Round, str]]:
    return [
        (programme, call, frame.id)
        for programme in CATALOG.programmes
        for call in programme.rounds
        for frame in programme.frames
        if call.frames is None or frame.id in call.frames
    ]


@pytest.mark.parametrize(("programme", "call", "frame"), [item for item in dated_rounds() if item[1].opens is not None])
def test_a_round_begins_with_the_minute_it_opens(programme: Programme, call: Round, frame: str) -> None:
    assert call.opens is not None
    calls, opens = Calls(programme, frame), start_of(call.opens)
    begun = Call.UNKNOWN if call.by_prefecture is not None else Call.OPEN
    has_end = call.closes is not None or call.closes_not_before is not None
    assert calls.status(opens).state is (begun if has_end else Call.UNKNOWN)
    before = calls.status(opens - MINUTE)
    assert before.round is not call or before.state is Call.UPCOMING


@pytest.mark.parametrize(
    ("programme", "call", "frame"), [item for item in dated_rounds() if item[1].closes is not None]
)
def test_a_round_ends_with_its_last_minute(programme: Programme, call: Round, frame: str) -> None:
    assert call.closes is not None
    calls, end = Calls(programme, frame), end_of(call.closes)
    before, after = calls.status(end - MINUTE), calls.status(end)
    if call.gates:
        assert (before.state, before.code) == (Call.CLOSED, "gate_passed")
    elif call.by_prefecture is not None:
        assert (before.state, after.state) == (Call.UNKNOWN, Call.CLOSED)
    else:
        assert before.state is Call.OPEN
    assert after.round is not call or after.state is not Call.OPEN


@pytest.mark.parametrize(
    ("frame", "gate", "end"),
    [
        ("jizokuka_general_normal", "2026-04-17T00:00", "2026-04-30T17:00"),
        ("jizokuka_general_normal", "2026-12-05T00:00", "2026-12-15T17:00"),
        ("jizokuka_startup_startup", "2026-04-17T00:00", "2026-04-30T17:00"),
        ("jizokuka_startup_startup", "2026-12-05T00:00", "2026-12-15T17:00"),
    ],
)
def test_the_last_day_for_form_4_closes_the_round_before_its_deadline(
    engine: Engine, frame: str, gate: str, end: str
) -> None:
    passed = dt.datetime.fromisoformat(gate)
    assert state(engine, frame, passed - MINUTE) is Call.OPEN
    assert state(engine, frame, passed) is Call.CLOSED
    assert state(engine, frame, dt.datetime.fromisoformat(end) - MINUTE) is Call.CLOSED


def test_what_has_to_be_done_first_comes_first_among_the_deadlines(engine: Engine) -> None:
    at = noon_of(dt.date(2026, 11, 22))
    verdict = engine.assess_frame(Profile({}), at, "jizokuka_general_normal")
    assert verdict is not None
    found = deadlines(verdict.call, at)
    assert [(item.is_gate, item.left) for item in found] == [(True, 12), (False, 23)]
    assert deadlines(verdict.call, dt.datetime(2026, 12, 15, 17)) == ()


@pytest.mark.parametrize(
    ("frame", "parts"),
    [
        ("digital_ai_2026_invoice", ("2026年12月1日17時", "未確認", "限られた資料")),
        ("shoryokuka_catalog_catalog", ("2027年3月31日", "おおよその日付")),
        ("jizokuka_general_normal", ("2026年12月15日17時", "様式4", "2026年12月4日")),
        ("gyomu_kaizen_c50", ("都道府県", "2026年11月30日", "栃木県", "2026年9月30日")),
        ("shinmono_global", ("2026年10月30日18時", "確かめられていません")),
        ("safetynet_5_g5", ("いつでも",)),
    ],
)
def test_the_reason_tells_what_is_known_and_how_surely(engine: Engine, frame: str, parts: tuple[str, ...]) -> None:
    verdict = engine.assess_frame(Profile({}), noon_of(dt.date(2026, 11, 22)), frame)
    assert verdict is not None
    reason = call_reason(verdict.call, CATALOG)
    assert [part for part in parts if part not in reason] == []


def test_who_is_too_late_for_one_call_is_told_of_the_next(engine: Engine) -> None:
    verdict = engine.assess_frame(Profile({}), dt.datetime(2026, 4, 20, 12), "jizokuka_general_normal")
    assert verdict is not None
    reason = call_reason(verdict.call, CATALOG)
    assert "期限が過ぎました。" in reason
    assert "第20回公募が2026年" in reason


def test_no_reason_of_any_frame_is_longer_than_a_bubble(engine: Engine) -> None:
    for day in ("2021-04-20", "2025-02-01", "2026-01-30", "2026-04-20", "2026-07-15", "2026-11-22", "2027-06-01"):
        verdicts = engine.assess(Profile({}), noon_of(dt.date.fromisoformat(day)), ["2026"]).verdicts
        reasons = {name: call_reason(verdict.call, CATALOG) for name, verdict in verdicts.items()}
        assert {name: len(text) for name, text in reasons.items() if len(text) > 120} == {}


instants = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1))


@given(first=instants, second=instants)
def test_moving_the_date_changes_calls_and_never_eligibility(first: dt.datetime, second: dt.datetime) -> None:
    engine = Engine(CATALOG)
    profile = Profile({"industry": "小売業", "plans.equipment": True})
    verdicts = [engine.assess(profile, at).verdicts for at in (first, second, first)]
    for frame in verdicts[0]:
        assert verdicts[0][frame].status is verdicts[1][frame].status
        assert verdicts[0][frame].call == verdicts[2][frame].call


@given(at=instants)
def test_a_call_is_open_only_while_a_round_of_its_frame_or_the_programme_lasts(at: dt.datetime) -> None:
    for programme, call, frame in dated_rounds():
        status = Calls(programme, frame).status(at)
        if status.round is call and status.state is Call.OPEN:
            assert call.opens is None or at >= start_of(call.opens)
            assert call.closes is None or at < end_of(call.closes)
            assert not any(at >= end_of(gate.closes) for gate in call.gates)
