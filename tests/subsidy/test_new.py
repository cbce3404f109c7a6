"""Drafts for the keeper: files and parts that nothing but a person can finish."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from subsidy import new
from subsidy.catalog import DEFAULT_FOLDER
from subsidy.catalog.proposals import UNFILLED, proposal
from subsidy.cli import main
from subsidy.errors import ProfileError

TODAY = dt.date(2026, 11, 22)
FILES = sorted(DEFAULT_FOLDER.glob("*/programmes/*.yml"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog"))


def loaded(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def call(folder: Path, *names: str) -> int:
    return main(["new", *names, "--catalog", str(folder)])


def ids(text: str, key: str) -> Sequence[str]:
    return [one["id"] for one in loaded(text)[key]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", ["frame", "round"])
def test_a_part_is_added_behind_the_others_and_every_line_stays(path: Path, kind: str) -> None:
    text = path.read_text("utf-8")
    if kind == "round" and "rounds" not in loaded(text):
        changed = new.with_draft(text, kind, "extra")
        assert ids(changed, "rounds") == ["extra"]
        return
    key = new.LISTS[kind]
    if f"\n{key}: [" in text:
        with pytest.raises(ProfileError):
            new.with_draft(text, kind, "extra")
        return
    changed = new.with_draft(text, kind, "extra")
    assert ids(changed, key) == [*ids(text, key), "extra"]
    left = iter(changed.splitlines())
    assert all(line in left for line in text.splitlines() if line.strip())
    others = {name: value for name, value in loaded(changed).items() if name != key}
    assert others == {name: value for name, value in loaded(text).items() if name != key}


def test_a_round_gets_the_next_number(folder: Path) -> None:
    path = folder / "2026" / "programmes" / "growth_100oku.yml"
    assert call(folder, "round", "growth_100oku") == 0
    assert ids(path.read_text("utf-8"), "rounds")[-1] == "round4"


def test_a_programme_stands_behind_the_others_of_its_edition() -> None:
    draft = loaded(new.programme_draft("shien_2027", "2026", new.next_order([10, 170]), TODAY))
    assert (draft["id"], draft["edition"], draft["order"]) == ("shien_2027", "2026", 180)
    assert "2026-11-22" in new.programme_draft("shien_2027", "2026", 10, TODAY)
    assert UNFILLED in draft["name"]


@pytest.mark.parametrize(
    "names",
    [
        ["it_a", "--edition", "2026"],
        ["it", "--edition", "2021"],
        ["Shien", "--edition", "2026"],
        ["../shien", "--edition", "2026"],
        ["shien", "--edition", "1999"],
        ["shien"],
        ["round"],
        ["round", "no_such"],
        ["round", "../../sources"],
        ["frame", "it", "it_a"],
        ["round", "it", "x", "y"],
    ],
)
def test_what_cannot_be_made_is_told_in_one_line_and_nothing_is_written(
    names: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.yml")}
    assert call(folder, *names) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert {path: path.read_bytes() for path in folder.rglob("*.yml")} == before


@pytest.mark.parametrize(
    ("expected", "value", "meant"),
    [
        ("integer", "1億2,000万円", "120000000"),
        ("integer", "1.5億円", "150000000"),
        ("integer", "約２０人", "20"),
        ("integer", "3千万円", "30000000"),
        ("integer", "たくさん", ""),
        ("number", "2/3以内", "2/3"),
        ("number", "75％", "3/4"),
        ("number", "5割", "1/2"),
        ("number", "３分の２", "2/3"),
        ("date", "R8.4.1", "2026-04-01"),
        ("date", "2026年4月", ""),
        ("moment", "2026/3/1 17時30分", "2026-03-01T17:30"),
        ("moment", "2026/3/1 25:00", ""),
        ("boolean", "なし", "false"),
        ("list", "製造業・建設業", "[製造業, 建設業]"),
        ("text", "2026", '"2026"'),
        ("mapping", "何か", ""),
    ],
)
def test_a_proposal_is_what_was_meant(expected: str, value: str, meant: str) -> None:
    assert proposal(expected, value) == meant


@given(st.sampled_from(["integer", "number", "date", "moment", "boolean", "list", "text", "mapping"]), st.text())
def test_no_value_breaks_the_proposals(expected: str, value: str) -> None:
    assert isinstance(proposal(expected, value), str)


@given(st.integers(0, 10**12))
def test_a_number_with_separators_is_proposed_without(number: int) -> None:
    assert proposal("integer", f"{number:,}円") == str(number)
