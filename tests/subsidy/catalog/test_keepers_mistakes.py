"""Mistakes of a keeper who is no programmer: each is told by file, line and field, with what to do about it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from subsidy.catalog import DEFAULT_FOLDER, load_catalog, loader
from subsidy.catalog.builder import Builder
from subsidy.errors import CatalogError

EXAMPLES = Path(__file__).resolve().parents[3] / "docs" / "examples"
FILE = "2026/programmes/shoene_demo.yml"
TEXT = (EXAMPLES / "shoene_demo.yml").read_text("utf-8")
Read = Callable[[str, str], list[str]]


class Slip(NamedTuple):
    """``old`` is written as ``new``; a message names the field and says each of ``told``; ``spread``: so many lines off."""  # noqa: E501

    name: str
    old: str
    new: str
    field: str
    told: tuple[str, ...]
    spread: int = 0

    def __str__(self) -> str:
        return self.name


# fmt: off
SLIPS = [
    Slip("a tab for blanks", "    kind: company\n", "\tkind: company\n", "-", ("タブ", "半角の空白")),
    Slip("a wide blank for blanks", "    kind: company\n", "　　kind: company\n", "-", ("全角の空白",)),
    Slip("a wide colon", "    kind: company\n", "    kind：company\n", "-", ("コロン", "全角")),
    Slip("no colon", "official_name: 省エネ", "official_name 省エネ", "-", ("コロン",)),
    Slip("no blank after the colon", "    kind: company\n", "    kind:company\n", "-", ("空白が一つ",)),
    Slip("no blank after the dash", "  - id: round1", "  -id: round1", "-", ("ハイフン", "空白が一つ")),
    Slip("a wide dash", "  - id: round1", "  － id: round1", "-", ("ハイフン",)),
    Slip("wrong indentation", "    label: 1次公募", "   label: 1次公募", "-", ("字下げ",), 1),
    Slip("an open bracket", "classes: [sme]}}", "classes: [sme}}", "-", ("かっこ",)),
    Slip("an open quote", 'edition: "2026"', 'edition: "2026', "-", ("引用符",)),
    Slip("a class of another definition", "classes: [sme]}}", "classes: [small]}}", "classes", ("small_2026",)),
    Slip("a colon within a sentence", "summary: 補助の", "summary: 対象: 補助の", "-", ("コロン", "引用符")),
    Slip("a reserved sign", "name: 省エネ改修補助金（見本）\no", "name: @省エネ\no", "-", ("引用符",)),
    Slip("wide digits", "yen: 3000000", "yen: ３００００００", "cap.yen", ("「3000000」のことでしょうか",)),
    Slip("yen with 万", "yen: 3000000", "yen: 300万円", "cap.yen", ("「3000000」のことでしょうか",)),
    Slip("commas in a number", "yen: 1000000", "yen: 1,000,000円", "000", ("コンマ", "取り除いて")),
    Slip("a rate in percent", "value: 1/2", "value: 50%", "rate.value", ("「1/2」のことでしょうか",)),
    Slip("a rate rounded to percent", "value: 2/3", "value: 66%", "rate.value", ("「2/3」のことでしょうか",)),
    Slip("a rate in words", "value: 2/3", "value: ３分の２", "rate.value", ("「2/3」のことでしょうか",)),
    Slip("a rate that a spreadsheet took for a day", "value: 2/3", "value: 2月3日", "rate.value", ("「2/3」のことで",)),
    Slip("a day with slashes", "opens: 2026-10-01", "opens: 2026/10/1", "opens", ("「2026-10-01」のことでしょうか",)),
    Slip("a day that is none", "opens: 2026-10-01", "opens: 2026/13/01", "opens", ("YYYY-MM-DD", "暦にない日")),
    Slip("a day of the era", "checked_on: 2026-11-22", "checked_on: 令和8年11月22日", "checked_on", ("2026-11-22",)),
    Slip("an hour in words", "closes: 2026-12-18T17:00", "closes: 2026/12/18 17時", "closes", ("-12-18T17:00」",)),
    Slip("a misspelt key", "    certainty: c", "    certainity: c", "rounds[0].certainity", ("「certainty」のこと",)),
    Slip("a key in Japanese", "summary: 補助の", "概要: 補助の", "概要", ("この項目は使えません",)),
    Slip("an id used twice", "- id: shoene_demo_frame2\n", "- id: shoene_demo_main\n", "frames[1].id", ("すでに",)),
    Slip("an id in capitals", "- id: round1", "- id: Round-1", "rounds[0].id", ("英小文字", "「round_1」の")),
    Slip("a deadline before the opening", "closes: 2026-12", "closes: 2026-09", "rounds[0].closes", ("始まり", "前")),
    Slip("a missing source", "certainty: confirmed\n    source: ", "certainty: confirmed\n    # source: ", "rounds[0].source", ("「source」がありません",), 5),  # noqa: E501
    Slip("a document nobody listed", "{document: shoene_demo_guide, place: 1", "{document: shoene_demo_gide, place: 1", "source.document", ("sources.yml", "「shoene_demo_guide」の")),  # noqa: E501
    Slip("a trade nobody knows", "{at_most: {field: employees, value: 20}}", "{one_of: {field: industry, values: [製造]}}", "values", ("「製造業」の",)),  # noqa: E501
    Slip("trades with a Japanese comma", "{at_most: {field: employees, value: 20}}", "{one_of: {field: industry, values: [製造業、建設業]}}", "values", ("半角コンマ",)),  # noqa: E501
    Slip("a list without brackets", "{at_most: {field: employees, value: 20}}", "{one_of: {field: industry, values: 製造業}}", "values", ("「[製造業]」の",)),  # noqa: E501
    Slip("smart quotes", 'edition: "2026"', "edition: “2026”", "edition", ("「\"2026\"」の",)),
    Slip("a year without quotes", 'edition: "2026"', "edition: 2026", "edition", ("引用符", '「"2026"」の')),
    Slip("a rate above one", "value: 1/2", "value: 3/2", "rate", ("0より大きく1以下",)),
    Slip("a draft left open", "name: 通常枠", "name: 【記入】枠の名前", "frames[0].name", ("まだ書かれていません",)),
    Slip("a field nobody knows", "is_true: plans.equipment", "is_true: plans.equipments", "is_true", ("「plans.equipment」の",)),  # noqa: E501
    Slip("a word for yes", "confidence: high", "confidence: high\nstanding: はい", "standing", ("「true」",), 1),
    Slip("a number sign within a sentence", "summary: 補助の対象は", "summary: 補助 #1 の対象は", "summary", ("読まれません", "引用符", "「\"補助 #1 の対象は")),  # noqa: E501
    Slip("a sentence that begins with a number sign", "summary: 補助の", "summary: # 補助の", "summary", ("読まれません",)),  # noqa: E501
    Slip("a requirement in polite words", "text: 従業員数が20人以下であること", "text: 従業員数が20人以下です。", "criteria[0].text", ("「こと」で終わる", "「従業員数が20人以下であること」のことでしょうか")),  # noqa: E501
    Slip("a requirement that ends in a verb", "text: 従業員数が20人以下であること", "text: 従業員数が20人以下である", "criteria[0].text", ("「従業員数が20人以下であること」の",)),  # noqa: E501
    Slip("a label that is a sentence", "label: 設備投資", "label: 省エネの設備を新しく入れるかどうか", "criteria[0].label", ("17文字", "15文字まで")),  # noqa: E501
    Slip("a rate with a point", "value: 1/2", "value: 0.33", "rate.value", ("1/3 のような分数", "「1/3」のことでしょうか")),  # noqa: E501
    Slip("a rate of a third in percent", "value: 1/2", "value: 33%", "rate.value", ("1/3 のような分数", "「1/3」の")),
    Slip("a half with a point", "value: 1/2", "value: 0.5", "rate.value", ("「1/2」の",)),
    Slip("curly quotes", "name: 通常枠", "name: “通常枠”", "frames[0].name", ("引用符", "半角", "「\"通常枠\"」の")),
    Slip("a Japanese comma between braces", "{document: shoene_demo_guide, place: 1", "{document: shoene_demo_guide、 place: 1", "-", ("「、」", "半角のコンマ")),  # noqa: E501
    Slip("a Japanese comma and no blank", "{value: 1/2, source", "{value: 1/2、source", "-", ("「、」", "半角のコンマ")),  # noqa: E501
    Slip("wide braces", "source: {document: shoene_demo_guide, place: 1ページ「制度の概要」}", "source: ｛document: shoene_demo_guide, place: 1ページ「制度の概要」｝", "-", ("全角", "半角の { }")),  # noqa: E501
    Slip("a wide brace at the end", "place: 1ページ「制度の概要」}", "place: 1ページ「制度の概要」｝", "-", ("全角",)),
    Slip("no brace at the end", "place: 1ページ「制度の概要」}", "place: 1ページ「制度の概要」", "-", ("閉じていない",)),  # noqa: E501
    Slip("one of two braces at the end", "通常枠」}}\n          cap", "通常枠」}\n          cap", "-", ("閉じていない",)),  # noqa: E501
    Slip("a number sign between braces", "place: 1ページ「制度", "place: 1ページ #2「制度", "-", ("説明とみなされ", "引用符")),  # noqa: E501
    Slip("a comma in a sentence between braces", "place: 1ページ「制度", "place: 1ページ, 「制度", "source.「制度の概要」", ("半角のコンマで文が切れ", "引用符")),  # noqa: E501
    Slip("a bracket in a sentence between braces", "place: 1ページ「制度の概要」", "place: 1ページ [制度]", "-", ("文の中に半角のかっこ", "引用符")),  # noqa: E501
    Slip("a bracket before a sentence", "place: 1ページ「制度の概要」", "place: [1ページ] 制度", "-", ("文の中に半角のかっこ",)),  # noqa: E501
    Slip("no dash before the only one", "  - id: round1\n", "    id: round1\n", "rounds", ("「- 」を付け", "項目と値の組")),  # noqa: E501
    Slip("no dash before another one", "  - id: shoene_demo_frame2\n", "    id: shoene_demo_frame2\n", "frames[0].id", ("「- 」を付け",)),  # noqa: E501
    Slip("no dash in the column of the dash", "  - id: shoene_demo_frame2\n", "  id: shoene_demo_frame2\n", "-", ("「- 」がありません",)),  # noqa: E501
    Slip("curly quotes around a colon", "summary: 補助の", "summary: “目的: 補助の”", "-", ("半角の \"",)),
    Slip("a number for a yes", "is_true: plans.equipment", "is_true: employees", "is_true", ("従業員数", "count", "at_most")),  # noqa: E501
    Slip("a trade that is none", "{at_most: {field: employees, value: 20}}", "{one_of: {field: industry, values: [農業]}}", "values", ("選べるのは 製造業, 建設業",)),  # noqa: E501
]
# fmt: on


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue with the document of the example."""
    folder = Path(shutil.copytree(DEFAULT_FOLDER, tmp_path_factory.mktemp("keeper") / "catalog"))
    with (folder / "sources.yml").open("a", encoding="utf-8") as sources:
        sources.write((EXAMPLES / "demo_source.yml").read_text("utf-8"))
    (folder / FILE).write_text(TEXT, "utf-8")
    return folder


@pytest.fixture(scope="module")
def sound(folder: Path) -> dict[str, loader.Loaded]:
    files, problems = loader.read_folder(folder)
    assert problems == []
    return files


@pytest.fixture
def messages(
    folder: Path, sound: dict[str, loader.Loaded], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[str]]:
    """What is said of the example's file with other content; the other files are not read again."""
    read_file = loader.read_file

    def read(path: Path, name: str, cls: type) -> loader.Loaded:
        if name == FILE:
            return read_file(path, name, cls)
        builder = Builder(name)
        builder.lines = sound[name].builder.lines
        return loader.Loaded(sound[name].value, builder)

    def told(content: bytes) -> list[str]:
        (folder / FILE).write_bytes(content)
        monkeypatch.setattr(loader, "read_file", read)
        try:
            load_catalog(folder)
        except CatalogError as error:
            return str(error).splitlines()
        return []

    return told


def test_the_example_is_sound(messages: Callable[..., list[str]]) -> None:
    assert messages(TEXT.encode()) == []


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_a_slip_is_told_where_it_is_and_with_what_to_do(slip: Slip, messages: Callable[..., list[str]]) -> None:
    assert TEXT.count(slip.old) >= 1
    start = TEXT.index(slip.old)
    line = TEXT[: start + len(slip.old.rstrip("\n"))].count("\n") + 1
    first = TEXT[:start].count("\n") + 1
    said = messages((TEXT[:start] + slip.new + TEXT[start + len(slip.old) :]).encode())
    places = [f"{FILE}:{number}: " for number in range(first - slip.spread, line + slip.spread + 1)]
    fitting = [
        one
        for one in said
        if one.startswith((*places, f"{FILE}:1: ") if slip.field == "edition" else tuple(places))
        and one.split(": ", 2)[1].endswith(slip.field)
        and all(words in one for words in slip.told)
    ]
    assert fitting, said


def test_a_file_saved_as_shift_jis_is_told_with_what_to_choose_when_saving(messages: Callable[..., list[str]]) -> None:
    (said,) = messages(TEXT.encode("cp932"))
    assert "UTF-8" in said
    assert "保存" in said


@pytest.mark.parametrize("name", ["mark", "line ends"])
def test_what_windows_adds_to_a_file_does_no_harm(name: str, messages: Callable[..., list[str]]) -> None:
    content = TEXT.encode("utf-8-sig") if name == "mark" else TEXT.replace("\n", "\r\n").encode()
    assert messages(content) == []


def test_a_document_listed_under_the_name_of_another_comes_before_what_misses_it(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "catalog"))
    with (folder / "sources.yml").open("a", encoding="utf-8") as sources:
        sources.write(
            (EXAMPLES / "demo_source.yml").read_text("utf-8").replace("id: shoene_demo_guide", "id: kanto_2021")
        )
    (folder / FILE).write_text(TEXT, "utf-8")
    with pytest.raises(CatalogError) as caught:
        load_catalog(folder)
    first, *others = caught.value.problems
    assert (first.file, first.code) == ("sources.yml", "duplicate_id")
    assert {problem.code for problem in others} == {"unknown_document"}
