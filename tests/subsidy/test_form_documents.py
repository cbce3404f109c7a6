"""Which document a form cites: never one that it does not name."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from subsidy.catalog import DEFAULT_FOLDER
from tests.subsidy.clerk import WRITTEN, Change, Clerk, add, put

TITLE, PUBLISHER = "省エネ改修補助金（見本）の手引き", "架空の役所"
OWN_ID = add("資料", "資料のID", "shoene_demo_guide")


@pytest.fixture
def clerk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    """One whose form was handed in once, so that its document is listed."""
    found = Clerk(Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog")), capsys)
    assert found.hands_in()[0] == 0
    (found.folder / WRITTEN).unlink()
    return found


def sources_of(clerk: Clerk) -> str:
    return (clerk.folder / "sources.yml").read_text("utf-8")


@pytest.mark.parametrize(
    "changes",
    [
        (),
        (OWN_ID,),
        (put("資料の題名", "省エネ改修補助金 (見本) の手引き"),),
        (put("発行元", "架空の　役所"),),
        (put("資料のURL", ""),),
        (add("資料", "読み方", "全文を読んだ"),),
    ],
)
def test_a_document_that_is_named_in_every_respect_is_used(changes: Sequence[Change], clerk: Clerk) -> None:
    before = sources_of(clerk)
    assert clerk.hands_in(*changes)[:2] == (0, [])
    assert sources_of(clerk) == before
    assert yaml.safe_load(clerk.text())["source"]["document"] == "shoene_demo_guide"


@pytest.mark.parametrize(
    ("changes", "item", "words"),
    [
        ((put("資料の題名", "別の補助金の手引き"),), "資料の題名", "資料の題名が違います"),
        ((put("発行元", "別の役所"),), "発行元", "発行元が違います"),
        ((put("資料の題名", "別"), put("発行元", "別")), "資料の題名", "資料の題名・発行元が違います"),
        ((add("資料", "資料のID", "other_guide"),), "資料のID", "資料のIDが違います"),
        (
            (put("資料のURL", ""), add("資料", "資料のID", "other_guide")),
            "資料のID",
            "同じ題名と発行元の資料「shoene_demo_guide」",
        ),
        ((put("資料のURL", "https://example.com/other.pdf"), OWN_ID), "資料のID", "もう使われています"),
        ((add("資料", "読み方", "一部だけ読んだ"),), "読み方", "「全文を読んだ」となっています"),
    ],
)
def test_what_differs_from_a_listed_document_is_told_and_nothing_is_cited(
    changes: Sequence[Change], item: str, words: str, clerk: Clerk
) -> None:
    before = sources_of(clerk)
    status, wrong, _ = clerk.hands_in(*changes)
    assert (status, len(wrong), (clerk.folder / WRITTEN).exists(), sources_of(clerk)) == (2, 1, False, before)
    assert f"行め {item}: " in wrong[0]
    assert words in wrong[0]


def test_another_part_of_the_same_page_is_a_document_of_its_own(clerk: Clerk) -> None:
    url = put("資料のURL", "https://example.com/shoene/guide.pdf#page=3")
    assert clerk.hands_in(url, put("資料の題名", "別の手引き"))[0] == 0
    assert yaml.safe_load(clerk.text())["source"]["document"] == "shoene_demo_guide2"


def test_a_document_that_was_read_in_part_makes_the_entry_less_sure_and_is_told(clerk: Clerk) -> None:
    sources = clerk.folder / "sources.yml"
    head, _, tail = sources_of(clerk).partition("- id: shoene_demo_guide")
    tail = tail.replace("access: read", "access: excerpt").replace("confidence: high", "confidence: medium")
    sources.write_text(f"{head}- id: shoene_demo_guide{tail}", "utf-8")
    status, _, told = clerk.hands_in()
    assert (status, "「一部だけ読んだ」となっています" in told) == (0, True)
    assert yaml.safe_load(clerk.text())["confidence"] == "medium"
