"""Text folded to one spelling of each character, with the way back to where it stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

LIMIT = 10_000
_MARKS = "\u3099\u309a\uff9e\uff9f"
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("~∼〰˜", "〜"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("△▼▽", "▲"),
        **dict.fromkeys("⇒➡⇨➔➜►", "→"),
        **dict.fromkeys("\t\u3000\u2028\r\v\f", " "),
        **dict.fromkeys("◯○", "〇"),
        "萬": "万",
        "圓": "円",
        "越": "超",
        "⁄": "/",
        "？": "?",
        "！": "!",
    }
)


class Folded(NamedTuple):
    """Folded text; ``starts`` and ``ends`` give the original span of each of its characters."""

    text: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Span in the original text of a span that is not empty."""
        return self.starts[start], self.ends[end - 1]


_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_ENGLISH = {word: str(value) for value, word in enumerate([*_ONES.split(), "eighteen", "nineteen"], start=1)}
_ENGLISH |= {
    word: str(value * 10)
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_TIMES = {"hundred": "百", "thousand": "千", "million": "百万", "billion": "十億"}
_COUNTED = (
    "hundred|thousand|million|billion|people|persons?|employees?|staffs?|workers?|full|regular|yen|percent|%|of us"
)
_REWRITTEN: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = [
    # Learners part words: 「10人より 少ない です」.
    (
        re.compile(
            "(?<=[をがはにでのもとへてりら]) (?=[ぁ-んァ-ヶ一-龥])(?<!して )(?<!ーと )(?<!えと )(?<!っと )"
            "|(?<=[人名円割%万]) (?=じゃ|では|です|だ|や|ぐらい|くらい|ほど|より|から|まで|以上|以下|未満|[をがはにの])"
        ),
        lambda _: "",
    ),
    # An n too few: 「2000まn」.
    (re.compile("(?<=ま)n(?![a-z])"), lambda _: "ん"),
    (
        re.compile(rf"(?<![a-z])(?:{'|'.join(_ENGLISH)})(?=[ -](?:{_COUNTED}))"),
        lambda found: _ENGLISH[found.group()],
    ),
    (
        re.compile(rf"(?<=\d)[ -]?(?:{'|'.join(_TIMES)})(?![a-z])"),
        lambda found: _TIMES[found.group().strip(" -")],
    ),
]
"""What is written anew before anything is read, and how."""


def fold(text: str) -> Folded:
    """Full width, small variants, dashes and the like folded away; what lies beyond the limit is left out."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text[:LIMIT]):
        folded = _fold_cluster(text[start:end])
        out.append(folded)
        starts.extend([start] * len(folded))
        ends.extend([end] * len(folded))
    whole = Folded("".join(out), starts, ends)
    for rule, write in _REWRITTEN:
        whole = _rewritten(whole, rule, write)
    return whole


def _rewritten(folded: Folded, rule: re.Pattern[str], write: Callable[[re.Match[str]], str]) -> Folded:
    """The text with every match written anew; what is written stands where the match stood."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in rule.finditer(folded.text):
        (start, end), new = match.span(), write(match)
        first, last = folded.span(start, end)
        pieces += [folded.text[at:start], new]
        starts += [*folded.starts[at:start], *[first] * len(new)]
        ends += [*folded.ends[at:start], *[last] * len(new)]
        at = end
    return Folded("".join(pieces) + folded.text[at:], starts + folded.starts[at:], ends + folded.ends[at:])


def _clusters(text: str) -> list[tuple[int, int]]:
    """Characters, each with the sound marks and invisible characters that follow it."""
    begins = [i for i, char in enumerate(text) if i == 0 or not _joins(char)]
    return list(zip(begins, [*begins[1:], len(text)], strict=False))


def _joins(char: str) -> bool:
    return char in _MARKS or (char > "~" and unicodedata.category(char) in ("Mn", "Me", "Cf"))


def _fold_cluster(cluster: str) -> str:
    if cluster.isascii():
        return cluster.translate(_ALIKE).lower()
    kept = "".join(char for char in cluster if char in _MARKS or not _joins(char)) or " "
    folded = unicodedata.normalize("NFKC", kept)
    if unicodedata.category(kept[0]) == "No" and "\u2044" not in folded:
        return kept  # ① numbers an item and ² is a power: neither counts anything.
    if len(folded) > 1 and any(char.isdigit() for char in folded):
        return f" {folded.translate(_ALIKE)} " if "\u2044" in folded else kept
    return re.sub(r"[^\D0-9]", "□", folded.translate(_ALIKE).lower())


_KATAKANA = re.compile("[ァ-ヶ]")


def hiragana(text: str) -> str:
    """Katakana as hiragana, character by character."""
    return _KATAKANA.sub(lambda found: chr(ord(found.group()) - 0x60), text)
