"""Scenario sheets as spreadsheets save them, compared on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidy.catalog import DEFAULT_FOLDER
from subsidy.cli import main

SHEET = DEFAULT_FOLDER.parent / "scenarios" / "2026_etransaction.csv"
TEXT = SHEET.read_text("utf-8-sig")


def saved(text: str, kind: str) -> bytes:
    """The sheet as a spreadsheet saves it."""
    windows = text.replace("\n", "\r\n")
    return {
        "UTF-8": text.encode(),
        "UTF-8 with a mark": windows.encode("utf-8-sig"),
        "Shift_JIS": windows.replace("〜", "～").encode("cp932"),
        "Unicode text": windows.replace(",", "\t").encode("utf-16"),
        "empty columns": "\n".join(f"{line},,," for line in text.splitlines()).encode(),
        "empty rows": (text + "," * 25 + "\n\n").encode(),
    }[kind]


@pytest.mark.parametrize(
    "kind", ["UTF-8", "UTF-8 with a mark", "Shift_JIS", "Unicode text", "empty columns", "empty rows"]
)
def test_a_sheet_is_read_however_it_was_saved(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sheet.csv").write_bytes(saved(TEXT, kind))
    assert main(["scenarios", str(tmp_path / "sheet.csv")]) == 0
    rows = len(TEXT.splitlines()) - 1
    assert f"{rows}行のうち、期待と違ったのは0行" in capsys.readouterr().out


def test_a_row_that_comes_out_differently_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = TEXT.replace(",対象外,", ",対象,", 1)
    assert changed != TEXT
    (tmp_path / "sheet.csv").write_text(changed, "utf-8")
    assert main(["scenarios", str(tmp_path / "sheet.csv")]) == 2
    assert "期待と違ったのは1行" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["番号\nA-1\n", ""])
def test_a_sheet_that_cannot_be_read_is_told(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sheet.csv").write_text(content, "utf-8")
    assert main(["scenarios", str(tmp_path / "sheet.csv"), str(tmp_path / "nonesuch.csv")]) == 2
    said = capsys.readouterr().out
    assert "sheet.csv:1" in said
    assert "nonesuch.csv: このファイルはありません" in said
