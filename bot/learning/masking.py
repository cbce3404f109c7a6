"""Utterances without figures, names and addresses, but with the grammar that can be learned from.

Safe by default: names in Latin letters or katakana, and words that no dictionary has, stay only where the bot's own
training data or word lists have them.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bot.nlu.text import hiragana, normalise

ROOT = Path(__file__).resolve().parents[2]
KNOWN_IN = (ROOT / "data" / "nlu", ROOT / "data" / "lookups")
SUFFIXES = (".yml", ".tsv")
# What stands for what was taken away.
PERSON, COMPANY, PLACE, CONTACT, NAME = "某氏", "某社", "某所", "連絡先", "某"
SIGNS = frozenset((PERSON, COMPANY, PLACE, CONTACT, NAME))
FIGURE = "〇"
LONGEST = 500
# Kinds of proper names in the dictionary -> their sign.
PROPER = {"人名": PERSON, "地名": PLACE, "組織": COMPANY}
CAN_BE_NAMES = ("名詞", "接頭辞", "形状詞", "感動詞")

ADDRESSES = re.compile(
    r"[\w.+-]+\s?(?:@|アットマーク)\s?[\w-]+(?:\.[\w-]+)+"
    r"|(?:https?://|www\.)\S+"
    r"|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|jp|info|biz|example|test)\b\S*"
    r"|@[\w.]+"
)
# Letters and digits in one word: customer numbers, account names, codes.
CODES = re.compile(r"(?<![a-z0-9])(?=[a-z0-9_-]*[0-9])(?=[a-z0-9_-]*[a-z_])[a-z0-9]+(?:[_-]?[a-z0-9]+)*(?![a-z0-9])")
KNOWN_CODES = re.compile(r"p-?0[0-9]|5g|3d|4k|sdgs")
DIGITS = re.compile(r"[0-9]")
KANJI_DIGITS = re.compile(r"[一二三四五六七八九十百千壱弐参]")
COUNTED = re.compile(r"[一二三四五六七八九十百千]+(?=[人名円割社店台月年%]|万[円人]?)")
PEOPLE_IN_KANA = re.compile("(?:ひと|ふた)(?=り)")
# A tokeniser serves one thread at a time.
ONE_AT_A_TIME = threading.Lock()
LATIN = re.compile(r"[a-z][a-z'’-]*")
CALLING = re.compile("[一-龯]{2,}")
KATAKANA = re.compile("[ァ-ヴー・]{2,}")
WORD = r"[^\s、。,.!?「」『』()・はがをにでとものへや]{1,12}"
# Where a number may begin; within a word the same kana are no number.
BEFORE_NUMBER = r"(?:(?<=^)|(?<=[\s、。,.はがもでと]))"


class Part(NamedTuple):
    """A word: ``kind`` is its part of speech, ``is_new`` where no dictionary has it."""

    text: str
    kind: str
    is_new: bool


class Cues:
    """Patterns of what announces names and figures."""

    def __init__(self, words: dict[str, list[str]]) -> None:
        forms, tells = _either(words["forms"]), _either(words["tells"])
        digit, unit = _either(words["kana_digits"]), _either(words["kana_units"])
        self.honorific = re.compile(_either(words["honorifics"]))
        self.end = re.compile(_either(words["ends"]))
        self.before_form = re.compile(rf"(?!某){WORD}?({forms})")
        self.behind_form = re.compile(rf"({forms})(?!某)({WORD})")
        ends = rf"(?:{tells}|です|で[、。]|だ|、|。|$)"
        self.introduced = re.compile(rf"({_either(words['introduces'])})(?!某)([^\s、。,.!?は]{{1,12}}?)(?={ends})")
        self.told = re.compile(rf"(?:(?<=^)|(?<=[\s、。,.]))(?!某)([^\s、。,.!?]{{1,10}}?)(?={tells})")
        self.kana_number = re.compile(
            rf"{BEFORE_NUMBER}(?:(?:{digit}){{2,}}(?=$|[^ぁ-ん]|{unit})|(?:{digit})+(?={unit}))"
        )


def mask(text: str) -> str:
    """The text in normal form, without figures, names, addresses and numbers."""
    plain = ADDRESSES.sub(CONTACT, normalise(text[:LONGEST]))
    plain = CODES.sub(lambda found: found[0] if KNOWN_CODES.fullmatch(found[0]) else NAME, plain)
    plain = COUNTED.sub(lambda found: FIGURE * len(found[0]), _without_kana_numbers(plain))
    parts = parts_of(_without_announced(plain))
    behind = [*(part.text for part in parts[1:]), ""]
    masked = "".join(_sign_of(part, after) for part, after in zip(parts, behind, strict=True))
    return DIGITS.sub("0", re.sub(f"{NAME}(?:[・ -]?{NAME})+(?![氏社所])", NAME, masked))


def _without_kana_numbers(text: str) -> str:
    """A sign for each letter of a number that is spelt out; hiragana for katakana keeps all places."""
    for pattern in (cues().kana_number, PEOPLE_IN_KANA):
        for found in pattern.finditer(hiragana(text)):
            start, end = found.span()
            text = text[:start] + FIGURE * (end - start) + text[end:]
    return text


def _without_announced(text: str) -> str:
    """The text without names that the words beside them announce."""
    text = cues().behind_form.sub(rf"\1{COMPANY}", text)
    text = cues().before_form.sub(rf"{COMPANY}\1", text)
    text = cues().introduced.sub(rf"\1{NAME}", text)
    return cues().told.sub(NAME, text)


def _sign_of(part: Part, behind: str) -> str:
    """What stands for one word."""
    if part.text in SIGNS or not part.text.strip():
        return part.text
    if "数詞" in part.kind:
        return KANJI_DIGITS.sub(FIGURE, part.text)
    if part.kind.startswith("名詞") and not is_known(part.text + behind) and not _is_calling(part):
        for cue, sign in ((cues().honorific, PERSON), (cues().end, COMPANY)):
            if cue.match(behind):
                return sign
    for kind, sign in PROPER.items():
        if kind in part.kind:
            return sign
    foreign = LATIN.fullmatch(part.text) or KATAKANA.fullmatch(part.text)
    if "固有名詞" in part.kind or part.is_new or foreign:
        return part.text if is_known(part.text) or not _can_be_name(part) else NAME
    return part.text


def _is_calling(part: Part) -> bool:
    """Whether a word is what people are, such as 税理士, and no name."""
    common = "普通名詞" in part.kind and not part.is_new
    return common and CALLING.fullmatch(part.text) is not None and is_known(part.text)


def _can_be_name(part: Part) -> bool:
    """Whether a word can be a name at all; signs and endings cannot."""
    return part.kind.startswith(CAN_BE_NAMES) or LATIN.fullmatch(part.text) is not None


def is_known(text: str) -> bool:
    """Whether the bot's own data have the words side by side, so that they say nothing of anybody."""
    return bool(re.search(rf"(?<![a-z]){re.escape(text)}(?![a-z])", known_text()))


def parts_of(text: str) -> list[Part]:
    """The words of a normalised text."""
    with ONE_AT_A_TIME:
        found = _tokenizer().tokenize(text)
        return [Part(one.surface(), "-".join(one.part_of_speech()[:3]), one.is_oov()) for one in found]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The patterns of ``masking.yml``."""
    return Cues(yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def known_text() -> str:
    """Everything that the bot has learned from, in one text."""
    files = sorted(path for folder in KNOWN_IN for path in folder.rglob("*") if path.suffix in SUFFIXES)
    lines = (line for path in files for line in path.read_text(encoding="utf-8").splitlines())
    return "\n".join(map(normalise, lines))


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    from sudachipy import Dictionary, SplitMode  # type: ignore[import-untyped]

    return Dictionary(dict="core").create(mode=SplitMode.C)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
