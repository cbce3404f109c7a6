"""Numerals as they are written: digits, kanji, both at once, and their sounds in kana."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from subsidy.quantity.folding import hiragana

_KANJI = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_FORMAL = {
    "壱": 1,
    "壹": 1,
    "弐": 2,
    "貳": 2,
    "貮": 2,
    "参": 3,
    "參": 3,
    "肆": 4,
    "伍": 5,
    "陸": 6,
    "漆": 7,
    "捌": 8,
    "玖": 9,
}
DIGIT = {**_KANJI, **_FORMAL}
_SMALL = {
    "せん": 1000,
    "ひゃく": 100,
    "じゅう": 10,
    "十": 10,
    "拾": 10,
    "百": 100,
    "佰": 100,
    "陌": 100,
    "千": 1000,
    "仟": 1000,
    "阡": 1000,
}
_BIG = {"万": 10**4, "まん": 10**4, "マン": 10**4, "億": 10**8, "おく": 10**8, "オク": 10**8, "兆": 10**12, "満": 10**4}

_ARABIC = r"(?:\d{1,3}(?:,\d{3}|、000)+(?!\d)|\d+)(?:\.\d+)?"
_DIGITS = f"[{''.join(DIGIT)}]"
_SMALLS = "(?:[十拾百佰陌千仟阡]|(?:せん|ひゃく|じゅう)(?=万|まん|マン))"
_BIGS = "|".join(_BIG) + "(?=円|です|$)"
# A run of digits counts whole: cut in every possible way, a long one would take for ever.
_REST = rf"(?:{_ARABIC}(?!\d)|{_DIGITS}|{_SMALLS}){{1,8}}(?:万|まん|マン)"
_PIECE = re.compile(rf"(?P<arabic>{_ARABIC})|(?P<kanji>{_DIGITS}+)|(?P<small>{_SMALLS})|(?P<big>{_BIGS})")
_RUN = re.compile(
    rf"(?:{_ARABIC}|{_DIGITS}+|{_SMALLS})"
    rf"(?:{_ARABIC}|{_DIGITS}+|{_SMALLS}|(?: ?(?:億|おく|兆))(?: ?(?:と|とんで|飛んで)? ?(?={_REST}))?|"
    rf" ?(?:{_BIGS})|(?<=[千百])(?:とんで|とび|飛んで|飛び)(?={_ARABIC}|{_DIGITS}))*"
)
_GLUE = re.compile("[ とんで飛び]*")
_LONGEST, _MOST = 40, 100


@dataclass(frozen=True)
class Numeral:
    """A number in folded text. ``low`` and ``high`` differ in 「四五」 (four or five)."""

    start: int
    end: int
    low: Fraction
    high: Fraction
    lead: Fraction | None = None
    """The number before its one closing unit, 3 in 「3千万」; None where there are more."""
    scale: int = 1
    """That unit, 10,000,000 in 「3千万」."""
    big: bool = False
    loose: bool = False
    """A unit seems to be left out, as in 「1億2000」."""
    broken: bool = False
    arabic: bool = False


def find_numerals(text: str) -> list[Numeral]:
    """Numerals in their order."""
    found: list[Numeral] = []
    for run in _RUN.finditer(text):
        position = run.start()
        while position < run.end() and len(found) < _MOST:
            if _PIECE.match(text, position, run.end()) is None:
                # What looked like a piece together with the signs behind the run.
                position += 1
                continue
            numeral = _read_run(text, position, run.end())
            found.append(numeral)
            position = numeral.end
    return sorted([*found, *_sounds(text, found)], key=lambda numeral: numeral.start)


class _Sum:
    """Running sum of a numeral's pieces."""

    def __init__(self) -> None:
        self.total = self.section = Fraction(0)
        self.digits: Fraction | None = None
        self.spare = 0
        self.last_small, self.last_big = 10**4, 10**16
        self.groups, self.scale = 0, 1
        self.lead: Fraction | None = None

    def add(self, kind: str, piece: str) -> bool:
        """Take one more piece; False where it can only begin another numeral."""
        if kind == "small":
            return self._add_small(_SMALL[piece])
        if kind == "big":
            return self._add_big(_BIG[piece])
        return self._add_digits(kind, piece)

    def _add_digits(self, kind: str, piece: str) -> bool:
        if self.digits is not None:
            return False
        self.digits, self.spare = _digits(kind, piece, tens=self.last_small == 10)
        self.groups += 1
        self.lead, self.scale = (self.digits, 1) if self.groups == 1 else (None, 1)
        return True

    def _add_small(self, unit: int) -> bool:
        if unit >= self.last_small:
            return False
        self.section += (1 if self.digits is None else self.digits) * unit
        self.digits, self.last_small = None, unit
        self._close(unit)
        return True

    def _add_big(self, unit: int) -> bool:
        amount = self.section + (self.digits or 0)
        if unit >= self.last_big or (self.digits is None and not self.section):
            return False
        self.total += amount * unit
        self.section, self.digits, self.last_small, self.last_big = Fraction(0), None, 10**4, unit
        self._close(unit)
        return True

    def _close(self, unit: int) -> None:
        self.groups = self.groups or 1
        self.lead = Fraction(1) if self.lead is None and self.groups == 1 and self.scale == 1 else self.lead
        self.scale *= unit

    @property
    def value(self) -> Fraction:
        return self.total + self.section + (self.digits or 0)

    @property
    def loose(self) -> bool:
        """Whether the number ends in digits that people would not leave without a unit."""
        if self.total and self.last_big < 10**16:
            rest = self.section + (self.digits or 0)
            return bool(rest) and rest < (1000 if self.last_big == 10**4 else 10**4)
        return bool(self.digits and self.last_small in (100, 1000) and self.digits < 10)


def _digits(kind: str, piece: str, *, tens: bool) -> tuple[Fraction, int]:
    """Value of a group of digits, and what 「四五」 adds to it at most."""
    if len(piece) > _LONGEST:
        return Fraction(0), 0
    if kind == "arabic":
        return Fraction(piece.replace(",", "").replace("、", "")), 0
    values = [DIGIT[char] for char in piece]
    if len(values) == 2 and values[0] > 0 and values[1] == values[0] + 1:
        return Fraction(values[0]), 1
    number = Fraction("".join(map(str, values)))
    return (number, 0) if not tens or number < 10 else (Fraction(values[0]), 0)


def _read_run(text: str, start: int, limit: int) -> Numeral:
    """The first numeral of a run of pieces."""
    total, position, spare = _Sum(), start, 0
    while piece := _PIECE.match(text, position, limit):
        kind, written = str(piece.lastgroup), piece.group()
        if not total.add(kind, written):
            return _numeral(text, start, max(position, start + 1), total, spare, cut=kind in ("small", "big"))
        spare = total.spare if kind == "kanji" else spare * (_SMALL.get(written) or _BIG.get(written) or 0)
        position = _GLUE.match(text, piece.end(), limit).end()  # type: ignore[union-attr]
    return _numeral(text, start, position, total, spare, cut=False)


def _numeral(text: str, start: int, end: int, total: _Sum, spare: int, *, cut: bool) -> Numeral:
    written = text[start:end]
    return Numeral(
        start,
        end,
        total.value,
        total.value + spare,
        lead=total.lead,
        scale=total.scale,
        big=total.last_big < 10**16,
        loose=total.loose,
        broken=cut or end - start > _LONGEST or _broken(text, start, end),
        arabic=written[0].isdigit(),
    )


def _broken(text: str, start: int, end: int) -> bool:
    """Digits cut off by a comma or point in the wrong place, or groups of thousands written with points."""
    cut_before = re.search(r"\d[,. ]$", text[max(0, start - 2) : start])
    cut_after = re.match(r"[,.]\d", text[end : end + 2])
    odd = re.search(r"\.\d*000(?!\d)|^0\d|^〇.", text[start:end])
    return bool(cut_before or cut_after or odd)


_SOUND = {
    "いち": "一", "いっ": "一", "に": "二", "さん": "三", "よん": "四", "よ": "四", "し": "四", "ご": "五",
    "ろく": "六", "ろっ": "六", "なな": "七", "しち": "七", "はち": "八", "はっ": "八", "きゅう": "九",
    "く": "九", "じゅう": "十", "じゅっ": "十", "ひゃく": "百", "びゃく": "百", "ぴゃく": "百", "せん": "千",
    "ぜん": "千", "まん": "万", "おく": "億",
}  # fmt: skip
_SYLLABLE = re.compile("|".join(sorted(_SOUND, key=len, reverse=True)))
_TAIL = r"(?=$|[^ぁ-んー]|です|でし|くら|ぐら|ほど|だ|や|の|で|が|は|と|か|じゃ|ちょ|げん|へっ|いま|おり|います|ていど)"
_SOUNDS = re.compile(
    rf"(?:(?<![ぁ-んァ-ヶ一-龥])|(?<=[はがでもん]))((?:{_SYLLABLE.pattern}){{1,9}}?)"
    rf"(?:(?<=まん)|(?<=おく)|(?=にん|めい|えん|わり|ぱーせん|%|人|名|円|割))(?=(?:にん|めい|えん|"
    rf"わり|ぱーせんと|[%人名円割])|{_TAIL})"
)
_NOT_NUMBERS = re.compile("[しくにご](?:めい|えん)|(?:に|し|く)?せんにん|じゅうにんと")


def _sounds(text: str, known: list[Numeral]) -> list[Numeral]:
    """Numbers spelt in kana, where a unit follows them."""
    kana, taken = hiragana(text), {position for one in known for position in range(one.start, one.end)}
    found = []
    for match in _SOUNDS.finditer(kana):
        kanji = _SYLLABLE.sub(lambda one: _SOUND[one.group()], match.group(1))
        inner = _read_run(kanji, 0, len(kanji))
        if inner.end == len(kanji) and match.start() not in taken and not _NOT_NUMBERS.match(kana, match.start()):
            found.append(
                Numeral(match.start(), match.end(1), inner.low, inner.high, inner.lead, inner.scale, inner.big)
            )
    return found
