"""A call that is written whole behind the others of its programme, with what announces it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from subsidy.catalog import DEFAULT_FOLDER, load_catalog
from subsidy.cli import main
from subsidy.schedule import Round


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog"))


def last_round(folder: Path) -> Round:
    return next(p for p in load_catalog(folder).programmes if p.id == "growth_100oku").rounds[-1]


def call_round(folder: Path, *words: str) -> int:
    return main(["new", "round", "growth_100oku", *words, "--catalog", str(folder)])


FLAGS = (
    "--label",
    "9次公募",
    "--opens",
    "2027年1月12日",
    "--closes",
    "令和9年2月26日17時",
    "--place",
    "6ページ「日程」",
)


def test_a_round_is_written_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "2026" / "programmes" / "growth_100oku.yml"
    before = path.read_text("utf-8")
    assert call_round(folder, *FLAGS, "--certainty", "報道") == 0
    assert "9次公募" in capsys.readouterr().out
    left = iter(path.read_text("utf-8").splitlines())
    assert all(line in left for line in before.splitlines() if line.strip())
    last = last_round(folder)
    assert (last.id, last.label, last.certainty, last.source.place) == (
        "round4",
        "9次公募",
        "reported",
        "6ページ「日程」",
    )
    assert (str(last.opens), str(last.closes)) == ("2027-01-12", "2027-02-26 17:00:00")


def test_a_round_from_a_new_leaflet_is_as_sure_as_the_leaflet(folder: Path) -> None:
    assert call_round(folder, *FLAGS, "--document", "rockroumu_jizokuka") == 0
    catalog = load_catalog(folder)
    last = next(p for p in catalog.programmes if p.id == "growth_100oku").rounds[-1]
    leaflet = next(one for one in catalog.documents if one.id == "rockroumu_jizokuka")
    assert (last.source.document, leaflet.confidence == "high") == (leaflet.id, last.certainty == "confirmed")


def test_a_last_day_by_the_postmark_is_told_and_written_as_a_day(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call_round(folder, *FLAGS, "--closes", "2027年2月26日（金）消印有効") == 0
    assert "--closes の「消印」" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ((*FLAGS, "--document", "rockroumu_jizoku"), "「rockroumu_jizokuka」のことでしょうか"),
        ((*FLAGS, "--document", "repo_extract"), "出典にできません"),
        (FLAGS[:4], "--closes --place"),
        ((*FLAGS, "--label", "【記入】", "--place", "【記入】ページ"), "--label --place"),
        ((*FLAGS, "--label", "3次公募"), "もう書かれて"),
        ((*FLAGS, "--opens", "来月"), "来月"),
        ((*FLAGS, "--opens", "2027/3/1"), "より前"),
        ((*FLAGS, "--certainty", "たぶん"), "おおよそ"),
        ((*FLAGS, "--gates", "診断書"), "手続きの名前のあとに"),
        ((*FLAGS, "--gates", "診断書 2027年3月1日"), "より後です"),
        ((*FLAGS, "--closes", "未定", "--gates", "診断書 2027年2月1日"), "未定 の公募"),
        ((*FLAGS, "--title", "ちらし"), "--publisher"),
        ((*FLAGS, "--title", "ちらし", "--publisher", "役所", "--document", "kanto_2021"), "どちらか一つだけ"),
        ((*FLAGS, "--title", "ちらし", "--publisher", "役所", "--url", "example.com"), "https://"),
    ],
)
def test_a_round_that_is_not_whole_is_not_written(
    flags: Sequence[str], words: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "2026" / "programmes" / "growth_100oku.yml"
    before = path.read_bytes()
    assert call_round(folder, *flags) == 2
    said = capsys.readouterr().err
    assert (words in said, len(said.splitlines()), path.read_bytes()) == (True, 1, before)


LEAFLET = ("--title", "9次公募のちらし", "--publisher", "架空の役所", "--url", "https://example.com/9.pdf")


def test_what_has_to_be_done_first_is_written_with_the_call(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call_round(folder, *FLAGS, "--gates", "診断書 2027年1月30日、説明会 2027/2/5 9:00") == 0
    assert "先に済ませる手続き: 診断書（2027年1月30日まで）" in capsys.readouterr().out
    gates = last_round(folder).gates
    assert [(gate.label, str(gate.closes), gate.source.place) for gate in gates] == [
        ("診断書", "2027-01-30", "6ページ「日程」"),
        ("説明会", "2027-02-05 09:00:00", "6ページ「日程」"),
    ]


def test_a_new_leaflet_is_added_and_cited(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call_round(folder, *FLAGS, *LEAFLET) == 0
    assert "資料「growth_100oku_guide」を sources.yml の終わりに足しました" in capsys.readouterr().out
    document = load_catalog(folder).documents[-1]
    assert (document.id, document.title, document.url) == (
        "growth_100oku_guide",
        "9次公募のちらし",
        "https://example.com/9.pdf",
    )
    assert last_round(folder).source.document == document.id


def test_a_leaflet_that_is_listed_is_cited_and_not_added_again(folder: Path) -> None:
    assert call_round(folder, *FLAGS, *LEAFLET) == 0
    before = (folder / "sources.yml").read_bytes()
    assert call_round(folder, *FLAGS, "--label", "10次公募", *LEAFLET) == 0
    assert (folder / "sources.yml").read_bytes() == before
    assert last_round(folder).source.document == "growth_100oku_guide"


def test_a_call_that_is_over_already_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call_round(folder, *FLAGS, "--opens", "2020年1月12日", "--closes", "2020年2月26日") == 0
    assert "もう終わっています" in capsys.readouterr().out
