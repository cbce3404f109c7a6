"""A memo as PDF, set by Typst: one A4 page where it fits, fonts embedded in part, Japanese line breaking.

Typst (Apache-2.0) is one wheel without system libraries. WeasyPrint needs Pango from the operating system, ReportLab
and fpdf2 break Japanese lines anywhere or by hand. The font is IPAex Gothic (IPA Font License), as packaged on PyPI.
"""

from __future__ import annotations

import asyncio
import functools
import importlib.util
import json
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from bot.stores.records import Json

TEMPLATE = Path(__file__).with_name("memo.typ")
FONT_PACKAGE = "matplotlib_fontja"
FONT_FILE = "ipaexg.ttf"
# What Japanese printers set for a letter that they do not have.
GETA = "〓"
# Letters that only change how the one before them looks.
MODIFIERS = frozenset({"Mn", "Me", "Cf", "Cc"})
AT_ONCE = 2


class PdfMaker:
    """Makes PDFs in threads of its own, so that the event loop never waits; Typst lets other threads run meanwhile."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="pdf")
        # The first visitor need not wait for the list of the font's letters.
        self._threads.submit(_letters)

    async def make(self, memo: Json) -> bytes:
        """The PDF of a memo."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, make_pdf, memo)

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(wait=False)


def make_pdf(memo: Json) -> bytes:
    """The PDF of a memo (see ``actions/memo.py``); letters that the font lacks are shown as a geta mark."""
    content = json.dumps(_settable(memo), ensure_ascii=False)
    pdf = typst.compile(
        TEMPLATE,
        sys_inputs={"memo": content},
        font_paths=[_font_folder()],
        ignore_system_fonts=True,
    )
    if not isinstance(pdf, bytes):
        raise TypeError("the memo is no single PDF")
    return pdf


def _settable(value: Any) -> Any:
    """``value`` with texts that have a glyph for every letter."""
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, list):
        return [_settable(item) for item in value]
    if isinstance(value, dict):
        return {key: _settable(item) for key, item in value.items()}
    return value


def settable(text: str) -> str:
    """``text`` in letters of the font: composed, without joiners and selectors, unknown ones as a geta mark."""
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _letter(letter: str) -> str:
    if letter == "\n" or ord(letter) in _letters():
        return letter
    if unicodedata.category(letter) in MODIFIERS:
        return ""
    plain = unicodedata.normalize("NFKC", letter)
    return plain if all(ord(part) in _letters() for part in plain) else GETA


@functools.cache
def _font_folder() -> Path:
    """Where the font is; the package itself, which would set up matplotlib, is not imported."""
    package = importlib.util.find_spec(FONT_PACKAGE)
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError(FONT_FILE)
    return Path(next(iter(package.submodule_search_locations))) / "fonts"


@functools.cache
def _letters() -> frozenset[int]:
    with TTFont(_font_folder() / FONT_FILE, lazy=True) as font:
        return frozenset(font.getBestCmap())
