from __future__ import annotations

import io
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.reports.pdf import GETA, make_pdf, settable
from tests.bot.reports.samples import DAYS, typical, with_checklist, with_fact, words_of

LARGEST = 200 * 1024
# Not allowed at the beginning of a line (JIS X 4051), and at its end.
NEVER_FIRST = "、。，．）」』】！？ーっゃゅょァィゥェォッャュョ"
NEVER_LAST = "（「『【"


def read(memo: dict[str, Any]) -> PdfReader:
    return PdfReader(io.BytesIO(make_pdf(memo)))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    """The PDF of a usual case."""
    return read(typical())


@pytest.mark.parametrize("day", DAYS)
def test_a_usual_case_stands_on_one_page_of_a4(day: Any) -> None:
    reader = read(typical(day))
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)


def test_a_usual_case_is_a_small_file() -> None:
    assert len(make_pdf(typical())) <= LARGEST


def test_a_long_case_goes_on_to_further_pages_and_loses_nothing() -> None:
    memo = typical()
    points = [f"とても長い確かめたい点の{number}番目" for number in range(400)]
    memo["parts"][2]["items"] = points
    reader = read(memo)
    assert len(reader.pages) > 1
    # A point may go on after the foot of a page.
    found = squeezed("".join(page.extract_text().rpartition("\n")[0] for page in reader.pages))
    assert all(squeezed(point) in found for point in points)


def test_every_letter_of_the_memo_can_be_taken_out_again(reader: PdfReader) -> None:
    found = squeezed(text_of(reader))
    missing = {letter for text in words_of(typical()) for letter in squeezed(text)} - set(found)
    assert not missing


def test_every_fact_and_every_question_stands_in_it_whole(reader: PdfReader) -> None:
    found = squeezed(text_of(reader))
    memo = typical()
    facts = [fact["value"] for fact in memo["parts"][0]["facts"]]
    questions = next(part["items"] for part in memo["parts"] if part.get("style") == "number")
    assert all(squeezed(text) in found for text in [*facts, *questions, *memo["notes"]])


def test_the_fonts_are_embedded_and_only_in_part(reader: PdfReader) -> None:
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert fonts
    for font in fonts.values():
        (descendant,) = font.get_object()["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
        assert re.match(r"/[A-Z]{6}\+IPAex", descriptor["/FontName"])


def test_no_line_begins_or_ends_where_japanese_does_not_break(reader: PdfReader) -> None:
    headings = [group["heading"] for part in typical()["parts"] for group in part.get("groups", ())]
    lines = [line.strip() for line in text_of(reader).splitlines() if line.strip()]
    lines = [line for line in lines if line not in headings]
    assert len(lines) > 20
    assert not [line for line in lines if line[0] in NEVER_FIRST]
    assert not [line for line in lines if line[-1] in NEVER_LAST]


def test_names_with_rare_letters_stay_as_they_are() -> None:
    assert "髙﨑①㈱" in text_of(read(with_fact("髙﨑①㈱")))


@pytest.mark.parametrize("name", ["山田😀商店", "👨‍👩‍👧‍👦", "葛\U000e0100飾", "🇯🇵", "\u202eabc", "ก็้้้้", "𠮷野家"])
def test_letters_that_the_font_lacks_break_nothing(name: str) -> None:
    reader = read(with_fact(name))
    assert len(reader.pages) == 1
    assert squeezed(settable(name)) in squeezed(text_of(reader))


def test_an_emoji_is_shown_as_a_mark_for_a_missing_letter() -> None:
    assert settable("山田😀商店") == f"山田{GETA}商店"


def test_joiners_and_selectors_vanish() -> None:
    assert settable("葛\U000e0100飾\u200d\ufe0f") == "葛飾"


@pytest.mark.parametrize("text", ["#pagebreak()", '#read("/etc/passwd")', "$x$ *b* _i_ `c` <l> @r \\ //", "= 見出し"])
def test_what_looks_like_markup_is_shown_as_text(text: str) -> None:
    assert squeezed(text) in squeezed(text_of(read(with_fact(text))))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_set(text: str) -> None:
    assert make_pdf(with_fact(text)).startswith(b"%PDF-")


@pytest.mark.parametrize("day", DAYS)
def test_a_usual_case_with_its_checklist_still_stands_on_one_page(day: Any) -> None:
    reader = read(with_checklist(day))
    assert len(reader.pages) == 1
    told = squeezed(text_of(reader))
    for part in (
        "9項目のうち3",
        "3項目のうち3",
        "4項目のうち3",
        "1項目のうち0",
        "お答えなし(2項目)",
        "(2)と(3)に比べて",
    ):
        assert squeezed(part) in told
