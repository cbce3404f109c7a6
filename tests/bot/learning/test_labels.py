"""Labels: what may be learned, what may not, and the way through a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.learning.checking import check
from bot.learning.examples import FOLDER, Example, examples_in, key_of, write_learned
from bot.learning.store import Utterance
from bot.learning.table import BadTable, as_csv, read_labels
from bot.learning.words import words

KNOWN = [
    Example("こんにちは", "greet"),
    Example("担当者と話したい", "handoff"),
    Example("いくらもらえるの", "ask_amount"),
]
ROW = Utterance("id-1", 0.0, "人に替わって", "employees", "chitchat", "fell_back", None)


def test_new_labels_are_learned_once() -> None:
    checked = check([Example("人に替わって", "handoff"), Example("人に替わって！", "handoff")], KNOWN, {})
    assert checked.new == [Example("人に替わって", "handoff")]
    assert (len(checked.known), checked.faults) == (1, [])


def test_what_is_known_is_not_learned_again() -> None:
    checked = check([Example("こんにちは。", "greet")], KNOWN, {})
    assert (checked.new, checked.known) == ([], [Example("こんにちは。", "greet")])


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        ([Example("こんにちは", "handoff")], "contradicts"),
        ([Example("人に替わって", "handoff"), Example("人に替わって。", "greet")], "disagree"),
        ([Example("人に替わって", "handof")], "unknown_act"),
        ([Example("評価の文です", "greet")], "contradicts"),
    ],
)
def test_contradictions_are_told(labels: list[Example], code: str) -> None:
    checked = check(labels, KNOWN, {key_of("評価の文です"): {"handoff"}})
    assert [fault[0] for fault in checked.faults] == [code]


def test_what_models_are_judged_by_is_never_trained_on() -> None:
    checked = check([Example("評価の文です", "handoff")], KNOWN, {key_of("評価の文です"): {"handoff"}})
    assert (checked.new, len(checked.held_out)) == ([], 1)


@pytest.mark.parametrize("text", ["00〇某氏", "00", "[人](name)に替わって", "| 人に替わって"])
def test_what_says_nothing_or_would_break_the_file_is_left_out(text: str) -> None:
    checked = check([Example(text, "handoff")], KNOWN, {})
    assert (checked.new, len(checked.empty)) == ([], 1)


def test_what_was_learned_is_written_as_training_data_beside_what_was_learned_before(tmp_path: Path) -> None:
    write_learned(tmp_path, [Example("人に替わって", "handoff")])
    write_learned(tmp_path, [Example("いくらなん", "ask_amount"), Example("人に替わって", "handoff")])
    assert examples_in(tmp_path) == [Example("いくらなん", "ask_amount"), Example("人に替わって", "handoff")]
    content = yaml.safe_load((tmp_path / "learned.yml").read_text("utf-8"))
    assert (content["version"], [block["intent"] for block in content["nlu"]]) == ("3.1", ["ask_amount", "handoff"])


def test_every_act_of_the_training_data_has_a_name_for_staff() -> None:
    assert {one.act for one in examples_in(FOLDER)} == set(words()["acts"])
    assert len(set(words()["acts"].values())) == len(words()["acts"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("label", ["担当者と話したい", "handoff"])
def test_labels_come_back_from_a_spreadsheet(tmp_path: Path, encoding: str, label: str) -> None:
    text = as_csv([ROW]).removeprefix("\ufeff").replace("読み取れなかった,", f"読み取れなかった,{label}")
    text = text.replace(",", "\t") if encoding == "utf-16" else text
    (tmp_path / "labels.csv").write_text(text, encoding=encoding, newline="")
    assert read_labels(tmp_path / "labels.csv") == [("id-1", "handoff")]


def test_rows_without_a_label_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text(as_csv([ROW]), encoding="utf-8")
    assert read_labels(tmp_path / "labels.csv") == []


def test_a_label_that_is_none_is_told_with_its_row(tmp_path: Path) -> None:
    text = as_csv([ROW]).replace("読み取れなかった,", "読み取れなかった,たんとう")
    (tmp_path / "labels.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadTable, match="2行目.*たんとう"):
        read_labels(tmp_path / "labels.csv")


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BadTable):
        read_labels(tmp_path / "labels.csv")


@pytest.mark.parametrize("text", ["=1+1", "+8", "@sum", "-2"])
def test_no_cell_is_a_formula(text: str) -> None:
    row = Utterance("id-1", 0.0, text, None, "chitchat", "fell_back", None)
    assert f",'{text}," in as_csv([row])
