"""Entries that are written whole: both files or neither, nothing overwritten, and what is told of others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from subsidy import filing
from subsidy.catalog import DEFAULT_FOLDER
from subsidy.cli import main
from tests.subsidy.clerk import FILLED, WRITTEN, Clerk, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog"))


@pytest.fixture
def clerk(folder: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(folder, capsys)


def test_a_document_that_is_listed_is_used(clerk: Clerk) -> None:
    title = "関東経済産業局「DXによる“稼ぐ力の鍛え方”及び関係予算について」（2021年初頭）"
    publisher = "関東経済産業局 地域経済部 デジタル経済課"
    status, _, told = clerk.hands_in(put("資料の題名", title), put("発行元", publisher))
    assert (status, "「kanto_2021」を使いました" in told) == (0, True)
    assert (clerk.folder / "sources.yml").read_bytes() == (DEFAULT_FOLDER / "sources.yml").read_bytes()
    assert yaml.safe_load(clerk.text())["source"]["document"] == "kanto_2021"


def test_a_document_with_the_title_of_another_one_is_added(clerk: Clerk) -> None:
    title = "事業承継・M&A補助金の公式サイト"
    assert clerk.hands_in(put("資料の題名", title))[0] == 0
    assert yaml.safe_load(clerk.text())["source"]["document"] == "shoene_demo_guide"


def test_a_programme_that_is_there_is_not_overwritten(clerk: Clerk) -> None:
    clerk.hands_in()
    before = clerk.text()
    status, wrong, _ = clerk.hands_in(put("呼び名", "別の名前"))
    assert (status, len(wrong), clerk.text()) == (2, 1, before)
    assert "あとから足した公募や書き足したところも消えます" in wrong[0]


def test_a_form_is_handed_in_again_after_its_file_was_removed(clerk: Clerk) -> None:
    clerk.hands_in()
    (clerk.folder / WRITTEN).unlink()
    assert clerk.hands_in(put("呼び名", "別の名前"))[0] == 0
    assert (clerk.folder / "sources.yml").read_text("utf-8").count("id: shoene_demo_guide") == 1


def test_somebody_elses_draft_is_named_and_does_not_stop_the_form(clerk: Clerk) -> None:
    assert main(["new", "draft", "--edition", "2026", "--catalog", str(clerk.folder)]) == 0
    status, wrong, told = clerk.hands_in()
    assert (status, wrong, "2026/programmes/draft.yml" in told) == (2, [], True)
    assert (clerk.folder / WRITTEN).exists()


def test_where_one_file_cannot_be_written_neither_is(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = filing.os.replace

    def fails_on_sources(part: Path, path: Path) -> None:
        if path.name == "sources.yml" and "shoene_demo_guide" in part.read_text("utf-8"):
            part.unlink()
            raise OSError(28, "full", str(path))
        replace(part, path)

    monkeypatch.setattr(filing.os, "replace", fails_on_sources)
    status, wrong, _ = clerk.hands_in()
    assert (status, len(wrong), clerk.is_untouched()) == (2, 1, True)


def test_what_the_check_refuses_is_taken_back(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subsidy.form.frames.TARIFF", "No Id")
    status, wrong, told = clerk.hands_in()
    assert (status, clerk.is_untouched()) == (2, True)
    assert (all(WRITTEN in line for line in wrong), "何も書きませんでした" in told) == (True, True)


def test_an_id_of_another_edition_is_not_used_again(clerk: Clerk, capsys: pytest.CaptureFixture[str]) -> None:
    order = ["new", "saikouchiku", "--edition", "2026", "--from", str(FILLED), "--catalog", str(clerk.folder)]
    assert (main(order), clerk.is_untouched()) == (2, True)
    assert "ほかのID" in capsys.readouterr().err


def test_line_ends_of_windows_stay(clerk: Clerk) -> None:
    sources = clerk.folder / "sources.yml"
    sources.write_bytes(sources.read_bytes().replace(b"\n", b"\r\n"))
    before = sources.read_bytes()
    assert clerk.hands_in()[0] == 0
    after = sources.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")


def test_an_entry_is_explained_or_the_file_in_its_way_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "draft", "--edition", "2026", "--catalog", str(folder)]) == 0
    capsys.readouterr()
    assert main(["explain", "growth_100oku_main", "--catalog", str(folder)]) == 2
    others = capsys.readouterr().err.splitlines()
    assert main(["explain", "no_such", "--catalog", str(folder)]) == 2
    assert capsys.readouterr().err.splitlines() == ["「no_such」という枠や制度はありません。"]
    assert main(["explain", "draft", "--catalog", str(folder)]) == 2
    own = capsys.readouterr().err.splitlines()
    assert (len(others), "2026/programmes/draft.yml" in others[1], "外に移して" in others[2]) == (3, True, True)
    assert all("draft.yml:" in line for line in own)
