"""What the documents lead a newcomer through: a made-up programme with two frames and a round, step by step."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from subsidy.catalog import DEFAULT_FOLDER

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "docs" / "examples"
FILE = "2026/programmes/shoene_demo.yml"
COMPANY = "業種=製造業 資本金=1000万円 従業員数=12 投資額=400万円 設備投資=はい"
ROUND = ("--label", "2次公募", "--opens", "2027年1月12日", "--closes", "2027年2月26日", "--place", "6ページ「日程」")
DAY, NEXT_YEAR = "2026-11-22", "2027-02-01"


def run(*command: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=ROOT,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def written(text: str) -> list[str]:
    """The lines of a file that are neither an explanation nor the place among the other programmes."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [line for line in lines if not line.startswith("order: ")]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, subprocess.CompletedProcess[str]]:
    """Every step in its order, in a copy of the catalogue."""
    folder = Path(shutil.copytree(DEFAULT_FOLDER, tmp_path_factory.mktemp("walk") / "catalog"))
    there = ("--catalog", folder)
    steps: dict[str, subprocess.CompletedProcess[str]] = {}
    with (folder / "sources.yml").open("a", encoding="utf-8") as sources:
        sources.write((EXAMPLES / "demo_source.yml").read_text("utf-8"))
    steps["new"] = run("subsidy", "new", "shoene_demo", "--edition", "2026", *there)
    steps["new frame"] = run("subsidy", "new", "frame", "shoene_demo", "shoene_demo_frame2", *there)
    steps["draft"] = run("subsidy", "validate", *there)
    steps["text"] = run("json.tool")
    steps["text"].stdout = (folder / FILE).read_text("utf-8")
    (folder / FILE).write_text((EXAMPLES / "shoene_demo.yml").read_text("utf-8"), "utf-8")
    steps["validate"] = run("subsidy", "validate", "--on", DAY, *there)
    facts = (EXAMPLES / "demo_company.json").read_text("utf-8")
    steps["assess"] = run("subsidy", "assess", "--edition", "2026", "--on", DAY, *there, stdin=facts)
    steps["scenarios"] = run("subsidy", "scenarios", EXAMPLES / "shoene_demo.csv", *there)
    company = ("--profile", EXAMPLES / "demo_company.json", "--on", DAY)
    steps["preview"] = run("bot.preview", "shoene_demo_main", *company, *there)
    steps["programme"] = run("bot.preview", "shoene_demo", "--company", COMPANY, "--on", DAY, *there)
    steps["one channel"] = run("bot.preview", "shoene_demo_main", "--channel", "web", *company, *there)
    steps["cards"] = run("bot.preview", "shoene_demo_main", "--channel", "web", "--cards", *company, *there)
    steps["new round"] = run("subsidy", "new", "round", "shoene_demo", *there)
    text = (folder / FILE).read_text("utf-8")
    steps["round"] = run("subsidy", "validate", *there)
    kept = text[: text.index("  # 公募の一回分")]
    (folder / FILE).write_text(kept + (EXAMPLES / "demo_round.yml").read_text("utf-8"), "utf-8")
    steps["next year"] = run("subsidy", "assess", "--edition", "2026", "--on", NEXT_YEAR, *there, stdin=facts)
    return steps


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The way with the form, in another copy: what the files are after the form, and after the round."""
    folder = Path(shutil.copytree(DEFAULT_FOLDER, tmp_path_factory.mktemp("form") / "catalog"))
    form, there = folder.parent / "build" / "form.csv", ("--catalog", folder)
    steps = [run("subsidy", "new", "sheet", form)]
    empty = form.read_text("utf-8-sig")
    form.write_bytes((EXAMPLES / "shoene_demo_form.csv").read_bytes())
    steps.append(run("subsidy", "new", "shoene_demo", "--edition", "2026", "--from", form, *there))
    written = (folder / FILE).read_text("utf-8")
    steps.append(run("subsidy", "new", "round", "shoene_demo", *ROUND, *there))
    steps.append(run("subsidy", "validate", "--on", DAY, *there))
    assert [(step.returncode, step.stderr) for step in steps] == [(0, "")] * len(steps)
    with_round, sources = (folder / FILE).read_text("utf-8"), (folder / "sources.yml").read_text("utf-8")
    return {"empty": empty, "written": written, "with round": with_round, "sources": sources}


def test_the_form_leads_to_the_same_files_as_writing_by_hand(handed_in: dict[str, str]) -> None:
    assert written(handed_in["written"]) == written((EXAMPLES / "shoene_demo.yml").read_text("utf-8"))
    assert handed_in["sources"].endswith((EXAMPLES / "demo_source.yml").read_text("utf-8"))
    assert handed_in["with round"] == handed_in["written"] + (EXAMPLES / "demo_round.yml").read_text("utf-8")


def test_every_command_of_the_short_way_works_on_a_copy(tmp_path: Path) -> None:
    document = (ROOT / "docs" / "catalog.md").read_text("utf-8")
    short = document.partition("## Your first programme")[2].partition("###")[0]
    copying, *commands = re.findall(r"^```sh\n(.*?)^```", short, re.M | re.S)
    there, form = tmp_path / "build" / "catalog", tmp_path / "build" / "shoene_demo.csv"
    subprocess.run(["bash", "-ec", copying.replace("build", str(tmp_path / "build"))], cwd=ROOT, check=True)
    assert "`--catalog build/catalog`" in short
    for command in commands:
        words = shlex.split(command.replace("build/shoene_demo.csv", str(form)))
        done = run(*words[2:], "--catalog", there)
        assert (done.returncode, done.stderr) == (0, ""), command
        if words[3:5] == ["new", "sheet"]:
            form.write_bytes((EXAMPLES / "shoene_demo_form.csv").read_bytes())
    assert len(commands) == 4


def test_the_form_that_the_document_shows_is_that_of_the_example() -> None:
    document = (ROOT / "docs" / "catalog.md").read_text("utf-8")
    shown = re.findall(r"^```csv\n(.*?)^```", document, re.M | re.S)[0].splitlines()
    form = (EXAMPLES / "shoene_demo_form.csv").read_text("utf-8-sig").splitlines()
    left = iter(form)
    assert all(any(line.startswith(f"{one},") for line in left) for one in shown)


def test_the_draft_names_every_place_that_is_to_be_filled_in(
    walked: dict[str, subprocess.CompletedProcess[str]],
) -> None:
    assert (walked["new"].returncode, walked["new frame"].returncode, walked["draft"].returncode) == (0, 0, 2)
    text = walked["text"].stdout
    lines = {number for number, line in enumerate(text.splitlines(), 1) if "【記入】" in line and "#" not in line}
    said = walked["draft"].stderr.splitlines()
    assert lines == {int(line.split(":")[1]) for line in said}
    assert all("まだ書かれていません" in line for line in said)


def test_the_example_is_the_draft_filled_in(walked: dict[str, subprocess.CompletedProcess[str]]) -> None:
    filled = iter(written((EXAMPLES / "shoene_demo.yml").read_text("utf-8")))
    draft = [
        line for line in written(walked["text"].stdout) if not line.lstrip().startswith(("test:", "kind:", "order:"))
    ]
    patterns = [re.sub("【記入】[^,}]*", ".+", re.escape(line)) for line in draft]
    assert [one for one in patterns if not any(re.fullmatch(one, line) for line in filled)] == []


def test_the_example_is_valid(walked: dict[str, subprocess.CompletedProcess[str]]) -> None:
    assert (walked["validate"].returncode, walked["validate"].stderr) == (0, "")


def test_the_example_is_judged_as_its_sheet_expects(walked: dict[str, subprocess.CompletedProcess[str]]) -> None:
    verdicts = json.loads(walked["assess"].stdout)
    main, small = verdicts["shoene_demo_main"], verdicts["shoene_demo_frame2"]
    assert (main["status"], main["est_subsidy_yen"], main["call_status"]) == ("eligible", 2_000_000, "open")
    assert (small["status"], small["est_subsidy_yen"]) == ("eligible", 1_000_000)
    assert walked["scenarios"].returncode == 0, walked["scenarios"].stdout
    assert "5行のうち、期待と違ったのは0行" in walked["scenarios"].stdout


def test_the_preview_shows_the_example_in_all_three_channels(
    walked: dict[str, subprocess.CompletedProcess[str]],
) -> None:
    parts = walked["preview"].stdout.split("====")
    assert [part.strip() for part in parts[1::2]] == ["ウェブ", "LINE", "Slack"]
    assert all("200万円" in part and "省エネ改修補助金（見本）" in part for part in parts[2::2])


def test_one_channel_is_shown_as_among_the_three(walked: dict[str, subprocess.CompletedProcess[str]]) -> None:
    shown = walked["one channel"].stdout
    assert re.findall("==== (.*) ====", shown) == ["ウェブ"]
    assert walked["preview"].stdout.startswith(shown.strip())
    cards = walked["cards"].stdout.strip()
    assert (shown.startswith(cards), cards.count("補助率1/2"), shown.count("補助率1/2")) == (True, 1, 2)


def test_the_preview_of_a_programme_shows_its_frames_for_a_company_in_words(
    walked: dict[str, subprocess.CompletedProcess[str]],
) -> None:
    assert walked["programme"].stdout.startswith(
        "2つの枠の見え方を、順に示します：通常枠（shoene_demo_main）、小規模枠"
    )
    heads = [line for line in walked["programme"].stdout.splitlines() if line.startswith("──── ")]
    assert [re.findall(r"（(\w+)）", line) for line in heads] == [["shoene_demo_main"], ["shoene_demo_frame2"]]
    assert walked["preview"].stdout.strip() in walked["programme"].stdout


def test_a_preview_says_which_facts_are_missing_and_of_a_draft_of_others_which_file(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog"))
    there = ("--catalog", folder)
    lacking = run("bot.preview", "growth_100oku_main", "--company", "従業員数=12", *there).stdout.splitlines()[-1]
    assert lacking.startswith("この枠の判定に、まだ足りない事実：年間の売上高、")
    run("subsidy", "new", "draft", "--edition", "2026", *there)
    done = run("bot.preview", "growth_100oku_main", *there)
    assert (done.returncode, done.stdout, "2026/programmes/draft.yml" in done.stderr) == (2, "", True)


def test_a_mistake_in_a_profile_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"employees": 12,\n "capital_yen" 3}', "utf-8")
    done = run("bot.preview", "it_a", "--profile", path)
    assert (done.returncode, "2行め16文字め" in done.stderr) == (2, True)


def test_a_round_is_added_and_counts(walked: dict[str, subprocess.CompletedProcess[str]]) -> None:
    assert (walked["new round"].returncode, walked["round"].returncode) == (0, 2)
    assert "rounds[1].opens" in walked["round"].stderr
    found = json.loads(walked["next year"].stdout)["shoene_demo_main"]
    assert (found["call_status"], "2次公募" in found["call_reason"]) == ("open", True)


def test_a_preview_is_written_as_a_page(tmp_path: Path) -> None:
    done = run("bot.preview", "growth_100oku_main", "--out", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'page.html'} に書きました。\n")
    assert all(words in page for words in ("<!doctype html>", "成長加速化補助金", "Slack", "LINE"))


@pytest.mark.parametrize(
    "arguments",
    [
        ["no_such_frame"],
        ["it_a", "--profile", "pyproject.toml"],
        ["it_a", "--profile", "none.json"],
        ["it_a", "--company", "社員"],
    ],
)
def test_a_preview_of_nothing_says_so_in_a_line(arguments: list[str]) -> None:
    done = run("bot.preview", *arguments)
    assert (done.returncode, done.stdout, len(done.stderr.strip().splitlines())) == (2, "", 1)
