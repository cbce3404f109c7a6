"""`python -m subsidy` as it is called: assess, validate, explain and their help."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from subsidy.catalog import load_catalog

ROOT = Path(__file__).resolve().parents[2]
FRAMES_2021 = [
    "saikouchiku_tsujo",
    "saikouchiku_sotsugyo",
    "saikouchiku_global_v",
    "saikouchiku_kinkyu",
    "monozukuri_tsujo",
    "monozukuri_teikansen",
    "jizokuka_tsujo",
    "jizokuka_teikansen",
    "it_a",
    "it_b",
    "it_c",
    "it_d",
    "kodo_renkei_kigyokan",
    "kodo_renkei_supply",
    "sapoin",
    "sabisapo",
]
RESULT = [
    "status",
    "call_status",
    "call_reason",
    "rate",
    "max_subsidy_yen",
    "est_subsidy_yen",
    "criteria",
    "missing",
    "todo",
]
SHOP: dict[str, Any] = {
    "industry": "小売業",
    "legal_form": "株式会社",
    "capital_yen": 10_000_000,
    "employees": 10,
    "planned_investment_yen": 60_000_000,
    "sales_decline": {
        "any_3_of_last_6_months_vs_precovid_pct": 12.5,
        "one_month_2021_1to3_vs_prev_or_prevprev_pct": 30,
        "affected_by_emergency": True,
    },
    "plans": {"new_business_shift": True, "it_tool_process_codes": ["P-07"], "overseas": None},
}


def run(*arguments: str, given: object = b"", **environment: str) -> "subprocess.CompletedProcess[bytes]":
    stdin = given if isinstance(given, bytes) else json.dumps(given, ensure_ascii=False).encode()
    command = [sys.executable, "-m", "subsidy", *arguments]
    return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, env=os.environ | environment)


def assessed(given: object, *arguments: str) -> Any:
    done = run("assess", *arguments, given=given)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def shop() -> dict[str, dict[str, Any]]:
    answer: dict[str, dict[str, Any]] = assessed(SHOP, "--edition", "2021", "--on", "2021-04-15")
    return answer


def test_an_edition_is_judged_frame_by_frame_in_the_shape_of_the_contract(shop: dict[str, dict[str, Any]]) -> None:
    assert sorted(shop) == sorted(FRAMES_2021)
    for result in shop.values():
        assert [key for key in RESULT if key not in result] == []
        assert result.keys() - set(RESULT) <= {"bank_required", "katen"}
        assert result["status"] in ("eligible", "ineligible", "undetermined")
        assert result["call_status"] in ("upcoming", "open", "closed", "unknown")
        assert result["call_reason"]
        for criterion in result["criteria"]:
            assert criterion.keys() == {"id", "state", "text", "source"}
            assert criterion["state"] in ("met", "unmet", "unknown", "human")
            assert criterion["source"].keys() == {"document", "place"}
            assert all([criterion["id"], criterion["text"], *criterion["source"].values()])


def test_a_frame_that_fits_comes_with_its_amounts_flags_and_things_to_do(shop: dict[str, dict[str, Any]]) -> None:
    result = shop["saikouchiku_tsujo"]
    assert {key: result[key] for key in ("status", "rate", "max_subsidy_yen", "est_subsidy_yen")} == {
        "status": "eligible",
        "rate": "2/3",
        "max_subsidy_yen": 60_000_000,
        "est_subsidy_yen": 40_000_000,
    }
    assert (result["bank_required"], result["katen"], result["missing"]) == (True, True, [])
    assert sorted(result["todo"]) == ["bank_joins_plan", "nintei_plan", "value_added_growth_pct"]


def test_a_frame_that_fails_or_is_open_has_no_amounts(shop: dict[str, dict[str, Any]]) -> None:
    statuses = {result["status"] for result in shop.values()}
    assert statuses == {"eligible", "ineligible", "undetermined"}
    for result in shop.values():
        if result["status"] != "eligible":
            assert {result[key] for key in ("rate", "max_subsidy_yen", "est_subsidy_yen")} == {None}
        assert bool(result["missing"]) <= (result["status"] == "undetermined")


def test_a_list_is_answered_with_a_list_in_the_same_order(shop: dict[str, dict[str, Any]]) -> None:
    options = ("--edition", "2021", "--on", "2021-04-15")
    answers = assessed([SHOP, {}, SHOP], *options)
    assert [answers[0], answers[2]] == [shop, shop]
    assert {result["status"] for result in answers[1].values()} == {"undetermined"}
    assert assessed([], *options) == []


def test_without_an_edition_every_edition_is_judged_and_without_a_day_the_present_one() -> None:
    everything = assessed({})
    assert set(FRAMES_2021) <= set(everything)
    assert everything["saikouchiku_kinkyu"]["call_status"] == "closed"
    assert set(assessed({}, "--edition", "all")) == set(everything)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2021-03-25", "upcoming"),
        ("2021-03-26T00:00", "open"),
        ("2021-05-07", "open"),
        ("2021-05-07T17:59", "open"),
        ("2021-05-07T18:00", "upcoming"),
        ("2022-03-24", "open"),
        ("2022-03-25", "closed"),
    ],
)
def test_a_bare_date_means_its_noon_and_a_time_counts_to_the_minute(on: str, state: str) -> None:
    assert assessed({}, "--on", on)["saikouchiku_kinkyu"]["call_status"] == state


def test_a_byte_order_mark_and_spaces_around_the_profile_are_no_mistake() -> None:
    done = run("assess", given=b"\xef\xbb\xbf\n {} \n")
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_order_of_fields_and_explicit_nulls_change_nothing(shop: dict[str, dict[str, Any]]) -> None:
    turned = dict(reversed(SHOP.items())) | {"prefecture": None, "main_industry": None, "monthly_sales": None}
    assert assessed(turned, "--edition", "2021", "--on", "2021-04-15") == shop


def test_japanese_is_written_as_utf_8_whatever_the_locale() -> None:
    done = run("assess", given=SHOP, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "小売業" in done.stdout.decode("utf-8")


def test_validate_says_in_its_first_line_that_the_catalogue_is_sound() -> None:
    done = run("validate", "--on", "2026-01-01")
    assert (done.returncode, done.stderr) == (0, b"")
    frames = sum(len(programme.frames) for programme in load_catalog().programmes)
    first = done.stdout.decode().splitlines()[0]
    assert first.startswith("目録に誤りはありません")
    assert f"枠 {frames}、" in first


def test_validate_names_file_line_and_field_of_every_mistake(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(ROOT / "data" / "catalog", folder)
    for name, right, wrong in (("it", "kind: company", "kind: firm"), ("sapoin", "yen: 45000000", "yen: many")):
        path = folder / "2021" / "programmes" / f"{name}.yml"
        text = path.read_text("utf-8")
        assert right in text
        path.write_text(text.replace(right, wrong, 1), "utf-8")
    done = run("validate", "--catalog", str(folder))
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout.decode(), len(lines)) == (2, "2か所あります。\n", 2)
    assert re.match(r"2021/programmes/it\.yml:\d+: criteria\[0\]\.kind: .*firm", lines[0])
    assert re.match(r"2021/programmes/sapoin\.yml:\d+: frames\[0\]\.amount\S*yen: .*many", lines[1])
    assert run("assess", "--catalog", str(folder), given={}).returncode == 2


def test_validate_of_a_folder_that_is_not_there_names_the_missing_files(tmp_path: Path) -> None:
    done = run("validate", "--catalog", str(tmp_path / "nowhere"))
    assert (done.returncode, done.stdout.decode()) == (2, "4か所あります。\n")
    assert "fields.yml:1: " in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_validate_writes_the_schema_for_editors_as_json() -> None:
    done = run("validate", "--schema")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)


@pytest.mark.parametrize("name", ["saikouchiku", "saikouchiku_tsujo", "sapoin"])
def test_explain_shows_a_programme_or_a_frame(name: str) -> None:
    done = run("explain", name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert name in done.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((), ["assess", "validate", "explain"]),
        (("assess",), ["--edition", "--on", "YYYY-MM-DDTHH:MM", "--catalog"]),
        (("validate",), ["--schema", "--catalog"]),
        (("explain",), ["ID"]),
    ],
)
def test_help_names_what_can_be_given(arguments: tuple[str, ...], named: list[str]) -> None:
    done = run(*arguments, "--help")
    assert (done.returncode, done.stderr) == (0, b"")
    assert [word for word in named if word not in done.stdout.decode()] == []


def test_the_examples_of_the_help_work() -> None:
    example = re.search(r"echo '(.+)' \| python -m subsidy (.+)", run("assess", "--help").stdout.decode())
    assert example is not None
    assert assessed(json.loads(example[1]), *example[2].split()[1:])
    explained = re.search(r"python -m subsidy (explain \w+)", run("explain", "--help").stdout.decode())
    assert explained is not None
    assert run(*explained[1].split()).returncode == 0
