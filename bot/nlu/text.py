"""Normalised text: one width, one case, one way to write each sign."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 2000
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_SAME = str.maketrans(
    {
        "\u30f6": "\u30b1",  # small ke, as in place names
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2015": "-",
        "\u2212": "-",
        "\u301c": "~",
        "\uff5e": "~",
        "\uff65": "\u30fb",
        "\u9ad9": "\u9ad8",  # variants of common name characters
        "\ufa11": "\u5d0e",
        "\u6fa4": "\u6ca2",
        "\u6ff1": "\u6d5c",
    }
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufe0e\ufe0f\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\u3000]+")
_BETWEEN_JAPANESE = re.compile(r"(?<=[\u3040-\u30ff\u4e00-\u9fff]) (?=[\u3040-\u30ff\u4e00-\u9fff])")
_SYMBOLS = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\u203c\u2049\u3030\u303d]+")


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """The text in NFKC and lower case, without control signs; spaces are single."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).translate(_SAME).lower()
    return _SPACES.sub(" ", _CONTROL.sub("", folded)).strip()


def without_symbols(text: str) -> str:
    """The text without emoji and dingbats."""
    return _SPACES.sub(" ", _SYMBOLS.sub(" ", text)).strip()


_SIGNS = re.compile(r"[\[\]{}()<>|=:\u3008-\u3011\u2190-\u21ff\u25a0-\u25ff\u2605\u2606\u266a]|" + _SYMBOLS.pattern)
_SHOUTS = re.compile("!+")


def parted(text: str) -> str:
    """The text with commas for emoji, brackets and arrows, and full stops for exclamation marks."""
    return _SHOUTS.sub("\u3002", _SIGNS.sub("\u3001", text))


def joined(text: str) -> str:
    """The text without the spaces that voice input puts between Japanese words."""
    return _BETWEEN_JAPANESE.sub("", text)


_AFTER_PARTICLES = re.compile(
    r"((?:より|から|まで|だけ|ばかり|って|ので|けど|[をがはにでのもとへ])) "
    r"(?=[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff])"
)


def unspaced(text: str) -> str:
    """The text without the spaces that learners put behind particles."""
    return _AFTER_PARTICLES.sub(r"\1", text)


def hiragana(text: str) -> str:
    """Katakana as hiragana, sign by sign, so that places stay the same."""
    return text.translate(_HIRAGANA)


def is_kana(text: str) -> bool:
    """Whether the text is nothing but kana."""
    return bool(text) and all("\u3041" <= sign <= "\u30fc" for sign in text)
