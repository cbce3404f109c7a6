"""Drafts for the keeper: files and parts that nothing but a person can finish."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from subsidy import new
from subsidy.catalog import DEFAULT_FOLDER, load_catalog
from subsidy.catalog.builder import Builder
from subsidy.catalog.proposals import UNFILLED, proposal
from subsidy.cli import main
from subsidy.errors import ProfileError
from subsidy.model import Programme

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
    draft = loaded(new.programme_draft("shien_2027", "2026", new.next_order([10, 170]), new.Start()))
    assert (draft["id"], draft["edition"], draft["order"]) == ("shien_2027", "2026", 180)
    assert UNFILLED in draft["name"]


DOCUMENT = """
  - id: shien_guide
    title: 支援補助金（見本）の手引き
    publisher: 架空の役所
    access: read
    confidence: medium
    checked_on: 2026-11-30
"""


def test_a_document_that_was_added_for_a_draft_is_filled_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "2026" / "programmes" / "shien.yml"
    with (folder / "sources.yml").open("a", encoding="utf-8") as sources:
        sources.write(DOCUMENT)
    assert (call(folder, "shien", "--edition", "2026"), call(folder, "frame", "shien", "shien_small")) == (0, 0)
    text = path.read_text("utf-8")
    draft = loaded(text)
    assert (str(draft["checked_on"]), str(draft["review_by"])) == ("2026-11-30", "2027-02-28")
    owners = {programme.owner for programme in load_catalog().programmes}
    assert draft["confidence"] == "medium"
    assert draft["owner"] in owners if len(owners) == 1 else UNFILLED in draft["owner"]
    assert {frame["source"]["document"] for frame in draft["frames"]} == {"shien_guide"}
    assert text.count("# 補助率は") == 1
    assert main(["validate", "--catalog", str(folder)]) == 2
    told = capsys.readouterr().out.splitlines()
    left = new.places_left(text)
    assert (f"残り{left}か所" in told[1], told[-1]) == (True, f"{left}か所あります。")
    assert left < 40


def test_a_document_that_something_is_written_from_is_not_guessed(folder: Path) -> None:
    assert call(folder, "shien", "--edition", "2026") == 0
    draft = loaded((folder / "2026" / "programmes" / "shien.yml").read_text("utf-8"))
    assert UNFILLED in draft["source"]["document"]
    assert UNFILLED in draft["checked_on"]


def test_what_is_optional_is_an_example_that_can_be_used() -> None:
    draft = new.programme_draft("shien", "2026", 10, new.Start(document="shien_guide"))
    used = re.sub(r"^# ((?:aliases|standing|links): )", r"\1", draft, flags=re.M)
    assert loaded(used).keys() - loaded(draft).keys() == {"aliases", "standing", "links"}
    builder = Builder("x.yml", used)
    builder.build(yaml.compose(used, Loader=yaml.CSafeLoader), Programme)
    assert {problem.code for problem in builder.problems} == {"unfilled"}


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


def test_the_fields_are_listed_with_labels_kinds_and_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fields"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in told] == [field.key for field in load_catalog().fields]
    assert "plans.equipment  設備投資（はい・いいえ、flag） 条件: is_true・is_false" in told
    assert main(["fields", "成長"]) == 0
    assert "選べる値: 組織再編・新規設備投資・グローバル展開" in capsys.readouterr().out


def test_the_fields_are_listed_while_a_draft_is_being_filled_in(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "demo", "--edition", "2026", "--catalog", str(folder)]) == 0
    capsys.readouterr()
    assert main(["fields", "従業員", "--catalog", str(folder)]) == 0
    assert "employees" in capsys.readouterr().out


def test_a_word_that_no_field_has_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fields", "宇宙"]) == 2
    assert "宇宙" in capsys.readouterr().err
