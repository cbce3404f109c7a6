"""Quantities of a folded text, each by itself: numeral, unit, and words such as 半分 or 両手."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction

from subsidy.quantity.found import Flaw, Found, Kind
from subsidy.quantity.numerals import Numeral, find_numerals
from subsidy.quantity.units import NOISE, Unit, declared_unit, part_after, read_unit

MOST = {Kind.MONEY: 10**15, Kind.PEOPLE: 10**7, Kind.SHARE: 10**4}

_WORDS = re.compile(
    r"(?P<half>[半反]分|はんぶん|ハンブン|はん分|半ぶん|半文(?![字学化章系庫])|半部(?!屋)|半数|半額|1/2(?!\d)|二分の一)"
    r"|(?P<halved>半減|はんげん)"
    r"|(?P<doubled>(?<![\d.一二三四五六七八九十何数人])倍(?=増|に|ぐら|くら|以|近|、|。|$|で|だ|の売|ほど|っ|くな))"
    r"|(?P<alone>(?<![ぁ-んァ-ヶ])(?:ひとり|独り|1り)(?!親方|ひとり|ずつ|で(?!や|経|営|切|回|す|した|$)))"
    r"|(?P<dozen>半ダース(?![のを]))|(?P<two>ふたり|2り)"
    r"|(?P<hands>両手(?:の指)?|両の手)|(?P<hand>片手(?:の指)?)"
    r"|(?P<digits>(?<![\d.])[一二三四1234](?:ケタ|桁|けた)|ひと桁|ひとけた|ふた桁|ふたけた|ヒトケタ|フタケタ|み桁|"
    r"みけた|"
    r"ミケタ)(?!目|違|間違|多|少|万|億)"
    r"|(?P<zero>(?<![ァ-ヶー])ゼロ|(?<![ぁ-ん])ぜろ)(?= ?(?:$|[。、.!\n)%人名円割社]|です|でし|だ|"
    r"や|っす|ね|に|ばい|で|ちゃ|パー|こ))"
    r"|(?P<some>(?:数|何)(?:十|百|千)*(?:人|名|万|億|円|%|割|パー))"
)
_VAGUE_BEFORE = re.compile(r"(?:(?<![員者人名社])数|[何幾])$")
_SOME_AFTER = re.compile(r" ?[数何](?P<big>[十百千]*)(?=人|名|にん|めい|万|億|%|パー|割)")
_SIGN = re.compile(r"(?:(?P<minus>▲|マイナス|まいなす|-)|(?P<plus>\+|プラス|ぷらす)) ?[¥\\]?$")


def scan(text: str) -> list[Found]:
    """Quantities in their order, none overlapping another."""
    noise = [match.span() for match in NOISE.finditer(text)]
    declared = declared_unit(text)
    found = _outside(sorted(_scan(text, declared), key=lambda one: (one.start, -one.end)), noise)
    taken, out = 0, []
    for one in found:
        if one.start >= taken:
            out.append(one)
            taken = one.end
    return out


def _outside(found: list[Found], noise: list[tuple[int, int]]) -> Iterator[Found]:
    starts = [start for start, _ in noise]
    for one in found:
        index = bisect_right(starts, one.start) - 1
        if index < 0 or noise[index][1] <= one.start:
            yield one


def _scan(text: str, declared: int | None) -> Iterator[Found]:
    for match in _WORDS.finditer(text):
        yield _word(match)
    numerals, skip = find_numerals(text), 0
    for index, numeral in enumerate(numerals):
        if numeral.start >= skip:
            following = numerals[index + 1] if index + 1 < len(numerals) else None
            one = _fraction(text, numeral, following) or _vague(text, numeral) or _plain(text, numeral, declared)
            skip = one.end
            yield one


_WORD_VALUES: dict[str, tuple[Kind, int | None, int | None, Flaw | None]] = {
    "half": (Kind.SHARE, 50, 50, None),
    "halved": (Kind.SHARE, 50, 50, None),
    "doubled": (Kind.SHARE, 200, 200, None),
    "alone": (Kind.PEOPLE, 1, 1, None),
    "two": (Kind.PEOPLE, 2, 2, None),
    "dozen": (Kind.PEOPLE, 6, 6, None),
    "hands": (Kind.PEOPLE, 10, 10, Flaw.VAGUE),
    "hand": (Kind.PEOPLE, 5, 5, Flaw.VAGUE),
    "zero": (Kind.BARE, 0, 0, None),
}
_DIGIT_RANGES = {
    "一": (1, 9),
    "1": (1, 9),
    "ひ": (1, 9),
    "ヒ": (1, 9),
    "二": (10, 99),
    "2": (10, 99),
    "ふ": (10, 99),
    "フ": (10, 99),
    "三": (100, 999),
    "3": (100, 999),
    "み": (100, 999),
    "ミ": (100, 999),
    "四": (1000, 9999),
    "4": (1000, 9999),
}


def _word(match: re.Match[str]) -> Found:
    """A quantity that is a word."""
    name, word = str(match.lastgroup), match.group()
    if name == "some":
        kind = {"人": Kind.PEOPLE, "名": Kind.PEOPLE, "万": Kind.MONEY, "億": Kind.MONEY, "円": Kind.MONEY}.get(
            word[-1], Kind.SHARE
        )
        return Found(kind, match.start(), match.end(), match.end(), None, None, "some", Flaw.VAGUE)
    if name == "digits":
        low, high = _DIGIT_RANGES[word[0]]
        start, end = match.span()
        return Found(Kind.BARE, start, end, end, Fraction(low), Fraction(high), "digits", bounded=True)
    kind, first, last, flaw = _WORD_VALUES[name]
    start, end = match.span()
    return Found(kind, start, end, end, _fraction_or_none(first), _fraction_or_none(last), name, flaw)


def _fraction_or_none(value: int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _fraction(text: str, numeral: Numeral, following: Numeral | None) -> Found | None:
    """「3分の1」 and 1/3."""
    if (
        following is None
        or following.low != following.high
        or not 0 < numeral.low <= 100
        or not 0 < following.low <= 100
    ):
        return None
    if part_after(text, numeral) == following.start:
        below, above = numeral.low, following.low
    elif text[numeral.end : following.start] == "/" and numeral.low < following.low <= 10:
        below, above = following.low, numeral.low
    else:
        return None
    value = above / below * 100
    return Found(Kind.SHARE, numeral.start, following.end, following.end, value, value, "part")


def _vague(text: str, numeral: Numeral) -> Found | None:
    """「数十人」 is anything; 「二十数名」 is 21 to 29."""
    if _VAGUE_BEFORE.search(text[max(0, numeral.start - 2) : numeral.start]):
        unit = read_unit(text, numeral)
        return Found(unit.kind, numeral.start, unit.end, unit.end, None, None, "some", Flaw.VAGUE)
    some = _SOME_AFTER.match(text, numeral.end)
    if not some:
        return None
    unit = read_unit(
        text, Numeral(numeral.start, some.end(), numeral.low, numeral.low, big=numeral.big, arabic=numeral.arabic)
    )
    if some.group("big") or unit.kind is not Kind.PEOPLE or numeral.low % 10:
        end = max(unit.end, some.end() + 1)
        kind = unit.kind if unit.kind is not Kind.OTHER else Kind.MONEY
        return Found(kind, numeral.start, end, end, None, None, "some", Flaw.VAGUE)
    return Found(Kind.PEOPLE, numeral.start, unit.end, unit.end, numeral.low + 1, numeral.low + 9, bounded=True)


def _plain(text: str, numeral: Numeral, declared: int | None) -> Found:
    unit = read_unit(text, numeral)
    if unit.kind is Kind.BARE and declared:
        unit = Unit(Kind.MONEY, unit.end, Fraction(declared))
    sign = _SIGN.search(text, max(0, numeral.start - 7), numeral.start)
    sign = None if sign and _joins_range(text, sign) else sign
    minus = bool(sign and sign.group("minus"))
    start = sign.start() if sign else numeral.start
    low, high = numeral.low * unit.times + unit.plus, numeral.high * unit.times + unit.plus
    low, high = (-high, -low) if minus else (low, high)
    form = unit.form + ("-" if minus else "+" if sign else "")
    flaw = _flaw(numeral, unit, low, high)
    scale = unit.times * numeral.scale if numeral.lead is not None else Fraction(1)
    return Found(unit.kind, start, unit.end, unit.end, low, high, form, flaw, scale, _step(numeral, unit), low != high)


def _joins_range(text: str, sign: re.Match[str]) -> bool:
    """Whether the minus is the dash of 「10-20人」."""
    return sign.group().startswith("-") and bool(
        re.search(r"[\d人名%割万億円]$", text[max(0, sign.start() - 1) : sign.start()])
    )


def _flaw(numeral: Numeral, unit: Unit, low: Fraction, high: Fraction) -> Flaw | None:
    if unit.flaw:
        return unit.flaw
    counted = unit.kind is Kind.PEOPLE or (
        unit.end > numeral.end and not (numeral.low > 10**8 and numeral.low % 10**8 < 10**4)
    )
    if numeral.broken or (numeral.loose and not counted):
        return Flaw.BROKEN
    whole = unit.kind in (Kind.MONEY, Kind.PEOPLE)
    if abs(high) > MOST.get(unit.kind, 10**15) or (whole and (low < 0 or low.denominator != 1)):
        return Flaw.SIZE
    return None


def _step(numeral: Numeral, unit: Unit) -> Fraction:
    """Size of the last digit that is not zero: 10 for 20, a thousand 万 for 3千万."""
    size, value = Fraction(1), numeral.low
    while value and value.denominator == 1 and value % (size * 10) == 0:
        size *= 10
    return size * unit.times
